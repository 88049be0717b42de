"""What goes wrong on a page is said in the page's own words; the interface's problem documents are for programs."""

from __future__ import annotations

import logging
from dataclasses import replace

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge

from bot.web.problems import Problem
from bot.web.shown import shown, talk
from bot.web.view import problem_view, trouble_view, with_services_before
from understanding.safety import screen

logger = logging.getLogger(__name__)

FAR_TOO_LONG = "That is too long to be read, and it was dropped. A few words are enough."
TOO_FAST = "Too many messages came at once. Wait a minute, then try again. In danger, call 999."


def answer_trouble(pages: Blueprint) -> None:
    """Make `pages` answer whatever goes wrong with a page that helps."""
    pages.register_error_handler(RequestEntityTooLarge, far_too_long)
    pages.register_error_handler(NotFound, nothing_here)
    pages.register_error_handler(Problem, a_problem)
    pages.register_error_handler(HTTPException, an_http_error)
    pages.register_error_handler(Exception, an_unforeseen_error)


def nothing_here(error: NotFound) -> Response:
    """Answer an address that leads nowhere with a plain page."""
    return Response(render_template("nothing.html"), 404)


def far_too_long(error: RequestEntityTooLarge) -> Response:
    """Answer a form that is too large to be read at all."""
    return shown(trouble_view(talk(), FAR_TOO_LONG), 413, easy=False)


def a_problem(problem: Problem) -> Response:
    """Answer a request that was refused before it got here, such as too many in a minute."""
    if problem.status == 429:
        form = request.form
        view = problem_view(talk(), TOO_FAST, form, danger_in(form.get("text", "")))
        stays = set(form.get("shown", "").split())
        return shown(replace(with_services_before(talk(), view, {}, stays), folded=0), 429)
    return shown(trouble_view(talk(), talk().pathway.phrases["safe_reply"]), problem.status)


def an_http_error(error: HTTPException) -> Response:
    """Answer a request that is no proper form."""
    return shown(trouble_view(talk(), talk().pathway.phrases["safe_reply"]), error.code or 500)


def an_unforeseen_error(error: Exception) -> Response:
    """Answer with who can help, never with silence; the log gets the kind of error and nothing that was sent."""
    logger.error("%s while serving the page", type(error).__name__)
    return shown(trouble_view(talk(), talk().pathway.phrases["safe_reply"]), 500)


def danger_in(text: str) -> frozenset[str]:
    """Return the signs of danger in `text`."""
    return screen(text).signs()
