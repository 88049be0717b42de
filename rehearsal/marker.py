"""Reading a champion's free line: which moves it makes, which services and numbers it gives.

Reviewed phrases as data (`moves/*.yaml`), taken back by a "not" before them or by a phrase of the same sentence that
says otherwise, joined with a small learnt reader (`rehearsal.reader`). Nothing that is typed is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pathway.directory import Directory
from pathway.directory_terms import same_number
from rehearsal.model import Heard, Move
from rehearsal.phrasing import Phrasing
from rehearsal.reader import likely
from understanding.phrases import Hit
from understanding.wording import STOPS, words

GIVES_SERVICE, GIVES_999 = "gives_service", "gives_999"
EMERGENCY_NUMBER = "999"
_NEGATIONS = frozenset({"not", "never", "no", "nobody", "without", "nor"})
_AUXILIARIES = frozenset("is are was were do does did have has had can could would will should".split())
_SUBJECTS = frozenset("i you u we he she they it that this there".split())
_MARKS = STOPS | {",", ":", '"'}
_REACH = 4
"""So many words before a phrase a "not" still belongs to it, within the clause."""

_LEAST, _LEAST_TO_BLAME = 0.06, 0.01
"""What a phrase names stands unless the learnt reader finds it less likely: a good move, a mistake."""
_ENOUGH, _ENOUGH_TO_BLAME = 0.6, 0.8
"""Without a phrase a move has to be as likely. A false accusation is worse than a missed one."""

_URGENT = frozenset({"999", "nine", "treble", "police", "emergency", "ambulance"})
"""The learnt reader takes any number for 999, so that one of these words has to be there as well."""

_STANDS, _PLAIN, _UNLESS = "stands", "plain", "unless"
_NUMBER = re.compile(r"(?<![\d+])\+?\d[\d \-]{1,15}\d(?!\d)")
_LONG_ENOUGH = 9
_LATER = "later"
_LATER_PHRASES = (
    "when|once|as|after|until|from|before .. open*|opens|reopen*",
    "tomorrow|monday|tuesday|wednesday|thursday|friday|weekday|weekdays|morning",
    "in the week|morning|daytime",
    "next|during .. day|week|hours",
    "check .. hours|open|times|opening",
    "not|closed|shut .. now|tonight|weekend|until|today",
)


@dataclass(frozen=True)
class Phrases:
    """The phrases of one move as written: those that make it, and those that take it back within a sentence."""

    move: Move
    phrases: tuple[str, ...]
    unless: tuple[str, ...]


class Marker:
    """Reads lines with the moves' phrases and with the names and numbers of the directory."""

    def __init__(
        self,
        moves: Sequence[Phrases],
        lists: Mapping[str, list[str]],
        directory: Directory,
        names: Mapping[str, tuple[str, ...]],
    ) -> None:
        """Compile. Raises ValueError that names the move and the phrase which cannot be read."""
        self._moves = {each.move.id: each.move for each in moves}
        self._book = Phrasing(_groups(moves), lists, "rehearsal/moves")
        self._names = Phrasing(_name_groups(directory, names), {}, "rehearsal/service_names.yaml")
        self._numbers = _numbers_of(directory)

    def read(self, line: str) -> Heard:
        """Return what `line` says. Never fails on any text."""
        said = words(line)
        found = self._book.find(said)
        services, numbers = self._services(line, said)
        moves = dict.fromkeys(self._joined(found, said, likely(line)))
        if services - {"emergency-999"} or any(number != EMERGENCY_NUMBER for number in numbers):
            moves[GIVES_SERVICE] = None
        later = any(hit.group == _LATER for hit in found)
        return Heard(tuple(sorted(moves)), tuple(sorted(services)), numbers, later)

    def _joined(self, found: list[Hit], said: list[str], likelihood: Mapping[str, float]) -> Iterable[str]:
        """Yield the moves by phrases and the learnt reader together.

        Phrases alone tell "it is your fault" from "it is not": a mistake that they name stands, without its opposite,
        and one that words take back is not made.
        """
        made = {move for move in self._made(found, said) if likelihood[move] >= self._least(move)}
        mistakes = {move for move in made if self._moves[move].mistake}
        settled = {GIVES_SERVICE, *(self._moves[move].negated for move in mistakes)}
        settled |= {move for move in map(_move_in, found) if move in self._moves and self._moves[move].mistake}
        yield from made
        if not _URGENT.intersection(said):
            settled.add(GIVES_999)
        for move, chance in likelihood.items():
            if move not in settled and chance >= (_ENOUGH_TO_BLAME if self._moves[move].mistake else _ENOUGH):
                yield move

    def _least(self, move: str) -> float:
        return _LEAST_TO_BLAME if self._moves[move].mistake else _LEAST

    def _made(self, found: list[Hit], said: list[str]) -> Iterable[str]:
        """Yield the moves made. Words that make a mistake make no good move as well: the mistake is what is heard."""
        made = [each for each in (self._move_of(hit, found, said) for hit in found) if each]
        mistakes = [hit for hit, move in made if self._moves[move].mistake]
        for hit, move in made:
            if self._moves[move].mistake or not any(hit.start < m.end and m.start < hit.end for m in mistakes):
                yield move

    def _move_of(self, hit: Hit, found: list[Hit], said: list[str]) -> tuple[Hit, str] | None:
        kind, _, move_id = hit.group.partition(":")
        if kind not in (_PLAIN, _STANDS) or self._taken_back(hit, move_id, found, said):
            return None
        move = self._moves[move_id]
        if kind == _PLAIN and (move.mistake or move.negated) and _negated(hit, said):
            return (hit, move.negated) if move.negated else None
        return hit, move_id

    def _taken_back(self, hit: Hit, move_id: str, found: list[Hit], said: list[str]) -> bool:
        first, last = _sentence(hit, said)
        return any(
            other.group == f"{_UNLESS}:{move_id}" and other.start < last and other.end > first for other in found
        )

    def _services(self, line: str, said: list[str]) -> tuple[set[str], tuple[str, ...]]:
        named = {hit.group for hit in self._names.find(said) if not _negated(hit, said)}
        numbers = tuple(dict.fromkeys(number for number in _numbers_in(line) if self._is_number(number)))
        return named, numbers

    def _is_number(self, number: str) -> bool:
        return number in self._numbers or len(number) >= _LONG_ENOUGH


def _move_in(hit: Hit) -> str:
    return hit.group.partition(":")[2]


def _groups(moves: Iterable[Phrases]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {_LATER: list(_LATER_PHRASES)}
    for each in moves:
        name = each.move.id
        for phrase in each.phrases:
            kind = _STANDS if _holds_negation(phrase) else _PLAIN
            groups.setdefault(f"{kind}:{name}", []).append(phrase)
        if each.unless:
            groups[f"{_UNLESS}:{name}"] = list(each.unless)
    return groups


def _holds_negation(phrase: str) -> bool:
    return any(word in _NEGATIONS for part in phrase.split() for word in part.rstrip("?").split("|"))


def _name_groups(directory: Directory, names: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for service in directory.services.values():
        known = (service.name, *((service.also_known_as,) if service.also_known_as else ()))
        spoken = [re.sub(r"\(.*?\)", "", name).strip(" :") for name in known] + list(names.get(service.id, ()))
        phrases = {" ".join(word for word in words(name) if word not in _MARKS) for name in spoken}
        groups[service.id] = sorted(phrase for phrase in phrases if phrase)
    return groups


def _numbers_of(directory: Directory) -> frozenset[str]:
    shown = {same_number(contact.value) for service in directory.services.values() for contact in service.contacts}
    return frozenset(shown | {same_number(rule.number) for rule in directory.never_show})


def _numbers_in(line: str) -> Iterable[str]:
    for found in _NUMBER.findall(line):
        yield same_number(found.replace("-", ""))


def _negated(hit: Hit, said: list[str]) -> bool:
    """Say whether a "not" stands in the phrase, where only its gaps can hold one, or before it in the clause."""
    start = max(hit.start - _REACH, 0)
    for place in range(hit.start - 1, start - 1, -1):
        if said[place] in _MARKS:
            start = place + 1
            break
    return any(said[n] in _NEGATIONS and not _asks(n, said) for n in range(start, hit.end))


def _asks(place: int, said: list[str]) -> bool:
    """Say whether the "not" at `place` only asks: "why not", "could not you", "is not it"."""
    if place == 0 or said[place] != "not":
        return False
    turned = place + 1 < len(said) and said[place + 1] in _SUBJECTS
    return said[place - 1] == "why" or (said[place - 1] in _AUXILIARIES and turned)


def _sentence(hit: Hit, said: list[str]) -> tuple[int, int]:
    first, last = hit.start, hit.end
    while first > 0 and said[first - 1] not in STOPS:
        first -= 1
    while last < len(said) and said[last] not in STOPS:
        last += 1
    return first, last
