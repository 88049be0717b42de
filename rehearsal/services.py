"""Remarks on the services and numbers of one line, against what is right at the scenario's moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pathway.directory import Directory, Service
from pathway.directory_terms import same_number
from pathway.signpost import EMERGENCY, Card, ContactNow
from rehearsal.marker import EMERGENCY_NUMBER
from rehearsal.model import Heard, LineMark, Remark
from rehearsal.right import LESS_URGENT, Right, best_contact, contacts_of
from rehearsal.wording import say


@dataclass(frozen=True)
class Given:
    """The services that one line gives, those behind its numbers included, and its numbers that are nobody's."""

    services: tuple[str, ...]
    unknown: tuple[str, ...]


def given(heard: Heard, right: Right, directory: Directory) -> Given:
    """Return whom a line points to. A number that several services share counts for the one that fits."""
    services = dict.fromkeys(heard.services)
    unknown = []
    for number in heard.numbers:
        owners = _owners(number, directory)
        if not owners:
            unknown.append(number)
        elif not set(owners) & set(services):
            fitting = [owner for owner in owners if owner in right.cards]
            services[(fitting or owners)[0]] = None
    return Given(tuple(service for service in services if service != EMERGENCY), tuple(unknown))


def service_remarks(heard: Heard, right: Right, directory: Directory) -> LineMark:
    """Return what is good and what is amiss about the services and numbers that a line gives."""
    pointed = given(heard, right, directory)
    good: list[Remark] = []
    missed: list[Remark] = [*_unknown_numbers(pointed.unknown, right, directory)]
    missed += _others_numbers(heard, directory)
    for service_id in pointed.services:
        service = directory.services[service_id]
        card = right.cards.get(service_id)
        if card is None:
            missed.append(_does_not_fit(service, right))
        else:
            remark, is_good = _of_card(card, heard, right)
            (good if is_good else missed).append(remark)
    return LineMark(tuple(good), tuple(remark for remark in missed if remark.text))


def _owners(number: str, directory: Directory) -> list[str]:
    return [
        service.id
        for service in directory.services.values()
        if any(same_number(contact.value) == number for contact in service.contacts)
    ]


def _unknown_numbers(numbers: Iterable[str], right: Right, directory: Directory) -> Iterator[Remark]:
    never = {same_number(rule.number): rule for rule in directory.never_show}
    for number in numbers:
        rule = never.get(number)
        text = say("never_number", number=rule.number, why=rule.why) if rule else say("unknown_number")
        yield Remark("number", text, better_line(right))


def _others_numbers(heard: Heard, directory: Directory) -> Iterator[Remark]:
    """A number given with the name of another service."""
    named = set(heard.services) - {EMERGENCY}
    for number in heard.numbers:
        owners = _owners(number, directory)
        if named and owners and number != EMERGENCY_NUMBER and not named & set(owners):
            owner = directory.services[owners[0]]
            yield Remark("number", say("others_number", number=_written(owner, number), service=owner.name))


def _written(service: Service, number: str) -> str:
    return next(contact.value for contact in service.contacts if same_number(contact.value) == number)


def _does_not_fit(service: Service, right: Right) -> Remark:
    better = better_line(right)
    if service.may_be_shown and not service.contacts:
        return Remark("arranged", say("arranged", service=service.name), better, service.sources)
    if not service.may_be_shown:
        return Remark("not_shown", say("not_shown", service=service.name), better, service.sources)
    because = right.withheld.get(service.id)
    text = say("withheld", service=service.name, because=because) if because else say("no_door", service=service.name)
    return Remark("withheld" if because else "no_door", text, better, service.sources)


def _of_card(card: Card, heard: Heard, right: Right) -> tuple[Remark, bool]:
    shut = [contact for contact in contacts_of(card, heard.numbers) if contact.open_now is False]
    if heard.later and (shut or card.open_now is False):
        return Remark("fits", say("fits_later", service=card.name), None, card.source), True
    if shut:
        text = say("shut_number", number=shut[0].value, opens=_opens(shut[0]))
        return Remark("shut", text, _open_instead(card, right), card.source), False
    if card.open_now is False:
        text = say("shut_service", service=card.name, opens=_opens(card.contacts[0]))
        return Remark("shut", text, better_line(right), card.source), False
    if card.tier in LESS_URGENT and card.service not in right.all_right and right.first:
        text = say("fits_less", service=card.name, better=right.first[0].name)
        return Remark("fits_less", text, better_line(right), card.source), True
    key = "fits" if card.open_now else "fits_hours_unknown"
    return Remark("fits", say(key, service=card.name), None, card.source), True


def _opens(contact: ContactNow) -> str:
    return say("opens", when=contact.next_opens) if contact.next_opens else ""


def _open_instead(card: Card, right: Right) -> str | None:
    contact = best_contact(card)
    return say("better_shut", service=card.name, contact=contact.value) if contact else better_line(right)


def better_line(right: Right) -> str | None:
    """Return a line that gives the first signpost with what is open, or None where the pathway has none."""
    return line_for(right.first[0]) if right.first else None


def line_for(card: Card) -> str:
    """Return a line that gives the service of `card` with a contact that is not shut."""
    contact = best_contact(card)
    if contact is None:
        return say("better_service_no_contact", service=card.name)
    return say("better_service", service=card.name, contact=contact.value)
