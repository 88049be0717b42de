"""Without a script, what stood on the page before stays where a turn brings nothing in its place."""

from __future__ import annotations

from bot.settings import LONGEST_TEXT
from bot.web.limiting import Limiter
from tests.bot.page_reading import Form, Page
from tests.bot.site import DANGER, TALK, make_site


def _question(page: Page) -> Form:
    form = page.question()
    assert form is not None
    return form


def _way(page: Page) -> dict[str, str]:
    return next(form for form in page.forms if ("say", "numbers") in form.buttons).fields


def test_services_stay_on_a_turn_that_brings_none() -> None:
    """An answer, a question put back and a text that is not understood leave the services on the page."""
    site = make_site()
    page = site.send(say="numbers")
    before = page.services()
    assert before
    page = site.send(**_question(page).fields, option="no")
    assert page.services() == before
    page = site.send(**_way(page), text="qwertz uiop")
    assert page.services() == before
    assert "Not right? Show the others" in page.words


def test_services_that_no_longer_fit_do_not_stay() -> None:
    """Who turns out to live elsewhere no longer sees what is for Kent and Medway alone."""
    site = make_site()
    page = site.send(say="numbers")
    local = TALK.directory.services["victim-support-kent-medway"].name
    assert local in page.services()
    page = site.send(**{**_question(page).fields, "question": "area"}, option="outside")
    assert local not in page.services()


def test_services_question_and_danger_stay_beside_a_problem() -> None:
    """A text that is too long is refused with everything else left as it stood."""
    site = make_site()
    page = site.send(**DANGER)
    page = site.send(**_way(page), say="numbers")
    before, asked = page.services(), _question(page).fields["question"]
    page = site.send(413, **_way(page), text="x" * (LONGEST_TEXT + 1))
    assert page.services() == before
    assert _question(page).fields["question"] == asked
    assert page.element("div", id="urgent")["data-service"] == "emergency-999"


def test_services_stay_where_too_much_was_sent() -> None:
    """Beyond the limit the numbers that were there still are."""
    site = make_site(limiter=Limiter(1))
    page = site.send(say="numbers")
    assert set(site.send(429, **_way(page), say="back").services()) <= set(page.services())
    assert site.send(429, **_way(page), say="back").services()


def test_a_new_start_takes_the_services_away() -> None:
    """Start again leaves nothing of the talk."""
    site = make_site()
    page = site.send(say="numbers")
    assert site.send(**_way(page), say="restart").services() == []


def test_a_forged_list_shows_nothing_that_does_not_fit() -> None:
    """Ids that somebody writes into the form bring only services that the facts open a door to."""
    site = make_site()
    page = site.send(question="immediate_danger", option="no", shown="kent-professional-line samaritans ../x")
    assert set(page.services()) <= {TALK.directory.services["samaritans"].name}
