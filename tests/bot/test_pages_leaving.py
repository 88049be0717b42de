"""Leaving without a script, and what the server forgets."""

from __future__ import annotations

import pytest

from bot.web.leaving import EXIT_ADDRESS
from tests.bot.site import DANGER, NO_DANGER, TALK, Site, make_site


@pytest.fixture
def site() -> Site:
    """Return a fresh application."""
    return make_site()


def test_leaving_forgets_everywhere_and_leads_away(site: Site) -> None:
    """The exit's form drops the conversation, clears what the browser holds, and leads to the fixed address."""
    session = site.send(**DANGER).session
    response = site.client.post("/leave", data={"session": session})
    assert response.status_code == 303
    assert response.headers["Location"] == EXIT_ADDRESS == "https://www.bbc.co.uk/weather"
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response.data == b""
    assert site.rasa.open == {}


def test_a_forgotten_session_gets_nothing(site: Site) -> None:
    """An old token leads to a fresh conversation, which says that the old one is gone."""
    session = site.send(**DANGER).session
    site.client.post("/leave", data={"session": session})
    page = site.send(session=session, **NO_DANGER)
    assert page.session != session
    assert TALK.pathway.phrases["lost_place"] in page.words
    assert "data-service" not in page.element("div", id="urgent")


def test_the_script_may_leave_without_being_led(site: Site) -> None:
    """The quiet form forgets and clears, and answers without a redirect that the browser would follow unseen."""
    session = site.send(**NO_DANGER).session
    response = site.client.post("/leave", data={"session": session, "quiet": "1"})
    assert response.status_code == 204
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert site.rasa.open == {}


@pytest.mark.parametrize("form", [{}, {"session": ""}, {"session": "nobody"}])
def test_leaving_works_without_a_conversation(site: Site, form: dict[str, str]) -> None:
    """Who has said nothing yet leaves in the same way."""
    assert site.client.post("/leave", data=form).headers["Location"] == EXIT_ADDRESS


def test_asking_in_words_to_leave_closes_the_chat(site: Site) -> None:
    """The typed wish wipes the conversation and offers the exit and a new start, and no box for words."""
    session = site.send(**NO_DANGER).session
    page = site.send(session=session, text="exit")
    assert site.rasa.open == {}
    assert TALK.pathway.phrases["left"] in page.words
    assert page.session == ""
    assert not [tag for tag, _ in page.attributes if tag == "textarea"]
