"""All services as plain lists, by need and by area, each with a page of its own, for those who would rather look."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, current_app, render_template

from bot.web.shown import wording
from bot.web.view import now
from pathway.directory import Contact, Directory, Service
from pathway.hours import hours_in_words, in_words, is_open, next_opens
from pathway.reply_json import sources_to_json
from pathway.talk import Talk

browse = Blueprint("browse", __name__)


@dataclass(frozen=True)
class Listed:
    """A service in a list: its name, and the last part of its page's address."""

    name: str
    mark: str


@dataclass(frozen=True)
class Group:
    """A heading and the services under it."""

    label: str
    services: tuple[Listed, ...]


@browse.get("/browse")
def lists() -> Response:
    """Show the lists."""
    talk = _talk()
    labels = {option.id: option.label for option in talk.pathway.questions["area"].options}
    return Response(
        render_template("browse.html", by_need=by_need(talk.directory), by_area=by_area(talk.directory, labels))
    )


@browse.get("/browse/<mark>")
def one(mark: str) -> Response:
    """Show one service. Any other address is not found."""
    service = next((service for service in listed(_talk().directory) if mark_of(service) == mark), None)
    if service is None:
        abort(404)
    return Response(render_template("service.html", one=service_json(service), who=service.who))


def mark_of(service: Service) -> str:
    """Return the mark that stands for `service` in an address: its name there would tell whoever reads the history."""
    return hashlib.blake2s(service.id.encode(), digest_size=4).hexdigest()


def listed(directory: Directory) -> tuple[Service, ...]:
    """Return the services that anyone may contact, by name."""
    found = [
        service
        for service in directory.services.values()
        if service.may_be_shown
        and service.contacts
        and service.display != "professionals_only"
        and "public" in service.audience
    ]
    return tuple(sorted(found, key=lambda service: service.name.lower()))


def by_need(directory: Directory) -> tuple[Group, ...]:
    """Return the groups of `wording.yaml` with the services that meet one of their needs."""
    groups = [
        _group(group["label"], (s for s in listed(directory) if set(s.needs) & set(group["needs"])))
        for group in wording()["groups"]
    ]
    return tuple(group for group in groups if group.services)


def by_area(directory: Directory, labels: dict[str, str]) -> tuple[Group, ...]:
    """Return for each area the services that are not for the whole country."""
    groups = [
        _group(label, (s for s in listed(directory) if area in s.areas and not s.national))
        for area, label in labels.items()
    ]
    return tuple(group for group in groups if group.services)


def service_json(service: Service) -> dict[str, Any]:
    """Return `service` in the form of a card, without reasons: nothing was asked."""
    return {
        "service": service.id,
        "name": service.name,
        "what": service.what,
        "why": [],
        "contacts": [_contact_json(contact) for contact in service.contacts],
        "what_happens": service.what_happens,
        "cost": service.cost,
        "bill": service.bill,
        "caution": service.display_note,
        "accessibility": list(service.accessibility),
        "languages": list(service.languages),
        "checked_on": service.assured_date.isoformat(),
        "source": sources_to_json(service.sources),
    }


def _contact_json(contact: Contact) -> dict[str, Any]:
    at = now()
    open_now = is_open(contact.hours, at)
    opens = next_opens(contact.hours, at) if open_now is False else None
    return {
        "type": contact.type,
        "value": contact.value,
        "label": contact.label,
        "open_now": open_now,
        "next_opens": in_words(opens, at) if opens else None,
        "hours": hours_in_words(contact.hours) if contact.hours else None,
    }


def _group(label: str, services: Iterable[Service]) -> Group:
    return Group(label, tuple(Listed(service.name, mark_of(service)) for service in services))


def _talk() -> Talk:
    talk: Talk = current_app.extensions["signpost"]["talk"]
    return talk
