"""Whether everyone can use the page: by axe's rules, at 320 pixels, widely spaced, in the dark, in high contrast."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.browser.visiting import NUMBERS, Served, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def _at(address: str) -> Callable[[Visit], None]:
    def go(visit: Visit) -> None:
        visit.page.goto(visit.served.address + address)

    return go


def _service(visit: Visit) -> None:
    visit.page.goto(visit.served.address + "/browse")
    visit.page.locator(".group summary").first.click()
    visit.page.locator(".group a").first.click()
    visit.page.wait_for_load_state()


def _ticks(visit: Visit) -> None:
    visit.press("Not sure")
    visit.press("Me")
    visit.press("Medway")
    visit.press("Skip this question")
    visit.page.locator(".tick input").first.check()
    visit.page.get_by_text("Your answers so far").click()


def _all_open(visit: Visit) -> None:
    visit.press(NUMBERS)
    visit.page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true; })")


def _easy(visit: Visit) -> None:
    visit.press("Easy Read")
    _all_open(visit)


STATES: dict[str, Callable[[Visit], None]] = {
    "first page": lambda visit: None,
    "danger": lambda visit: visit.press("Yes, now"),
    "suicide": lambda visit: visit.say("I want to kill myself"),
    "ticks": _ticks,
    "services": _all_open,
    "Easy Read": _easy,
    "nothing": _at("/nowhere"),
    "closed": lambda visit: visit.say("exit"),
    "device": _at("/your-device"),
    "lists": _at("/browse"),
    "service": _service,
}
SPACING = """() => document.querySelectorAll('main *, header *, footer *').forEach((each) => {
  each.style.setProperty('line-height', '1.5', 'important');
  each.style.setProperty('letter-spacing', '0.12em', 'important');
  each.style.setProperty('word-spacing', '0.16em', 'important');
})"""
OVERFLOW = """() => [document.documentElement.scrollWidth - innerWidth,
  [...document.querySelectorAll('main *, header *')]
  .filter((each) => !each.closest('.unseen, .act') && each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML.slice(0, 80))]"""
SMALL = """() => [...document.querySelectorAll('a, button, summary, textarea, .tick')]
  .filter((each) => each.checkVisibility() && !each.matches('.said a, p a, .sources a, .skip'))
  .map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect().height])
  .filter(([, height]) => height < 43.9)"""


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "light"), (1280, "dark")])
def test_axe_finds_nothing(browser: Browser, served: Served, state: str, width: int, scheme: str) -> None:
    """No rule of axe, best practices among them, is broken in any state, at either width, by day or in the dark."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    visit = Visit.begin(browser, served, width=width, height=800, color_scheme=scheme)
    STATES[state](visit)
    found = axe.Axe().run(visit.page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
    visit.close()


@pytest.mark.parametrize("state", STATES)
def test_everything_fits_at_320_pixels(browser: Browser, served: Served, state: str) -> None:
    """Nothing runs out of a screen of 320 pixels, with letters and lines as wide apart as WCAG asks for too."""
    visit = Visit.begin(browser, served, width=320, height=640)
    STATES[state](visit)
    assert visit.page.evaluate(OVERFLOW) == [0, []]
    visit.page.evaluate(SPACING)
    assert visit.page.evaluate(OVERFLOW) == [0, []]
    visit.close()


@pytest.mark.parametrize("state", STATES)
def test_what_is_pressed_is_44_pixels_high(browser: Browser, served: Served, state: str) -> None:
    """Each control is at least 44 pixels high; links within a sentence or a list of sources are excepted."""
    visit = Visit.begin(browser, served, width=320, height=640)
    STATES[state](visit)
    assert visit.page.evaluate(SMALL) == []
    visit.close()


def test_high_contrast_keeps_edges(browser: Browser, served: Served) -> None:
    """Where the system sets the colours, the exit, the answers and the danger card are still outlined."""
    visit = Visit.begin(browser, served, width=320, height=640, forced_colors="active")
    visit.press("Yes, now")
    for part in ("#exit button", ".choices button", ".danger", ".you"):
        width = visit.page.locator(part).first.evaluate("each => parseFloat(getComputedStyle(each).borderTopWidth)")
        assert width > 0, part
    visit.close()


def test_reduced_motion_is_kept_to(browser: Browser, served: Served) -> None:
    """Who asks for less motion gets none."""
    visit = Visit.begin(browser, served, width=320, height=640, reduced_motion="reduce")
    moving = visit.page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((each) => {
          const style = getComputedStyle(each);
          return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none'
            || style.scrollBehavior === 'smooth';
        }).length"""
    )
    assert moving == 0
    visit.close()


def test_headings_and_landmarks_are_in_order(visit: Visit) -> None:
    """There is one main part, one first heading, and no level of heading is left out."""
    visit.press(NUMBERS)
    assert visit.page.locator("main").count() == 1
    levels = visit.page.evaluate("() => [...document.querySelectorAll('h1, h2, h3')].map((each) => +each.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
