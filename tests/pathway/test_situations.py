"""Situations written by hand from the pathway and its rules: facts in, the right doors out, and none that is wrong."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from pathway.engine import engine
from pathway.plain_yaml import read_yaml
from pathway.signpost import EMERGENCY, signpost
from pathway.state import facts_from_json

FOLDER = Path(__file__).parent.parent / "paths"
SITUATIONS = [situation for path in sorted(FOLDER.glob("*.yaml")) for situation in read_yaml(path)]
TUESDAY_MORNING = "2026-11-24T10:00:00+00:00"
KEYS = {"id", "facts", "declined", "at", "first", "first_three", "includes", "excludes", "source"}


def test_there_are_enough_situations_and_each_says_where_it_comes_from() -> None:
    """At least 150 situations, each with its own id and its source, and no key that nothing reads."""
    assert len(SITUATIONS) >= 150
    ids = [situation["id"] for situation in SITUATIONS]
    assert len(set(ids)) == len(ids)
    assert all(situation["source"] and set(situation) <= KEYS for situation in SITUATIONS)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation["id"])
def test_situation(situation: dict[str, Any]) -> None:
    """The cards of a situation are those that a careful professional would name, in that order."""
    talk = engine()
    facts = facts_from_json(situation["facts"])
    for fact, value in facts.items():
        assert talk.pathway.facts[fact].allows(value), f"{fact} cannot be {value!r}"
    at = datetime.fromisoformat(str(situation.get("at", TUESDAY_MORNING))).astimezone(timezone.utc)
    cards = [card.service for card in signpost(talk.pathway, talk.directory, facts, at).cards]
    counted = [card for card in cards if card != EMERGENCY]
    first = situation.get("first", [])
    leading = cards if first and first[0] == EMERGENCY else counted
    assert leading[: len(first)] == first, cards
    assert not set(situation.get("first_three", [])) - {EMERGENCY} - set(counted[:3]), cards
    assert not set(situation.get("includes", [])) - set(cards), cards
    assert not set(situation.get("excludes", [])) & set(cards), cards
    assert cards[-1] == EMERGENCY or cards[0] == EMERGENCY
