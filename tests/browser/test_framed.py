"""The chat in a frame on another site's page: one tag, its own exit, and nothing that the page around it can read."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from werkzeug.serving import make_server

from bot.launch import free_port
from bot.web.leaving import EXIT_ADDRESS
from bot.web.settings import WebSettings
from tests.browser.visiting import EXIT, WEATHER, begun, reaches
from tests.stand_in import DirectRasa

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SANDBOX = (
    "allow-scripts allow-forms allow-same-origin allow-modals "
    "allow-top-navigation-by-user-activation allow-top-navigation-to-custom-protocols"
)
TAGS = {
    "script": '<script src="{chat}/static/frame.js"></script>',
    "frame": f'<iframe src="{{chat}}/" title="Support options" sandbox="{SANDBOX}" width="400" height="600"></iframe>',
}


@dataclass(frozen=True)
class Framed:
    """A council's page with the chat in it, and the chat's stand-in for Rasa. The two are on different sites."""

    council: str
    rasa: DirectRasa


@contextmanager
def _running(app: Flask, port: int) -> Iterator[None]:
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield
    server.shutdown()
    thread.join()


def _council(tag: str) -> Flask:
    app = Flask("council")
    page = f"<!doctype html><html lang='en'><title>Council</title><h1>Our help</h1>{tag}<p>More of ours</p>"
    app.add_url_rule("/page", "page", lambda: page)
    app.add_url_rule("/before", "before", lambda: "<title>Before</title>what was before")
    return app


@contextmanager
def _framed(kind: str, *, allowed: bool = True) -> Iterator[Framed]:
    council, chat = free_port(), free_port()
    hosts = (f"http://localhost:{council}",) if allowed else ()
    rasa, app = begun(DirectRasa, WebSettings(frame_hosts=hosts))
    page = _council(TAGS[kind].format(chat=f"http://127.0.0.1:{chat}"))
    with ExitStack() as stack:
        stack.enter_context(_running(app, chat))
        stack.enter_context(_running(page, council))
        yield Framed(f"http://localhost:{council}", rasa)


@contextmanager
def _visited(browser: Browser, framed: Framed, *, script: bool = True) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 420, "height": 900}, java_script_enabled=script)
    context.route(f"{EXIT_ADDRESS}**", lambda route: route.fulfill(body=WEATHER, content_type="text/html"))
    page = context.new_page()
    page.goto(f"{framed.council}/before")
    page.goto(f"{framed.council}/page")
    yield page
    context.close()


def _in_danger(page: Page) -> None:
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Yes, now").click()
    frame.locator("#urgent .name").wait_for()


@pytest.mark.parametrize("kind", TAGS)
def test_one_tag_brings_the_chat_with_its_own_exit(browser: Browser, kind: str) -> None:
    """The talk works in the frame; its exit takes the whole window away, and Back skips the page it stood on."""
    with _framed(kind) as framed, _visited(browser, framed) as page:
        _in_danger(page)
        assert framed.rasa.open
        page.frame_locator("iframe").get_by_role("button", name=EXIT).last.click()
        reaches(page, EXIT_ADDRESS)
        page.get_by_text("Rain later").wait_for()
        page.go_back()
        page.get_by_text("what was before").wait_for()
        assert framed.rasa.open == {}


@pytest.mark.parametrize("kind", TAGS)
def test_shift_three_times_leaves_from_within_the_frame(browser: Browser, kind: str) -> None:
    """With the keyboard in the frame, Shift three times takes the whole window away."""
    with _framed(kind) as framed, _visited(browser, framed) as page:
        _in_danger(page)
        for _ in range(3):
            page.keyboard.press("Shift")
        reaches(page, EXIT_ADDRESS)


def test_the_page_around_is_blank_at_once(browser: Browser) -> None:
    """With the script, the page around the frame is emptied before any answer of the network."""
    with _framed("script") as framed, _visited(browser, framed) as page:
        _in_danger(page)
        said: list[str] = []
        # The browser writes lines of its own, such as what Clear-Site-Data cleared.
        page.on("console", lambda line: said.append(line.text) if line.text.startswith("left:") else None)
        page.context.unroute_all()
        page.context.route(f"{EXIT_ADDRESS}**", lambda route: None)
        page.evaluate(
            """() => new MutationObserver(() => console.log(`left: ${document.documentElement.textContent}`))
              .observe(document.documentElement, {childList: true})"""
        )
        page.frame_locator("iframe").get_by_role("button", name=EXIT).last.click(no_wait_after=True)
        for _ in range(200):
            if said:
                break
            page.wait_for_timeout(25)
        assert said == ["left: "]
        assert page.url == f"{framed.council}/page"


def test_a_frame_works_without_a_script(browser: Browser) -> None:
    """Turns go by forms within the frame, and the exit's form takes the whole window."""
    with _framed("frame") as framed, _visited(browser, framed, script=False) as page:
        _in_danger(page)
        page.frame_locator("iframe").get_by_role("button", name=EXIT).last.click()
        reaches(page, EXIT_ADDRESS)
        assert framed.rasa.open == {}


def test_the_page_around_cannot_read_the_talk(browser: Browser) -> None:
    """The frame's document is closed to the page, and the chat tells it nothing while one talks."""
    with _framed("script") as framed, _visited(browser, framed) as page:
        page.evaluate("() => { window.heard = []; addEventListener('message', (event) => heard.push(event.data)); }")
        _in_danger(page)
        reading = "() => { try { return frames[0].document.body.innerText; } catch (error) { return error.name; } }"
        assert page.evaluate("() => document.querySelector('iframe').contentDocument") is None
        assert page.evaluate(reading) == "SecurityError"
        assert page.evaluate("() => window.heard") == []


def test_a_site_that_is_not_named_gets_no_frame(browser: Browser) -> None:
    """By default the browser refuses to show the chat in anybody's frame."""
    with _framed("frame", allowed=False) as framed, _visited(browser, framed) as page:
        page.wait_for_timeout(500)
        assert page.frame_locator("iframe").get_by_role("button", name="Yes, now").count() == 0


def test_the_frame_is_sandboxed_and_told_nothing(browser: Browser) -> None:
    """The tag's frame has the sandbox of the documentation and sends no referrer."""
    with _framed("script") as framed, _visited(browser, framed) as page:
        frame = page.locator("iframe")
        assert frame.get_attribute("sandbox") == SANDBOX
        assert frame.get_attribute("referrerpolicy") == "no-referrer"
        assert frame.get_attribute("title") == "Support options"
