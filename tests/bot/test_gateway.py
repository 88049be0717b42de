"""The gateway: never silent, danger screened before Rasa, leaving handled everywhere, control messages defused."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from bot.gateway import Gateway, Turn, defused
from bot.rasa.client import RasaSilent
from bot.sessions import Sessions
from pathway.engine import engine
from pathway.signpost import EMERGENCY
from pathway.talk import ChoiceError
from tests.stand_in import DirectRasa

TALK = engine()


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


class SilentRasa(DirectRasa):
    """Rasa that is down."""

    def begin(self, session: str, audience: str) -> dict[str, Any]:
        """Give no answer."""
        raise RasaSilent("ConnectionError")

    def forget(self, session: str) -> None:
        """Give no answer."""
        raise RasaSilent("ConnectionError")


class RecordingRasa(DirectRasa):
    """Rasa that remembers what was sent to it."""

    def __init__(self) -> None:
        super().__init__(TALK)
        self.heard: list[str] = []

    def say(self, session: str, text: str, question: str | None) -> dict[str, Any]:
        """Take words and note them."""
        self.heard.append(text)
        return super().say(session, text, question)


def gateway(rasa: DirectRasa, clock: Clock | None = None, most: int = 10) -> Gateway:
    """Return a gateway before `rasa`."""
    return Gateway(rasa, TALK, Sessions(900, most, clock or Clock()))


def shown(reply: dict[str, Any]) -> list[str]:
    """Return the ids of the cards of a reply."""
    return [card["service"] for card in reply["signposts"]]


def test_the_first_turn_brings_the_opening_and_a_session() -> None:
    """Nothing sent: the opening words, the first question, and a token that names nobody."""
    reply = gateway(DirectRasa(TALK)).hear(Turn())
    assert len(reply["session"]) >= 24
    assert reply["question"]["id"] == "immediate_danger"


def test_a_first_message_is_answered_after_the_opening_words() -> None:
    """What this is, is said first; then the reply."""
    reply = gateway(DirectRasa(TALK)).hear(Turn(text="is this private?"))
    texts = [message["text"] for message in reply["messages"]]
    assert texts[0] == TALK.pathway.phrases["opening"]
    assert texts[-1] == TALK.pathway.asides["confidentiality"].say["default"]


def test_danger_in_the_first_message_is_answered_before_the_opening_words() -> None:
    """The crisis words lead."""
    reply = gateway(DirectRasa(TALK)).hear(Turn(text="he is breaking down the door right now"))
    assert reply["messages"][0]["text"] == TALK.pathway.interrupts[0].say
    assert shown(reply)[0] == EMERGENCY


def test_without_rasa_there_are_words_and_doors_that_are_open(caplog: pytest.LogCaptureFixture) -> None:
    """Rasa down: the safe reply, who can help at any hour, and 999; the failure is logged without what was said."""
    reply = gateway(SilentRasa(TALK)).hear(Turn(text="my dog is called zanzibar"))
    assert reply["messages"][-1]["text"] == TALK.pathway.phrases["safe_reply"]
    assert "victim-support-kent-medway" in shown(reply)
    assert EMERGENCY in shown(reply)
    assert reply["session"]
    assert "Rasa gave no answer" in caplog.text
    assert "zanzibar" not in caplog.text


@pytest.mark.parametrize(
    ("text", "sign", "service"),
    [
        ("he is breaking down the door right now", "immediate", EMERGENCY),
        ("I want to end my life", "suicidal", "samaritans"),
    ],
)
def test_without_rasa_danger_still_brings_its_card(text: str, sign: str, service: str) -> None:
    """The crisis cards need nothing else to be up."""
    reply = gateway(SilentRasa(TALK)).hear(Turn(text=text))
    assert reply["safety"][sign]
    assert shown(reply)[0] == service


def test_control_messages_reach_rasa_as_words() -> None:
    """Typed slashes are taken off, with any space or invisible sign before them."""
    rasa = RecordingRasa()
    gateway(rasa).hear(Turn(text=" \u200b//restart"))
    assert rasa.heard == ["restart"]
    assert defused("/") == ""
    assert defused("and/or") == "and/or"


def test_a_forgotten_session_is_a_first_visit() -> None:
    """The token of a forgotten conversation gets a new one, and nothing of the talk."""
    rasa = DirectRasa(TALK)
    door = gateway(rasa)
    token = door.hear(Turn(text="I live in Dover"))["session"]
    assert token in rasa.open
    door.forget(token)
    assert token not in rasa.open
    fresh = door.hear(Turn(session=token))
    assert fresh["session"] != token
    assert fresh["facts"] == {}


def test_forgetting_in_the_middle_of_a_turn_forgets_that_turn_too() -> None:
    """Someone leaves while an answer is still under way: nothing of it stays."""
    doors: list[Gateway] = []

    class LeftMeanwhile(DirectRasa):
        def say(self, session: str, text: str, question: str | None) -> dict[str, Any]:
            doors[0].forget(session)
            return super().say(session, text, question)

    rasa = LeftMeanwhile(TALK)
    doors.append(gateway(rasa))
    token = doors[0].hear(Turn(text="I live in Dover"))["session"]
    assert token not in rasa.open


def test_without_rasa_a_tapped_yes_brings_the_card_too() -> None:
    """Who taps "Yes, now" while Rasa is down is answered like who types it."""
    reply = gateway(SilentRasa(TALK)).hear(Turn(question="immediate_danger", options=("yes",)))
    assert reply["safety"]["immediate"]
    assert shown(reply)[0] == EMERGENCY


def test_forgetting_what_never_was_is_no_error() -> None:
    """Forgetting twice, or a made-up token, does nothing, also while Rasa is down."""
    gateway(DirectRasa(TALK)).forget("never-was")
    gateway(SilentRasa(TALK)).forget("never-was")


def test_an_idle_session_expires() -> None:
    """After fifteen minutes without a turn the token is worth nothing; a turn in between keeps it."""
    clock = Clock()
    door = gateway(DirectRasa(TALK), clock)
    token = door.hear(Turn(text="I live in Dover"))["session"]
    clock.now = 800
    assert door.hear(Turn(session=token))["facts"] == {"area": "dover"}
    clock.now = 1600
    assert door.hear(Turn(session=token))["session"] == token
    clock.now = 2501
    assert door.hear(Turn(session=token))["session"] != token


def test_open_sessions_are_bounded() -> None:
    """Beyond the bound the one unused for longest goes."""
    door = gateway(DirectRasa(TALK), most=2)
    first = door.hear(Turn())["session"]
    for _ in range(2):
        door.hear(Turn())
    assert door.hear(Turn(session=first))["session"] != first


def test_leaving_in_words_forgets() -> None:
    """A message that asks to leave closes the conversation here and in Rasa."""
    rasa = DirectRasa(TALK)
    door = gateway(rasa)
    token = door.hear(Turn(text="I live in Dover"))["session"]
    assert door.hear(Turn(session=token, text="leave"))["leaving"]
    assert token not in rasa.open


@pytest.mark.parametrize(
    ("question", "options", "part"),
    [
        ("dragons", ("yes",), "no question 'dragons'"),
        ("area", ("narnia",), "ashford"),
        ("area", ("dover", "swale"), "takes one option"),
        ("about_the_person", ("children", "dragons"), "has the options children"),
    ],
)
def test_a_choice_that_does_not_exist_is_refused(question: str, options: tuple[str, ...], part: str) -> None:
    """An unknown question or option is an error that names what there is."""
    with pytest.raises(ChoiceError, match=part):
        gateway(DirectRasa(TALK)).hear(Turn(question=question, options=options))


def test_nothing_that_was_said_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """Over a whole conversation, with every logger at its most talkative, no word of it is logged."""
    caplog.set_level(logging.DEBUG)
    door = gateway(DirectRasa(TALK))
    reply = door.hear(Turn(text="zanzibar hits me in Dover"))
    for text in ("zanzibar is at work", "my zanzibar has a dog", "he will kill me tonight zanzibar"):
        reply = door.hear(Turn(session=reply["session"], text=text))
    assert "zanzibar" not in caplog.text.lower()
    assert "zanzibar" not in json.dumps(reply)
