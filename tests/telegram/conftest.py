"""A bridge for the tests of this folder, shared: each test talks to it as a person of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rasa.conftest import live
from tests.telegram.bot_api import BotApi
from tests.telegram.running import Person, Running, Web

__all__ = ["live"]


@pytest.fixture(scope="session")
def api() -> Iterator[BotApi]:
    """Return a running stand-in of the Bot API."""
    server = BotApi()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def web() -> Iterator[Web]:
    """Return the running chat interface."""
    server = Web()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def bridge(api: BotApi, web: Web) -> Iterator[Running]:
    """Return a running bridge."""
    with Running(api, web.address) as running:
        yield running


@pytest.fixture
def own_api() -> Iterator[BotApi]:
    """Return a stand-in for one test alone: a bridge of its own must not share its updates with another."""
    server = BotApi()
    yield server
    server.stop()


@pytest.fixture
def person(bridge: Running, web: Web) -> Iterator[Person]:
    """Return someone whom the bridge has not met."""
    yield Person(bridge)
    web.refuse, web.delay = None, 0.0
