"""What would say who somebody is: names, dates of birth, addresses, numbers. Noticed so that it can be refused unread.

Patterns over letters and digits alone: nothing is looked up, kept or understood. A postcode by itself is none: the area
is taken from it and it is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from understanding.naming import is_place, named_people

KINDS = ("name", "date_of_birth", "address", "phone", "email", "nhs_number", "ni_number", "case_number", "vehicle")

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)"
_DATE = rf"{_DAY}(?:st|nd|rd|th)?(?: of)?[ ./\-]{{1,2}}{_MONTH}[ ./\-,]{{1,2}}(?:19|20)?\d\d"
_ROADS = r"road|rd|street|avenue|ave|lane|close|drive|crescent|gardens|terrace|grove|mews"
_ROADS_WITH_CAPITAL = r"Way|Court|Place|Hill|Park|Square|Walk|Rise|View|Green|Row|St|Ct|Cl|Dr|Parade|Quay|Wharf"
_SMALL = (
    r"(?!(?:a|an|the|in|on|to|from|of|off|at|by|down|up|and|or|with|for|is|was|kids?|children|weeks?|days?|yrs?)\b)"
)
_EVENT = (
    r"\b(?:since|on|until|till|incident|moved|arrived|married|separated|left|from|visa|expires?|by|dated|marac|court)\b"
)
_SOON = re.compile(_EVENT + r"\W*(?:\w+\W+){0,2}$", re.IGNORECASE)
_NOT_ABOUT_A_PERSON = re.compile(r"^(?:0800|0808|0300|0345|0344|03000|0333|116)")
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


def _any_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", _any_case(r"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+")),
    ("ni_number", _any_case(r"\b(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-prtw-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b")),
    ("nhs_number", _any_case(r"\bnhs(?: (?:no|num|number))?\W{0,3}\d[\d \-]{6,}\d")),
    ("date_of_birth", _any_case(rf"\b(?:d\.?o\.?b\.?|born|birth ?day|date of birth|b\.d)\W{{0,3}}(?:is |was |on |the )*(?:{_DATE}|\d{{4,8}}\b(?<!in \d{{4}}))")),
    ("date_of_birth", _any_case(rf"\b[mf]\W{{0,2}}{_DATE}\b")),
    ("address", re.compile(rf"(?<![£$€\d])\b\d{{1,4}}[a-zA-Z]?,? (?:[A-Z][\w'’]+ ){{1,3}}(?:(?i:{_ROADS})|{_ROADS_WITH_CAPITAL})\b")),
    ("address", _any_case(rf"\b\d{{1,4}}[a-z]?,? (?:{_SMALL}[a-z'’]{{3,}} ){{1,2}}(?:{_ROADS})\b")),
    ("address", _any_case(r"\bflat \d{1,4}[a-z]?,? (?:\d{1,4} )?(?!on |in |with |and |at |is )[a-z'’]+ (?:house|court|heights|tower|point|lodge|road|street)\b")),
    ("case_number", _any_case(r"\b(?:case|crime|ref|reference|client|police|incident|log|urn|cad|nicl|mosaic|liberi|rio|system one|systmone|athena|storm|cris|tenancy|account|id|hospital)\W{0,2}(?:(?:no|num|number|ref|reference|id|#)\b\W{0,3})?(?=[\w/\-]*\d{3})[a-z]{0,4}[\w/\-]{4,}")),
    ("case_number", _any_case(r"\b(?:case|crime|client|file|urn|cad)\W{0,2}(?:no|num|number|ref|reference|id|#)\b\W{0,3}(?=[\w/\-]*\d)[\w/\-]+")),
    ("case_number", re.compile(r"\b\d{2}/\d{4,6}/\d{2}\b|\b[A-Z]{2,5}[/\-]?\d{5,}\b|\b\d{7,}\b")),
    ("vehicle", re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{3}\b")),
)  # fmt: skip
_PHONE = re.compile(r"(?<![\w/.])(?:\+44|0044|0)[ \-()]{0,2}\d(?:[ \-()]{0,2}\d){7,10}(?!\w)")
_FULL_DATE = _any_case(rf"(?<![\w/]){_DATE}(?![\w/])")
_TEN_DIGITS = re.compile(r"(?<![\w/])\d{3}[ \-]?\d{3}[ \-]?\d{4}(?![\w/])")


def identifiers(text: str) -> tuple[Found, ...]:
    """Return what in `text` would say who somebody is, in order. Never fails on any text."""
    found = [*_phones(text), *_nhs_numbers(text), *_dates(text)]
    for kind, pattern in _PATTERNS:
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
        if not _NOT_ABOUT_A_PERSON.match(re.sub(r"\D", "", match.group())):
            yield Found("phone", *match.span())


def _nhs_numbers(text: str) -> Iterator[Found]:
    """Give numbers of ten digits whose last is the check digit of an NHS number."""
    for match in _TEN_DIGITS.finditer(text):
        digits = [int(digit) for digit in re.sub(r"\D", "", match.group())]
        total = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
        if total % 11 == digits[9] and digits[0] != 0:
            yield Found("nhs_number", *match.span())


def _dates(text: str) -> Iterator[Found]:
    for match in _FULL_DATE.finditer(text):
        year = int(re.search(r"\d+$", match.group())[0])  # type: ignore[index]
        full = year if year > 99 else year + (2000 if year < 30 else 1900)
        if full < _OLD_ENOUGH and not _SOON.search(text[: match.start()]):
            yield Found("date_of_birth", *match.span())


def _means_something_else(kind: str, match: re.Match[str], text: str) -> bool:
    """Say whether a sum of money, or an age before a place ("F 33 Temple Hill"), only looks like an identifier."""
    if kind == "address":
        sure = re.search(rf"(?:{_ROADS})$", match.group(), re.IGNORECASE)
        return bool(_AGE.search(text[: match.start()])) or (not sure and is_place(match.group()))
    return bool(_OF_SOMETHING_ELSE.search(text[: match.start()]))


def _apart(found: list[Found]) -> tuple[Found, ...]:
    """Return `found` in order, of those that overlap the one that begins first."""
    kept: list[Found] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)
