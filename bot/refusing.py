"""What a professional is told where a message holds a name, a number or an address: refused unread, and asked again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pathway.reply_json import card_to_json
from pathway.signpost import signpost
from pathway.state import facts_from_json
from pathway.talk import Talk
from understanding.identifiers import without_identifiers
from understanding.safety import screen

_FACT_OF = {"immediate": "immediate_danger", "cannot_speak": "cannot_speak", "suicidal": "suicidal"}


def refusal(talk: Talk, standing: Mapping[str, Any], text: str, at: datetime) -> dict[str, Any]:
    """Return the reply to a refused `text`: fixed words, then what `standing` (the reply before) asked.

    Danger is looked for in what is left of the text without its identifiers, and answered with the cards for it: it is
    the one thing that may not be dropped.
    """
    phrases = talk.pathway.phrases
    found = screen(without_identifiers(text))
    signs = {"immediate": found.immediate, "cannot_speak": found.cannot_speak, "suicidal": found.suicidal}
    said = [interrupt.say for interrupt in talk.pathway.interrupts if signs.get(interrupt.safety)]
    facts = {**facts_from_json(standing["facts"]), **{_FACT_OF[sign]: True for sign, is_so in signs.items() if is_so}}
    cards = signpost(talk.pathway, talk.directory, facts, at).crisis() if said else ()
    return {
        **standing,
        "messages": [{"text": words} for words in (*said, phrases["identifiers_refused"])],
        "safety": signs if said else standing["safety"],
        "signposts": [card_to_json(card) for card in cards],
        "more": 0,
        "advice": [],
        "leaving": False,
    }
