"""Where the graph meets the directory: from facts to services, each with its reasons, or with why it was held back.

The order of doors (`offers`) knows no clock; only `signpost` looks at the hour.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from pathway.directory import Contact, Directory, Service
from pathway.hours import in_words, is_open, next_opens
from pathway.model import Advice, Condition, Door, Facts, FactValue, Pathway, Source, any_holds, audience_of

EMERGENCY = "emergency-999"
FIRST_DOORS = 3
"""How many services are shown first; danger's 999 does not count among them (pathway rules, Order)."""
CRISIS_TIERS = ("danger", "suicide", "child", "urgent")
"""The tiers that help within the hour (pathway rules, Danger with needs)."""
MOST_REASONS = 4
KENT_AND_MEDWAY = 13


@dataclass(frozen=True)
class Offer:
    """A service that the facts open a door to."""

    service: str
    tier: str
    door: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Withheld:
    """A service that a door names but that does not fit, and why."""

    service: str
    because: str


@dataclass(frozen=True)
class ContactNow:
    """A contact at one moment: open, shut (and when it opens), or not known (None)."""

    type: str
    value: str
    label: str
    open_now: bool | None
    next_opens: str | None


@dataclass(frozen=True)
class Card:
    """A service as it is shown."""

    service: str
    name: str
    what: str
    why: tuple[str, ...]
    contacts: tuple[ContactNow, ...]
    what_happens: str | None
    cost: str | None
    bill: str | None
    caution: str | None
    accessibility: tuple[str, ...]
    languages: tuple[str, ...]
    checked_on: date
    source: tuple[Source, ...]
    tier: str

    @property
    def open_now(self) -> bool | None:
        """True where a contact is open now, False where all with known hours are shut, None where none is known."""
        states = [contact.open_now for contact in self.contacts]
        return True if True in states else False if False in states else None


@dataclass(frozen=True)
class Signposts:
    """All cards that apply, best first, what was withheld, and the advice beside them."""

    cards: tuple[Card, ...]
    withheld: tuple[Withheld, ...]
    advice: tuple[Advice, ...]

    def first(self) -> tuple[Card, ...]:
        """Return what is shown first: 999 where there is danger, then at most three."""
        leading = tuple(card for card in self.cards[:1] if card.service == EMERGENCY)
        others = tuple(card for card in self.cards if card.service != EMERGENCY)
        return leading + others[:FIRST_DOORS]

    def crisis(self) -> tuple[Card, ...]:
        """Return what helps within the hour: 999 first where there is danger, then at most three."""
        urgent = tuple(card for card in self.cards if card.tier in CRISIS_TIERS)
        leading = tuple(card for card in urgent if card.service == EMERGENCY)
        return leading + tuple(card for card in urgent if card.service != EMERGENCY)[:FIRST_DOORS]


def signpost(pathway: Pathway, directory: Directory, facts: Facts, at: datetime) -> Signposts:
    """Return the services and advice for `facts` at the moment `at` (an aware datetime)."""
    found, withheld = offers(pathway, directory, facts, at)
    cards = [_card(directory.services[offer.service], offer, facts, at) for offer in found]
    return Signposts(tuple(_with_an_open_door(_open_first(found, cards))), withheld, advice_for(pathway, facts))


def offers(
    pathway: Pathway, directory: Directory, facts: Facts, at: datetime | None = None
) -> tuple[tuple[Offer, ...], tuple[Withheld, ...]]:
    """Return the services that the doors open for `facts`, best first, and those withheld.

    Without `at` the clock is left out: doors that count only in their hours are taken as open.
    """
    found: dict[str, Offer] = {}
    withheld: dict[str, Withheld] = {}
    for tier, door in _doors_in_order(pathway, facts):
        for service_id in door.services:
            service = directory.services[service_id]
            obstacle = unfit(service, facts, for_child=door.for_child)
            if obstacle:
                withheld.setdefault(service_id, Withheld(service_id, obstacle))
            elif not (door.in_hours and at and not _is_service_open(service, at)):
                why = _reasons(pathway, door, facts)
                known = found.get(service_id)
                found[service_id] = (
                    Offer(service_id, known.tier, known.door, _merged(known.why, why))
                    if known
                    else Offer(service_id, tier, door.id, why)
                )
    return tuple(found.values()), tuple(w for w in withheld.values() if w.service not in found)


def advice_for(pathway: Pathway, facts: Facts) -> tuple[Advice, ...]:
    """Return the advice that applies, in the graph's order."""
    audience = audience_of(facts)
    return tuple(
        advice
        for advice in pathway.advice
        if audience in advice.audience and any_holds(advice.when, facts) and not any_holds(advice.unless, facts)
    )


def unfit(service: Service, facts: Facts, *, for_child: bool = False) -> str | None:
    """Return why `service` cannot be offered to the person with `facts`, or None where it fits."""
    if not service.may_be_shown:
        return f"It is not shown until it is checked. {service.display_note or ''}".strip()
    if not service.contacts:
        return "It has no contact of its own: it is arranged by another service."
    role = "professional" if audience_of(facts) == "professional" else "public"
    if role not in service.audience or (service.display == "professionals_only" and role == "public"):
        return "It takes contact only from professionals." if role == "public" else "It is not for professionals."
    return (
        _wrong_area(service, facts)
        or _wrong_gender(service, facts)
        or (None if for_child else _wrong_age(service, facts))
    )


def _wrong_area(service: Service, facts: Facts) -> str | None:
    area = facts.get("area")
    if area is None:
        # A council's own door is only named to someone known to be in that council's area.
        small = not service.national and len(service.areas) < KENT_AND_MEDWAY
        return "It serves one area, and the area was not said." if small else None
    return None if area in service.areas else "It does not serve the area that was said."


def _wrong_gender(service: Service, facts: Facts) -> str | None:
    gender = facts.get("gender")
    if gender is None or gender in service.genders:
        return None
    return "It is for women." if "woman" in service.genders else "It is for men."


def _wrong_age(service: Service, facts: Facts) -> str | None:
    age = facts.get("age_group")
    if age is None or age in service.ages:
        return None
    if age == "16_17" and service.young_partner_abuse and facts.get("relationship") in ("partner", "ex_partner"):
        return None
    return "It is for another age group."


def _doors_in_order(pathway: Pathway, facts: Facts) -> list[tuple[str, Door]]:
    audience = audience_of(facts)
    asked = facts.get("wants", ())
    wants = asked if isinstance(asked, tuple) else ()
    open_doors = [
        door
        for door in pathway.doors
        if audience in door.audience and any_holds(door.when, facts) and not any_holds(door.unless, facts)
    ]
    ranked = [(_rank(pathway, door, wants), door) for door in open_doors]
    ranked.sort(key=lambda pair: pair[0])
    return [(pathway.tiers[rank[0]], door) for rank, door in ranked]


def _rank(pathway: Pathway, door: Door, wants: tuple[str, ...]) -> tuple[int, int]:
    """Order by tier; what was asked for moves up to the tier `asked`, in the order asked. `more` stays folded."""
    tier = pathway.tiers.index(door.tier)
    asked_tier = pathway.tiers.index("asked")
    named = [wants.index(want) for want in door.wants if want in wants]
    if named and asked_tier <= tier < pathway.tiers.index("more"):
        return asked_tier, min(named)
    return tier, 0


def _reasons(pathway: Pathway, door: Door, facts: Facts) -> tuple[str, ...]:
    """Return "because you said …" for each stated fact that opened the door, and the door's own reason otherwise.

    Who is asking is a reason only where there is no better one.
    """
    opened_by = next(condition for condition in door.when if condition.holds(facts))
    named = [fact for fact in opened_by.facts if fact in facts and fact != "asking_as"]
    stated = [text for fact in (*named, *door.because) for text in _said(pathway, fact, facts, door)]
    if not stated and not door.why:
        stated = _said(pathway, "asking_as", facts, door)
    own = (door.why,) if door.why and not named else ()
    return (*own, *(f"because you said {text}" for text in stated))


def _said(pathway: Pathway, fact: str, facts: Facts, door: Door) -> list[str]:
    value = facts.get(fact)
    values: Iterable[FactValue] = value if isinstance(value, tuple) else () if value is None else (value,)
    if fact == "wants":
        values = [want for want in values if Condition({"wants": (want,)}) in door.when or want in door.wants]
    said = pathway.facts[fact].said
    return [said[str(item).lower()] for item in values if str(item).lower() in said]


def _merged(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    stated = [reason for reason in more if reason.startswith("because")]
    return tuple(dict.fromkeys([*known, *stated]))[:MOST_REASONS]


def _is_service_open(service: Service, at: datetime) -> bool:
    return any(is_open(contact.hours, at) for contact in service.contacts)


def _card(service: Service, offer: Offer, facts: Facts, at: datetime) -> Card:
    contacts = [_contact_now(contact, at) for contact in service.contacts]
    order = sorted(range(len(contacts)), key=lambda n: (*_channel_rank(service, contacts[n], facts), n))
    return Card(
        service=service.id,
        name=service.name,
        what=service.what,
        why=offer.why,
        contacts=tuple(contacts[n] for n in order),
        what_happens=service.what_happens,
        cost=service.cost,
        bill=service.bill,
        caution=service.display_note,
        accessibility=service.accessibility,
        languages=service.languages,
        checked_on=service.assured_date,
        source=service.sources,
        tier=offer.tier,
    )


def _contact_now(contact: Contact, at: datetime) -> ContactNow:
    open_now = is_open(contact.hours, at)
    opens = next_opens(contact.hours, at) if open_now is False else None
    return ContactNow(contact.type, contact.value, contact.label, open_now, in_words(opens, at) if opens else None)


DEAF_ORDER = ("bsl", "relay", "webchat", "text", "email", "web", "in_person", "phone")
SILENT_ORDER = ("webchat", "text", "email", "web", "bsl", "relay", "phone", "in_person")
LIVE = ("phone", "webchat", "text")


def _channel_rank(service: Service, contact: ContactNow, facts: Facts) -> tuple[int, int]:
    """Order a card's contacts: those that fit the person first, among them the open ones."""
    open_rank = {True: 0, None: 1, False: 2}[contact.open_now]
    emergency = service.id == EMERGENCY
    if facts.get("deaf") is True:
        return DEAF_ORDER.index(contact.type), open_rank
    if facts.get("cannot_speak") is True and not emergency:
        return SILENT_ORDER.index(contact.type), open_rank
    if emergency:
        return ("phone", "bsl", "relay", "text").index(contact.type), open_rank
    return (0 if contact.type in LIVE else 1), open_rank


def _open_first(found: tuple[Offer, ...], cards: list[Card]) -> list[Card]:
    """Among the services of one door, put those that are open before those that are shut."""
    pairs = list(zip(found, cards, strict=True))
    ordered: list[Card] = []
    for _, group in groupby(pairs, key=lambda pair: pair[0].door):
        ordered += sorted((card for _, card in group), key=lambda card: {True: 0, None: 1, False: 2}[card.open_now])
    return ordered


def _with_an_open_door(cards: list[Card]) -> list[Card]:
    """If none of the first three is open, the best open one takes the third place (pathway rules, Order)."""
    danger = 1 if cards and cards[0].service == EMERGENCY else 0
    first = cards[danger : danger + FIRST_DOORS]
    if any(card.open_now for card in first) or len(first) < FIRST_DOORS:
        return cards
    rest = [card for card in cards[danger + FIRST_DOORS :] if card.open_now and card.service != EMERGENCY]
    if not rest:
        return cards
    others = [card for card in cards if card is not rest[0]]
    place = danger + FIRST_DOORS - 1
    return [*others[:place], rest[0], *others[place:]]
