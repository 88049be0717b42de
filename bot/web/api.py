"""The HTTP interface of the contract: chat, understand, signpost, and how the process is."""

from __future__ import annotations

import ipaddress
from datetime import datetime, timezone
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from bot.gateway import Turn
from bot.settings import LONGEST_TEXT
from bot.web.problems import DETAILS, Problem
from pathway.model import Fact, Facts
from pathway.reply_json import advice_to_json, card_to_json, facts_to_json, question_to_json, withheld_to_json
from pathway.signpost import signpost
from pathway.signs import signs_of, signs_to_json
from pathway.state import Known
from pathway.talk import ChoiceError, Talk
from understanding.hearing import hear
from understanding.identifiers import kinds_of

api = Blueprint("api", __name__)


@api.post("/api/chat")
def chat() -> Response:
    """Take one turn of a conversation."""
    turn = read_turn(_body("text", "choice", "session", "audience"))
    parts = current_app.extensions["signpost"]
    with parts["metrics"].seconds.time():
        try:
            reply = parts["gateway"].hear(turn)
        except ChoiceError as error:
            raise Problem(422, str(error)) from None
    parts["metrics"].turns.inc()
    return jsonify(reply)


@api.delete("/api/chat/<session>")
def forget(session: str) -> Response:
    """Forget a conversation everywhere, whether or not it exists."""
    current_app.extensions["signpost"]["gateway"].forget(session)
    return Response(status=204)


@api.post("/api/understand")
def understand_text() -> Response:
    """Say what one message says. Nothing is kept."""
    body = _body("text", "question", "audience")
    question_id = body.get("question")
    question = _talk().pathway.questions.get(question_id) if isinstance(question_id, str) else None
    if question_id is not None and question is None:
        raise Problem(422, "'question' is not the id of a question of the pathway.")
    if _audience(body) == "professional" and (kinds := kinds_of(_text(body))):
        raise Problem(422, f"Not read: 'text' seems to hold {', '.join(kinds)}. None is needed. Send it without.")
    heard = hear(_text(body), question)
    facts = heard.facts
    if heard.question and question:
        chosen = [option.sets for option in question.options if option.id in heard.choice]
        facts = {**{fact: value for sets in chosen for fact, value in sets.items()}, **facts}
    signs = signs_to_json(heard.safety)
    return jsonify(
        {"safety": signs, "facts": facts_to_json(facts), "declined": heard.declined, "topics": list(heard.topics)}
    )


@api.post("/api/signpost")
def signposts() -> Response:
    """Say which services fit some facts at a moment."""
    body = _body("facts", "at")
    talk = _talk()
    facts = read_facts(body.get("facts"), talk)
    at = _moment(body.get("at"))
    found = signpost(talk.pathway, talk.directory, facts, at)
    known = Known(facts)
    position = talk.walker.position(known)
    view = talk.view(position.question, known) if position.question else None
    return jsonify(
        {
            "safety": signs_to_json(signs_of(facts)),
            "signposts": [card_to_json(card) for card in found.cards],
            "withheld": [withheld_to_json(withheld) for withheld in found.withheld],
            "advice": [advice_to_json(advice) for advice in found.advice],
            "next_question": question_to_json(view),
            "path": list(position.path),
            "pathway_version": talk.pathway.version,
            "directory_version": talk.directory.version,
        }
    )


@api.get("/healthz")
def healthz() -> Response:
    """Say that the process is up."""
    return jsonify({"status": "up"})


@api.get("/readyz")
def readyz() -> Response:
    """Say whether a conversation would be answered."""
    ready = current_app.extensions["signpost"]["is_ready"]()
    response = jsonify({"status": "ready" if ready else "not ready"})
    response.status_code = 200 if ready else 503
    return response


@api.get("/metrics")
def metrics() -> Response:
    """Give the counts, to this machine only."""
    if not ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback:
        raise Problem(404, DETAILS[404])
    text = current_app.extensions["signpost"]["metrics"].as_text()
    return Response(text, mimetype="text/plain; version=0.0.4")


def _talk() -> Talk:
    talk: Talk = current_app.extensions["signpost"]["talk"]
    return talk


def _body(*allowed: str) -> dict[str, Any]:
    if request.mimetype != "application/json":
        raise Problem(415, DETAILS[415])
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise Problem(400, "The body has to be a JSON object.")
    unknown = [key for key in body if key not in allowed]
    if unknown:
        raise Problem(422, f"The object may hold {', '.join(allowed)} and nothing else.")
    return body


def _text(body: dict[str, Any]) -> str:
    text = body.get("text")
    if not isinstance(text, str):
        raise Problem(422, "'text' has to be a string.")
    if len(text) > LONGEST_TEXT:
        raise Problem(413, f"'text' holds more than {LONGEST_TEXT} characters.")
    return text.encode("utf-8", "ignore").decode("utf-8")


def _audience(body: dict[str, Any]) -> str:
    audience = body.get("audience", "public")
    if audience not in ("public", "professional"):
        raise Problem(422, "'audience' has to be 'public' or 'professional'.")
    return str(audience)


def read_turn(body: dict[str, Any]) -> Turn:
    """Return the turn that a chat request asks for. Raises Problem where it does not fit the contract."""
    session, audience = body.get("session"), _audience(body)
    if session is not None and not isinstance(session, str):
        raise Problem(422, "'session' has to be the string of the reply before.")
    if "text" in body and "choice" in body:
        raise Problem(422, "Send 'text' or 'choice', not both.")
    if "choice" not in body:
        text = _text(body) if "text" in body else None
        return Turn(session=session, text=text, audience=audience)
    question, options = _choice(body["choice"])
    return Turn(session=session, question=question, options=options, audience=audience)


def _choice(choice: Any) -> tuple[str, tuple[str, ...]]:
    if not isinstance(choice, dict) or set(choice) != {"question", "option"}:
        raise Problem(422, "'choice' has to be an object with 'question' and 'option'.")
    question, option = choice["question"], choice["option"]
    options = option if isinstance(option, list) else [option]
    if not isinstance(question, str) or not all(isinstance(item, str) for item in options):
        raise Problem(422, "'question' and 'option' have to be ids (or a list of ids for ticks).")
    return question, tuple(options)


def read_facts(content: Any, talk: Talk) -> Facts:
    """Return the facts of a request. Raises Problem for a fact or value that the pathway does not know."""
    if not isinstance(content, dict):
        raise Problem(422, "'facts' has to be an object of facts and their values.")
    facts = {fact: tuple(value) if isinstance(value, list) else value for fact, value in content.items()}
    for fact, value in facts.items():
        _check_fact(talk.pathway.facts.get(fact), value)
    return facts


def _check_fact(fact: Fact | None, value: Any) -> None:
    if fact is None:
        raise Problem(422, "'facts' holds a fact that the pathway does not know.")
    try:
        allowed = fact.allows(value)
    except TypeError:
        allowed = False
    if not allowed:
        values = ", ".join(str(item).lower() if isinstance(item, bool) else str(item) for item in fact.values)
        raise Problem(422, f"'{fact.id}' may be {'a list of ' if fact.many else ''}{values}.")


def _moment(content: Any) -> datetime:
    if content is None:
        return datetime.now(timezone.utc)
    try:
        at = datetime.fromisoformat(str(content).replace("Z", "+00:00"))
    except ValueError:
        raise Problem(422, "'at' has to be a date and time such as 2026-11-22T23:30:00+00:00.") from None
    if at.tzinfo is None:
        raise Problem(422, "'at' needs its offset, such as +00:00.")
    return at
