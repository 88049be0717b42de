"""The rehearsal in a real browser: its forms keep it, the exit wipes it, and everyone can use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rehearsal.wording import say
from tests.browser.visiting import EXIT, Served, Visit, reaches

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WIDTHS = (320, 1280)


def rehearsing(browser: Browser, served: Served, *, width: int = 320, script: bool = True, **settings: str) -> Visit:
    """Return a visit that has begun the first scenario."""
    visit = Visit.begin(browser, served, width=width, height=800, script=script, **settings)
    visit.page.goto(f"{served.address}/rehearse")
    visit.page.locator(".scenarios form button").first.click()
    visit.page.wait_for_selector(".exchange")
    return visit


@pytest.mark.parametrize("script", [True, False])
def test_forms_keep_the_rehearsal_with_and_without_a_script(browser: Browser, served: Served, script: bool) -> None:
    """Line after line stays, though the chat's script wipes a chat when its page is left."""
    visit = rehearsing(browser, served, script=script)
    visit.say("Are you safe to talk right now?")
    visit.say("I believe you.")
    assert visit.page.locator(".champion").count() == 2
    visit.press("End and see the marks")
    assert say("judged") in visit.words()
    visit.page.locator("main").get_by_role("button", name="Try again from here").nth(1).click()
    visit.page.wait_for_selector("#text")
    assert visit.page.locator(".champion").count() == 1
    assert not [address for method, address in visit.asked if "/leave" in address]
    visit.close()


def test_the_exit_wipes_it_and_leads_away(browser: Browser, served: Served) -> None:
    """The same exit as the chat's: the rehearsal is forgotten on the server."""
    visit = rehearsing(browser, served)
    visit.say("I believe you.")
    token = visit.session()
    assert token.startswith("rehearsal.")
    visit.page.get_by_role("button", name=EXIT).last.click()
    reaches(visit.page, "https://www.bbc.co.uk/weather")
    lost = visit.context.request.post(f"{served.address}/rehearse/marks", form={"session": token})
    assert lost.status == 410
    visit.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_it_looks_unlike_the_chat(browser: Browser, served: Served, width: int) -> None:
    """The bar and the ground have another colour, and nothing runs out of the page."""
    visit = Visit.begin(browser, served, width=width, height=800)
    look = (
        "getComputedStyle(document.querySelector('.bar')).backgroundColor + getComputedStyle(document.body).background"
    )
    chat = visit.page.evaluate(look)
    visit.page.goto(f"{served.address}/rehearse")
    assert visit.page.evaluate(look) != chat
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
    visit.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, served: Served, width: int, scheme: str) -> None:
    """No rule of axe is broken: scenarios, a talk, the marks, and the real card after a plea."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    visit = Visit.begin(browser, served, width=width, height=800, color_scheme=scheme)
    visit.page.goto(f"{served.address}/rehearse")
    broken = [*axe.run(visit.page).response["violations"]]
    visit.close()
    visit = rehearsing(browser, served, width=width, color_scheme=scheme)
    for line in ("Why do you put up with it?", "You can ring Victim Support on 0808 168 9276."):
        visit.say(line)
    broken += axe.run(visit.page).response["violations"]
    visit.press("End and see the marks")
    broken += axe.run(visit.page).response["violations"]
    visit.page.locator("main").get_by_role("button", name="Try again from here").first.click()
    visit.page.wait_for_selector("#text")
    visit.say("he is hitting me please help")
    broken += axe.run(visit.page).response["violations"]
    assert [(rule["id"], [node["html"][:120] for node in rule["nodes"]]) for rule in broken] == []
    visit.close()
