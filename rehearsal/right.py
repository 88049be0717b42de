"""What is right at a scenario's moment, asked of the live pathway and directory by the call that answers the public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pathway.directory import Directory
from pathway.directory_terms import same_number
from pathway.model import Pathway
from pathway.signpost import EMERGENCY, Card, ContactNow, signpost
from rehearsal.model import Scenario

LESS_URGENT = ("general", "more", "last", "always")
"""Tiers that stand below the pathway's own answer; a service of these fits, but is no first signpost."""


@dataclass(frozen=True)
class Right:
    """The right answers of one scenario.

    `first` are services any of which is a right first signpost, `by_need` those that fit each further need. `cards` are
    all that fit, by service, and `withheld` says why others do not. `emergency` says that 999 comes first.
    """

    emergency: bool
    first: tuple[Card, ...]
    by_need: Mapping[str, tuple[Card, ...]]
    cards: Mapping[str, Card]
    withheld: Mapping[str, str]

    @property
    def all_right(self) -> frozenset[str]:
        """The services that count for a mark."""
        wanted = (*self.first, *(card for cards in self.by_need.values() for card in cards))
        return frozenset(card.service for card in wanted)


def right_answers(scenario: Scenario, pathway: Pathway, directory: Directory) -> Right:
    """Return what is right for `scenario` with the pathway and the directory as they are now."""
    found = signpost(pathway, directory, scenario.facts, scenario.at)
    others = [card for card in found.first() if card.service != EMERGENCY]
    by_need = {
        need: tuple(_reachable(card for card in found.cards if need in directory.services[card.service].needs))
        for need in scenario.needs
    }
    return Right(
        emergency=bool(found.cards) and found.cards[0].service == EMERGENCY and found.cards[0].tier == "danger",
        first=tuple(_reachable(_urgent(others))),
        by_need={need: cards for need, cards in by_need.items() if cards},
        cards={card.service: card for card in found.cards},
        withheld={withheld.service: withheld.because for withheld in found.withheld},
    )


def _urgent(cards: list[Card]) -> list[Card]:
    return [card for card in cards if card.tier not in LESS_URGENT] or cards


def _reachable(cards: Iterable[Card]) -> list[Card]:
    found = list(cards)
    return [card for card in found if card.open_now is not False] or found


def contacts_of(card: Card, numbers: Iterable[str]) -> tuple[ContactNow, ...]:
    """Return the contacts of `card` that one of `numbers` reaches."""
    wanted = set(numbers)
    return tuple(contact for contact in card.contacts if same_number(contact.value) in wanted)


def best_contact(card: Card) -> ContactNow | None:
    """Return the contact to give at that hour: the first that is not shut; None where all are."""
    return next((contact for contact in card.contacts if contact.open_now is not False), None)


def is_reached_by_number(card: Card) -> bool:
    """Say whether a number is what to give: it is not where a sign language or a page fits the person better."""
    best = best_contact(card)
    return best is not None and best.type in ("phone", "text")
