"""What may not stand among the contacts of a directory entry: wrong numbers, dead addresses, a refuge's address."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

import phonenumbers

from .directory_terms import CONTACT_VALUE, DIGITS, SHORT_CODES, Raw, areas_of, nearest, same_number
from .hours import ALWAYS, check_hours

_TEXT_RELAY = "18001"
_USUAL_LENGTH = 10
_TYPES = ("voice", "text", "textphone")
_LEADS_SOMEWHERE = ("shown", "shown_without_hours", "through_another", "finder_link_only")


def contact_problems(entry: Raw, refs: Collection[str], known: Mapping[str, Raw]) -> Iterator[str]:
    """Give every problem of the ways to reach a service; `known` are all entries of the file by id."""
    for key, value in CONTACT_VALUE.items():
        for contact in entry.get(key, ()):
            yield from (f"{key}: {contact[value]}{problem}" for problem in _contact(contact, key, refs))
            if "schedules" in contact and entry["display"] == "shown_without_hours":
                yield f"{key}: {contact[value]} has schedules, but the entry is shown_without_hours; keep one"
    if entry.get("visits") and (entry.get("refuge") or "refuge" in entry["needs"]):
        yield "visits: a refuge never has an address here; take it out"
    yield from _ways_in(entry, known)


def _contact(contact: Raw, key: str, refs: Collection[str]) -> Iterator[str]:
    value: str = contact[CONTACT_VALUE[key]]
    if key == "phones" and contact["type"] not in _TYPES:
        yield f': type "{contact["type"]}" is not allowed; {nearest(contact["type"], _TYPES)}'
    if key == "phones" or (key == "relay" and re.match(r"[+\d]", value)):
        yield from _number(contact, value)
    for ref in contact["sources"]:
        if ref not in refs:
            yield f": source {ref} is not listed under sources; {nearest(ref, refs)}"
    if contact.get("display") is False and "why" not in contact:
        yield " is kept from view without why; say what is missing until it may be shown"
    try:
        check_hours(contact.get("schedules", ALWAYS))
    except ValueError as error:
        yield f": schedules: {error}"


def _number(contact: Raw, value: str) -> Iterator[str]:
    digits = same_number(value)
    if not re.fullmatch(r"\+?[\d ]+", value):
        yield " has more than digits in it; put words such as an option into description"
    elif contact.get("short_code"):
        if digits not in SHORT_CODES:
            yield f" is no short code that is known; {nearest(digits, sorted(SHORT_CODES))}"
    elif digits in SHORT_CODES:
        yield " is a short code; mark it with short_code: true"
    elif not _possible(value.removeprefix(_TEXT_RELAY)):
        yield " cannot be a phone number in Great Britain; count its digits against the source"


def _possible(number: str) -> bool:
    """Judge a number by its length; the library alone lets pass one that lost digits, so short ones must be in use."""
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        return False
    usual = len(str(parsed.national_number)) == _USUAL_LENGTH
    return phonenumbers.is_possible_number(parsed) and (usual or phonenumbers.is_valid_number(parsed))


def _ways_in(entry: Raw, known: Mapping[str, Raw]) -> Iterator[str]:
    for other in entry.get("via", ()):
        if other not in known:
            yield f"via: {other} is no entry; {nearest(other, known)}"
        elif known[other].get("display") == "not_shown" or known[other].get("status") != "active":
            yield f"via: {other} is not shown; lead through an entry that may be"
    if entry["display"] in _LEADS_SOMEWHERE and not entry.get("via") and not _has_contact(entry):
        yield "display: is shown, but there is neither a contact to show nor via; add one, or use not_shown"
    if entry["display"] == "through_another" and not entry.get("via"):
        yield "via: is missing; an entry shown through another says which"


def _has_contact(entry: Raw) -> bool:
    return any(contact.get("display") is not False for key in CONTACT_VALUE for contact in entry.get(key, ()))


def forbidden(entry: Raw, raw: Raw) -> Iterator[str]:
    """Give a problem for each number never to be shown and each address never to be linked, wherever it stands.

    Only `held_back` may hold them. `raw` is the whole file, for its `never_show` and `never_link`.
    """
    areas = areas_of(entry["service_areas"])
    numbers = {
        same_number(rule["number"]): rule
        for rule in raw["never_show"]
        if "areas" not in rule or areas.intersection(rule["areas"])
    }
    addresses = {rule["address"].lower(): rule for rule in raw["never_link"]}
    for field, text in _all_texts(entry):
        for run in DIGITS.findall(text):
            if rule := numbers.get(same_number(run)):
                yield f"{field}: {run} must never be shown: {rule['why']} Take it out, or keep it under held_back"
        for address, rule in addresses.items():
            if address in text.lower():
                yield f"{field}: {address} must never be linked: {rule['why']} Take it out"


def _all_texts(value: object, field: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key != "held_back":
                yield from _all_texts(inner, field or str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from _all_texts(inner, field)
    elif isinstance(value, str):
        yield field, value
