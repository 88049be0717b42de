"""The exit: always in sight, gone at once, and nothing left behind."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from bot.settings import CONVERSATION_IDLE_SECONDS
from bot.web.beginnings import is_mark
from bot.web.leaving import EXIT_ADDRESS
from tests.browser.starting import another
from tests.browser.visiting import EXIT, NUMBERS, Served, Visit, reaches

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def _at(address: str) -> Callable[[Visit], None]:
    def go(visit: Visit) -> None:
        visit.page.goto(visit.served.address + address)

    return go


def _numbers(*then: str) -> Callable[[Visit], None]:
    def go(visit: Visit) -> None:
        for name in (NUMBERS, *then):
            visit.press(name)

    return go


TALKS: dict[str, Callable[[Visit], None]] = {
    "danger": lambda visit: visit.press("Yes, now"),
    "question": lambda visit: visit.press("Not sure"),
    "services": _numbers(),
    "all services": _numbers("Show the others"),
    "Easy Read": _numbers("Easy Read"),
    "typed": lambda visit: visit.say("my partner controls my money"),
}
STATES: dict[str, Callable[[Visit], None]] = {
    **TALKS,
    "first page": lambda visit: None,
    "problem": lambda visit: visit.say("x" * 2001),
    "closed": lambda visit: visit.say("exit"),
    "device": _at("/your-device"),
    "lists": _at("/browse"),
    "nothing": _at("/nowhere"),
    "left alone": _at("/closed"),
}
ON_TOP = """() => {
  const button = document.querySelector('#exit button');
  const box = button.getBoundingClientRect();
  const points = [[box.left + 3, box.top + 3], [box.right - 3, box.top + 3], [box.left + 3, box.bottom - 3],
    [box.right - 3, box.bottom - 3], [(box.left + box.right) / 2, (box.top + box.bottom) / 2]];
  const uncovered = points.every(([x, y]) => button.contains(document.elementFromPoint(x, y)));
  const inside = box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight;
  return {height: box.height, width: box.width, inside, uncovered};
}"""


def _at_the_exit(visit: Visit) -> None:
    reaches(visit.page, EXIT_ADDRESS)


# In sight


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    ("width", "height"), [(320, 640), (375, 667), (768, 1024), (1280, 800), (640, 400), (320, 256)]
)
def test_exit_is_in_sight_uncovered_and_large(
    browser: Browser, served: Served, state: str, width: int, height: int
) -> None:
    """At each width, at 200 and 400 % zoom, in each state and wherever one has scrolled, the exit can be pressed."""
    visit = Visit.begin(browser, served, width=width, height=height)
    STATES[state](visit)
    for place in ("0", "document.body.scrollHeight / 2", "document.body.scrollHeight"):
        visit.page.evaluate(f"() => scrollTo(0, {place})")
        seen = visit.page.evaluate(ON_TOP)
        assert seen["inside"], f"outside the screen when scrolled to {place}"
        assert seen["uncovered"], f"covered when scrolled to {place}"
        assert seen["height"] >= 44
        assert seen["width"] >= 44
    visit.close()


@pytest.mark.parametrize("width", [320, 640])
def test_exit_is_in_sight_with_text_twice_as_large(browser: Browser, served: Served, width: int) -> None:
    """With text alone enlarged to 200 % the exit is still whole and free, also on a small phone."""
    visit = Visit.begin(browser, served, width=width, height=640)
    visit.press("Yes, now")
    visit.page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    seen = visit.page.evaluate(ON_TOP)
    assert seen["inside"]
    assert seen["uncovered"]
    visit.close()


def test_second_link_of_the_page_is_the_exit(visit: Visit) -> None:
    """The keyboard meets the skip link, then a quick exit, before anything else; both are seen when reached."""
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Tab")
    quick = visit.page.get_by_role("button", name="Exit this page quickly")
    assert quick.evaluate("element => element === document.activeElement")
    box = quick.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    visit.page.keyboard.press("Enter")
    _at_the_exit(visit)


# Leaving


@pytest.mark.parametrize("state", TALKS)
def test_exit_forgets_the_talk_and_going_back_shows_nothing_of_it(visit: Visit, state: str) -> None:
    """After the exit the server holds nothing, and Back leads to no word of the talk."""
    visit.page.goto(f"{visit.served.address}/healthz")
    visit.page.goto(visit.served.address)
    TALKS[state](visit)
    session = visit.session()
    assert session in visit.served.rasa.open
    talk = [text for text in visit.page.locator(".turn:not(.opening)").all_inner_texts() if text]
    visit.page.get_by_role("button", name=EXIT).last.click()
    _at_the_exit(visit)
    assert _becomes_forgotten(visit, session)
    visit.page.go_back()
    assert talk
    assert visit.page.url.endswith("/healthz")


def _becomes_forgotten(visit: Visit, session: str) -> bool:
    for _ in range(50):
        if session not in visit.served.rasa.open:
            return True
        visit.page.wait_for_timeout(20)
    return False


def test_screen_is_blank_before_any_answer_of_the_network(visit: Visit) -> None:
    """The press itself empties the page and its title; nothing is waited for."""
    visit.press("Yes, now")
    visit.context.unroute(f"{EXIT_ADDRESS}**")
    visit.context.route("**/*", lambda route: None)
    seen = visit.page.evaluate(
        """() => {
          const begun = performance.now();
          document.querySelector('#exit button').click();
          return {words: document.body.innerText.trim(), title: document.title, ms: performance.now() - begun};
        }"""
    )
    assert seen["words"] == "Loading."
    assert re.sub(r"\W", "", seen["title"]) == ""
    assert seen["ms"] < 100


def test_without_a_network_the_page_is_blank_and_the_server_is_told_when_there_is_one(visit: Visit) -> None:
    """The press empties the page at once; as soon as the network is back the talk is forgotten and the page left."""
    visit.press("Yes, now")
    session = visit.session()
    visit.context.set_offline(True)
    visit.page.get_by_role("button", name=EXIT).last.click()
    assert visit.words().strip() == "Loading."
    assert session in visit.served.rasa.open
    visit.context.set_offline(False)
    _at_the_exit(visit)
    assert _becomes_forgotten(visit, session)


def test_without_a_network_nobody_waits_for_long(visit: Visit) -> None:
    """Where the network stays away, the blank page leaves by itself, and the server forgets when the time is over."""
    visit.page.clock.install()
    visit.page.reload()
    visit.press("Yes, now")
    visit.context.set_offline(True)
    visit.page.get_by_role("button", name=EXIT).last.click()
    asked = len(visit.asked)
    visit.page.clock.run_for(11_000)
    visit.page.wait_for_timeout(200)
    assert f"GET {EXIT_ADDRESS}" in {f"{method} {url}" for method, url in visit.asked[asked:]}


def test_leaving_clears_what_the_browser_holds(visit: Visit) -> None:
    """Whatever this site had stored (nothing of the talk is) is gone after the exit."""
    visit.page.evaluate("() => { localStorage.a = '1'; sessionStorage.b = '2'; document.cookie = 'c=3'; }")
    visit.press("Yes, now")
    session = visit.session()
    visit.page.get_by_role("button", name=EXIT).last.click()
    _at_the_exit(visit)
    assert _becomes_forgotten(visit, session)
    visit.page.goto(f"{visit.served.address}/healthz")
    left = visit.page.evaluate("() => [localStorage.length, sessionStorage.length, document.cookie]")
    assert left == [0, 0, ""]


def test_leaving_asks_for_nothing_but_the_exit(visit: Visit) -> None:
    """The only requests of leaving are the one that forgets and the one for the dull page."""
    visit.press("Yes, now")
    visit.asked.clear()
    visit.page.get_by_role("button", name=EXIT).last.click()
    _at_the_exit(visit)
    assert {method + " " + url for method, url in visit.asked} == {
        f"POST {visit.served.address}/leave",
        f"GET {EXIT_ADDRESS}",
    }


def test_exit_works_without_a_script(plain_visit: Visit) -> None:
    """Without a script the exit forgets the talk, leads away, and Back shows no word of the talk."""
    before = len(plain_visit.served.rasa.open)
    plain_visit.press("Yes, now")
    session = plain_visit.session()
    plain_visit.page.get_by_role("button", name=EXIT).last.click()
    _at_the_exit(plain_visit)
    assert session not in plain_visit.served.rasa.open
    plain_visit.page.go_back()
    assert plain_visit.page.locator(".you").count() == 0
    assert plain_visit.services() == []
    assert "shown once, so that nobody else can come back to it" in plain_visit.words()
    assert len(plain_visit.served.rasa.open) == before


def test_closing_the_tab_forgets(visit: Visit) -> None:
    """A tab that is closed tells the server on its way out."""
    visit.press("Yes, now")
    session = visit.session()
    watcher = visit.context.new_page()
    visit.page.close(run_before_unload=True)
    for _ in range(50):
        if session not in visit.served.rasa.open:
            break
        watcher.wait_for_timeout(20)
    assert session not in visit.served.rasa.open


def test_nothing_comes_back_from_the_back_forward_cache(browser: Browser, served: Served) -> None:
    """A page that the browser had kept alive is blank when it comes back, and begins anew."""
    with another(browser, ignore_default_args=["--disable-back-forward-cache"]) as started:
        visit = Visit.begin(started, served, width=320, height=640)
        visit.press("Yes, now")
        visit.page.evaluate(
            "() => addEventListener('pageshow', (event) => { window.name = `kept ${event.persisted}`; })"
        )
        session = visit.session()
        visit.page.goto(f"{served.address.replace('127.0.0.1', 'localhost')}/healthz")
        assert _becomes_forgotten(visit, session)
        visit.page.go_back()
        visit.page.get_by_text("Is anyone in danger right now?").wait_for()
        assert visit.page.locator(".you").count() == 0
        assert is_mark(visit.session())
        visit.close()


def test_going_elsewhere_forgets_too(visit: Visit) -> None:
    """Leaving the page by another way wipes it and tells the server; coming back shows a fresh first page."""
    visit.press("Yes, now")
    session = visit.session()
    visit.page.goto(EXIT_ADDRESS)
    assert _becomes_forgotten(visit, session)
    visit.page.go_back()
    visit.page.get_by_text("Is anyone in danger right now?").wait_for()
    assert is_mark(visit.session())
    assert visit.page.locator(".turn").count() == 1


# Shift three times


def _shift(page: Page, times: int) -> None:
    for _ in range(times):
        page.keyboard.press("Shift")


def test_shift_three_times_leaves(visit: Visit) -> None:
    """The third press leaves; before it, what is missing is said aloud."""
    status = visit.page.locator("#presses")
    assert status.get_attribute("role") == "status"
    _shift(visit.page, 1)
    assert status.inner_text() == "Shift, press 2 more times to exit."
    _shift(visit.page, 1)
    assert status.inner_text() == "Shift, press 1 more time to exit."
    _shift(visit.page, 1)
    _at_the_exit(visit)


def test_capital_letters_do_not_leave(visit: Visit) -> None:
    """Shift held to write capitals never counts."""
    visit.page.locator("#text").focus()
    for key in ("A", "B", "C", "D"):
        visit.page.keyboard.press(f"Shift+{key}")
    assert visit.page.locator("#text").input_value() == "ABCD"
    assert visit.page.locator("#presses").inner_text() == ""


def test_another_key_begins_the_count_again(visit: Visit) -> None:
    """Two presses, another key and two presses do not leave; a third does."""
    _shift(visit.page, 2)
    visit.page.keyboard.press("a")
    assert visit.page.locator("#presses").inner_text() == "Exit this page expired."
    _shift(visit.page, 2)
    assert visit.page.url.startswith(visit.served.address)
    _shift(visit.page, 1)
    _at_the_exit(visit)


def test_presses_count_for_five_seconds(visit: Visit) -> None:
    """After five seconds the count begins again, and that is said; within them it goes on."""
    visit.page.clock.install()
    visit.page.reload()
    _shift(visit.page, 1)
    visit.page.clock.run_for(4900)
    _shift(visit.page, 1)
    assert visit.page.locator("#presses").inner_text() == "Shift, press 1 more time to exit."
    visit.page.clock.run_for(5100)
    assert visit.page.locator("#presses").inner_text() == "Exit this page expired."
    _shift(visit.page, 2)
    assert visit.page.url.startswith(visit.served.address)


def test_escape_does_nothing(visit: Visit) -> None:
    """The Escape key keeps its usual jobs and never leaves."""
    visit.press("Yes, now")
    before = visit.words()
    for _ in range(5):
        visit.page.keyboard.press("Escape")
    assert visit.words() == before


# Left alone


def test_page_left_alone_is_wiped_after_a_warning(visit: Visit) -> None:
    """Two minutes before the end a warning is given, and at the end the page and the server forget."""
    visit.page.clock.install()
    visit.page.reload()
    visit.press("Yes, now")
    session = visit.session()
    visit.page.clock.run_for((CONVERSATION_IDLE_SECONDS - 119) * 1000)
    assert "wiped in 2 minutes" in visit.page.locator("#presses").inner_text()
    visit.page.clock.run_for(125_000)
    assert visit.words().split("\n")[0] == "This page was closed because it was not used."
    assert "999" not in visit.words()
    assert _becomes_forgotten(visit, session)


def test_a_key_keeps_the_page(visit: Visit) -> None:
    """Any key or tap within the time puts the end off."""
    visit.page.clock.install()
    visit.page.reload()
    visit.press("Yes, now")
    visit.page.clock.run_for((CONVERSATION_IDLE_SECONDS - 60) * 1000)
    visit.page.keyboard.press("ArrowDown")
    assert visit.page.locator("#presses").inner_text() == ""
    visit.page.clock.run_for(300_000)
    assert "Call 999" in visit.page.locator("#urgent").inner_text()
