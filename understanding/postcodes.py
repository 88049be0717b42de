"""From a postcode, or the first part of one, to the area. What was typed is used and dropped, never kept."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from understanding.store import word_set

GEO = Path(__file__).parent / "geo"
OUTSIDE = "outside"
_SURE = 0.85
"""The share of a sector's or outward code's postcodes from which its main district is taken without asking."""

_FULL = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s?(\d)\s?([A-Z]{2})\b", re.IGNORECASE)
_SECTOR = re.compile(r"\b([A-Z]{2}\d{1,2})\s(\d)\b", re.IGNORECASE)
_OUTWARD = re.compile(r"\b([A-Z]{1,2}\d{1,2}[A-Z]?)\b", re.IGNORECASE)
_SPACED = re.compile(
    r"\b(CT|DA|TN|BR|ME)\s(\d{1,2})(?:\s(\d)(?:\s?([A-Z]{2}))?)?\b(?!\s?(?:yo|y/o|kids|years|months|weeks))"
)
_UK = word_set("postcodes_uk")
_BEFORE_SHORT = re.compile(r"\b(?:in|at|from|near|postcode|post code|is|live|area|around)\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """Where a postcode stands in the text, and the areas it may mean (one, unless it has to be asked about)."""

    start: int
    end: int
    areas: tuple[str, ...]


def area_id(district: str) -> str:
    """Return the id of a district's name: "Folkestone and Hythe" is folkestone_and_hythe."""
    return district.lower().replace(" ", "_")


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    with (GEO / "areas.csv").open(encoding="utf-8", newline="") as file:
        return {row["ons_code"]: area_id(row["area"]) for row in csv.DictReader(file)}


@lru_cache(maxsize=1)
def _full() -> Mapping[str, str]:
    codes = _codes()
    with gzip.open(GEO / "postcodes_full.csv.gz", "rt", encoding="utf-8", newline="") as file:
        next(file)
        return {postcode.replace(" ", ""): codes[code] for postcode, code in csv.reader(file)}


@lru_cache(maxsize=2)
def _shares(name: str, column: str) -> Mapping[str, tuple[tuple[str, float], ...]]:
    shares: dict[str, list[tuple[str, float]]] = {}
    with (GEO / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            area = area_id(row["district"]) if row["in_kent_medway"] == "yes" else OUTSIDE
            shares.setdefault(row[column], []).append((area, float(row["share"])))
    return {key: tuple(sorted(parts, key=lambda part: -part[1])) for key, parts in shares.items()}


def postcodes(text: str) -> Iterator[Found]:
    """Give every postcode in `text`, in order."""
    taken: list[tuple[int, int]] = []
    for pattern in (_FULL, _SECTOR, _SPACED, _OUTWARD):
        for match in pattern.finditer(text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            areas = _areas(pattern, match, text)
            if areas:
                taken.append(match.span())
                yield Found(match.start(), match.end(), areas)


def _areas(pattern: re.Pattern[str], match: re.Match[str], text: str) -> tuple[str, ...]:
    parts = [part.upper() for part in match.groups() if part]
    if pattern is _FULL:
        return _of_full("".join(parts))
    if pattern is _SECTOR:
        return _of_sector(parts[0], parts[1]) if parts[0][:2] in _UK else ()
    if pattern is _SPACED:
        return _of_sector(parts[0] + parts[1], parts[2]) if len(parts) > 2 else _of_outward(parts[0] + parts[1])
    return _of_bare(match, text)


def _of_full(postcode: str) -> tuple[str, ...]:
    outward = postcode[:-3]
    if re.match(r"[A-Z]+", outward)[0] not in _UK:  # type: ignore[index]
        return ()
    area = _full().get(postcode)
    return (area,) if area else _of_sector(outward, postcode[-3])


def _of_sector(outward: str, digit: str) -> tuple[str, ...]:
    shares = _shares("postcodes.csv", "sector").get(f"{outward} {digit}")
    return _likely(shares) if shares else _of_outward(outward)


def _of_outward(outward: str) -> tuple[str, ...]:
    shares = _shares("outcodes.csv", "outcode").get(outward)
    return _likely(shares) if shares else (OUTSIDE,)


def _of_bare(match: re.Match[str], text: str) -> tuple[str, ...]:
    """A first part by itself: of Kent always, of elsewhere where it is plain that a postcode is meant."""
    outward = match[1].upper()
    letters = re.match(r"[A-Z]+", outward)
    if outward in _shares("outcodes.csv", "outcode"):
        return _of_outward(outward)
    if letters is None or letters[0] not in _UK:
        return ()
    said_so = bool(_BEFORE_SHORT.search(text[: match.start()])) or text.strip().upper() == outward
    long_enough = len(letters[0]) == 2 and match[1].isupper()
    return (OUTSIDE,) if said_so or long_enough else ()


def _likely(shares: tuple[tuple[str, float], ...]) -> tuple[str, ...]:
    if shares[0][1] >= _SURE:
        return (shares[0][0],)
    return tuple(dict.fromkeys(area for area, share in shares if share >= 0.02))
