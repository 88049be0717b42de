"""One service of the directory as a service of Open Referral UK 3.0.

The profile has no field for phone numbers; they stand with the contacts under the names of HSDS 3.0, which it extends.
"""

from __future__ import annotations

from typing import Any

from bot.oruk.taxonomies import identifier, term
from pathway.directory import Contact, Directory, Service
from pathway.hours import hours_in_words, weekly

Record = dict[str, Any]
_DAYS = {"Mo": "MO", "Tu": "TU", "We": "WE", "Th": "TH", "Fr": "FR", "Sa": "SA", "Su": "SU"}
_YOUNGEST = {"under_16": 0, "16_17": 16, "adult": 18, "older_adult": 60}
_OLDEST = {"under_16": 15, "16_17": 17, "adult": 59, "older_adult": None}
MANY = ("schedules", "service_areas", "service_at_locations", "languages", "contacts", "cost_options", "attributes")
"""What a service may have several of: left out where services are listed."""


def published(directory: Directory) -> tuple[Service, ...]:
    """Return the services that anyone may be shown, by name."""
    found = [
        service
        for service in directory.services.values()
        if service.may_be_shown and service.display != "professionals_only" and "public" in service.audience
    ]
    return tuple(sorted(found, key=lambda service: service.name.lower()))


def full(service: Service, directory: Directory) -> Record:
    """Return the service with all that belongs to it."""
    own = identifier("service", service.id)
    return {
        **_plain(service, directory),
        "schedules": _schedules(service, own),
        "service_areas": _areas(service, own),
        "service_at_locations": _locations(service, own),
        "languages": [
            {"id": identifier("language", service.id, language), "service_id": own, "name": language}
            for language in service.languages
        ],
        "contacts": [_contact(service, contact, own) for contact in service.contacts if contact.type != "in_person"],
        "cost_options": [{"id": identifier("cost", service.id), "service_id": own, "option": service.cost}]
        if service.cost
        else [],
        "attributes": _attributes(service, own),
    }


def _plain(service: Service, directory: Directory) -> Record:
    webs = [contact.value for contact in service.contacts if contact.type == "web"]
    emails = [contact.value for contact in service.contacts if contact.type == "email"]
    organization = identifier("organization", service.organization)
    record = {
        "id": identifier("service", service.id),
        "organization_id": organization,
        "code": service.id,
        "name": service.name,
        "alternate_name": service.also_known_as,
        "description": service.what,
        "url": webs[0] if webs else None,
        "email": emails[0] if emails else None,
        "status": service.status,
        "fees": service.cost,
        "eligibility_description": service.who,
        "application_process": service.what_happens,
        **_ages(service),
        "assured_date": service.assured_date.isoformat(),
        "alert": _alert(service, directory),
        "organization": {"id": organization, "name": service.organization, "description": service.organization},
    }
    return {field: value for field, value in record.items() if value is not None}


def _ages(service: Service) -> Record:
    if len(service.ages) == len(_YOUNGEST):
        return {}
    oldest = [_OLDEST[age] for age in service.ages]
    known = [age for age in oldest if age is not None]
    youngest = min(_YOUNGEST[age] for age in service.ages)
    young = 16 if service.young_partner_abuse else youngest
    return {"minimum_age": min(youngest, young), "maximum_age": max(known) if len(known) == len(oldest) else None}


def _alert(service: Service, directory: Directory) -> str:
    """Return what has to be known first: how it was checked, a caution, and through whom it is reached."""
    through = ", ".join(directory.services[other].name for other in service.via)
    parts = [
        service.display_note,
        f"Reached through: {through}." if through else None,
        f"Checked: {service.assured_by}.",
    ]
    return " ".join(part for part in parts if part)


def _schedules(service: Service, own: str) -> list[Record]:
    return [
        {
            "id": identifier("schedule", service.id, contact.type, contact.value, contact.label, str(number)),
            "service_id": own,
            "freq": "WEEKLY",
            "byday": ",".join(_DAYS[day] for day in days),
            "opens_at": opens,
            "closes_at": "23:59" if closes == "24:00" else closes,
            "description": f"{contact.label}: {hours_in_words(contact.hours)}",
            "attending_type": contact.type,
        }
        for contact in service.contacts
        if contact.hours
        for number, (days, opens, closes) in enumerate(weekly(contact.hours))
    ]


def _areas(service: Service, own: str) -> list[Record]:
    names = ["United Kingdom"] if service.national else sorted(_title(area) for area in service.areas)
    return [{"id": identifier("area", service.id, name), "service_id": own, "name": name} for name in names]


def _title(area: str) -> str:
    return area.replace("_", " ").title().replace(" And ", " and ")


def _locations(service: Service, own: str) -> list[Record]:
    """Return the places that may be visited. A refuge never has one: the directory refuses it."""
    return [
        {
            "id": identifier("at", service.id, contact.value),
            "service_id": own,
            "location": {
                "id": identifier("location", contact.value),
                "location_type": "physical",
                "name": contact.value,
                "description": contact.label,
            },
        }
        for contact in service.contacts
        if contact.type == "in_person"
    ]


def _contact(service: Service, contact: Contact, own: str) -> Record:
    own_id = identifier("contact", service.id, contact.type, contact.value, contact.label)
    record: Record = {"id": own_id, "service_id": own, "name": contact.label, "title": contact.type}
    if contact.type in ("phone", "text", "relay"):
        kind = {"phone": "voice", "text": "sms", "relay": "textphone"}[contact.type]
        phone = {"id": identifier("phone", own_id), "contact_id": own_id, "number": contact.value, "type": kind}
        return {**record, "phones": [phone]}
    return {**record, {"email": "email", "bsl": "description"}.get(contact.type, "url"): contact.value}


def _attributes(service: Service, own: str) -> list[Record]:
    words = [("needs", need) for need in service.needs]
    words += [("people", gender) for gender in sorted(service.genders)]
    words += [("access", way) for way in service.accessibility]
    return [
        {
            "id": identifier("attribute", service.id, taxonomy, code),
            "link_id": own,
            "link_type": "service",
            "taxonomy_term_id": term(taxonomy, code)["id"],
            "taxonomy_term": term(taxonomy, code),
        }
        for taxonomy, code in words
    ]
