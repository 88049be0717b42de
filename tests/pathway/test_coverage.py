"""Nothing of the referral pathway is left out: a table by hand says where each step, row, rule and route is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from pathway.engine import engine
from pathway.model import UNKNOWN, Advice, Condition, Door, Facts, FactValue, any_holds
from pathway.plain_yaml import read_yaml
from pathway.signpost import advice_for, offers

TALK = engine()
PATHWAY = TALK.pathway
TABLE = read_yaml(Path(__file__).parent / "coverage.yaml")
ROUTES = [(name, where) for section in TABLE.values() for name, where in section.items()]
ADVICE = {advice.id: advice for advice in PATHWAY.advice}
DOORS = {door.id: door for door in PATHWAY.doors}
INTERRUPTS = {interrupt.id: interrupt for interrupt in PATHWAY.interrupts}
KNOWN: Mapping[str, Mapping[str, object]] = {
    "questions": PATHWAY.questions,
    "doors": DOORS,
    "advice": ADVICE,
    "asides": PATHWAY.asides,
    "interrupts": INTERRUPTS,
    "phrases": PATHWAY.phrases,
    "services": TALK.directory.services,
}
AREAS = PATHWAY.facts["area"].values


def facts_that_open(condition: Condition, audience: str) -> Iterator[Facts]:
    """Yield facts that fulfil `condition` for `audience`, in every area that it allows."""
    stated = {"asking_as": (audience,), "area": AREAS, **condition.facts}
    named = {fact: [value for value in values if value != UNKNOWN] for fact, values in stated.items()}
    for values in product(*(values or [UNKNOWN] for values in named.values())):
        pairs = zip(named, values, strict=True)
        yield {fact: _held(fact, value) for fact, value in pairs if value != UNKNOWN}


def _held(fact: str, value: FactValue) -> FactValue:
    return (str(value),) if PATHWAY.facts[fact].many else value


def people(entry: Advice | Door) -> Iterator[Facts]:
    """Yield people to whom the entry speaks by its own conditions."""
    for condition in entry.when:
        for audience in entry.audience:
            for facts in facts_that_open(condition, audience):
                if not any_holds(entry.unless, facts):
                    yield facts


def is_said(advice: Advice) -> bool:
    """Say whether somebody is shown the advice."""
    return any(advice in advice_for(PATHWAY, facts) for facts in people(advice))


def is_offered(door: Door, service: str) -> bool:
    """Say whether somebody for whom the door is open is offered the service."""
    return any(
        offer.service == service for facts in people(door) for offer in offers(PATHWAY, TALK.directory, facts)[0]
    )


def words_of(where: Mapping[str, Any]) -> str:
    """Return the words of all advice, asides, interrupts and phrases that a line of the table names."""
    texts = [ADVICE[name].text for name in where.get("advice", ())]
    texts += [text for name in where.get("asides", ()) for text in PATHWAY.asides[name].say.values()]
    texts += [INTERRUPTS[name].say for name in where.get("interrupts", ())]
    texts += [PATHWAY.phrases[name] for name in where.get("phrases", ())]
    return " ".join(texts).lower()


def test_the_table_has_every_step_and_row() -> None:
    """Steps 1 to 9 with the three askers of step 7, and rows A to X, have at least one line each."""
    assert {step.split()[0] for step in TABLE["steps"]} >= {*"12345689", "7W", "7P", "7C"}
    assert [row.split()[0] for row in TABLE["rows"]] == list("ABCDEFGHIJKLMNOPQRSTUVWX")


@pytest.mark.parametrize(("name", "where"), ROUTES, ids=[name for name, _ in ROUTES])
def test_it_is_in_the_graph(name: str, where: Mapping[str, list[str]]) -> None:
    """Every place that the table names exists, somebody is led to it, and it says the words that it has to."""
    assert set(where) <= {*KNOWN, "says"}
    assert set(where) & set(KNOWN), f"{name}: the table names no place"
    for kind in set(where) & set(KNOWN):
        assert [place for place in where[kind] if place not in KNOWN[kind]] == [], f"{name}: no such {kind}"
    said = words_of(where)
    assert [words for words in where.get("says", ()) if words.lower() not in said] == [], f"{name}: not said"
    assert [advice for advice in where.get("advice", ()) if not is_said(ADVICE[advice])] == []
    doors = [DOORS[door] for door in where.get("doors", ())]
    assert [door.id for door in doors if not any(is_offered(door, service) for service in door.services)] == []
    for service in where.get("services", ()):
        naming = [door for door in PATHWAY.doors if service in door.services]
        assert any(is_offered(door, service) for door in naming), f"{name}: nobody is offered {service}"


def test_all_advice_is_for_somebody() -> None:
    """Every piece of advice in the graph is shown to somebody."""
    assert [advice.id for advice in PATHWAY.advice if not is_said(advice)] == []


def test_all_doors_lead_somewhere() -> None:
    """Every door offers each of its services to somebody, but for services that are held back until checked."""
    idle = [
        (door.id, service)
        for door in PATHWAY.doors
        for service in door.services
        if TALK.directory.services[service].may_be_shown
        and TALK.directory.services[service].contacts
        and not is_offered(door, service)
    ]
    assert idle == []
