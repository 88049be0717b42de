"""In the chat and the interface too: what says who somebody is is refused before anything reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.gateway import Gateway, Turn
from bot.sessions import Sessions
from pathway.engine import engine
from pathway.signpost import EMERGENCY
from tests.bot.site import Site, make_site
from tests.stand_in import DirectRasa

TALK = engine()
REFUSED = TALK.pathway.phrases["identifiers_refused"]
NAMED = "Sarah Jones, F 34, Chatham, DASH 17"


class Recording(DirectRasa):
    """A stand-in that notes what was sent to it."""

    def __init__(self) -> None:
        super().__init__(TALK)
        self.heard: list[str] = []

    def say(self, session: str, text: str, question: str | None) -> dict[str, Any]:
        """Take words and note them."""
        self.heard.append(text)
        return super().say(session, text, question)


@pytest.fixture
def rasa() -> Recording:
    """Return a stand-in that notes what it hears."""
    return Recording()


@pytest.fixture
def gateway(rasa: Recording) -> Gateway:
    """Return a gateway before it."""
    return Gateway(rasa, TALK, Sessions(900, 10))


def texts(reply: dict[str, Any]) -> list[str]:
    """Return what a reply says."""
    return [message["text"] for message in reply["messages"]]


def test_a_first_message_with_a_name_never_reaches_rasa(rasa: Recording, gateway: Gateway) -> None:
    """The reply says why, asks the first question, and holds no fact of the message."""
    reply = gateway.hear(Turn(text=NAMED, audience="professional"))
    assert texts(reply) == [REFUSED]
    assert rasa.heard == []
    assert reply["question"]["id"] == "immediate_danger"
    assert reply["facts"] == {"asking_as": "professional"}
    assert "Sarah" not in json.dumps(reply)


def test_later_messages_are_refused_too_and_the_question_stands(rasa: Recording, gateway: Gateway) -> None:
    """After a clean turn the next one with a name is refused, and the question that stood open is put again."""
    first = gateway.hear(Turn(text="F 34, Chatham, no danger now", audience="professional"))
    reply = gateway.hear(Turn(session=first["session"], text="Sarah Jones has two cats"))
    assert texts(reply) == [REFUSED]
    assert reply["question"] == first["question"]
    assert reply["facts"] == first["facts"]
    assert len(rasa.heard) == 1


def test_whoever_says_to_be_a_professional_is_asked_for_no_names(rasa: Recording, gateway: Gateway) -> None:
    """The audience need not be named: what the pathway knows of who is asking counts."""
    first = gateway.hear(Turn(question="asking_as", options=("professional",)))
    reply = gateway.hear(Turn(session=first["session"], text=NAMED))
    assert texts(reply) == [REFUSED]
    assert rasa.heard == []


def test_danger_is_answered_although_the_message_is_refused(gateway: Gateway) -> None:
    """A name does not keep the card for danger away."""
    reply = gateway.hear(Turn(text="Sarah Jones says he is at the door now with a knife", audience="professional"))
    assert reply["signposts"][0]["service"] == EMERGENCY
    assert reply["safety"]["immediate"] is True
    assert texts(reply)[-1] == REFUSED


def test_the_person_affected_may_say_a_name(rasa: Recording, gateway: Gateway) -> None:
    """Only professionals are refused: a frightened person is heard whatever they say."""
    reply = gateway.hear(Turn(text="my husband Dave hits me"))
    assert REFUSED not in texts(reply)
    assert rasa.heard


@pytest.fixture
def site() -> Site:
    """Return a fresh application."""
    return make_site()


def test_understand_refuses_for_professionals_alone(site: Site) -> None:
    """The problem names the kinds and nothing that was sent; without the audience the text is read."""
    refused = site.client.post("/api/understand", json={"text": NAMED, "audience": "professional"})
    assert refused.status_code == 422
    assert "name" in json.loads(refused.text)["detail"]
    assert "Sarah" not in refused.text
    read = site.client.post("/api/understand", json={"text": NAMED})
    assert json.loads(read.text)["facts"]["area"] == "medway"


def test_an_audience_that_does_not_exist_is_a_mistake(site: Site) -> None:
    """The interface says which there are."""
    answer = site.client.post("/api/understand", json={"text": "hello", "audience": "police"})
    assert answer.status_code == 422
    assert "'public' or 'professional'" in json.loads(answer.text)["detail"]
