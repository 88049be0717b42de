"""How services are shown on the page, and how their numbers are dialled."""

from __future__ import annotations

import re

import pytest

from bot.dialling import dialled, href
from pathway.directory_terms import SHORT_CODES
from tests.bot.page_reading import Page
from tests.bot.site import TALK, Site, make_site


@pytest.fixture
def site() -> Site:
    """Return a fresh application."""
    return make_site()


def test_every_card_says_what_a_person_needs_before_ringing(site: Site) -> None:
    """A card has its reasons, the log and the bill, when it was checked and its sources."""
    page = site.send(say="numbers")
    cards = page.html.split('<li class="card')[1:]
    assert cards
    for card in (piece.split('class="fold"')[0] for piece in cards):
        assert 'class="because"' in card
        assert "checked on" in card
        assert "Something here is wrong" in card
        assert 'class="sources"' in card
        assert ("shows in the phone's log" in card) is ('href="tel:' in card)


@pytest.mark.parametrize(
    ("open_now", "opens", "words"),
    [
        (True, None, "Open now"),
        (False, "at 8am", "Closed now. Opens at 8am"),
        (False, None, "Closed now"),
        (None, None, "Opening times not known: check"),
    ],
)
def test_opening_times_are_said_in_words(site: Site, open_now: bool | None, opens: str | None, words: str) -> None:
    """Open, closed and not known each have their words, never colour alone."""
    contact = {"type": "phone", "value": "101", "label": "", "open_now": open_now, "next_opens": opens}
    with site.client.application.test_request_context():
        macro = site.client.application.jinja_env.get_template("card.html").module.state  # type: ignore[attr-defined]
        assert words in Page(macro(contact)).words


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("0808 2000 247", "+448082000247"),
        ("0800 1111", "+448001111"),
        ("01634 333 111", "+441634333111"),
        ("+44 20 7008 0151", "+442070080151"),
        ("999", "999"),
        ("101", "101"),
        ("116 123", "116123"),
        ("18000", "18000"),
        ("18001 03000 41 11 11", "1800103000411111"),
    ],
)
def test_numbers_are_dialled_as_a_phone_needs_them(number: str, expected: str) -> None:
    """Real numbers get their +44 form; short codes and the text relay prefix are dialled as they stand."""
    assert dialled(number) == expected


def test_every_number_of_the_directory_can_be_dialled() -> None:
    """Each phone or text number leads to a link that keeps all of its digits."""
    for service in TALK.directory.services.values():
        for contact in service.contacts:
            if contact.type in ("phone", "text"):
                link = href({"type": contact.type, "value": contact.value})
                assert link is not None, f"{service.id}: {contact.value}"
                digits = re.sub(r"\D", "", contact.value)
                national = digits.removeprefix("44" if contact.value.startswith("+") else "0")
                assert re.sub(r"\D", "", link) in (digits, "44" + national)
                assert digits not in SHORT_CODES or link.endswith(f":{digits}")


def test_words_are_no_link() -> None:
    """A contact that is only words, such as an app's name, is not made into a link."""
    assert href({"type": "relay", "value": "Relay UK app"}) is None
    assert href({"type": "in_person", "value": "1 High Street, ME1 1AA"}) is None
