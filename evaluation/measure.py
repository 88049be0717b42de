"""Counting right and wrong: recall, precision, F1, and Wilson bounds for how sure a share is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_Z = 1.959964
"""Standard deviations of a two-sided 95 % interval."""


@dataclass(frozen=True)
class Share:
    """`part` of `whole`, with its 95 % bounds."""

    part: int
    whole: int

    @property
    def value(self) -> float:
        """The share itself; not a number where there is nothing to share."""
        return self.part / self.whole if self.whole else math.nan

    @property
    def bounds(self) -> tuple[float, float]:
        """The Wilson score interval at 95 %."""
        if not self.whole:
            return (0.0, 1.0)
        n, p = self.whole, self.value
        middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z / (1 + _Z**2 / n) * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n**2))
        return (max(0.0, middle - half), min(1.0, middle + half))


@dataclass(frozen=True)
class Counts:
    """Hits, false alarms and misses of one label."""

    hits: int
    false: int
    missed: int

    @property
    def recall(self) -> Share:
        """Of what was there, how much was found."""
        return Share(self.hits, self.hits + self.missed)

    @property
    def precision(self) -> Share:
        """Of what was found, how much was there."""
        return Share(self.hits, self.hits + self.false)

    @property
    def f1(self) -> float:
        """The harmonic mean of recall and precision; not a number where the label never occurs."""
        total = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / total if total else math.nan


def count(pairs: Iterable[tuple[bool, bool]]) -> Counts:
    """Count (gold, found) pairs."""
    hits = false = missed = 0
    for gold, found in pairs:
        hits += gold and found
        false += found and not gold
        missed += gold and not found
    return Counts(hits, false, missed)


def add(counts: Iterable[Counts]) -> Counts:
    """Add counts up, for a micro average."""
    listed = list(counts)
    return Counts(sum(c.hits for c in listed), sum(c.false for c in listed), sum(c.missed for c in listed))


def mean(values: Iterable[float]) -> float:
    """The mean of the values that are numbers, for a macro average."""
    numbers = [value for value in values if not math.isnan(value)]
    return sum(numbers) / len(numbers) if numbers else math.nan


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` of `values` lie."""
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]
