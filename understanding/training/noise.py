"""What training does to sentences: typing slips, textspeak, and danger buried in the middle of other talk.

Each pass over the data sees other slips, so that the classifier learns meaning and not spelling. Seeded throughout.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from understanding.training.data import NEGATIVE, SAFETY, STATEMENT, Example
from understanding.wording import clean

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {key: row[max(at - 1, 0) : at] + row[at + 1 : at + 2] for row in _ROWS for at, key in enumerate(row)}
_TEXTSPEAK = {
    "you": "u", "are": "r", "your": "ur", "please": "pls", "tonight": "2nite", "tomorrow": "tmrw",
    "because": "cos", "going to": "gonna", "boyfriend": "bf", "and": "n", "the": "da", "for": "4", "to": "2",
    "with": "wiv", "what": "wot", "that": "dat",
    "right now": "rn", "don't know": "dunno", "about": "abt", "people": "ppl", "i am": "im", "he is": "hes",
}  # fmt: skip
_OWN_MEANING = frozenset(
    [
        *("past_and_safe", "denial_now", "film_games_books", "training_policy", "rehearsal", "suicide_negative"),
        *("idiom", "reported_news", "question_about_999"),
    ]
)
"""Kinds of harmless talk that change what the sentences around them mean, and so are no filling for danger."""


def slips(text: str, chance: random.Random) -> str:
    """Give `text` as someone might type it in a hurry."""
    if chance.random() < 0.5:
        text = text.replace("'", "").replace("\u2019", "")
    if chance.random() < 0.5:
        text = re.sub(r"[.,!?;:]", chance.choice((" ", "")), text)
    if chance.random() < 0.3:
        text = _textspeak(text, chance)
    return _mistyped(text, chance) if chance.random() < 0.7 else text


def fillings(examples: Sequence[Example]) -> list[str]:
    """Give the sentences that may stand around a dangerous one without changing what it means."""
    return [
        clean(example.text)
        for example in examples
        if example.intent in (NEGATIVE, STATEMENT)
        and not example.labels & set(SAFETY)
        and example.kind not in _OWN_MEANING
    ]


def buried(text: str, filling: Sequence[str], chance: random.Random) -> str:
    """Give `text` among one to three other sentences, most often not first."""
    parts = [chance.choice(filling) for _ in range(chance.randint(1, 3))]
    parts.insert(chance.randint(0, len(parts)) if chance.random() < 0.7 else len(parts), text)
    return " ".join(part if part[-1:] in ".?!" else part + chance.choice((".", ".", ",", "")) for part in parts)


def joined(first: str, second: str, chance: random.Random) -> str:
    """Give two sentences as one message, as people join two questions."""
    link = chance.choice((" ", ". ", " and ", " also ", ", ", "\n"))
    return first.rstrip(".") + link + second


def _textspeak(text: str, chance: random.Random) -> str:
    for plain, short in _TEXTSPEAK.items():
        if chance.random() < 0.5:
            text = re.sub(rf"\b{re.escape(plain)}\b", short, text, flags=re.IGNORECASE)
    return text


def _mistyped(text: str, chance: random.Random) -> str:
    words = text.split()
    for _ in range(chance.randint(1, max(1, min(4, len(words) // 4)))):
        at = chance.randrange(len(words)) if words else 0
        if words and len(words[at]) >= 4:
            words[at] = _slip(words[at], chance)
    return " ".join(words)


def _slip(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    before, letter, after = word[:at], word[at], word[at + 1 :]
    swapped, dropped, doubled = before + after[0] + letter + after[1:], before + after, before + letter * 2 + after
    neighbour = before + chance.choice(_BESIDE.get(letter.lower()) or letter) + after
    return chance.choice((swapped, dropped, doubled, neighbour))
