"""Hearing a real plea among a champion's lines: then the rehearsal stops and the real card comes.

A champion asks about danger all the time ("is he there with you?"), so the safety net alone would stop every rehearsal.
`plea.yaml` says which sentences it decides on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from rehearsal.model import Heard
from rehearsal.moves import HERE, read
from rehearsal.phrasing import Phrasing
from understanding.safety import Safety, screen
from understanding.wording import STOPS, words

_PLEAS = HERE / "plea.yaml"


@dataclass(frozen=True)
class _Rules:
    own: frozenset[str]
    subject: frozenset[str]
    addressed: frozenset[str]
    asks_first: frozenset[str]
    phrases: Phrasing


def plea(line: str, read_line: Callable[[str], Heard]) -> Safety:
    """Return the signs of danger that the champion speaks of as their own; none for a line of the rehearsal.

    `read_line` reads a line for moves. Never raises on text.
    """
    moves = frozenset(read_line(line).moves)
    found = [_of_sentence(sentence, moves) for sentence in (line, *_sentences(line))]
    return Safety(
        any(safety.immediate for safety in found),
        any(safety.cannot_speak for safety in found),
        any(safety.suicidal for safety in found),
    )


def _of_sentence(sentence: str, moves: frozenset[str]) -> Safety:
    said, rules = words(sentence), _rules()
    groups = {hit.group for hit in rules.phrases.find(said)}
    if "pleads" in groups:
        return screen(sentence)
    if not said or "practice" in groups or rules.addressed & set(said):
        return Safety()
    if rules.own & set(said):
        return screen(sentence)
    asks = said[0] in rules.asks_first or "?" in said
    if rules.subject & set(said):
        # A champion says "I" of what they do in a danger; such a line makes a move that is no question.
        return screen(sentence) if all(move.startswith("asks_") for move in moves) else Safety()
    return Safety() if asks or moves else screen(sentence)


def _sentences(line: str) -> list[str]:
    """Return the sentences of `line`; one alone is the line itself and not read twice."""
    parts = re.split(rf"(?<=[{re.escape(''.join(STOPS))}])", line)
    kept = [part for part in parts if any(letter.isalnum() for letter in part)]
    return kept if len(kept) > 1 else []


@cache
def _rules() -> _Rules:
    content: Mapping[str, Any] = read(_PLEAS)
    groups = {group: content[group] for group in ("pleads", "practice")}
    lists = {key: frozenset(content[key]) for key in ("own", "subject", "addressed", "asks_first")}
    return _Rules(**lists, phrases=Phrasing(groups, {}, "rehearsal/plea.yaml"))
