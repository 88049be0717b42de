"""The services directory: every service that may be named, each value with its source, loaded from one YAML file.

`load_directory` refuses a file with any mistake in it (`directory_check` says which), so that whoever holds a
`Directory` may show every contact it gives.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import yaml

from .directory_check import problems
from .directory_terms import CONTACT_VALUE, SHOWN, Raw, areas_of, day
from .model import Source
from .plain_yaml import PlainLoader

ContactType = Literal["phone", "text", "webchat", "email", "web", "bsl", "relay", "in_person"]
CONTACT_ORDER: tuple[ContactType, ...] = ("phone", "text", "webchat", "relay", "bsl", "email", "web", "in_person")
_TYPE_OF_LIST: Mapping[str, ContactType] = {
    "webchats": "webchat",
    "emails": "email",
    "urls": "web",
    "bsl": "bsl",
    "relay": "relay",
    "visits": "in_person",
}
_TYPE_OF_PHONE: Mapping[str, ContactType] = {"voice": "phone", "text": "text", "textphone": "relay"}
_PLAIN_LABEL: Mapping[ContactType, str] = {
    "phone": "Phone",
    "text": "Text",
    "webchat": "Web chat",
    "email": "E-mail",
    "web": "Website",
    "bsl": "British Sign Language",
    "relay": "Text relay",
    "in_person": "In person",
}


class DirectoryError(ValueError):
    """The directory file has mistakes; `problems` holds one sentence for each."""

    def __init__(self, found: list[str]) -> None:
        super().__init__("\n".join(found))
        self.problems = tuple(found)


@dataclass(frozen=True)
class Contact:
    """One way to reach a service that may be shown. `hours` is None where they are not known."""

    type: ContactType
    value: str
    label: str
    hours: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Conflict:
    """A field about which public sources disagree: each value with its source, and how it was settled."""

    field: str
    values: tuple[tuple[str, Source], ...]
    settled: str


@dataclass(frozen=True)
class NeverShow:
    """A number that circulates and must not be shown: anywhere, or (with `areas`) to people of these areas."""

    number: str
    why: str
    areas: frozenset[str] | None


@dataclass(frozen=True)
class NeverLink:
    """A web address that must not be linked, and why."""

    address: str
    why: str


@dataclass(frozen=True)
class Service:
    """One service. `contacts` holds only what may be shown, in `CONTACT_ORDER`; `who` says whom it is for.

    `display_note` is a caution to show with it or, where it is not shown, what is missing until it may be.
    """

    id: str
    name: str
    also_known_as: str | None
    organization: str
    what: str
    what_happens: str | None
    status: str
    display: str
    display_note: str | None
    who: str
    audience: frozenset[str]
    ages: frozenset[str]
    young_partner_abuse: bool
    genders: frozenset[str]
    areas: frozenset[str]
    national: bool
    needs: tuple[str, ...]
    refuge: bool
    contacts: tuple[Contact, ...]
    via: tuple[str, ...]
    cost: str | None
    bill: str | None
    languages: tuple[str, ...]
    accessibility: tuple[str, ...]
    confidentiality: str | None
    referral_criteria: tuple[str, ...]
    assured_date: date
    assured_by: str
    confidence: str | None
    sources: tuple[Source, ...]
    conflicts: tuple[Conflict, ...]

    @property
    def may_be_shown(self) -> bool:
        """Say whether the service may be named to somebody: its display allows it and there is a way in."""
        return self.status == "active" and self.display in SHOWN and bool(self.contacts or self.via)


@dataclass(frozen=True)
class Directory:
    """The whole directory, sound. `housing_office` gives the council housing office of each area."""

    version: str
    licence: str
    services: Mapping[str, Service]
    housing_office: Mapping[str, str]
    never_show: tuple[NeverShow, ...]
    never_link: tuple[NeverLink, ...]


def load_directory(path: Path | str) -> Directory:
    """Read the directory from the YAML file at `path`.

    Raises DirectoryError with every problem found, and OSError if the file cannot be read.
    """
    file = Path(path)
    try:
        raw = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        raise DirectoryError([f"{file.name}: cannot be read as YAML: {error}"]) from error
    found = problems(raw, file.name)
    if found:
        raise DirectoryError(found)
    services = {entry["id"]: _service(entry) for entry in raw["services"]}
    return Directory(
        version=str(raw["version"]),
        licence=raw["licence"],
        services=MappingProxyType(services),
        housing_office=MappingProxyType(dict(raw["housing_office"])),
        never_show=tuple(_never_show(rule) for rule in raw["never_show"]),
        never_link=tuple(NeverLink(rule["address"], rule["why"]) for rule in raw["never_link"]),
    )


class _Loader(PlainLoader):
    """The plain loader that also refuses a key given twice, which would otherwise lose the first one silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f'key "{key}" is given twice', node.start_mark)
        return super().construct_mapping(node, deep)


def _never_show(rule: Raw) -> NeverShow:
    return NeverShow(rule["number"], rule["why"], frozenset(rule["areas"]) if "areas" in rule else None)


def _service(entry: Raw) -> Service:
    sources = {source["ref"]: Source(source["title"], source.get("url")) for source in entry["sources"]}
    who = entry["eligibility"]
    assured = day(entry["assured_date"])
    assert assured is not None  # `problems` has seen to it
    return Service(
        id=entry["id"],
        name=entry["name"],
        also_known_as=entry.get("also_known_as"),
        organization=entry["organization"],
        what=entry["description"],
        what_happens=entry.get("what_happens"),
        status=entry["status"],
        display=entry["display"],
        display_note=entry.get("display_note"),
        who=who["description"],
        audience=frozenset(who["audience"]),
        ages=frozenset(who["ages"]),
        young_partner_abuse=bool(who.get("young_partner_abuse")),
        genders=frozenset(who["genders"]),
        areas=areas_of(entry["service_areas"]),
        national="national" in entry["service_areas"],
        needs=tuple(entry["needs"]),
        refuge=bool(entry.get("refuge")),
        contacts=_contacts(entry, sources),
        via=tuple(entry.get("via", ())),
        cost=entry.get("cost"),
        bill=entry.get("bill", {}).get("description"),
        languages=tuple(entry.get("languages", ())),
        accessibility=tuple(entry.get("accessibility", ())),
        confidentiality=entry.get("confidentiality"),
        referral_criteria=tuple(entry.get("referral_criteria", ())),
        assured_date=assured,
        assured_by=entry["assured_by"],
        confidence=entry.get("confidence", {}).get("level"),
        sources=tuple(sources.values()),
        conflicts=tuple(_conflict(conflict, sources) for conflict in entry.get("conflicts", ())),
    )


def _conflict(conflict: Raw, sources: Mapping[str, Source]) -> Conflict:
    values = tuple((value["value"], sources[value["source"]]) for value in conflict["values"])
    return Conflict(conflict["field"], values, conflict["settled"])


def _contacts(entry: Raw, sources: Mapping[str, Source]) -> tuple[Contact, ...]:
    if entry["display"] == "not_shown" or entry["status"] != "active":
        return ()
    contacts = [
        _contact(raw, _TYPE_OF_LIST.get(key) or _TYPE_OF_PHONE[raw["type"]], raw[value], sources)
        for key, value in CONTACT_VALUE.items()
        for raw in entry.get(key, ())
        if raw.get("display") is not False
    ]
    return tuple(sorted(contacts, key=lambda contact: CONTACT_ORDER.index(contact.type)))


def _contact(raw: Raw, kind: ContactType, value: str, sources: Mapping[str, Source]) -> Contact:
    cited = tuple(sources[ref] for ref in raw["sources"])
    return Contact(kind, value, _label(raw, kind, value), raw.get("schedules"), cited)


def _label(raw: Raw, kind: ContactType, value: str) -> str:
    described: str = raw.get("description", "")
    if "keyword" not in raw:
        return described or _PLAIN_LABEL[kind]
    asked = f"Text {raw['keyword']} to {value}"
    return f"{asked}: {described[0].lower()}{described[1:]}" if described else asked
