"""Without a script a form is led on to a page that is shown once: neither the form nor the page can be come back to."""

from __future__ import annotations

import pytest
from flask import Response

from bot.web.once import AGAIN_SECONDS, FETCH_SECONDS, Once
from tests.bot.page_reading import Page
from tests.bot.site import NO_DANGER, TALK, Site, make_site


class Clock:
    """A clock that stands until it is moved."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def site() -> Site:
    """Return a fresh application."""
    return make_site()


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands."""
    return Clock()


def test_a_form_is_led_to_an_address_without_its_words_or_session(site: Site) -> None:
    """The answer to a form is another address; what was said and the session stand only on its page."""
    led = site.client.post("/", data={"text": "my partner hides my quibblewrenth"})
    assert led.status_code == 303
    assert "quibblewrenth" not in led.text + led.location
    page = Page(site.client.get(led.location).text)
    assert "quibblewrenth" in page.words
    assert page.session
    assert page.session not in led.text + led.location


def test_after_leaving_the_page_is_gone_at_once(site: Site) -> None:
    """Back shows a first page with nothing of the talk, also while it may still be fetched again."""
    led = site.client.post("/", data={"text": "my partner hides my quibblewrenth"})
    session = Page(site.client.get(led.location).text).session
    assert "quibblewrenth" in site.get(led.location).words, "a page that got lost on the way may be fetched again"
    site.client.post("/leave", data={"session": session})
    page = site.get(led.location)
    assert "quibblewrenth" not in page.html
    assert TALK.pathway.phrases["shown_once"] in page.words


def test_an_address_that_was_guessed_shows_a_first_page(site: Site) -> None:
    """An unknown key is answered like one that is used up, and a conversation can begin there."""
    page = site.get("/t/guessed")
    assert TALK.pathway.phrases["shown_once"] in page.words
    assert site.send(**{**page.forms[1].fields, **NO_DANGER}).session


def test_a_refusal_keeps_its_status(site: Site) -> None:
    """What was wrong with a form is said with the same status as to a script."""
    led = site.client.post("/", data={"text": ""})
    assert (led.status_code, site.client.get(led.location).status_code) == (303, 422)


def test_a_page_is_shown_once_and_again_for_seconds_only(clock: Clock) -> None:
    """After some seconds the same address shows nothing, and it stays so."""
    once = Once(lambda _: True, clock)
    key = once.hold(Response("words"), "session")
    assert once.take(key)
    clock.now += AGAIN_SECONDS
    assert once.take(key)
    clock.now += 1
    assert once.take(key) is None
    clock.now = AGAIN_SECONDS
    assert once.take(key) is None


def test_a_page_without_an_open_session_is_shown_exactly_once(clock: Clock) -> None:
    """Where there is nothing to forget, nothing could take the page back: so it does not come twice."""
    once = Once(lambda _: False, clock)
    key = once.hold(Response("words"), "")
    assert once.take(key)
    assert once.take(key) is None


def test_a_page_that_nobody_fetches_is_dropped(clock: Clock) -> None:
    """The words do not wait longer than a browser takes to follow."""
    once = Once(lambda _: True, clock)
    key = once.hold(Response("words"), "session")
    clock.now += FETCH_SECONDS + 1
    assert once.take(key) is None
