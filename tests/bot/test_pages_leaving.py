"""Leaving without a script, and what the server forgets."""

from __future__ import annotations

import time

import pytest

from bot.web.beginnings import DOUBLE_CLICK_SECONDS, VALID_SECONDS, Beginnings
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


# Going back to a form and sending it anew


def test_an_old_answer_sent_anew_is_not_repeated(site: Site) -> None:
    """After leaving, a form sent again from the browser's history shows no word of the talk and begins nothing."""
    session = site.send(**NO_DANGER).session
    site.client.post("/leave", data={"session": session})
    for form in ({"question": "asking_as", "option": "someone_else"}, {"text": "my flatmate takes my wages"}):
        page = site.send(session=session, **form)
        assert TALK.pathway.phrases["lost_place"] in page.words
        assert "You said" not in page.words
        assert site.rasa.open == {}


def test_the_first_form_cannot_be_sent_anew(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first page's form works once; sent again after leaving it shows no word of what was said with it."""
    mark = site.get().session
    page = site.send(session=mark, text="my flatmate takes my wages")
    assert "You said: my flatmate takes my wages" in page.words
    site.client.post("/leave", data={"session": page.session})
    later = time.time() + DOUBLE_CLICK_SECONDS + 1
    monkeypatch.setattr(site.client.application.extensions["beginnings"], "_clock", lambda: later)
    page = site.send(session=mark, text="my flatmate takes my wages")
    assert "You said" not in page.words
    assert TALK.pathway.phrases["lost_place"] in page.words
    assert site.rasa.open == {}


def test_danger_said_to_a_conversation_that_is_gone_is_answered(site: Site) -> None:
    """Who types danger into a page left open too long gets the card, not only a notice."""
    session = site.send(**NO_DANGER).session
    site.client.post("/leave", data={"session": session})
    page = site.send(session=session, text="he is kicking the door in right now please help")
    assert page.element("div", role="alert")["data-service"] == "emergency-999"
    assert TALK.pathway.phrases["lost_place"] in page.words


def test_a_mark_is_taken_once_but_for_a_double_click() -> None:
    """A mark begins one conversation; a second press within moments counts as the same."""
    moment = [1000.0]
    beginnings = Beginnings(lambda: moment[0])
    mark = beginnings.issue()
    assert beginnings.take(mark)
    moment[0] += DOUBLE_CLICK_SECONDS - 0.1
    assert beginnings.take(mark)
    moment[0] += 1
    assert not beginnings.take(mark)


def test_an_old_or_forged_mark_is_refused() -> None:
    """A mark ends after its time, and one that was not issued here is none."""
    moment = [1000.0]
    beginnings = Beginnings(lambda: moment[0])
    mark = beginnings.issue()
    assert not Beginnings(lambda: moment[0]).take(mark)
    assert not beginnings.take(mark.replace(".1000.", ".2000."))
    assert not beginnings.take("first.")
    moment[0] += VALID_SECONDS + 1
    assert not beginnings.take(mark)
