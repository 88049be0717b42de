"""The reviewed phrases about facts (`lexicon/facts_*.yaml`): loading them, and finding them in a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pathway.model import FactValue
from understanding.patterns import MARKS, NUMBER, Compiler, Phrase
from understanding.store import load_yaml

FILES = (
    "facts_signs",
    "facts_people",
    "facts_home",
    "facts_health",
    "facts_harm",
    "facts_status",
    "facts_added",
    "facts_wider_home",
    "facts_wider_health",
    "facts_wider_harm",
)


@dataclass(frozen=True)
class Rule:
    """What a phrase says. `of`: whose it must be: `person`'s (what somebody is), `had` or `household` (what somebody
    has), `done_to` (what is done to somebody), `harmer` (a partner, by whose they are), `anothers` (only somebody else's),
    `other` (only where the writer speaks of themselves), or `any` where the phrase itself settles that.

    `denied` is the value where the phrase is negated, None where it then says nothing; `sure` phrases carry their own
    negation and are not to be negated by a "no" before them. A `value` of None marks words that only look like the fact.
    """

    fact: str
    value: FactValue | None
    denied: FactValue | None
    of: str
    sure: bool


@dataclass(frozen=True)
class Mention:
    """A phrase found: the rule it belongs to and where its words are (`end` not included)."""

    rule: Rule
    start: int
    end: int


class Book:
    """All phrases, by the words they cannot do without."""

    def __init__(self) -> None:
        """Load and compile the lexicon; raise `ValueError` naming file, fact and phrase where one is wrong."""
        compiler = Compiler(load_yaml("facts_lists.yaml"))
        self._by_word: dict[str, list[int]] = {}
        self._phrases: list[tuple[Phrase, Rule]] = []
        for name in FILES:
            for number, entry in enumerate(load_yaml(f"{name}.yaml"), start=1):
                rule = _rule(entry)
                for text in entry["say"]:
                    self._add(compiler.phrase(text, f"{name}.yaml, entry {number} ({rule.fact})"), rule)

    def find(self, words: Sequence[str]) -> Iterator[Mention]:
        """Give every phrase found in the normalised `words`; a full stop is put before the first and after the last."""
        padded = (".", *words, ".")
        present = set(padded)
        if any(word.isdigit() for word in present):
            present.add(NUMBER)
        numbers = {number for word in present for number in self._by_word.get(word, ())}
        for number in sorted(numbers):
            phrase, rule = self._phrases[number]
            if not any(need.isdisjoint(present) for need in phrase.needs):
                for start, end in phrase.ends(padded):
                    yield _trimmed(rule, padded, start, end)

    @property
    def entries(self) -> Sequence[tuple[Phrase, Rule]]:
        """All phrases with their rules."""
        return tuple(self._phrases)

    def _add(self, phrase: Phrase, rule: Rule) -> None:
        for word in phrase.anchor:
            self._by_word.setdefault(word, []).append(len(self._phrases))
        self._phrases.append((phrase, rule))


def _trimmed(rule: Rule, padded: Sequence[str], start: int, end: int) -> Mention:
    """Leave the marks around a phrase out of the mention, and count without the full stop put before."""
    while start < end - 1 and padded[start] in MARKS:
        start += 1
    while end > start + 1 and padded[end - 1] in MARKS:
        end -= 1
    return Mention(rule, max(start - 1, 0), end - 1)


def _rule(entry: Mapping[str, Any]) -> Rule:
    value = _value(entry["value"])
    denied = _value(entry["denied"]) if "denied" in entry else (False if value is True else None)
    return Rule(entry["fact"], value, denied, entry.get("of", "person"), entry.get("sure", False))


def _value(value: Any) -> FactValue | None:
    return tuple(value) if isinstance(value, list) else value


@lru_cache(maxsize=1)
def book() -> Book:
    """Return the compiled lexicon, loaded once."""
    return Book()
