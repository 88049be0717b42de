"""The page about the device, and the lists of all services."""

from __future__ import annotations

import re
from html import unescape

import pytest

from bot.web.browse import listed, mark_of
from bot.web.shown import wording
from pathway.directory_terms import NEEDS
from tests.bot.site import TALK, Site, make_site


@pytest.fixture
def site() -> Site:
    """Return a fresh application."""
    return make_site()


# The page about the device


def test_device_page_says_what_leaving_does_not_do(site: Site) -> None:
    """It names history, accounts, spyware and the phone's log, a safer device, private windows and coming back."""
    words = site.get("/your-device").words
    for said in ("history", "account", "spyware", "log", "library", "private window", "Coming back"):
        assert said in words
    assert "It does not stop spyware" in words


def test_clearing_everything_is_only_named_with_its_caution(site: Site) -> None:
    """No sentence tells anyone to clear all history: the one that names it says why not to."""
    words = site.get("/your-device").words
    assert "Clearing all your history or cookies can be noticed" in words
    assert not re.search(r"(?i)(?<!not )\bclear (?:all |your )", words)


def test_device_page_comes_as_a_part_for_the_script(site: Site) -> None:
    """The script gets the words alone, to show them without leaving the talk."""
    part = site.client.get("/your-device", headers={"X-Fragment": "1"}).text
    assert 'class="turn device"' in part
    assert "<header" not in part


# The lists of all services


def test_every_need_of_the_directory_has_its_place_in_the_lists() -> None:
    """Each need belongs to one group or is named as belonging to none."""
    grouped = [need for group in wording()["groups"] for need in group["needs"]]
    assert sorted([*grouped, *wording()["no_group"]]) == sorted(NEEDS)


def test_every_service_for_the_public_can_be_found(site: Site) -> None:
    """Each service that anyone may contact is linked from the lists, under a mark of its own, and has a page."""
    lists = site.get("/browse")
    links = {
        have["href"] for tag, have in lists.attributes if tag == "a" and have.get("href", "").startswith("/browse/")
    }
    services = listed(TALK.directory)
    assert len({mark_of(service) for service in services}) == len(services)
    for service in services:
        page = site.get(f"/browse/{mark_of(service)}")
        assert [unescape(name) for name in page.services()] == [service.name]
        assert f"/browse/{mark_of(service)}" in links or not set(service.needs) - set(wording()["no_group"])


def test_services_for_professionals_and_hidden_ones_have_no_page(site: Site) -> None:
    """What may not be shown to everyone cannot be reached by its mark."""
    hidden = [s for s in TALK.directory.services.values() if s not in listed(TALK.directory)]
    assert hidden
    for service in hidden:
        assert site.client.get(f"/browse/{mark_of(service)}").status_code == 404
