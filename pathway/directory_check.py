"""What may not stand in the services directory: every rule that `load_directory` holds the file to.

`problems` reads the file as plain YAML values and answers with sentences for the person who edits it: which entry,
which field, what is wrong, what would be right. It never stops at the first mistake; only an entry whose form is wrong
is not judged further, since what it says could be misread.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from .directory_contacts import contact_problems, forbidden
from .directory_shape import SERVICE_FORM, TOP_FORM, form_problems
from .directory_terms import (
    AGES,
    AREA_GROUPS,
    AREAS,
    AUDIENCES,
    CONFIDENCE,
    DISPLAYS,
    GENDERS,
    NEEDS,
    STATUSES,
    Raw,
    areas_of,
    day,
    nearest,
)


def problems(raw: object, file: str) -> list[str]:
    """Give every problem of the directory read from `file`, none if it is sound.

    `raw` is the file as plain YAML values. Dates are held against the file's own `version`.
    """
    if not isinstance(raw, dict):
        return [f"{file}: is not a mapping; at its top it has {', '.join(TOP_FORM.keys)}"]
    found = [f"{file}: {problem}" for problem in form_problems(raw, TOP_FORM)]
    services = raw.get("services")
    services = [entry for entry in services if isinstance(entry, dict)] if isinstance(services, list) else []
    misshapen = {place: list(form_problems(entry, SERVICE_FORM)) for place, entry in enumerate(services)}
    known = {str(entry.get("id")): entry for entry in services}
    readable = not found
    if readable:
        found += [f"{file}: {problem}" for problem in _top(raw, known)]
    for place, entry in enumerate(services):
        name = str(entry.get("id") or f"entry {place + 1}")
        judged = _service(entry, raw, known) if readable and not misshapen[place] else ()
        found += [f"{file}: {name}: {problem}" for problem in (*misshapen[place], *judged)]
    return found


def _top(raw: Raw, known: Mapping[str, Raw]) -> Iterator[str]:
    for rule in raw["never_show"]:
        yield from _allowed(rule.get("areas", []), AREAS, "never_show: areas")
    offices = raw["housing_office"]
    served = AREAS[:-1]
    for area in served:
        if area not in offices:
            yield f"housing_office: {area} has none; every area but outside has one"
    for area, office in offices.items():
        if area not in served:
            yield f"housing_office: {area} is no area; {nearest(area, served)}"
        elif office not in known:
            yield f"housing_office: {area} has {office}, which is no entry; {nearest(office, known)}"
        elif area not in areas_of(_named_areas(known[office])):
            yield f"housing_office: {area} has {office}, which does not serve it; see its service_areas"


def _named_areas(entry: Raw) -> list[str]:
    """Give the areas of an entry whose own form may be wrong."""
    named = entry.get("service_areas")
    return [area for area in named if isinstance(area, str)] if isinstance(named, list) else []


def _service(entry: Raw, raw: Raw, known: Mapping[str, Raw]) -> Iterator[str]:
    refs = [source["ref"] for source in entry["sources"]]
    yield from _identity(entry, raw)
    yield from _words(entry)
    yield from _display(entry)
    yield from _assured(entry, raw)
    yield from _sources(entry, refs)
    yield from contact_problems(entry, refs, known)
    yield from forbidden(entry, raw)


def _identity(entry: Raw, raw: Raw) -> Iterator[str]:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry["id"]):
        yield f'id: "{entry["id"]}" is not an id; use small letters, digits and single hyphens'
    if [other.get("id") for other in raw["services"]].count(entry["id"]) > 1:
        yield "id: is used twice; give each entry an id of its own"


def _words(entry: Raw) -> Iterator[str]:
    """Hold the values that are chosen from a list against that list."""
    who = entry["eligibility"]
    yield from _allowed([entry["status"]], STATUSES, "status")
    yield from _allowed([entry["display"]], DISPLAYS, "display")
    yield from _allowed(entry["needs"], NEEDS, "needs")
    yield from _allowed(entry["service_areas"], (*AREAS, *AREA_GROUPS), "service_areas")
    yield from _allowed(who["audience"], AUDIENCES, "eligibility: audience")
    yield from _allowed(who["ages"], AGES, "eligibility: ages")
    yield from _allowed(who["genders"], GENDERS, "eligibility: genders")
    if "confidence" in entry:
        yield from _allowed([entry["confidence"]["level"]], CONFIDENCE, "confidence: level")


def _allowed(values: Collection[str], allowed: Collection[str], field: str) -> Iterator[str]:
    for value in values:
        if value not in allowed:
            yield f'{field}: "{value}" is not allowed; {nearest(value, allowed)}'


def _display(entry: Raw) -> Iterator[str]:
    if entry["display"] == "not_shown" and "display_note" not in entry:
        yield "display_note: is missing; say what has to happen before the entry may be shown"
    if not entry["service_areas"] and entry["display"] not in ("information", "not_shown"):
        yield "service_areas: is empty; name an area, or show the entry as information only"


def _assured(entry: Raw, raw: Raw) -> Iterator[str]:
    assured, version = day(entry["assured_date"]), day(raw["version"])
    if assured is not None and version is not None and assured > version:
        yield f"assured_date: {assured} is in the future of the file's version {version}; correct the one that is wrong"


def _sources(entry: Raw, refs: list[str]) -> Iterator[str]:
    if not refs:
        yield "sources: there is none; name at least one public source with ref and title"
    for ref in dict.fromkeys(refs):
        if refs.count(ref) > 1:
            yield f"sources: {ref} is used twice; give each source of the entry its own ref"
    cited = list(entry["bill"]["sources"]) if "bill" in entry else []
    for conflict in entry.get("conflicts", ()):
        cited += [value["source"] for value in conflict["values"]]
    for ref in cited:
        if ref not in refs:
            yield f"source {ref} is cited and not listed under sources; {nearest(ref, refs)}"
