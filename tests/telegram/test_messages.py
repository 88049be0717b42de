"""Cutting and laying out: every message fits, nothing is lost, and every button can be carried."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.cards import card
from bot.telegram.cutting import fitted, sentences_within, visible
from bot.telegram.keyboards import Button, button_of, question_keyboard
from bot.telegram.messages import reply_messages
from bot.telegram.settings import LONGEST_BUTTON, LONGEST_MESSAGE, LONGEST_POPUP
from bot.web.browse import service_json
from pathway.paths import covering_paths, walk_with
from pathway.reply_json import question_to_json, reply_to_json
from pathway.state import Known, State
from pathway.talk import MORE, SKIP, Heard
from tests.telegram.running import TALK
from tests.telegram.test_words import WORDING

NOW = datetime(2026, 11, 24, 10, tzinfo=timezone.utc)
MARK = "x" * 6
LONG = "This is a sentence of some length. Is it cut where it ends? It is! " * 100


def test_sentences_stay_whole() -> None:
    """A long text is cut after a sentence, and joined again it is the same text."""
    pieces = list(sentences_within(LONG.strip(), 500))
    assert " ".join(pieces) == LONG.strip()
    assert all(len(piece) <= 500 and piece[-1] in ".?!" for piece in pieces)


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<>&"), min_size=1), min_size=1)
)
def test_nothing_is_lost(words: list[str]) -> None:
    """Whatever the words, each message fits, begins with the first line, and all words come through in order."""
    text = " ".join(words)
    messages = fitted("First.", [[text]], 60)
    assert all(visible(message) <= 60 or max(map(visible, text.split(" "))) > 52 for message in messages)
    assert all(message.startswith("First.") for message in messages)
    said = " ".join(message.removeprefix("First.\n\n") for message in messages)
    assert said.split() == text.split() or not text.strip()


def test_what_belongs_together_stays_together() -> None:
    """A group that does not fit into what is left of a message begins the next one."""
    messages = fitted("-", [["a" * 30, "b" * 10], ["c" * 30, "d" * 10]], 60)
    assert [message.split("\n\n")[1:] for message in messages] == [["a" * 30, "b" * 10], ["c" * 30, "d" * 10]]


def test_length_is_counted_as_telegram_counts() -> None:
    """Marks are not counted, escapes count once, and an emoji counts twice."""
    assert visible("<b>a</b>&amp;") == 2
    assert visible("😀") == 2


@pytest.mark.parametrize("service", [s for s in TALK.directory.services.values() if s.contacts], ids=lambda s: s.id)
@pytest.mark.parametrize("urgent", [True, False])
def test_every_card_fits(service: Any, urgent: bool) -> None:
    """Each service of the directory is a card of one message, with its name, its numbers and when it was checked."""
    one = service_json(service)
    paragraphs = card(one, WORDING, urgent=urgent)
    assert visible("\n\n".join(paragraphs)) < LONGEST_MESSAGE - 100
    whole = "\n".join(paragraphs)
    assert "Checked on" in whole
    for contact in one["contacts"]:
        assert contact["label"].replace("&", "&amp;").replace("'", "&#x27;") in whole


@pytest.mark.parametrize("question", TALK.pathway.questions.values(), ids=lambda question: question.id)
def test_every_button_can_be_carried(question: Any) -> None:
    """Ids and mark fit into what a button carries and come back as they went; the reason fits into a pop-up."""
    view = question_to_json(TALK.view(question, Known()))
    assert view
    view["options"] = [{"id": option.id, "label": option.label} for option in question.options]
    options = []
    for row in question_keyboard(view, MARK, WORDING).inline_keyboard:
        assert len(row) <= 4
        for shown in row:
            data = str(shown.callback_data)
            assert len(data.encode()) <= LONGEST_BUTTON
            button = button_of(data)
            assert button
            assert button.data() == data
            options.append(button.option)
    assert {option.id for option in question.options} | {SKIP} == set(options) - {""}
    assert all(len(why) <= LONGEST_POPUP for why in question.why.values())


def test_the_longest_replies_fit() -> None:
    """On paths over every edge, with all that is folded away, each message fits and holds no page's words."""
    for answers in covering_paths(TALK.walker).values():
        state = State()
        for put in walk_with(TALK.walker, answers)[0]:
            state, reply = TALK.hear(state, Heard(question=put.question, choice=put.answer), NOW)
            _, more = TALK.hear(state, Heard(question=MORE), NOW)
            for one in (reply, more):
                for message in reply_messages(reply_to_json(one), MARK, WORDING):
                    assert visible(message.text) <= LONGEST_MESSAGE
                    assert "Exit this page" not in message.text


def test_markup_in_words_is_words() -> None:
    """Signs that mean something in HTML are shown as they are."""
    reply: dict[str, Any] = {
        "messages": [{"text": "a <b> & c"}],
        "question": None,
        "safety": {},
        "signposts": [],
        "more": 0,
    }
    (message,) = reply_messages(reply, MARK, WORDING)
    assert "a &lt;b&gt; &amp; c" in message.text


@pytest.mark.parametrize("data", [None, "", "a", "a|b|c|d|e", "a|pick|q|o", "a|pick|q|o||"])
def test_what_is_no_button(data: str | None) -> None:
    """Other data is none of our buttons."""
    assert button_of(data) is None
    assert button_of(Button("m", "pick", "q", "o").data())
