"""The addresses of the page. Facts travel in forms by POST, never in an address; no session, nothing kept."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request
from werkzeug.exceptions import HTTPException

from bot import dialling
from bot.settings import LONGEST_TEXT
from bot.web.problems import Problem
from bot.web.professionals.answer import answer, not_stated
from bot.web.professionals.nodes import nodes, version_of
from bot.web.professionals.sent import Sent, facts_of, read
from bot.web.professionals.words import chips, wording
from pathway.hours import LONDON
from pathway.model import Facts, FactValue
from pathway.signpost import ContactNow
from pathway.signs import facts_of as facts_signed
from pathway.talk import Talk
from understanding.identifiers import kinds_of, without_identifiers
from understanding.safety import screen

professionals = Blueprint("professionals", __name__)
professionals.register_blueprint(nodes)


def now() -> datetime:
    """Return the moment at which opening hours are looked up."""
    return datetime.now(timezone.utc)


@professionals.get("/professionals")
def begin() -> Response:
    """Show the empty box, and the facts to tick."""
    asks = answer(_talk(), {"asking_as": "professional"}, now()).asks
    return _page(asks=asks, chips=(), turn=0)


@professionals.post("/professionals")
def refer() -> Response:
    """Show where to refer, by the facts that the form carries, ticks and says. Identifiers are refused unread."""
    form = request.form
    text = form.get("text", "").strip().encode("utf-8", "ignore").decode("utf-8")
    if len(text) > LONGEST_TEXT:
        return _anew(facts_of(form, _talk()), 413, problem=wording()["page"]["too_long"])
    refused = kinds_of(text)
    if refused:
        left = without_identifiers(text)
        return _anew({**facts_of(form, _talk()), **_danger_in(left)}, 422, refused=refused, text=left)
    sent = read(form, _talk(), text)
    if not text and len(sent.facts) == 1:
        return _anew(sent.facts, 422, problem=wording()["page"]["empty"])
    return _answered(sent)


@professionals.post("/professionals/checklist")
def checklist() -> Response:
    """Show the sheet to print for the facts that the form carries. Its title, and so its file's name, is neutral."""
    facts = facts_of(request.form, _talk())
    shown = answer(_talk(), facts, now())
    return Response(
        render_template(
            "professionals/checklist.html",
            words=wording(),
            shown=shown,
            chips=chips(facts),
            not_stated=not_stated(shown),
            today=now().astimezone(LONDON).date().isoformat(),
        )
    )


@professionals.errorhandler(Problem)
def a_problem(problem: Problem) -> Response:
    """Answer a request that was refused before it got here, such as too many in a minute, in the page's form."""
    return _page(problem=problem.detail, status=problem.status, chips=(), turn=0)


@professionals.errorhandler(HTTPException)
def an_http_error(error: HTTPException) -> Response:
    """Answer a form that cannot be read."""
    return _page(problem=wording()["page"]["too_long"], status=error.code or 500, chips=(), turn=0)


def _answered(sent: Sent) -> Response:
    shown = answer(_talk(), sent.facts, now())
    return _page(
        shown=shown,
        chips=chips(sent.facts),
        turn=sent.turn,
        not_stated=not_stated(shown),
        area_asked=bool(sent.area_candidates),
        nothing=len(sent.facts) == 1,
    )


def _anew(facts: Facts, status: int, **said: Any) -> Response:
    """Show the page with the facts so far once more: a turn that was refused is none."""
    turn = request.form.get("turn", "0")
    shown = answer(_talk(), facts, now())
    return _page(
        status=status,
        chips=chips(facts),
        turn=int(turn) if turn.isdecimal() else 0,
        asks=shown.asks,
        not_stated=not_stated(shown),
        shown=shown if len(facts) > 1 else None,
        **said,
    )


def _danger_in(text: str) -> dict[str, FactValue]:
    """Return the facts of danger in what is left of a refused text: they are never dropped with it."""
    return facts_signed(screen(text).signs())


def _page(*, status: int = 200, **said: Any) -> Response:
    return Response(render_template("professionals/page.html", words=wording(), **said), status)


def _talk() -> Talk:
    talk: Talk = current_app.extensions["signpost"]["talk"]
    return talk


@professionals.app_template_filter()
def node_link(node_id: str) -> str:
    """Return the address of a node's page with the version of its text."""
    return f"/pathway/{node_id}?version={version_of(_talk().pathway, node_id)}"


@professionals.app_template_filter()
def reached(contact: ContactNow) -> str | None:
    """Return the address that leads to a contact, or None where there is nothing to follow."""
    return dialling.href({"type": contact.type, "value": contact.value})
