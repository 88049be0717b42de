"""What the feed answers: filters of the profile, and its pages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.oruk.records import full, published
from pathway.directory import Directory

Record = dict[str, Any]
DEFAULT_SIZE = 50
LARGEST_SIZE = 100
_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY_NAMES = dict(
    zip(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), _DAYS, strict=True)
)


class QueryError(ValueError):
    """A parameter cannot be used. The message says which, and what would be right."""


@dataclass(frozen=True)
class Query:
    """The filters of `/services`; each that is None lets everything pass."""

    search: str | None = None
    taxonomy_id: str | None = None
    taxonomy_term_id: str | None = None
    minimum_age: float | None = None
    maximum_age: float | None = None
    start_time: str | None = None
    end_time: str | None = None
    day: str | None = None


def read_query(given: Mapping[str, str]) -> Query:
    """Return the filters that the parameters ask for. Raises QueryError where a value cannot be used."""
    return Query(
        search=given.get("search", "").strip().lower() or None,
        taxonomy_id=given.get("taxonomy_id") or None,
        taxonomy_term_id=given.get("taxonomy_term_id") or None,
        minimum_age=_age(given, "minimum_age"),
        maximum_age=_age(given, "maximum_age"),
        start_time=_clock(given, "start_time"),
        end_time=_clock(given, "end_time"),
        day=_day(given),
    )


def services(directory: Directory, query: Query) -> list[Record]:
    """Return the services that pass all filters, in full, by name."""
    records = [full(service, directory) for service in published(directory)]
    return [record for record in records if _passes(record, query)]


def page(records: Sequence[Record], given: Mapping[str, str]) -> Record:
    """Return one page of `records` with the profile's envelope. Raises QueryError where there can be no such page."""
    number = _whole(given, "page", 1)
    size = _whole(given, "per_page", DEFAULT_SIZE)
    if size > LARGEST_SIZE:
        raise QueryError(f"'per_page' may be at most {LARGEST_SIZE}.")
    pages = max(1, -(-len(records) // size))
    contents = list(records[(number - 1) * size : number * size])
    return {
        "total_items": len(records),
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _passes(record: Record, query: Query) -> bool:
    return (
        (query.search is None or all(word in _words(record) for word in query.search.split()))
        and (query.taxonomy_id is None or query.taxonomy_id in _of_terms(record, "taxonomy_id"))
        and (query.taxonomy_term_id is None or query.taxonomy_term_id in _of_terms(record, "id"))
        and (query.minimum_age is None or record.get("minimum_age", 0) >= query.minimum_age)
        and (query.maximum_age is None or _oldest(record) <= query.maximum_age)
        and _is_open_as_asked(record, query)
    )


def _words(record: Record) -> str:
    fields = ("name", "alternate_name", "description", "eligibility_description")
    return " ".join([*(str(record.get(field, "")) for field in fields), record["organization"]["name"]]).lower()


def _of_terms(record: Record, field: str) -> set[str]:
    return {attribute["taxonomy_term"][field] for attribute in record["attributes"]}


def _oldest(record: Record) -> float:
    oldest = record.get("maximum_age")
    return float("inf") if oldest is None else float(oldest)


def _is_open_as_asked(record: Record, query: Query) -> bool:
    """Say whether one schedule meets what is asked of day and hours together."""
    if query.day is None and query.start_time is None and query.end_time is None:
        return True
    return any(
        (query.day is None or query.day in schedule["byday"].split(","))
        and (query.start_time is None or schedule["opens_at"] >= query.start_time)
        and (query.end_time is None or schedule["closes_at"] <= query.end_time)
        for schedule in record["schedules"]
    )


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) < 1:
        raise QueryError(f"'{name}' has to be a whole number from 1.")
    return int(text)


def _age(given: Mapping[str, str], name: str) -> float | None:
    text = given.get(name)
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]+)?", text):
        raise QueryError(f"'{name}' has to be a number of years.")
    return float(text)


def _clock(given: Mapping[str, str], name: str) -> str | None:
    text = given.get(name)
    if text is None:
        return None
    if not _CLOCK.fullmatch(text):
        raise QueryError(f"'{name}' has to be a time such as 09:00.")
    return text[:5]


def _day(given: Mapping[str, str]) -> str | None:
    text = given.get("day")
    if text is None:
        return None
    day = _DAY_NAMES.get(text.lower(), text.upper())
    if day not in _DAYS:
        raise QueryError(f"'day' has to be one of {', '.join(_DAYS)}.")
    return day
