"""The numbers of some cards, without names: what a person may print or copy and carry along."""

from __future__ import annotations

from collections.abc import Iterable

from bot.web.answers import Json


def numbers(cards: Iterable[Json]) -> list[str]:
    """Return the first phone number of each card, in their order, each once."""
    found = [contact["value"] for card in cards for contact in _phones(card)[:1]]
    return list(dict.fromkeys(found))


def _phones(card: Json) -> list[Json]:
    return [contact for contact in card["contacts"] if contact["type"] == "phone"]
