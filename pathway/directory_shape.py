"""The form of the directory file: which keys each part may and must have, and what kind of value belongs to each.

`form_problems` compares plain YAML values with a `Form`. What the values say is judged elsewhere, once the form holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from reprlib import repr as short

from .directory_terms import CONTACT_VALUE, Raw, day, is_text, nearest


@dataclass(frozen=True)
class Form:
    """The keys that a mapping may have, each with the kind of its value, and those that it must have."""

    keys: Mapping[str, Kind]
    required: frozenset[str]


@dataclass(frozen=True)
class Kind:
    """What a value has to be: `fits` judges it, `right` says it in words, `inside` is the form of mappings in it."""

    right: str
    fits: Callable[[object], bool]
    inside: Form | None = None


def form_problems(raw: Raw, form: Form, where: str = "") -> Iterator[str]:
    """Give a problem for each key that is unknown or missing and each value of the wrong kind, at any depth."""
    for key in raw:
        if key not in form.keys:
            yield f"{where}{key}: is not a known key; {nearest(str(key), form.keys)}"
    for key, kind in form.keys.items():
        if key not in raw:
            if key in form.required:
                yield f"{where}{key}: is missing; it is {kind.right}"
        elif not kind.fits(raw[key]):
            yield f"{where}{key}: {short(raw[key])} is not {kind.right}"
        elif kind.inside and isinstance(raw[key], dict):
            yield from form_problems(raw[key], kind.inside, f"{where}{key}: ")
        elif kind.inside:
            for place, item in enumerate(raw[key], 1):
                yield from form_problems(item, kind.inside, f"{where}{key} {place}: ")


def _form(required: Mapping[str, Kind], optional: Mapping[str, Kind]) -> Form:
    return Form({**required, **optional}, frozenset(required))


def _is_flag(value: object) -> bool:
    return value is True or value is False


def _is_link(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://[^\s/]+\.\S+", value) is not None


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(is_text(item) for item in value)


def _is_mappings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _is_text_mapping(value: object) -> bool:
    return isinstance(value, dict) and all(is_text(item) for item in (*value, *value.values()))


def _list_of(form: Form) -> Kind:
    return Kind("a list of mappings, each begun with a hyphen", _is_mappings, form)


def _mapping(form: Form) -> Kind:
    return Kind(f"a mapping with {', '.join(form.keys)}", lambda value: isinstance(value, dict), form)


_TEXT = Kind("text (put numbers in quotes)", is_text)
_TEXTS = Kind("a list of texts, like [one, two]", _is_texts)
_AREAS = Kind("a list of texts, like [one, two]", lambda value: value == [] or _is_texts(value))
_FLAG = Kind("true or false", _is_flag)
_LINK = Kind("a web address that begins with https://", _is_link)
_LINK_OR_NONE = Kind("a web address that begins with https://, or null", lambda value: value is None or _is_link(value))
_EMAIL = Kind(
    "an e-mail address", lambda value: is_text(value) and re.fullmatch(r"\S+@\S+\.\S+", str(value)) is not None
)
_DATE = Kind("a date like 2026-11-22", lambda value: type(value) is date or (is_text(value) and day(value) is not None))

_VALUE_KIND: Mapping[str, Kind] = {"webchats": _LINK, "emails": _EMAIL, "urls": _LINK}
_ABOUT_CONTACT: Mapping[str, Kind] = {
    "description": _TEXT,
    "schedules": _TEXT,
    "short_code": _FLAG,
    "display": _FLAG,
    "why": _TEXT,
}


def _contacts(key: str, value: str) -> Kind:
    required: dict[str, Kind] = {value: _VALUE_KIND.get(key, _TEXT), "sources": _TEXTS}
    if key == "phones":
        return _list_of(_form({**required, "type": _TEXT}, {**_ABOUT_CONTACT, "keyword": _TEXT}))
    return _list_of(_form(required, _ABOUT_CONTACT))


_CONFLICT = _form(
    {"field": _TEXT, "values": _list_of(_form({"value": _TEXT, "source": _TEXT}, {})), "settled": _TEXT}, {}
)
SERVICE_FORM = _form(
    {
        "id": _TEXT,
        "name": _TEXT,
        "organization": _TEXT,
        "description": _TEXT,
        "status": _TEXT,
        "display": _TEXT,
        "eligibility": _mapping(
            _form(
                {"description": _TEXT, "audience": _TEXTS, "ages": _TEXTS, "genders": _TEXTS},
                {"young_partner_abuse": _FLAG},
            )
        ),
        "service_areas": _AREAS,
        "needs": _TEXTS,
        "assured_date": _DATE,
        "assured_by": _TEXT,
        "sources": _list_of(
            _form({"ref": _TEXT, "title": _TEXT}, {"url": _LINK_OR_NONE, "says": _TEXT, "dated": _TEXT})
        ),
    },
    {
        "also_known_as": _TEXT,
        "what_happens": _TEXT,
        "display_note": _TEXT,
        "editor_note": _TEXT,
        "refuge": _FLAG,
        "via": _TEXTS,
        "cost": _TEXT,
        "bill": _mapping(_form({"description": _TEXT, "sources": _TEXTS}, {})),
        "languages": _TEXTS,
        "accessibility": _TEXTS,
        "confidentiality": _TEXT,
        "referral_criteria": _TEXTS,
        "confidence": _mapping(_form({"level": _TEXT, "reason": _TEXT}, {})),
        "conflicts": _list_of(_CONFLICT),
        "held_back": _list_of(_form({"value": _TEXT, "why": _TEXT}, {})),
        **{key: _contacts(key, value) for key, value in CONTACT_VALUE.items()},
    },
)
TOP_FORM = _form(
    {
        "version": _DATE,
        "licence": _TEXT,
        "never_show": _list_of(_form({"number": _TEXT, "why": _TEXT}, {"areas": _TEXTS})),
        "never_link": _list_of(_form({"address": _TEXT, "why": _TEXT}, {})),
        "housing_office": Kind("a mapping from area to entry", _is_text_mapping),
        "services": Kind('a list of entries, each begun with "- id:"', _is_mappings),
    },
    {},
)
