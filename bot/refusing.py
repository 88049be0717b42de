"""What a professional is told where a message holds a name, a number or an address: refused unread, and asked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pathway.reply_json import card_to_json
from pathway.signpost import signpost
from pathway.signs import facts_of, signs_to_json
from pathway.state import facts_from_json
from pathway.talk import Talk
from understanding.identifiers import without_identifiers
from understanding.safety import screen


def refusal(talk: Talk, standing: Mapping[str, Any], text: str, at: datetime) -> dict[str, Any]:
    """Return the reply to a refused `text`: fixed words, then what `standing` (the reply before) asked.

    Danger is looked for in what is left of the text without its identifiers, and answered with the cards for it: it is
    the one thing that may not be dropped.
    """
    phrases = talk.pathway.phrases
    signs = screen(without_identifiers(text)).signs()
    said = [interrupt.say for interrupt in talk.pathway.interrupts if interrupt.safety in signs]
    facts = {**facts_from_json(standing["facts"]), **facts_of(signs)}
    cards = signpost(talk.pathway, talk.directory, facts, at).crisis() if said else ()
    return {
        **standing,
        "messages": [{"text": words} for words in (*said, phrases["identifiers_refused"])],
        "safety": signs_to_json(signs) if said else standing["safety"],
        "signposts": [card_to_json(card) for card in cards],
        "more": 0,
        "advice": [],
        "leaving": False,
    }
