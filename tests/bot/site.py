"""The application in tests, with a stand-in behind it, and forms sent to it as a browser without a script would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient

from bot.gateway import Gateway
from bot.sessions import Sessions
from bot.settings import CONVERSATION_IDLE_SECONDS
from bot.web import create_app
from pathway.engine import engine
from tests.bot.page_reading import Page
from tests.stand_in import DirectRasa

TALK = engine()
DANGER = {"question": "immediate_danger", "option": "yes"}
NO_DANGER = {"question": "immediate_danger", "option": "no"}


@dataclass
class Site:
    """The application with the stand-in behind it."""

    rasa: DirectRasa
    client: FlaskClient

    def get(self, address: str = "/") -> Page:
        """Read a page."""
        response = self.client.get(address)
        assert response.status_code == 200
        return Page(response.text)

    def send(self, status: int = 200, /, **form: Any) -> Page:
        """Send a form, follow where it leads and read the page that comes."""
        response = self.client.post("/", data=form, follow_redirects=True)
        assert response.status_code == status
        return Page(response.text)


def make_site(**limits: Any) -> Site:
    """Return a fresh application."""
    rasa = DirectRasa(TALK)
    gateway = Gateway(rasa, TALK, Sessions(CONVERSATION_IDLE_SECONDS, 100))
    return Site(rasa, create_app(gateway, TALK, lambda: True, **limits).test_client())
