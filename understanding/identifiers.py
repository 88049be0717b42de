"""What would say who somebody is: names, dates of birth, addresses, numbers. Noticed so that it can be refused unread.

Patterns over letters and digits alone: nothing is looked up, kept or understood. A postcode by itself is none: the area
is taken from it and it is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from understanding.identifier_patterns import DATE, DATE_BACKWARDS, PATTERNS, ROADS
from understanding.names import is_place
from understanding.naming import named_people

KINDS = ("name", "date_of_birth", "address", "phone", "email", "nhs_number", "ni_number", "case_number", "vehicle")

_EVENT = (
    r"\b(?:since|on|until|till|incident|moved|arrived|married|separated|left|from|visa|expires?|by|dated|marac|court)\b"
)
_SOON = re.compile(_EVENT + r"\W*(?:\w+\W+){0,2}$", re.IGNORECASE)
_NO_PERSONS = re.compile(r"0[389]|116")
_LANDLINE = re.compile(r"0[12]")
_SERVICE = re.compile(
    r"\b(?:unit|helpline|line|team|service|services|council|police|charity|trust|aid|sisters|switchboard|nirvana|refuge|hub|centre"
    r"|court|office|duty|out of hours|ooh|embassy|consulate|commission|signhealth|ikwro|fmu|rights of women)\W{1,3}(?:\w+\W+)?$",
    re.IGNORECASE,
)
_FOUR_DIGITS = re.compile(r"(?:19|20)\d\d")
_OF_SOMETHING_ELSE = re.compile(r"(?:£|\$|€|\bgbp\s)\s?$", re.IGNORECASE)
_AGE = re.compile(r"\b(?:[mf]|aged?|male|female|woman|man|girl|boy)\W{0,2}$", re.IGNORECASE)
_OLD_ENOUGH = 2016
"""A full date before this year is taken for a birthday where nothing beside it says that something happened then."""


@dataclass(frozen=True)
class Found:
    """An identifier: what kind it is (one of `KINDS`), and where in the text it stands."""

    kind: str
    start: int
    end: int


_PHONE = re.compile(r"(?<![\w/.])(?:\+44|0044|0)[ \-().]{0,2}\d(?:[ \-().]{0,2}\d){7,10}(?!\w)")
_FULL_DATE = re.compile(rf"(?<![\w/])(?:{DATE}|{DATE_BACKWARDS})(?![\w/])", re.IGNORECASE)
_TEN_DIGITS = re.compile(r"(?<![\w/])\d{3}[ \-]?\d{3}[ \-]?\d{4}(?![\w/])")


def identifiers(text: str) -> tuple[Found, ...]:
    """Return what in `text` would say who somebody is, in order. Never fails on any text."""
    found = [*_phones(text), *_nhs_numbers(text), *_dates(text)]
    for kind, pattern in PATTERNS:
        found += [
            Found(kind, *match.span())
            for match in pattern.finditer(text)
            if not _means_something_else(kind, match, text)
        ]
    found += [Found("name", start, end) for start, end in named_people(text)]
    return _apart(found)


def without_identifiers(text: str) -> str:
    """Return `text` with a gap in the place of each identifier."""
    for found in reversed(identifiers(text)):
        text = f"{text[: found.start].rstrip()} {text[found.end :].lstrip()}"
    return text


def kinds_of(text: str) -> tuple[str, ...]:
    """Return the kinds of identifiers in `text`, each once, in the order of `KINDS`."""
    present = {found.kind for found in identifiers(text)}
    return tuple(kind for kind in KINDS if kind in present)


def _phones(text: str) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        if not _is_of_a_service(re.sub(r"\D", "", match.group()), text[: match.start()]):
            yield Found("phone", *match.span())


def _is_of_a_service(digits: str, before: str) -> bool:
    """Say whether a number is a helpline's by its first digits, or a landline right after what a service is called."""
    return bool(_NO_PERSONS.match(digits) or (_LANDLINE.match(digits) and _SERVICE.search(before)))


def _nhs_numbers(text: str) -> Iterator[Found]:
    """Give numbers of ten digits whose last is the check digit of an NHS number."""
    for match in _TEN_DIGITS.finditer(text):
        digits = [int(digit) for digit in re.sub(r"\D", "", match.group())]
        total = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
        if total % 11 == digits[9] and digits[0] != 0:
            yield Found("nhs_number", *match.span())


def _dates(text: str) -> Iterator[Found]:
    for match in _FULL_DATE.finditer(text):
        if _year(match.group()) < _OLD_ENOUGH and not _SOON.search(text[: match.start()]):
            yield Found("date_of_birth", *match.span())


def _year(date: str) -> int:
    """Return the year of `date`, of four digits or of two at its end."""
    full = _FOUR_DIGITS.search(date)
    if full:
        return int(full.group())
    year = int(date[-2:])
    return year + (2000 if year < 30 else 1900)


def _means_something_else(kind: str, match: re.Match[str], text: str) -> bool:
    """Say whether a sum of money, or an age before a place ("F 33 Temple Hill"), only looks like an identifier."""
    if kind == "address":
        sure = re.search(rf"^[a-z]|(?:{ROADS}|st|ln|cres|gdns|sq|hl)$", match.group(), re.IGNORECASE)
        return bool(_AGE.search(text[: match.start()])) or (not sure and is_place(match.group()))
    return bool(_OF_SOMETHING_ELSE.search(text[: match.start()]))


def _apart(found: list[Found]) -> tuple[Found, ...]:
    """Return `found` in order, of those that overlap the one that begins first."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)
