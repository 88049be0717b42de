"""Reading hand-written YAML strictly: every fault is collected and told with its file, its place and the remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any


def nearest(word: str, known: Iterable[str]) -> str:
    """Return " Did you mean 'x'?" for the known word closest to `word`, or an empty string."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean '{close[0]}'?" if close else ""


@dataclass
class Faults:
    """Collects what is wrong, so that a caseworker sees all of it at once and not one fault a run."""

    lines: list[str] = field(default_factory=list)

    def add(self, file: str, place: str, what: str) -> None:
        """Note that `what` is wrong at `place` in `file`."""
        self.lines.append(f"{file}: {place}: {what}")


@dataclass(frozen=True)
class Entry:
    """One mapping of a YAML file together with where it stands, for reading its keys with good errors."""

    file: str
    place: str
    content: Mapping[str, Any]
    faults: Faults

    def fault(self, what: str) -> None:
        """Note that `what` is wrong with this entry."""
        self.faults.add(self.file, self.place, what)

    def only(self, *allowed: str) -> None:
        """Refuse keys other than `allowed`."""
        for key in self.content:
            if key not in allowed:
                self.fault(f"unknown key '{key}'.{nearest(str(key), allowed)} Allowed: {', '.join(allowed)}.")

    def text(self, key: str) -> str:
        """Return the text under `key`; a missing or empty one is a fault and gives an empty string."""
        value = self.content.get(key)
        if isinstance(value, str) and value.strip():
            return value
        self.fault(f"'{key}' has to be a text, but is {value!r}.")
        return ""

    def one_of(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Return the word under `key`, which has to be one of `allowed`."""
        value = self.content.get(key, default)
        if value in allowed:
            return str(value)
        self.fault(f"'{key}' is {value!r}.{nearest(str(value), allowed)} It has to be one of: {', '.join(allowed)}.")
        return allowed[0]

    def flag(self, key: str) -> bool:
        """Return the true or false under `key`; false where it is left out."""
        value = self.content.get(key, False)
        if not isinstance(value, bool):
            self.fault(f"'{key}' has to be true or false, but is {value!r}.")
        return value is True

    def words(self, key: str) -> tuple[str, ...]:
        """Return the list of words under `key`; empty where it is left out."""
        value = self.content.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        self.fault(f"'{key}' has to be a list of words, but is {value!r}.")
        return ()

    def entries(self, key: str) -> list[Entry]:
        """Return the mappings listed under `key`, each knowing its place."""
        value = self.content.get(key, [])
        if not isinstance(value, list):
            self.fault(f"'{key}' has to be a list, but is {value!r}.")
            return []
        return [self.child(f"{key}[{number}]", item) for number, item in enumerate(value, start=1)]

    def child(self, name: str, content: Any) -> Entry:
        """Return the mapping `content` as an entry below this one; anything else is a fault."""
        place = f"{self.place}, {name}" if self.place else name
        if not isinstance(content, dict):
            self.faults.add(self.file, place, f"has to be a mapping, but is {content!r}.")
            content = {}
        if "id" in content:
            place = f"{place.rsplit('[', 1)[0]} '{content['id']}'"
        return Entry(self.file, place, content, self.faults)
