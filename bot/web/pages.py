"""The public page: the same talk with and without a script. A script gets the fragment, everyone else the page."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date

from flask import Blueprint, Response, current_app, render_template, request
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from bot.gateway import Turn
from bot.settings import CONVERSATION_IDLE_SECONDS, LONGEST_TEXT
from bot.web import dialling
from bot.web.beginnings import Beginnings, is_mark
from bot.web.browse import browse
from bot.web.leaving import EXIT_ADDRESS, leaving
from bot.web.problems import Problem
from bot.web.view import (
    RATHER_NOT,
    View,
    emergency_number,
    lost_view,
    opening_view,
    problem_view,
    reply_view,
    trouble_view,
)
from pathway.talk import MORE, SKIP, ChoiceError, Talk
from understanding.safety import screen

logger = logging.getLogger(__name__)
pages = Blueprint("pages", __name__)
pages.register_blueprint(leaving)
pages.register_blueprint(browse)

Form = MultiDict[str, str]

SAYINGS = {"numbers": "I want a phone number", "back": "Go back one step", "restart": "Start again"}
"""What the buttons beside the text box say for the person; understood as if it had been typed."""

EMPTY = "Write something first, or choose an answer."
TOO_LONG = f"That is too long. Use {LONGEST_TEXT:,} characters or fewer. A few words are enough."
FAR_TOO_LONG = "That is too long to be read, and it was dropped. A few words are enough."
NOT_AN_ANSWER = "That answer does not belong to the question. Please choose again."
TOO_FAST = "Too many messages came at once. Wait a minute, then try again. In danger, call 999."


@pages.get("/")
def first() -> Response:
    """Show the opening words and the first question."""
    return shown(opening_view(talk(), beginnings().issue()))


@pages.post("/")
def take_turn() -> Response:
    """Take one turn from a form and show the reply."""
    form = request.form
    text = form.get("text", "").strip()
    if len(text) > LONGEST_TEXT:
        return shown(problem_view(talk(), TOO_LONG, form, signs_of(text)), 413)
    turn = turn_of(form)
    if turn is None:
        return shown(problem_view(talk(), EMPTY, form), 422)
    if turn.session and is_mark(turn.session):
        may_begin = beginnings().take(turn.session)
        turn = replace(turn, session=None)
        if not may_begin and not in_danger(turn):
            return shown(lost_view(talk(), beginnings().issue()))
    return answer_to(turn)


def answer_to(turn: Turn) -> Response:
    """Pass `turn` on and show the reply; where its session is gone, only danger said in words is still answered."""
    gateway = current_app.extensions["signpost"]["gateway"]
    try:
        reply = gateway.hear(turn)
    except ChoiceError:
        return shown(problem_view(talk(), NOT_AN_ANSWER, request.form), 422)
    if turn.session not in (None, reply["session"]) and not in_danger(turn):
        gateway.forget(reply["session"])
        return shown(lost_view(talk(), beginnings().issue()))
    more = turn.question == MORE and bool(reply["signposts"])
    return shown(reply_view(talk(), reply, said_by(turn), turn.session, more=more))


@pages.get("/your-device")
def your_device() -> Response:
    """Show what this device may give away, and what can be done about it."""
    return Response(render_template("device_part.html" if wants_fragment() else "device.html"))


def turn_of(form: Form) -> Turn | None:
    """Return the turn that `form` asks for, or None where it says nothing."""
    session = form.get("session") or None
    if form.get("say") in SAYINGS:
        return Turn(session, text=SAYINGS[form["say"]])
    if form.get("question"):
        ticked = tuple(dict.fromkeys(form.getlist("option")))
        return Turn(session, question=form["question"], options=(SKIP,) if SKIP in ticked else ticked)
    # Half an emoji, as a broken keyboard may send it, cannot be passed on as UTF-8.
    text = form.get("text", "").strip().encode("utf-8", "ignore").decode("utf-8")
    return Turn(session, text=text) if text else None


def in_danger(turn: Turn) -> bool:
    """Say whether the words of `turn` hold a sign of danger."""
    return any(signs_of(turn.text or "").values())


def signs_of(text: str) -> dict[str, bool]:
    """Return the signs of danger in `text`."""
    found = screen(text)
    return {"immediate": found.immediate, "cannot_speak": found.cannot_speak, "suicidal": found.suicidal}


def said_by(turn: Turn) -> str | None:
    """Return what the person said with `turn`, as the page repeats it."""
    if turn.question is None:
        return turn.text
    if turn.question == MORE:
        return "More for you"
    if turn.options == (SKIP,):
        return RATHER_NOT
    question = talk().pathway.questions[turn.question]
    labels = [option.label for option in question.options if option.id in turn.options]
    return ", ".join(labels) or "None of these"


def shown(view: View, status: int = 200) -> Response:
    """Return `view` as the fragment that the script asked for, or as the whole page."""
    template = "fragment.html" if wants_fragment() else "talk.html"
    return Response(render_template(template, view=view), status)


def wants_fragment() -> bool:
    """Say whether the page's script asks."""
    return "X-Fragment" in request.headers


def beginnings() -> Beginnings:
    """Return the marks of this application's first pages."""
    held: Beginnings = current_app.extensions["beginnings"]
    return held


def talk() -> Talk:
    """Return the talk of this application."""
    held: Talk = current_app.extensions["signpost"]["talk"]
    return held


# What goes wrong is said in the page's own words; the interface's problem documents are for programs.


@pages.errorhandler(RequestEntityTooLarge)
def far_too_long(error: RequestEntityTooLarge) -> Response:
    """Answer a form that is too large to be read at all."""
    return shown(trouble_view(talk(), FAR_TOO_LONG), 413)


@pages.errorhandler(Problem)
def a_problem(problem: Problem) -> Response:
    """Answer a request that was refused before it got here, such as too many in a minute."""
    if problem.status == 429:
        return shown(problem_view(talk(), TOO_FAST, request.form, signs_of(request.form.get("text", ""))), 429)
    return shown(trouble_view(talk(), talk().pathway.phrases["safe_reply"]), problem.status)


@pages.errorhandler(HTTPException)
def an_http_error(error: HTTPException) -> Response:
    """Answer a request that is no proper form."""
    return shown(trouble_view(talk(), talk().pathway.phrases["safe_reply"]), error.code or 500)


@pages.errorhandler(Exception)
def an_unforeseen_error(error: Exception) -> Response:
    """Answer with who can help, never with silence; the log gets the kind of error and nothing that was sent."""
    logger.error("%s while serving the page", type(error).__name__)
    return shown(trouble_view(talk(), talk().pathway.phrases["safe_reply"]), 500)


# What the templates use.


@pages.record_once
def set_up(state: BlueprintSetupState) -> None:
    """Make templates send the lines of the page only, not those of their own statements, and begin the marks."""
    state.app.extensions["beginnings"] = Beginnings()
    state.app.jinja_env.trim_blocks = True
    state.app.jinja_env.lstrip_blocks = True


@pages.app_template_filter()
def long_date(iso: str) -> str:
    """Return an ISO date as people write it: 22 November 2026."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B} {day.year}"


pages.app_template_filter("href")(dialling.href)
pages.app_template_filter("site")(dialling.site)
pages.app_template_test("web")(dialling.is_web)


@pages.app_context_processor
def for_every_page() -> dict[str, object]:
    """Return what the frame of each page needs."""
    return {
        "exit_address": EXIT_ADDRESS,
        "idle_seconds": CONVERSATION_IDLE_SECONDS,
        "emergency": emergency_number(talk()),
    }
