"""The directory as a champion looks things up in it: names, numbers and hours in words, from the live directory."""

from __future__ import annotations

from dataclasses import dataclass

from pathway.directory import Service
from pathway.hours import hours_in_words
from pathway.talk import Talk


@dataclass(frozen=True)
class Shelved:
    """A service to look up: its name, for whom it is, and its ways in with their hours. Nothing here can be called."""

    name: str
    who: str
    ways: tuple[str, ...]


def shelf(talk: Talk) -> tuple[Shelved, ...]:
    """Return the services that may be shown, by name."""
    shown = [service for service in talk.directory.services.values() if service.may_be_shown and service.contacts]
    return tuple(_one(service) for service in sorted(shown, key=lambda service: service.name.lower()))


def _one(service: Service) -> Shelved:
    ways = tuple(
        f"{contact.value} ({hours_in_words(contact.hours) if contact.hours else 'hours not known'})"
        for contact in service.contacts
    )
    return Shelved(service.name, service.who, ways)
