"""Who does the harm, where several people are named: by the verb behind a name, or by "by" and "afraid of" before it."""

from __future__ import annotations

from collections.abc import Sequence

from pathway.model import FactValue
from understanding.persons import KIN, PARTNERS, agent_verbs
from understanding.rules import Mention
from understanding.words import Message

_BY = frozenset({"by", "from", "of", "off"})
_FAR = 9


def acting(message: Message, named: Sequence[tuple[FactValue, int, int]]) -> tuple[FactValue, ...]:
    """Give the kinds of those named who do the harm: "my brothers hit me" where a boyfriend is named too."""
    doing = {value if value == "family" else "partner" for value, start, end in named if _acts(message, start, end)}
    return tuple(sorted(doing))


def _acts(message: Message, start: int, end: int) -> bool:
    """Say whether the one named from `start` to `end` does the harm: by the verb behind, or "by" and "afraid of" before."""
    norms = message.norms
    if {"about", "over", "had", "seeing"} & set(norms[max(start - 2, 0) : start + 1]):
        return False
    if agent_verbs() & set(norms[start:end]) or _BY & set(norms[max(start - 2, 0) : start]):
        return True
    for at in range(end, min(end + _FAR, len(norms))):
        if message.sentence[at] != message.sentence[start] or norms[at] in (KIN | PARTNERS | {"they", "i", "we"}) - {
            "child",
            "children",
            "kids",
            "baby",
        }:
            return False
        if norms[at] in agent_verbs():
            return True
    return False


def harming_child(message: Message, mention: Mention) -> bool:
    """Say whether the son, daughter or grandchild named is the one who does the harm, and no age makes them a child."""
    norms = message.norms
    if mention.rule.value is not True or not _GROWN_UP & set(norms[mention.start : mention.end]):
        return False
    for at in range(mention.end, min(mention.end + _FAR, len(norms))):
        word = norms[at]
        if message.sentence[at] != message.sentence[mention.start] or word in _OTHERS or word in PARTNERS:
            return False
        if word.isdigit() and int(word) < _OF_AGE:
            return False
        if word in agent_verbs() or word in ("pushing", "swearing", "spends"):
            return True
    return False


_OF_AGE = 18
_OTHERS = frozenset({"he", "she", "him", "they", "them", "i", "we", "saw", "sees", "see", "hears", "heard"})
_GROWN_UP = frozenset({"son", "sons", "daughter", "grandson", "granddaughter", "stepson", "stepdaughter"})
