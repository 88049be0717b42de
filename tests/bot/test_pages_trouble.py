"""What the page says when something goes wrong: never silence, and never what was typed."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from bot.rasa.client import RasaSilent
from bot.settings import LARGEST_BODY, LONGEST_TEXT
from bot.web.limiting import Limiter
from tests.bot.page_reading import Page
from tests.bot.site import NO_DANGER, TALK, Site, make_site


@pytest.fixture
def site() -> Site:
    """Return a fresh application."""
    return make_site()


def test_too_long_text_is_given_back(site: Site) -> None:
    """A text beyond the limit is not cut: the page says so first, keeps the words, the session and the question."""
    session = site.send(**NO_DANGER).session
    page = site.send(413, session=session, text="x" * (LONGEST_TEXT + 1), open="asking_as")
    assert "There is a problem" in page.words
    assert f"{LONGEST_TEXT:,} characters" in page.words
    assert "x" * (LONGEST_TEXT + 1) in page.html
    assert page.session == session
    question = page.question()
    assert question is not None
    assert question.fields["question"] == "asking_as"


def test_danger_in_too_long_text_is_still_answered(site: Site) -> None:
    """The card for danger comes although the text is refused."""
    page = site.send(413, text="he is kicking the door in right now please help. " + "word " * LONGEST_TEXT)
    assert page.element("div", role="alert")["data-service"] == "emergency-999"


def test_a_form_too_large_to_read_gets_a_page(site: Site) -> None:
    """Even a text that is dropped unread is answered in the page's own form, with numbers."""
    page = site.send(413, text="x" * (LARGEST_BODY + 1))
    assert "too long to be read" in page.words
    assert 'href="tel:+44' in page.html


@pytest.mark.parametrize("form", [{}, {"text": "  "}, {"say": "nonsense"}])
def test_saying_nothing_asks_for_something(site: Site, form: dict[str, str]) -> None:
    """An empty form is answered kindly and begins no conversation."""
    assert "Write something first" in site.send(422, **form).words
    assert site.rasa.open == {}


@pytest.mark.parametrize("form", [{"question": "none"}, {"question": "immediate_danger", "option": "maybe"}])
def test_a_forged_answer_is_refused(site: Site, form: dict[str, str]) -> None:
    """A question or an option that the graph does not have is said to be wrong, and changes nothing."""
    assert "does not belong to the question" in site.send(422, **form).words


@pytest.mark.parametrize("text", ["/begin", "\ud83d", "\x00", "\u202e" * 50, "😀" * 500, "{{ 7 * 7 }}", "%s%n"])
def test_strange_text_gets_a_page(site: Site, text: str) -> None:
    """Control messages, half characters, nulls and the like are answered with a page."""
    body = b"text=" + "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass")).encode()
    response = site.client.post("/", data=body, content_type="application/x-www-form-urlencoded", follow_redirects=True)
    assert response.status_code in (200, 422)
    assert "Exit this page" in response.text
    assert "49" not in Page(response.text).words


def test_silence_behind_is_answered_with_who_can_help(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Rasa does not answer, the page says so and names services."""

    def silent(*_: Any) -> None:
        raise RasaSilent("down")

    monkeypatch.setattr(site.rasa, "begin", silent)
    page = site.send(text="hello")
    assert TALK.pathway.phrases["safe_reply"] in page.words
    assert page.services()


def test_an_unforeseen_error_is_answered_and_tells_the_log_no_words(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault brings the page that names who can help, and the log holds its kind but nothing that was typed."""

    def broken(*_: Any) -> None:
        raise RuntimeError("canary-of-what-was-typed")

    monkeypatch.setattr(site.rasa, "begin", broken)
    with caplog.at_level(logging.DEBUG):
        page = site.send(500, text="canary-of-what-was-typed")
    assert TALK.pathway.phrases["safe_reply"] in page.words
    assert 'href="tel:+44' in page.html
    assert "RuntimeError" in caplog.text
    assert "canary" not in caplog.text


def test_too_many_turns_get_a_page_that_still_helps() -> None:
    """Beyond the limit the page says what to do, and leaving is never limited."""
    site = make_site(limiter=Limiter(1))
    site.send(**NO_DANGER)
    assert "Wait a minute" in site.send(429, **NO_DANGER).words
    assert site.client.post("/leave").status_code == 303
