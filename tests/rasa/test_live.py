"""Conversations through the gateway and Rasa over HTTP: every edge, every interrupt, back and skip everywhere."""

from __future__ import annotations

import json
from typing import Any

import psutil
import pytest

from pathway.engine import engine
from pathway.paths import covering_paths, walk_with
from pathway.signpost import EMERGENCY
from pathway.talk import SKIP
from tests.rasa.conftest import Live

TALK = engine()
COVERING = covering_paths(TALK.walker)
CRISES = {
    "immediate": "he's kicking the door in right now",
    "cannot_speak": "I can't talk out loud, he'd hear me",
    "suicidal": "I want to end my life",
}


def choice(question: str, answer: tuple[str, ...]) -> dict[str, Any]:
    """Return the body of a choice."""
    return {"choice": {"question": question, "option": answer[0] if len(answer) == 1 else list(answer)}}


def walk_to(live: Live, question: str) -> dict[str, Any]:
    """Answer until `question` is put; return that reply."""
    answers = next(answers for (name, _), answers in COVERING.items() if name == question)
    reply = live.turn({})
    while reply["question"]["id"] != question:
        put = reply["question"]["id"]
        reply = live.turn(choice(put, answers.get(put, (SKIP,))), reply["session"])
    return reply


@pytest.mark.parametrize("edge", list(COVERING), ids="-".join)
def test_every_edge(live: Live, edge: tuple[str, str]) -> None:
    """A path over the edge, through Rasa, ends in the facts and the services that the pure engine gives."""
    puts, known = walk_with(TALK.walker, COVERING[edge])
    reply = live.turn({})
    for put in puts:
        assert reply["question"]["id"] == put.question
        reply = live.turn(choice(put.question, put.answer), reply["session"])
    assert reply["done"]
    assert reply["question"] is None
    assert {fact: tuple(v) if isinstance(v, list) else v for fact, v in reply["facts"].items()} == known.facts
    signposts = live.post("/api/signpost", {"facts": reply["facts"]}).json()["signposts"]
    shown = [card["service"] for card in reply["signposts"]]
    assert shown == [card["service"] for card in signposts if card["service"] in shown]


@pytest.mark.parametrize("question", TALK.pathway.questions)
@pytest.mark.parametrize("sign", CRISES)
def test_danger_at_every_question(live: Live, question: str, sign: str) -> None:
    """Words of danger typed at any question bring the card in that very reply, and the talk goes on."""
    reply = walk_to(live, question)
    crisis = live.turn({"text": CRISES[sign]}, reply["session"])
    assert crisis["safety"][sign]
    shown = [card["service"] for card in crisis["signposts"]]
    assert ("samaritans" if sign == "suicidal" else EMERGENCY) in shown[:2]
    assert crisis["session"] == reply["session"]


@pytest.mark.parametrize("question", TALK.pathway.questions)
def test_skip_and_back_at_every_question(live: Live, question: str) -> None:
    """At any question Skip moves on, and Back brings the same question up again."""
    reply = walk_to(live, question)
    skipped = live.turn({"text": "skip"}, reply["session"])
    assert skipped["question"] is None or skipped["question"]["id"] != question
    back = live.turn({"text": "go back"}, reply["session"])
    assert back["question"] == reply["question"]
    assert back["facts"] == reply["facts"]


def test_a_conversation_in_words_and_numbers(live: Live) -> None:
    """A first free message, then words, a number and a button, end at the right doors."""
    reply = live.turn({"text": "My husband hits me. I've got two kids and a dog and we live in Sittingbourne"})
    facts = reply["facts"]
    assert facts["area"] == "swale"
    assert facts["children"] is True
    assert facts["pets"] is True
    assert facts["relationship"] == "partner"
    for words in ("no he's at work", "me"):
        if reply["question"]["id"] in ("immediate_danger", "asking_as"):
            reply = live.turn({"text": words}, reply["session"])
    assert reply["question"]["id"] == "housing"
    reply = live.turn({"text": "1"}, reply["session"])
    assert reply["facts"]["housing"] == "needs_safe_place"
    assert any(card["service"] == "refuge-national-helpline" for card in reply["signposts"])


def test_forgotten_everywhere(live: Live) -> None:
    """After DELETE the token starts a first visit, with nothing of the talk, under another token."""
    reply = walk_to(live, "housing")
    token = reply["session"]
    import requests

    assert requests.delete(f"{live.url}/api/chat/{token}", timeout=10).status_code == 204
    assert requests.delete(f"{live.url}/api/chat/never-was", timeout=10).status_code == 204
    fresh = live.turn({}, token)
    assert fresh["session"] != token
    assert fresh["facts"] == {}


def test_leaving_in_words_forgets(live: Live) -> None:
    """Asking to leave closes the conversation; its token is worth nothing afterwards."""
    reply = walk_to(live, "housing")
    assert live.turn({"text": "exit"}, reply["session"])["leaving"]
    assert live.turn({}, reply["session"])["facts"] == {}


@pytest.mark.parametrize(
    "text",
    [
        "/affirm",
        "/begin",
        '/choose{"choice": "area:narnia"}',
        "/session_start",
        "  //inform",
        "/",
        "\x00\x01",
        "😀" * 400,
        "\u202eمرحبا",
        "a" * 2000,
        "{}[]()",
    ],
)
def test_hostile_words_are_words(live: Live, text: str) -> None:
    """Control messages of Rasa, nulls, emoji and walls of letters are answered and change nothing."""
    reply = walk_to(live, "housing")
    after = live.turn({"text": text}, reply["session"])
    assert after["facts"] == reply["facts"]
    assert after["question"]["id"] == "housing"


def test_a_canary_is_found_nowhere(live: Live) -> None:
    """A phrase that was typed is afterwards in no output, no later reply, and no metric."""
    canary = "zanzibar-marmalade-4417"
    reply = live.turn({"text": f"my neighbour {canary} says I should call, he hits me in Dover"})
    later = live.turn({"text": "is this private?"}, reply["session"])
    assert canary not in json.dumps([reply, later])
    assert canary not in live.output.read_text()
    import requests

    assert canary not in requests.get(f"{live.url}/metrics", timeout=10).text
    for process in psutil.Process(live.process.pid).children(recursive=True):
        for file in process.open_files():
            with open(file.path, "rb") as stream:
                assert canary.encode() not in stream.read()


def test_the_service_listens_on_loopback_only(live: Live) -> None:
    """Neither the web nor Rasa listens on an address that another machine could reach."""
    family = [psutil.Process(live.process.pid), *psutil.Process(live.process.pid).children(recursive=True)]
    listening = [c.laddr.ip for p in family for c in p.net_connections() if c.status == psutil.CONN_LISTEN]
    assert listening
    assert set(listening) == {"127.0.0.1"}
