"""The words that the services directory is written in: areas, needs and the like, and how numbers are compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

Raw = Mapping[str, Any]

DISTRICTS = (
    "ashford",
    "canterbury",
    "dartford",
    "dover",
    "folkestone_and_hythe",
    "gravesham",
    "maidstone",
    "sevenoaks",
    "swale",
    "thanet",
    "tonbridge_and_malling",
    "tunbridge_wells",
)
AREAS = (*DISTRICTS, "medway", "outside")
AREA_GROUPS: Mapping[str, tuple[str, ...]] = {"national": AREAS, "kent": DISTRICTS}
STATUSES = ("active", "inactive", "defunct", "temporarily closed")
SHOWN = ("shown", "shown_without_hours", "through_another", "professionals_only", "finder_link_only", "information")
DISPLAYS = (*SHOWN, "not_shown")
AUDIENCES = ("public", "professional")
AGES = ("under_16", "16_17", "adult", "older_adult")
GENDERS = ("woman", "man", "non_binary")
CONFIDENCE = ("high", "medium", "low")
NEEDS = (
    "child_to_parent_abuse",
    "children",
    "clares_law",
    "deaf",
    "disability",
    "documents",
    "drop_in",
    "economic_abuse",
    "fgm",
    "forced_marriage",
    "general",
    "high_risk",
    "homeless",
    "homeowner",
    "honour_based_abuse",
    "housing",
    "immediate_danger",
    "immigration",
    "information",
    "language",
    "legal",
    "lgbt",
    "male",
    "medium_risk",
    "mental_health",
    "modern_slavery",
    "money",
    "nrpf",
    "older",
    "past_abuse",
    "perpetrator",
    "pets",
    "police",
    "recovery",
    "refuge",
    "safeguarding_adult",
    "safeguarding_child",
    "safety_planning",
    "sanctuary",
    "sexual_violence",
    "social_tenant",
    "stalking",
    "substance_use",
    "suicide",
    "training",
    "trans",
    "triage",
    "young_person",
)
SHORT_CODES = frozenset({"999", "101", "111", "116123", "18000", "85258", "60777"})
CONTACT_VALUE: Mapping[str, str] = {
    "phones": "number",
    "webchats": "value",
    "emails": "value",
    "urls": "url",
    "bsl": "value",
    "relay": "value",
    "visits": "address",
}
DIGITS = re.compile(r"\+?\d(?:[ .()\-\u00a0\u2011]{0,2}\d)+")


def same_number(number: str) -> str:
    """Reduce a number to the digits that are compared: +44 20 7946 0000 and 020 7946 0000 are one."""
    digits = re.sub(r"\D", "", number)
    return "0" + digits[2:] if number.strip().startswith("+44") else digits


def areas_of(named: Collection[str]) -> frozenset[str]:
    """Spell out the areas that `national` and `kent` stand for."""
    return frozenset(area for name in named for area in AREA_GROUPS.get(name, (name,)))


def is_text(value: object) -> bool:
    """Say whether `value` is text with something in it."""
    return isinstance(value, str) and bool(value.strip())


def day(value: object) -> date | None:
    """Read a date as YAML gives it: a date already, or text like 2026-11-22. None if it is neither."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def nearest(wrong: str, allowed: Collection[str]) -> str:
    """Say what would be right in place of `wrong`: the nearest of `allowed` if one is near, and the whole list."""
    near = get_close_matches(wrong, list(allowed), n=1)
    listed = ", ".join(allowed) if len(allowed) <= 60 else f"{len(allowed)} are known"
    return (f'did you mean "{near[0]}"? ' if near else "") + f"Allowed: {listed}"
