"""Which services an answer opens, which come only where facts come together, and which are for everyone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pathway.directory import Directory, Service
from pathway.model import (
    UNKNOWN,
    Condition,
    Door,
    Facts,
    FactValue,
    Option,
    Pathway,
    Question,
    any_holds,
    audience_of,
)
from pathway.plain_yaml import read_yaml
from pathway.signpost import EMERGENCY, offers, unfit


@dataclass(frozen=True)
class Together:
    """What is opened only where several facts come together."""

    facts: tuple[str, ...]
    services: tuple[str, ...]


def opened(pathway: Pathway, directory: Directory, before: Facts, after: Facts, option: Option) -> tuple[str, ...]:
    """Return the services of the doors that the answer opens or keeps open, by urgency, wherever the person is."""
    audience = audience_of(after)
    doors = [
        door
        for door in pathway.doors
        if audience in door.audience
        and _opens(door, after)
        and (not _opens(door, before) or _turns_on(door, after, option))
    ]
    doors.sort(key=lambda door: pathway.tiers.index(door.tier))
    return tuple(dict.fromkeys(name for door in doors for name in _names(directory, door, after)))


def _opens(door: Door, facts: Facts) -> bool:
    # Everyone is somewhere: that an area was not said shuts no door of a picture.
    unless = tuple(condition for condition in door.unless if condition.facts != {"area": (UNKNOWN,)})
    return any_holds(door.when, facts) and not any_holds(unless, facts)


def _turns_on(door: Door, facts: Facts, option: Option) -> bool:
    """Say whether a door that holds by `facts` names what the answer states."""
    return any(fact in condition.facts for condition in door.when if condition.holds(facts) for fact in option.sets)


def _names(directory: Directory, door: Door, facts: Facts) -> tuple[str, ...]:
    """Return the names of a door's services that take such a person in their own area; offices of one kind as one."""
    fitting = [service for service in door.services if _takes(directory.services[service], door, facts)]
    offices = [service for service in fitting if service in directory.housing_office.values()]
    if len(offices) > 1:
        return (words()["office"],)
    return tuple(directory.services[service].name for service in fitting)


def _takes(service: Service, door: Door, facts: Facts) -> bool:
    area = facts.get("area") or next(iter(sorted(service.areas)))
    return unfit(service, {**facts, "area": area}, for_child=door.for_child) is None


def always(pathway: Pathway, directory: Directory, facts: Facts) -> tuple[str, ...]:
    """Return the services for everyone on the page, best first, without 999, which stands by itself."""
    found, _ = offers(pathway, directory, facts)
    return tuple(directory.services[offer.service].name for offer in found if offer.service != EMERGENCY)


def together(pathway: Pathway, directory: Directory, facts: Facts) -> Iterator[Together]:
    """Give the doors that no single answer opens; of alternatives that open the same, the first."""
    shown: dict[tuple[str, ...], list[str]] = {}
    contexts = [set(context(question)) for question in pathway.questions.values()]
    for door in pathway.doors:
        if audience_of(facts) not in door.audience:
            continue
        named = [_beyond(condition, facts) for condition in door.when if may_hold(condition, facts)]
        for condition in named[:1] if all(len(each) > 1 for each in named) else ():
            if len(condition) > 1 and not any(named_by and named_by <= set(condition) for named_by in contexts):
                said = tuple(_said(pathway, fact, values) for fact, values in condition.items())
                shown.setdefault(said, []).extend(_names(directory, door, facts))
    for said, services in shown.items():
        if services:
            yield Together(said, tuple(dict.fromkeys(services)))


def _beyond(condition: Condition, facts: Facts) -> dict[str, tuple[FactValue, ...]]:
    """Return what a condition asks beyond the page's own facts, and beyond things not being known."""
    return {fact: values for fact, values in condition.facts.items() if fact not in facts and UNKNOWN not in values}


def _said(pathway: Pathway, fact: str, values: tuple[FactValue, ...]) -> str:
    said = pathway.facts[fact].said
    return " or ".join(said.get(str(value).lower(), str(value)) for value in values)


def context(question: Question) -> Facts:
    """Return facts with which the question is put, so that its answers are seen at work."""
    if not question.asked_when:
        return {}
    known = {fact: values[0] for fact, values in question.asked_when[0].facts.items() if values[0] != UNKNOWN}
    return {fact: (str(value),) if fact == "wants" else value for fact, value in known.items()}


def may_hold(condition: Condition, facts: Facts) -> bool:
    """Say whether a condition agrees with what is the same for everyone on the page."""
    known = {fact: values for fact, values in condition.facts.items() if fact in facts}
    return Condition(known).holds(facts)


@lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """Return the words that the pictures add to those of the graph."""
    read: Mapping[str, Any] = read_yaml(Path(__file__).with_name("words.yaml"))
    return read
