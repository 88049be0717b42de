"""The three signs of danger that every reply carries, and the facts that they are about."""

from __future__ import annotations

from collections.abc import Collection

from pathway.model import Facts, FactValue

SIGNS = {"immediate": "immediate_danger", "cannot_speak": "cannot_speak", "suicidal": "suicidal"}
"""The fact behind each sign."""


def signs_of(facts: Facts) -> frozenset[str]:
    """Return the signs that `facts` raise."""
    return frozenset(sign for sign, fact in SIGNS.items() if facts.get(fact) is True)


def facts_of(signs: Collection[str]) -> dict[str, FactValue]:
    """Return the facts that the raised `signs` state."""
    return {fact: True for sign, fact in SIGNS.items() if sign in signs}


def signs_to_json(signs: Collection[str]) -> dict[str, bool]:
    """Return the `safety` of a reply: each sign, and whether it is among the raised `signs`."""
    return {sign: sign in signs for sign in SIGNS}
