"""What a champion has done so far, held with their rehearsal, and how sure champions feel, held as sums alone."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rehearsal.model import Scenario
from rehearsal.rehearsal import Played
from rehearsal.wording import all_words

LEAST = 5
"""Averages over fewer people are not shown, and move on only in steps of so many, so that no step is one person."""
LOWEST, HIGHEST = 1, 5

Answers = tuple[int, ...]


@dataclass(frozen=True)
class Result:
    """The best run of one scenario: how many marks were met of how many, and the tiers that were signposted rightly."""

    met: int
    of: int
    outcomes: tuple[str, ...]

    @property
    def full(self) -> bool:
        """Say whether every mark is met."""
        return self.met == self.of


@dataclass(frozen=True)
class Practice:
    """One champion's rehearsal: the scenario that is open, its lines, results so far, and answers from before."""

    scenario: str | None = None
    lines: tuple[str, ...] = ()
    results: Mapping[str, Result] = field(default_factory=dict)
    before: Answers | None = None

    def with_result(self, played: Played) -> Practice:
        """Return this with the result of `played`, where it is better than the one before."""
        result = Result(played.met, len(played.marks), played.outcomes)
        known = self.results.get(played.scenario.id)
        if known and known.met > result.met:
            return self
        return replace(self, results={**self.results, played.scenario.id: result})

    def outcomes(self) -> tuple[str, ...]:
        """Return the tiers of the pathway that were signposted rightly in any scenario."""
        return tuple(dict.fromkeys(tier for result in self.results.values() for tier in result.outcomes))

    def groups(self, scenarios: Mapping[str, Scenario]) -> tuple[str, ...]:
        """Return the groups of people met in scenarios with full marks."""
        full = [scenarios[scenario] for scenario, result in self.results.items() if result.full]
        return tuple(dict.fromkeys(group for scenario in full for group in scenario.groups))


def answers_of(given: Mapping[str, str]) -> Answers | None:
    """Return the answers to the six items in `given`, or None where one is missing or out of range."""
    values = [given.get(item["id"], "") for item in all_words()["confidence"]]
    if not all(value.isdigit() and LOWEST <= int(value) <= HIGHEST for value in values):
        return None
    return tuple(int(value) for value in values)


@dataclass(frozen=True)
class Averages:
    """Averages of each item before and after, over `people`."""

    people: int
    before: tuple[float, ...]
    after: tuple[float, ...]


class Confidence:
    """Sums of answers before and after rehearsing, in memory alone. Nobody's own answers can be told from them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._people = 0
        self._before = [0] * len(all_words()["confidence"])
        self._after = [0] * len(self._before)
        self._shown: Averages | None = None

    def add(self, before: Answers, after: Answers) -> None:
        """Count one person's answers."""
        with self._lock:
            self._people += 1
            self._before = _sums(self._before, before)
            self._after = _sums(self._after, after)
            if self._people % LEAST == 0:
                self._shown = Averages(
                    self._people, _over(self._before, self._people), _over(self._after, self._people)
                )

    def averages(self) -> Averages | None:
        """Return the averages at the last full step, or None before the first."""
        return self._shown


def _sums(sums: Sequence[int], more: Answers) -> list[int]:
    return [total + one for total, one in zip(sums, more, strict=True)]


def _over(sums: Sequence[int], people: int) -> tuple[float, ...]:
    return tuple(round(total / people, 1) for total in sums)
