"""What every channel does about danger by itself: find it in a turn, and say what is said when no answer comes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from pathway.reply_json import card_to_json, facts_to_json
from pathway.signpost import signpost
from pathway.signs import facts_of, signs_of, signs_to_json
from pathway.talk import Talk
from understanding.safety import screen


def signs_in(talk: Talk, text: str, question: str | None, options: Collection[str]) -> frozenset[str]:
    """Return the signs of danger in the words of a turn, or in the options that it picks."""
    asked = talk.pathway.questions.get(question or "")
    picked = [option for option in asked.options if option.id in options] if asked else []
    return screen(text).signs().union(*(signs_of(option.sets) for option in picked))


def safe_reply(talk: Talk, signs: Collection[str], at: datetime) -> dict[str, Any]:
    """Return the reply where nothing else can be said, from graph and directory alone. It asks nothing.

    The crisis cards for danger, otherwise who can help at any hour.
    """
    facts = facts_of(signs)
    found = signpost(talk.pathway, talk.directory, facts, at)
    said = [interrupt.say for interrupt in talk.pathway.interrupts if interrupt.safety in signs]
    first = found.first()
    cards = found.crisis() if said else (*first, *(card for card in found.cards[-1:] if card not in first))
    return {
        "messages": [{"text": text} for text in (*said, talk.pathway.phrases["safe_reply"])],
        "question": None,
        "safety": signs_to_json(signs),
        "facts": facts_to_json(facts),
        "declined": [],
        "signposts": [card_to_json(card) for card in cards],
        "more": 0,
        "advice": [],
        "done": False,
        "leaving": False,
    }
