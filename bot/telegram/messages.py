"""From a reply of the chat to messages: neutral first lines, words, cards, and the question with its buttons last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from telegram import InlineKeyboardMarkup

from bot.telegram.cards import advice, card
from bot.telegram.cutting import Group, fitted
from bot.telegram.keyboards import end_keyboard, more_rows, question_keyboard
from bot.telegram.settings import LONGEST_MESSAGE
from bot.telegram.wording import Wording

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Outgoing:
    """One message: text in Telegram's HTML and the buttons below it.

    `protect`: it cannot be forwarded or saved. `urgent`: it waits for no other message of ours.
    """

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    protect: bool = False
    urgent: bool = False


def reply_messages(reply: Json, mark: str, wording: Wording, first_line: str = "next") -> tuple[Outgoing, ...]:
    """Return the messages for a `reply` of the chat; `mark` ties their buttons to the conversation."""
    cards, question = reply["signposts"], reply["question"]
    urgent = bool(cards) and any(reply["safety"].values())
    first = wording.first_line["now" if urgent else first_line]
    groups: list[Group] = [_words(reply, wording)] if reply["messages"] else []
    groups += [card(one, wording, urgent=urgent) for one in cards]
    groups += [advice(reply.get("advice", ()), wording)] if cards else []
    asked = [(f"<b>{escape(question['text'])}</b>",)] if question else []
    keyboard = _keyboard(reply, mark, wording)
    if not (cards and question):
        texts = fitted(first, [*groups, *asked], LONGEST_MESSAGE)
        return _buttons_last(texts, keyboard, protect=bool(cards), urgent=urgent)
    found = [Outgoing(text, protect=True, urgent=urgent) for text in fitted(first, groups, LONGEST_MESSAGE)]
    return (*found, *_buttons_last(fitted(wording.first_line["next"], asked, LONGEST_MESSAGE), keyboard))


def fixed_message(paragraphs: Iterable[str], wording: Wording) -> Outgoing:
    """Return fixed words that tell something, and so come after a first line that does not."""
    return Outgoing("\n\n".join((escape(wording.first_line["next"]), *(escape(text) for text in paragraphs))))


def last_message(wording: Wording, refused: int) -> Outgoing:
    """Return what is said last; `refused` is how many messages could not be deleted."""
    words = wording.leaving
    said = [words["closed"], *([words["refused"]] if refused else []), *words["remains"], words["goes_too"]]
    return Outgoing("\n\n".join(escape(text) for text in said))


def _keyboard(reply: Json, mark: str, wording: Wording) -> InlineKeyboardMarkup:
    more, question = reply.get("more", 0), reply["question"]
    if question is None:
        return end_keyboard(mark, wording, more)
    rows = question_keyboard(question, mark, wording).inline_keyboard
    return InlineKeyboardMarkup([*more_rows(mark, wording, more), *rows])


def _buttons_last(
    texts: Sequence[str], keyboard: InlineKeyboardMarkup, *, protect: bool = False, urgent: bool = False
) -> tuple[Outgoing, ...]:
    before = (Outgoing(text, protect=protect, urgent=urgent) for text in texts[:-1])
    return (*before, Outgoing(texts[-1], keyboard, protect, urgent))


def _words(reply: Json, wording: Wording) -> Group:
    said = dict.fromkeys(text for message in reply["messages"] for text in wording.here(message["text"]))
    return tuple(escape(text) for text in said)
