"""The parts of a worker's notes that are about the one who causes the harm: "Perp: male, 52, lives Erith"."""

from __future__ import annotations

from understanding.store import word_set
from understanding.words import Message

_HARMERS = word_set("others_harmers")
_THE_PERSON = word_set("others_the_person")
_OPENS = frozenset({":", "is", "are", "has", "=", "-"})


def about_another(message: Message) -> frozenset[int]:
    """Give the numbers of the words that are said of the one who causes the harm, not of the person."""
    norms = message.norms
    found: set[int] = set()
    for at, norm in enumerate(norms):
        if norm in _HARMERS and norms[at + 1 : at + 2] and norms[at + 1] in _OPENS and _begins(message, at):
            for place in range(at, len(norms)):
                if message.sentence[place] != message.sentence[at] or norms[place] in _THE_PERSON:
                    break
                found.add(place)
    return frozenset(found)


def _begins(message: Message, at: int) -> bool:
    """Say whether the word opens its sentence, but for "the" and "alleged"."""
    before = [
        message.norms[place] for place in range(max(at - 3, 0), at) if message.sentence[place] == message.sentence[at]
    ]
    return all(word in ("the", "alleged", "main", ",", "-", "/") for word in before)
