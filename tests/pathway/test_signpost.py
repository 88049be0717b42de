"""Order, reasons, hours and what is held back, on the real graph and directory."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from pathway.engine import engine
from pathway.model import Facts
from pathway.signpost import EMERGENCY, Card, Signposts, signpost

TALK = engine()
LONDON = ZoneInfo("Europe/London")
TUESDAY_MORNING = datetime(2026, 11, 24, 10, 0, tzinfo=LONDON)
TUESDAY_NIGHT = datetime(2026, 11, 24, 3, 0, tzinfo=LONDON)
BANK_HOLIDAY = datetime(2026, 8, 31, 11, 0, tzinfo=LONDON)


def found(facts: Facts, at: datetime = TUESDAY_MORNING) -> Signposts:
    """Return the signposts of `facts`."""
    return signpost(TALK.pathway, TALK.directory, facts, at)


def card(facts: Facts, service: str, at: datetime = TUESDAY_MORNING) -> Card:
    """Return the card of `service` among the signposts of `facts`."""
    return next(card for card in found(facts, at).cards if card.service == service)


def ids(facts: Facts, at: datetime = TUESDAY_MORNING) -> list[str]:
    """Return the ids of the cards of `facts`, in order."""
    return [card.service for card in found(facts, at).cards]


@pytest.mark.parametrize(
    ("at", "first"),
    [(TUESDAY_MORNING, "0808 168 9276"), (TUESDAY_NIGHT, "0808 168 9111"), (BANK_HOLIDAY, "0808 168 9111")],
)
def test_victim_support_shows_the_number_for_the_hour_first(at: datetime, first: str) -> None:
    """The local line leads in its hours, the national one at all others, and each says when it is open."""
    contacts = card({"area": "swale"}, "victim-support-kent-medway", at).contacts
    phones = [contact for contact in contacts if contact.type == "phone"]
    assert phones[0].value == first
    assert phones[0].open_now is True
    assert {phone.value for phone in phones} == {"0808 168 9276", "0808 168 9111"}
    for phone in phones:
        assert phone.open_now or phone.next_opens


def test_reasons_are_what_was_said() -> None:
    """A card says because of what it is there."""
    assert card({"area": "swale", "pets": True, "animals": ("dog",)}, "dogs-trust-freedom").why == (
        "because you said there are pets",
        "because you said there is a dog",
    )


def test_no_reason_names_a_fact_that_was_not_said() -> None:
    """With nothing said, no card claims that something was."""
    assert all(not why.startswith("because you said") for c in found({}).cards for why in c.why)


@pytest.mark.parametrize(
    ("facts", "service", "part"),
    [
        ({"area": "medway", "children": True, "asking_as": "professional"}, "kent-front-door-children", "area"),
        ({"gender": "man", "wants": ("legal_orders",)}, "rights-of-women", "for women"),
        ({"gender": "woman", "wants": ("legal_orders",), "age_group": "16_17"}, "rights-of-women", "age"),
        ({"wants": ("drop_in",), "area": "ashford"}, "oss-maidstone", "area"),
        ({"social_tenant": True, "asking_as": "professional"}, "kent-reciprocal-moves", "shown until"),
    ],
)
def test_what_does_not_fit_is_withheld_with_the_reason(facts: Facts, service: str, part: str) -> None:
    """A service that a door names but that does not fit is held back, and it is said why."""
    withheld = {withheld.service: withheld.because for withheld in found(facts).withheld}
    assert part in withheld[service]
    assert service not in ids(facts)


def test_a_council_door_needs_the_area() -> None:
    """Without an area no council's office is named; with it only that council's."""
    offices = set(TALK.directory.housing_office.values())
    assert not offices & set(ids({"housing": "needs_safe_place"}))
    assert offices & set(ids({"housing": "needs_safe_place", "area": "swale"})) == {"swale-housing"}


@pytest.mark.parametrize("area", TALK.directory.housing_office)
def test_each_area_has_its_own_housing_office(area: str) -> None:
    """The 13 areas map to their own office, and to no other."""
    offices = set(TALK.directory.housing_office.values())
    assert len(offices) == 13
    office = TALK.directory.housing_office[area]
    assert offices & set(ids({"housing": "needs_safe_place", "area": area})) == {office}


def test_the_medway_line_counts_only_in_its_hours() -> None:
    """Beside Victim Support while it is open; when shut it is folded away behind what is open."""
    assert ids({"area": "medway"})[:2] == ["victim-support-kent-medway", "medway-da-line"]
    assert "medway-da-line" not in ids({"area": "medway"}, TUESDAY_NIGHT)[:3]


def test_none_open_among_the_first_three_brings_an_open_one_up() -> None:
    """A man outside the area at night: the third place goes to a line that answers."""
    cards = found({"area": "outside", "gender": "man"}, TUESDAY_NIGHT).cards[:3]
    assert any(card.open_now for card in cards)


def test_a_deaf_person_never_meets_a_voice_number_first() -> None:
    """With `deaf` known no card of a service that has another way leads with a phone number."""
    for shown in found({"deaf": True, "area": "thanet", "immediate_danger": True}).cards:
        kinds = [contact.type for contact in shown.contacts]
        if set(kinds) - {"phone", "web", "in_person"}:
            assert kinds[0] != "phone", shown.service


def test_who_cannot_speak_gets_writing_first() -> None:
    """Without danger but unable to speak: 999 and its silent way first, then live chat before voice."""
    cards = found({"cannot_speak": True, "area": "swale"}).cards
    assert cards[0].service == EMERGENCY
    assert cards[1].contacts[0].type in ("webchat", "text")


def test_first_holds_999_and_three_more() -> None:
    """In danger 999 does not count among the three."""
    assert len(found({"immediate_danger": True, "area": "swale"}).first()) == 4
    assert len(found({"area": "swale"}).first()) == 3
