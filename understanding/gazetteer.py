"""The names of places: which area each is in, which have to be asked about, and which are too much of a word."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import yaml
from rapidfuzz.distance import OSA

from understanding.postcodes import GEO, OUTSIDE, area_id
from understanding.spelling import known_words
from understanding.words import Message, read

Name = tuple[str, ...]
_LONG, _VERY_LONG = 6, 8


@dataclass(frozen=True)
class Place:
    """A place name: its areas (several: ask), which one to take unasked, and how it must be said to count.

    `manner`: "any"; "place" (only where it is said as a place); "plain" (only after "living in" and the like).
    """

    areas: tuple[str, ...]
    manner: str


@dataclass(frozen=True)
class Named:
    """A place found in a message (`end` not included)."""

    place: Place
    start: int
    end: int


class Gazetteer:
    """All names, as they read once a message has been turned into plain words."""

    def __init__(self) -> None:
        """Load the lists of `geo/`; raise `ValueError` or `KeyError` naming what is wrong in them."""
        self._more = yaml.load(
            (GEO / "places_more.yaml").read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        )
        self.names: dict[Name, Place] = {}
        self._manners = self._read_manners()
        self._load_elsewhere()
        self._load_open()
        self._load_more()
        self._load_asked()
        self._by_first = self._first_words()
        self._towns = self._mendable()
        self._long_towns = tuple(
            name[0]
            for name, place in self.names.items()
            if len(name) == 1
            and place.manner == "any"
            and place.areas != (OUTSIDE,)
            and len(name[0]) >= (_LONG if name[0] in self._towns else _VERY_LONG)
        )
        self._plain_words = known_words()

    def find(self, message: Message) -> Iterator[Named]:
        """Give every name in `message`, the longest where they overlap."""
        norms = message.norms
        at = 0
        while at < len(norms):
            size = next((size for size in self._by_first.get(norms[at], ()) if norms[at : at + size] in self.names), 0)
            if size:
                yield Named(self.names[norms[at : at + size]], at, at + size)
            at += size or 1

    def mended_anywhere(self, word: str) -> Place | None:
        """Return the one town that `word` plainly misspells, wherever it stands: a long name, and the same first letter."""
        if len(word) < _LONG or word in self._plain_words:
            return None
        near = {
            self.names[(town,)]
            for town in self._long_towns
            if town[0] == word[0]
            and OSA.distance(word, town, score_cutoff=2)
            <= (2 if town in self._towns and min(len(word), len(town)) >= _VERY_LONG else 1)
        }
        return near.pop() if len(near) == 1 else None

    def mended(self, word: str) -> Place | None:
        """Return the one town that `word` misspells, None if there is none or more than one."""
        if len(word) < 5:
            return None
        allowed = 1 if len(word) < 8 else 2
        near = {
            self.names[(town,)] for town in self._towns if OSA.distance(word, town, score_cutoff=allowed) <= allowed
        }
        return near.pop() if len(near) == 1 else None

    def _read_manners(self) -> Mapping[Name, str]:
        manners: dict[Name, str] = {}
        for key, manner in (
            ("said_as_a_place", "place"),
            ("outside_said_as_a_place", "place"),
            ("outside_only_said_plainly", "plain"),
        ):
            for name in self._more[key]:
                manners.update(dict.fromkeys(_readings(str(name)), manner))
        return manners

    def _add(self, name: str, areas: tuple[str, ...]) -> None:
        for reading in _readings(name):
            self.names[reading] = Place(areas, self._manners.get(reading, "any"))

    def _load_open(self) -> None:
        never = set(self._more["never"])
        with (GEO / "places_open.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["place"] not in never:
                    for name in (row["place"], *filter(None, row["also_written"].split("|"))):
                        self._add(name, (area_id(row["district"]),))

    def _load_more(self) -> None:
        for area, names in self._more["more"].items():
            for name in names:
                self._add(str(name), (area,))
        for known, spellings in self._more["written"].items():
            areas = self.names[_readings(str(known))[0]].areas
            for name in spellings:
                self._add(str(name), areas)

    def _load_asked(self) -> None:
        for name, areas in self._more["ask"].items():
            self._add(str(name), tuple(areas))
        for name, area in self._more["take"].items():
            self._add(str(name), (area,))

    def _load_elsewhere(self) -> None:
        for names in self._more["outside"].values():
            for name in names:
                self._add(str(name), (OUTSIDE,))

    def _first_words(self) -> Mapping[str, Sequence[int]]:
        sizes: dict[str, set[int]] = {}
        for name in self.names:
            sizes.setdefault(name[0], set()).add(len(name))
        return {word: sorted(found, reverse=True) for word, found in sizes.items()}

    def _mendable(self) -> tuple[str, ...]:
        with (GEO / "places_open.csv").open(encoding="utf-8", newline="") as file:
            towns = {
                row["place"].lower() for row in csv.DictReader(file) if row["kind"] in ("town", "city", "district")
            }
        return tuple(sorted(town for town in towns if (town,) in self.names and len(town) > 4))


def _readings(name: str) -> list[Name]:
    """Give the ways a name may stand in a message: with and without apostrophes and hyphens, "st" and "saint"."""
    spelt = [name, name.replace("'", ""), name.replace("-", " "), name.replace("-", " ").replace("'", "")]
    readings = [read(form).norms for form in dict.fromkeys(spelt)]
    return readings + [("saint", *reading[1:]) for reading in readings if reading[0] == "st" and len(reading) > 1]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Return the names, loaded once."""
    return Gazetteer()
