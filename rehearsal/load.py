"""From `scenarios/*.yaml` to scenarios. One that is not sound does not load, and the error says all that is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path

from pathway.hours import LONDON
from pathway.model import Facts, Pathway, Source
from pathway.reading import Entry, Faults, nearest
from pathway.state import facts_from_json
from rehearsal.model import Move, Saying, Scenario
from rehearsal.moves import HERE, cited, read, refuse, sources

SCENARIOS = HERE / "scenarios"
GROUPS = (
    "danger_now",
    "children_at_home",
    "young_people",
    "men",
    "lgbt",
    "older_or_disabled",
    "deaf",
    "no_public_funds",
    "honour_or_forced_marriage",
    "stalking",
    "housing_and_pets",
    "high_risk",
    "suicide",
    "own_behaviour",
    "recovery",
)
ANY_MISTAKE = "mistake"
"""In `reacts`: how the person takes a mistake that has no reaction of its own."""
FIRST_MOVES = ("asks_safe_now", "gives_999")
_KEYS = (
    "id groups title who setting warns at facts opens sayings guarded reacts otherwise withdraws first recognise"
    " respond needs tempts debrief source"
).split()


def load_scenarios(
    pathway: Pathway, moves: Mapping[str, Move], needs: Collection[str], folder: Path = SCENARIOS
) -> Mapping[str, Scenario]:
    """Return the scenarios of `folder` by id, in the order of their file names.

    `needs` are the needs that the directory knows. Raises RehearsalError where a file cannot be read, a key, move,
    fact, value, need or source is unknown, or a text is missing.
    """
    faults, known = Faults(), sources()
    found: dict[str, Scenario] = {}
    for path in sorted(folder.glob("*.yaml")):
        entry = Entry(path.name, "", read(path), faults)
        scenario = _Reader(entry, pathway, moves, needs, known).scenario()
        if scenario.id in found:
            entry.fault(f"the id '{scenario.id}' is taken by another file.")
        found[scenario.id] = scenario
    refuse(faults, "The scenarios of rehearsal cannot be used")
    return found


class _Reader:
    """Reads one scenario, collecting the faults on the way."""

    def __init__(
        self,
        entry: Entry,
        pathway: Pathway,
        moves: Mapping[str, Move],
        needs: Collection[str],
        known: Mapping[str, Source],
    ) -> None:
        self._entry, self._pathway, self._moves, self._needs, self._sources = entry, pathway, moves, needs, known

    def scenario(self) -> Scenario:
        entry = self._entry
        entry.only(*_KEYS)
        return Scenario(
            id=entry.text("id"),
            groups=self._among("groups", GROUPS),
            title=entry.text("title"),
            who=entry.text("who"),
            setting=entry.text("setting"),
            warns=entry.words("warns"),
            at=self._at(),
            facts=self._facts(),
            opens=entry.text("opens"),
            sayings=tuple(self._saying(saying) for saying in entry.entries("sayings")),
            guarded=entry.text("guarded"),
            reacts=self._reacts(),
            otherwise=entry.words("otherwise"),
            withdraws=entry.text("withdraws"),
            first=entry.one_of("first", FIRST_MOVES, FIRST_MOVES[0]),
            recognise=self._among("recognise", self._moves),
            respond=self._among("respond", self._moves),
            needs=self._among("needs", self._needs),
            tempts=entry.words("tempts"),
            debrief=entry.words("debrief"),
            sources=cited(entry, self._sources),
        )

    def _among(self, key: str, known: Collection[str]) -> tuple[str, ...]:
        named = self._entry.words(key)
        for word in named:
            if word not in known:
                self._entry.fault(f"'{key}' holds '{word}', which is not known.{nearest(word, known)}")
        return named

    def _at(self) -> datetime:
        written = self._entry.text("at")
        try:
            return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=LONDON)
        except ValueError:
            self._entry.fault(f"'at' is '{written}'; write it in quotes as \"2026-11-24 10:15\", the time in England.")
            return datetime(2026, 1, 1, tzinfo=LONDON)

    def _facts(self) -> Facts:
        facts = facts_from_json(self._entry.child("facts", self._entry.content.get("facts")).content)
        for name, value in facts.items():
            fact = self._pathway.facts.get(name)
            if fact is None:
                self._entry.fault(f"fact '{name}' is not in the pathway.{nearest(name, self._pathway.facts)}")
            elif not fact.allows(value):
                self._entry.fault(f"fact '{name}' cannot be {value!r}. Allowed: {', '.join(map(str, fact.values))}.")
        return facts

    def _saying(self, entry: Entry) -> Saying:
        entry.only("to", "say", "trust")
        trust = entry.content.get("trust", 0)
        if not isinstance(trust, int):
            entry.fault(f"'trust' has to be a number, but is {trust!r}.")
            trust = 0
        for move in entry.words("to"):
            if move not in self._moves:
                entry.fault(f"'to' names '{move}', which is no move.{nearest(move, self._moves)}")
        return Saying(entry.words("to"), entry.text("say"), trust)

    def _reacts(self) -> Mapping[str, str]:
        reacts = self._entry.child("reacts", self._entry.content.get("reacts"))
        for move in reacts.content:
            if move not in self._moves and move != ANY_MISTAKE:
                reacts.fault(f"'{move}' is no move.{nearest(str(move), self._moves)}")
        return {str(move): reacts.text(str(move)) for move in reacts.content}
