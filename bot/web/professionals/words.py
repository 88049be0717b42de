"""The page's own words: what facts, questions and headings are called. What is advised stands in the graph alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pathway.model import Facts, FactValue
from pathway.plain_yaml import read_yaml

WORDING = Path(__file__).with_name("wording.yaml")


@dataclass(frozen=True)
class Chip:
    """One fact as the page shows it: what it is called, and its form in a field (`children=true`)."""

    label: str
    field: str


@lru_cache(maxsize=1)
def wording() -> Mapping[str, Any]:
    """Return the content of `wording.yaml`."""
    read: Mapping[str, Any] = read_yaml(WORDING)
    return read


def chips(facts: Facts) -> tuple[Chip, ...]:
    """Return a chip for each value of each fact, but not for who is asking."""
    pairs = [(fact, value) for fact, value in facts.items() if fact != "asking_as"]
    return tuple(Chip(_label(fact, item), f"{fact}={item}") for fact, value in pairs for item in in_words(value))


def in_words(value: FactValue) -> Iterator[str]:
    """Give each value of a fact as the word that stands for it in a field."""
    for item in value if isinstance(value, tuple) else (value,):
        yield str(item).lower() if isinstance(item, bool) else str(item)


def _label(fact: str, value: str) -> str:
    label: str = wording()["facts"][fact][value]
    return label
