"""One visit to the page in a browser: what a person can do there, and what the browser asked the network for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import Flask

from bot.gateway import Gateway
from bot.sessions import Sessions
from bot.settings import CONVERSATION_IDLE_SECONDS
from bot.web import create_app
from bot.web.leaving import EXIT_ADDRESS
from bot.web.settings import WebSettings
from pathway.engine import engine
from pathway.talk import Talk
from tests.stand_in import DirectRasa

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

EXIT = "Exit this page"
NUMBERS = "Show me numbers now"
WEATHER = "<!doctype html><html lang='en'><title>Weather</title><p>Rain later"


@dataclass(frozen=True)
class Served:
    """A served application: the stand-in behind it, and its address."""

    rasa: DirectRasa
    address: str


def begun(stand_in: Callable[[Talk], DirectRasa], settings: WebSettings | None = None) -> tuple[DirectRasa, Flask]:
    """Return a stand-in and the application before it."""
    talk = engine()
    rasa = stand_in(talk)
    gateway = Gateway(rasa, talk, Sessions(CONVERSATION_IDLE_SECONDS, 1000))
    return rasa, create_app(gateway, talk, lambda: True, settings=settings)


def reaches(page: Page, address: str) -> None:
    """Wait until `page` is at `address`. What comes by a redirect cannot be stood in for, and may fail to load."""
    for _ in range(400):
        if page.url == address:
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"{page.url} is not {address}")


@dataclass
class Visit:
    """A visit. `asked` holds the method and address of each request, `wrong` what the browser complained about."""

    served: Served
    context: BrowserContext
    page: Page
    asked: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @classmethod
    def begin(
        cls, browser: Browser, served: Served, *, width: int, height: int, script: bool = True, **settings: Any
    ) -> Visit:
        """Open the first page in a fresh profile. The page that the exit leads to is answered here."""
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=script, **settings
        )
        visit = cls(served, context, context.new_page())
        context.route(f"{EXIT_ADDRESS}**", cls._weather)
        context.on("request", lambda request: visit.asked.append((request.method, request.url)))
        visit.page.on("pageerror", lambda error: visit.wrong.append(str(error)))
        visit.page.on("console", lambda said: visit._note(said.type, said.text))
        visit.page.goto(served.address)
        return visit

    def _note(self, kind: str, text: str) -> None:
        # Chromium itself notes each answer of 400 and above; whether it was right is for the test to say.
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.wrong.append(text)

    @staticmethod
    def _weather(route: Route) -> None:
        route.fulfill(body=WEATHER, content_type="text/html")

    def close(self) -> None:
        """End the visit; an error of the page's script or of its policy fails the test."""
        self.context.close()
        assert not self.wrong

    def press(self, name: str) -> None:
        """Press the button of that name in the page and wait for the reply."""
        self._turn(lambda: self.page.locator("main").get_by_role("button", name=name).first.click())

    def say(self, words: str) -> None:
        """Type words and send them with the Enter key or, without a script, with the button."""
        self.page.locator("#text").fill(words)
        self._turn(lambda: self.page.locator(".words .go").click())

    def _turn(self, act: Callable[[], None]) -> None:
        with self.page.expect_response(lambda answer: answer.request.method == "POST"):
            act()
        self.page.wait_for_load_state()
        self.page.locator("[aria-busy]").wait_for(state="detached")

    def words(self) -> str:
        """Return the visible text of the whole page."""
        return str(self.page.locator("body").inner_text())

    def services(self) -> list[str]:
        """Return the names of the services shown."""
        return list(self.page.locator("main .name").all_inner_texts())

    def session(self) -> str:
        """Return the session that the page carries."""
        return str(self.page.locator("#exit input[name=session]").input_value())
