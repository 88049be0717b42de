"""Where the person is now: the area that a message names, by place or postcode.

A place counts if it is where the person is: not where they work, were, are going, or where somebody else is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from understanding.gazetteer import Named, Place, gazetteer
from understanding.persons import People
from understanding.postcodes import Found, postcodes
from understanding.setting import NEVER, rank
from understanding.store import word_set
from understanding.words import Message, read

_CUES = word_set("places_cues")
_CORRECTIONS = word_set("places_corrections")
_MARKS = frozenset(".,;:()-/!?")
_MASK = "postcodehere"


@dataclass(frozen=True)
class Whereabouts:
    """The area of the person, None if it is not said; or, where a name fits several, the areas to ask about."""

    area: str | None
    candidates: tuple[str, ...]


@dataclass(frozen=True)
class _Spot:
    areas: tuple[str, ...]
    start: int
    rank: int


def whereabouts(text: str, persons: People, asked: bool = False) -> Whereabouts:
    """Return where the person is, by `text`; `asked`: the message answers the question where they are."""
    codes = list(postcodes(text))
    message = read(_masked(text, codes))
    spots = [spot for spot in _spots(message, codes, persons, asked) if spot.rank > NEVER]
    if not spots:
        return Whereabouts(None, ())
    best = _best(message, spots)
    return Whereabouts(best.areas[0], ()) if len(best.areas) == 1 else _asked_about(best, spots)


def _masked(text: str, codes: list[Found]) -> str:
    """Put a plain word in the place of each postcode, so that its letters and digits are nothing else."""
    for code in sorted(codes, key=lambda code: -code.start):
        text = f"{text[: code.start]} {_MASK} {text[code.end :]}"
    return text


def _spots(message: Message, codes: list[Found], persons: People, asked: bool) -> Iterator[_Spot]:
    in_order = iter(sorted(codes, key=lambda code: code.start))
    masks = [at for at, norm in enumerate(message.norms) if norm == _MASK]
    for at in masks:
        yield _Spot(next(in_order).areas, at, rank(message, at, at + 1, persons) + 1)
    taken: set[int] = set()
    for named in gazetteer().find(message):
        taken.update(range(named.start, named.end))
        if _said_as_place(message, named, asked) and not _denied(message, named.start):
            yield _Spot(named.place.areas, named.start, rank(message, named.start, named.end, persons))
    for at, place in _misspelt(message, taken, asked):
        yield _Spot(place.areas, at, rank(message, at, at + 1, persons))


def _said_as_place(message: Message, named: Named, asked: bool) -> bool:
    """Say whether a name that may also be a plain word is said as a place here."""
    if named.place.manner == "any":
        return True
    norms = message.norms
    before = norms[named.start - 1] if named.start else ""
    if named.place.manner == "plain":
        return before == "in" and bool(
            {"live", "living", "lives", "am", "is", "stay", "now", "staying"}
            & set(norms[max(named.start - 4, 0) : named.start])
        )
    if asked and len(norms) <= named.end - named.start + 3:
        return True
    raw = message.words[named.start].raw
    follows = norms[named.end] if named.end < len(norms) else ""
    alone = (before in _MARKS or not before or before.isdigit()) and (not follows or follows in _MARKS)
    cued = before in _CUES or follows in (_MASK, "kent", "village", "area") or alone
    return (
        cued
        and not (follows == "with" and before not in _CUES and norms[named.start] in ("deal", "hope"))
        and (raw[:1].isupper() or not _mixed_case(message) or before == "in")
    )


def _denied(message: Message, start: int) -> bool:
    """Say whether the place itself is denied: "Dover not Deal", "I don't live in Deal" (not "I can't stay in Deal")."""
    before = [
        word
        for word in message.norms[max(start - 5, 0) : start]
        if word not in ("in", "at", "from", "the", "live", "living", "based", "near")
    ]
    return before[-1:] in (["not"], ["never"]) and not (before[-2:-1] == ["can"] or "stay" in before)


def _mixed_case(message: Message) -> bool:
    return any(word.raw[:1].isupper() and word.raw.lower() != "i" for word in message.words[1:])


def _misspelt(message: Message, taken: set[int], asked: bool) -> Iterator[tuple[int, Place]]:
    norms = message.norms
    for at, norm in enumerate(norms):
        if at in taken or not norm.isalpha() or len(norm) < 5:
            continue
        alone = (at == 0 or norms[at - 1] in _MARKS) and (at + 1 == len(norms) or norms[at + 1] in _MARKS)
        cued = alone or norms[at - 1] in ("in", "near", "from", "at", "live") or (asked and len(norms) <= 4)
        place = gazetteer().mended(norm) if cued else None
        place = place or gazetteer().mended_anywhere(norm)
        if place is not None:
            yield at, place


def _best(message: Message, spots: list[_Spot]) -> _Spot:
    """The spot that is most plainly where the person is now; the last of them after a correction, else the first."""
    top = max(spot.rank for spot in spots)
    best = sorted((spot for spot in spots if spot.rank == top), key=lambda spot: spot.start)
    between = message.norms[best[0].start : best[-1].start]
    if _CORRECTIONS & set(between):
        return best[-1]
    single = [spot for spot in best if len(spot.areas) == 1]
    return single[0] if single else best[0]


def _asked_about(best: _Spot, spots: list[_Spot]) -> Whereabouts:
    """Where another name in the message settles which of several places is meant, take it; else ask."""
    for spot in spots:
        if len(spot.areas) == 1 and spot.areas[0] in best.areas:
            return Whereabouts(spot.areas[0], ())
    return Whereabouts(None, best.areas)
