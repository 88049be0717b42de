"""What is said when the chat gives no answer: the crisis cards where danger was named, or who can help at any hour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.telegram.client import Turn
from pathway.model import FactValue
from pathway.reply_json import card_to_json
from pathway.signpost import signpost
from pathway.talk import Talk
from understanding.safety import screen

Json = Mapping[str, Any]
FACT_OF = {"immediate": "immediate_danger", "cannot_speak": "cannot_speak", "suicidal": "suicidal"}


def signs_in(turn: Turn, talk: Talk) -> frozenset[str]:
    """Return the signs of danger in the words of `turn`, or in the options that it picks."""
    found = screen(turn.text or "")
    question = talk.pathway.questions.get(turn.question or "")
    stated: dict[str, FactValue] = {}
    for option in question.options if question else ():
        stated.update(option.sets if option.id in turn.options else {})
    return frozenset(sign for sign, fact in FACT_OF.items() if getattr(found, sign) or stated.get(fact) is True)


def safe_reply(talk: Talk, signs: frozenset[str], at: datetime) -> Json:
    """Return a reply in the form of the chat's own, from graph and directory alone. It asks nothing."""
    facts: dict[str, FactValue] = {FACT_OF[sign]: True for sign in signs}
    found = signpost(talk.pathway, talk.directory, facts, at)
    said = [interrupt.say for interrupt in talk.pathway.interrupts if interrupt.safety in signs]
    first = found.first()
    cards = found.crisis() if said else (*first, *(card for card in found.cards[-1:] if card not in first))
    return {
        "messages": [{"text": text} for text in (*said, talk.pathway.phrases["safe_reply"])],
        "question": None,
        "safety": {sign: sign in signs for sign in FACT_OF},
        "signposts": [card_to_json(card) for card in cards],
        "more": 0,
        "leaving": False,
    }
