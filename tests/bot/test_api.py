"""The HTTP interface: the contract's replies, and a clear problem for every kind of bad request."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bot.gateway import Gateway
from bot.sessions import Sessions
from bot.web import create_app
from bot.web.limiting import Limiter
from pathway.engine import engine
from tests.stand_in import DirectRasa

TALK = engine()
CANARY = "zanzibar-marmalade"


def an_app(limiter: Limiter | None = None, *, ready: bool = True) -> Flask:
    """Return an application of its own."""
    gateway = Gateway(DirectRasa(TALK), TALK, Sessions(900, 100))
    return create_app(gateway, TALK, lambda: ready, limiter)


@pytest.fixture
def client() -> FlaskClient:
    """A client of a fresh application."""
    return an_app().test_client()


def post(client: FlaskClient, path: str, body: Any) -> Any:
    """Post JSON and return the JSON of a good answer."""
    answer = client.post(path, json=body)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def test_a_chat_reply_has_the_contract_s_shape(client: FlaskClient) -> None:
    """Session, messages, question, safety, facts, declined, signposts and done are there, with their kinds."""
    reply = post(client, "/api/chat", {"text": "hello"})
    assert isinstance(reply["session"], str)
    assert all(set(message) == {"text"} for message in reply["messages"])
    assert set(reply["question"]) == {"id", "text", "why", "kind", "options", "can_skip"}
    assert reply["safety"] == {"immediate": False, "cannot_speak": False, "suicidal": False}
    assert (reply["facts"], reply["declined"], reply["signposts"], reply["done"]) == ({}, [], [], False)


def test_a_conversation_by_choices_ends_with_cards(client: FlaskClient) -> None:
    """Choices, ticks and skips lead to cards of the contract's shape."""
    reply = post(client, "/api/chat", {"choice": {"question": "immediate_danger", "option": "no"}})
    while reply["question"]:
        asked = reply["question"]
        ids = [option["id"] for option in asked["options"]]
        option: Any = ids[:2] if asked["kind"] == "many" else "skip"
        body = {"session": reply["session"], "choice": {"question": asked["id"], "option": option}}
        reply = post(client, "/api/chat", body)
    assert reply["done"]
    card = reply["signposts"][0]
    assert {"service", "name", "what", "why", "contacts", "what_happens", "checked_on", "source"} <= set(card)
    assert set(card["contacts"][0]) == {"type", "value", "label", "open_now", "next_opens"}
    assert set(card["source"][0]) == {"title", "url"}


def test_a_professional_begins_as_one(client: FlaskClient) -> None:
    """The audience of the first turn is kept."""
    reply = post(client, "/api/chat", {"text": "hello", "audience": "professional"})
    assert reply["facts"]["asking_as"] == "professional"


def test_forgetting_answers_204_for_any_session(client: FlaskClient) -> None:
    """A session that exists and one that does not are forgotten alike."""
    session = post(client, "/api/chat", {"text": "I live in Dover"})["session"]
    assert client.delete(f"/api/chat/{session}").status_code == 204
    assert client.delete("/api/chat/never-was").status_code == 204
    assert post(client, "/api/chat", {"session": session, "text": "hello"})["facts"] == {}


def test_understand_keeps_no_conversation(client: FlaskClient) -> None:
    """One message, with and without an open question."""
    said = post(client, "/api/understand", {"text": "I have two kids and live in Ramsgate", "question": None})
    assert said["facts"]["children"] is True
    assert said["facts"]["area"] == "thanet"
    assert set(said) == {"safety", "facts", "declined", "topics"}
    said = post(client, "/api/understand", {"text": "rather not say", "question": "gender"})
    assert said["declined"] is True


def test_signpost_gives_cards_path_and_version(client: FlaskClient) -> None:
    """From facts to services at a moment, with what was withheld, the advice, the path and the next question."""
    facts = {"asking_as": "self", "area": "swale", "gender": "woman", "children": True, "nrpf": True, "pets": True}
    answer = post(client, "/api/signpost", {"facts": facts, "at": "2026-11-22T03:00:00+00:00"})
    assert answer["signposts"][0]["service"] == "victim-support-kent-medway"
    assert answer["signposts"][0]["contacts"][0]["value"] == "0808 168 9111"
    assert answer["path"][:2] == ["immediate_danger", "asking_as"] or answer["path"] == ["immediate_danger"]
    assert answer["pathway_version"] == TALK.pathway.version
    assert {"safety", "signposts", "withheld", "advice", "next_question"} <= set(answer)
    assert all(advice["source"] for advice in answer["advice"])


BAD = [
    ("/api/chat", {"text": 5}, 422, "'text' has to be a string"),
    ("/api/chat", {"text": "a" * 2001}, 413, "2000 characters"),
    ("/api/chat", {"words": CANARY}, 422, "may hold text, choice, session, audience"),
    ("/api/chat", {"text": CANARY, "choice": {}}, 422, "not both"),
    ("/api/chat", {"choice": "yes"}, 422, "'question' and 'option'"),
    ("/api/chat", {"choice": {"question": "area", "option": 5}}, 422, "have to be ids"),
    ("/api/chat", {"choice": {"question": "area", "option": CANARY}}, 422, "has the options ashford"),
    ("/api/chat", {"choice": {"question": "area", "option": []}}, 422, "takes one option"),
    ("/api/chat", {"text": "hi", "session": 7}, 422, "'session'"),
    ("/api/chat", {"text": "hi", "audience": "police"}, 422, "'public' or 'professional'"),
    ("/api/chat", [CANARY], 400, "JSON object"),
    ("/api/understand", {}, 422, "'text' has to be a string"),
    ("/api/understand", {"text": "yes", "question": CANARY}, 422, "not the id of a question"),
    ("/api/signpost", {}, 422, "'facts' has to be an object"),
    ("/api/signpost", {"facts": {CANARY: True}}, 422, "does not know"),
    ("/api/signpost", {"facts": {"area": CANARY}}, 422, "'area' may be ashford"),
    ("/api/signpost", {"facts": {"pets": "yes"}}, 422, "'pets' may be true, false"),
    ("/api/signpost", {"facts": {"pets": 1}}, 422, "'pets' may be true, false"),
    ("/api/signpost", {"facts": {"wants": "pets"}}, 422, "'wants' may be a list of"),
    ("/api/signpost", {"facts": {"wants": [{"a": 1}]}}, 422, "'wants' may be a list of"),
    ("/api/signpost", {"facts": {}, "at": "yesterday"}, 422, "has to be a date and time"),
    ("/api/signpost", {"facts": {}, "at": "2026-11-22T23:30:00"}, 422, "needs its offset"),
]


@pytest.mark.parametrize(("path", "body", "status", "part"), BAD)
def test_bad_requests_are_problems_that_say_what_is_right(
    client: FlaskClient, path: str, body: Any, status: int, part: str
) -> None:
    """Each bad request gets its status, a problem document, and never the words that were sent."""
    answer = client.post(path, json=body)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    problem = answer.get_json(force=True)
    assert set(problem) == {"type", "title", "status", "detail"}
    assert problem["status"] == status
    assert part in problem["detail"]
    assert CANARY not in answer.get_data(as_text=True)


def test_broken_json_is_400(client: FlaskClient) -> None:
    """JSON that does not end."""
    answer = client.post("/api/chat", data="{", content_type="application/json")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"


def test_other_media_types_are_415(client: FlaskClient) -> None:
    """Plain text is not JSON."""
    assert client.post("/api/chat", data="hello", content_type="text/plain").status_code == 415


def test_other_methods_and_addresses_are_405_and_404(client: FlaskClient) -> None:
    """GET of a POST address, and an address that is not there."""
    assert client.get("/api/chat").status_code == 405
    assert client.get("/api/nothing").status_code == 404
    assert client.get("/api/nothing").mimetype == "application/problem+json"


def test_a_large_body_is_413(client: FlaskClient) -> None:
    """More bytes than a message can need."""
    answer = client.post("/api/chat", json={"text": "a" * 20_000})
    assert answer.status_code == 413
    assert answer.mimetype == "application/problem+json"


def test_lone_surrogates_and_nulls_are_answered(client: FlaskClient) -> None:
    """Text that is not quite Unicode is read as far as it goes."""
    answer = client.post("/api/chat", data='{"text": "\\ud800 hello \\u0000"}', content_type="application/json")
    assert answer.status_code == 200


def test_too_many_requests_are_429_and_leaving_is_never_refused() -> None:
    """Beyond the limit a turn is refused; forgetting is not."""
    client = an_app(Limiter(per_minute=3)).test_client()
    session = post(client, "/api/chat", {"text": "hello"})["session"]
    statuses = [client.post("/api/chat", json={"text": "hello"}).status_code for _ in range(4)]
    assert statuses == [200, 200, 429, 429]
    assert client.delete(f"/api/chat/{session}").status_code == 204


def test_an_unforeseen_error_tells_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """A fault in the program is a 500 without trace or words, and is logged by its kind alone."""
    app = an_app()

    def fail(*_: object) -> None:
        raise RuntimeError(CANARY)

    app.extensions["signpost"]["gateway"].hear = fail
    answer = app.test_client().post("/api/chat", json={"text": CANARY})
    assert answer.status_code == 500
    assert CANARY not in answer.get_data(as_text=True)
    assert "RuntimeError" in caplog.text
    assert CANARY not in caplog.text


def test_health_readiness_and_metrics(client: FlaskClient) -> None:
    """Up, ready or not ready, and counts for this machine only."""
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 200
    assert an_app(ready=False).test_client().get("/readyz").status_code == 503
    post(client, "/api/chat", {"text": CANARY})
    metrics = client.get("/metrics").get_data(as_text=True)
    assert "signpost_turns_total 1.0" in metrics
    assert CANARY not in metrics
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 404


def test_every_response_keeps_out_of_caches_and_frames(client: FlaskClient) -> None:
    """The protective headers are on good and bad answers alike, and no cookie is ever set."""
    for answer in (client.get("/healthz"), client.get("/nothing"), client.post("/api/chat", json={"text": "hi"})):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert "Set-Cookie" not in answer.headers
