"""Easy Read: the switch, and that it holds from page to page without a cookie or anything stored."""

from __future__ import annotations

import pytest

from bot.web.easy import in_easy_words, sentences
from bot.web.view import View
from tests.bot.page_reading import Page
from tests.bot.site import NO_DANGER, TALK, Site, make_site

EASY = TALK.pathway.easy


@pytest.fixture
def site() -> Site:
    """Return a fresh application."""
    return make_site()


def _easy(text: str) -> str:
    assert EASY[text] != text
    return EASY[text]


def test_first_page_can_be_switched_before_anything_is_said(site: Site) -> None:
    """The switch words the opening in another way, keeps the first page's mark and begins no conversation."""
    mark = site.get().session
    page = site.send(session=mark, say="easy")
    assert _easy(TALK.pathway.phrases["opening"]) in page.words
    assert page.session == mark
    assert site.rasa.open == {}
    assert "asking_as" in site.send(**{**NO_DANGER, "session": mark, "easy": "1"}).html


def test_easy_words_stay_from_turn_to_turn(site: Site) -> None:
    """Every form of an Easy Read page carries the switch, and the next page is worded accordingly."""
    page = site.send(session=site.get().session, say="easy")
    assert all(form.fields["easy"] == "1" for form in page.forms if form.action != "/leave")
    form = page.question()
    assert form is not None
    page = site.send(**form.fields, option="no")
    assert _easy("Someone I support as a professional or volunteer") in page.words
    assert _easy(TALK.pathway.questions["asking_as"].why["default"]) in page.words
    assert page.element("body", class_="easy")


def test_switching_in_the_middle_keeps_the_place_and_the_services(site: Site) -> None:
    """The question that stands open and the services stay; only the words change, there and back."""
    before = site.send(say="numbers")
    fields = _fields(before)
    easy = site.send(**fields, say="easy")
    assert easy.services() == before.services()
    assert _asked(easy) == _asked(before)
    assert "Easy Read is on." in easy.words
    usual = site.send(**_fields(easy), say="usual")
    assert "Easy Read is off." in usual.words
    assert usual.services() == before.services()
    assert not [form for form in usual.forms if "easy" in form.fields]


def test_reasons_answers_and_ticks_are_worded_easily_too(site: Site) -> None:
    """What was chosen is given back in the words that it was chosen in."""
    session = site.send(**NO_DANGER).session
    page = site.send(session=session, question="asking_as", option="professional", easy="1")
    assert f"You said: {_easy('Someone I support as a professional or volunteer')}" in page.words
    assert f"Who is this about? {_easy('Someone I support as a professional or volunteer')} Change" in page.words


def test_a_conversation_that_is_gone_is_said_to_be_gone(site: Site) -> None:
    """Switching with a session that was forgotten leads to the first page and begins nothing."""
    page = site.send(session="forgotten", say="easy")
    assert _easy(TALK.pathway.phrases["lost_place"]) in page.words
    assert site.rasa.open == {}


def test_every_easy_wording_is_reached() -> None:
    """Each usual text that has an easier wording is replaced, wherever a page holds it, and nothing else is."""
    view = in_easy_words(View(messages=(*EASY, "as it was"), question={"text": next(iter(EASY)), "id": "x"}), EASY)
    assert view.messages == (*EASY.values(), "as it was")
    assert view.question == {"text": next(iter(EASY.values())), "id": "x"}


def test_sentences_are_told_apart() -> None:
    """A text is split at its sentences, and numbers and abbreviations in it stay whole."""
    assert sentences("Call 999. Press 55 when asked! Then?") == ["Call 999.", "Press 55 when asked!", "Then?"]


def _fields(page: Page) -> dict[str, str]:
    form = next(form for form in page.forms if ("say", "back") in form.buttons)
    return form.fields


def _asked(page: Page) -> str:
    form = page.question()
    assert form is not None
    return form.fields["question"]
