"""The pages of the rehearsal: forms alone, so that they work without a script. The token is in no address."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import date

from flask import Blueprint, Response, request
from werkzeug.exceptions import HTTPException

from bot.settings import LONGEST_TEXT
from bot.web.problems import Problem
from bot.web.rehearsal.frame import (
    Screen,
    lost,
    page,
    practice_of,
    practices,
    progress,
    rehearsal,
    scenarios_page,
    sums,
    talk,
    talk_page,
)
from bot.web.view import urgent_card
from pathway.signs import facts_of
from rehearsal.plea import plea
from rehearsal.record import Practice, answers_of

logger = logging.getLogger(__name__)
PREFIX = "/rehearse"
rehearse = Blueprint(
    "rehearse", __name__, template_folder="templates", static_folder="static", static_url_path="/files"
)
EMPTY = "Write a line first, or pick one."
TOO_LONG = f"That is too long. Use {LONGEST_TEXT:,} characters or fewer."
FAILED = "Something went wrong here, and the rehearsal was not changed. You can begin again."
TOO_FAST = "Too many lines came at once. Wait a minute, then try again."
ANSWER_ALL = "Choose a number for each line."


@rehearse.get("")
def start() -> Response:
    """Show what a rehearsal is, the warning, and the scenarios."""
    return scenarios_page(Screen(), Practice())


@rehearse.post("/choose")
def choose() -> Response:
    """Show the scenarios again, with what was met so far."""
    token, practice = practice_of()
    return lost() if practice is None else scenarios_page(Screen(token), practice)


@rehearse.post("/begin")
def begin() -> Response:
    """Open a scenario, in the same rehearsal where there is one."""
    scenario = request.form.get("scenario", "")
    if scenario not in rehearsal().scenarios:
        return lost(404)
    token, practice = practice_of()
    if practice is None:
        token, practice = practices().begin(), Practice()
    practice = replace(practice, scenario=scenario, lines=())
    practices().keep(token, practice)
    return talk_page(Screen(token), practice)


@rehearse.post("/turn")
def turn() -> Response:
    """Take a line, typed or picked. A real plea leaves the rehearsal, and is not kept."""
    token, practice = practice_of()
    typed, picked = request.form.get("text", "").strip(), request.form.get("pick", "")
    danger = plea(typed[:LONGEST_TEXT], rehearsal().read)
    if any((danger.immediate, danger.cannot_speak, danger.suicidal)):
        card = urgent_card(talk(), facts_of(danger.signs()))
        return page("real.html", Screen(token if practice else ""), card=card)
    if practice is None or practice.scenario is None:
        return lost()
    if len(typed) > LONGEST_TEXT:
        return talk_page(Screen(token, TOO_LONG), practice, 413)
    played = rehearsal().play(practice.scenario, practice.lines)
    if not typed and picked not in rehearsal().picks(played):
        return talk_page(Screen(token, EMPTY), practice, 422)
    if not (played.gone or played.full):
        practice = replace(practice, lines=(*practice.lines, typed or picked))
        practices().keep(token, practice)
    return talk_page(Screen(token), practice)


@rehearse.post("/again")
def again() -> Response:
    """Go back to before a line, or (without one) to where the rehearsal stood."""
    token, practice = practice_of()
    if practice is None or practice.scenario is None:
        return lost()
    line = request.form.get("line", "")
    kept = practice.lines[: int(line)] if line.isdigit() else practice.lines
    practice = replace(practice, lines=kept)
    practices().keep(token, practice)
    return talk_page(Screen(token), practice)


@rehearse.post("/marks")
def marks() -> Response:
    """Show the marks of the conversation, line by line and as a whole."""
    token, practice = practice_of()
    if practice is None or practice.scenario is None:
        return lost()
    played = rehearsal().play(practice.scenario, practice.lines)
    practice = practice.with_result(played)
    practices().keep(token, practice)
    return page("marks.html", Screen(token), played=played, **progress(practice))


@rehearse.post("/certificate")
def certificate() -> Response:
    """Show what was met as a page to print. No name is asked for or kept."""
    token, practice = practice_of()
    if practice is None:
        return lost()
    return page("certificate.html", Screen(token), today=date.today(), **progress(practice))


@rehearse.post("/confidence")
def confidence() -> Response:
    """Take the six answers before (held with the rehearsal) or after (then counted with those before, and dropped)."""
    token, practice = practice_of()
    if practice is None:
        token, practice = practices().begin(), Practice()
    answers = answers_of(request.form)
    if "ask" in request.form or answers is None:
        problem = None if "ask" in request.form else ANSWER_ALL
        return page("confidence.html", Screen(token, problem), after=practice.before is not None)
    if practice.before is None:
        practice = replace(practice, before=answers)
    else:
        sums().add(practice.before, answers)
        practice = replace(practice, before=None)
    practices().keep(token, practice)
    return scenarios_page(Screen(token), practice)


@rehearse.get("/confidence")
def averages() -> Response:
    """Show the averages, where enough people have answered."""
    return page("averages.html", Screen(), averages=sums().averages())


@rehearse.post("/stop")
def stop() -> Response:
    """End the rehearsal, forget it, and show support for the helper."""
    practices().forget(request.form.get("session", ""))
    return page("stopped.html", Screen(), card=urgent_card(talk(), {"suicidal": True}))


@rehearse.errorhandler(Problem)
def a_problem(problem: Problem) -> Response:
    """Answer a request that was refused before it got here, such as too many in a minute."""
    return scenarios_page(Screen(problem=TOO_FAST if problem.status == 429 else FAILED), Practice(), problem.status)


@rehearse.errorhandler(HTTPException)
def an_http_error(error: HTTPException) -> Response:
    """Answer a request that is no proper form."""
    return scenarios_page(Screen(problem=FAILED), Practice(), error.code or 500)


@rehearse.errorhandler(Exception)
def an_unforeseen_error(error: Exception) -> Response:
    """Answer in the page's words; the log gets the kind of error and nothing that was sent."""
    logger.error("%s while serving the rehearsal", type(error).__name__)
    return scenarios_page(Screen(problem=FAILED), Practice(), 500)
