"""Errors as `application/problem+json` (RFC 9457), to people as a plain page: what was wrong, never what was sent."""

from __future__ import annotations

import json
import logging

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException

logger = logging.getLogger(__name__)


class Problem(Exception):
    """A request that cannot be served: the HTTP status, and a sentence on what would be right."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


TITLES = {
    400: "The request could not be read",
    404: "There is nothing here",
    405: "This address does not take that method",
    413: "The request is too large",
    415: "The request has to be JSON",
    422: "The request does not fit",
    429: "Too many requests",
    500: "Something went wrong here",
}
DETAILS = {
    400: "The request could not be read as HTTP or JSON.",
    404: "There is nothing at this address.",
    405: "Use one of the methods that this address takes.",
    413: "Send less: a message holds at most 2,000 characters.",
    415: "Send JSON in UTF-8 with the header Content-Type: application/json.",
    429: "Wait a minute before the next request.",
    500: "The error was noted without what was sent. In danger, call 999.",
}


def install_problems(app: Flask) -> None:
    """Make `app` answer every error as a problem document."""

    @app.errorhandler(Problem)
    def a_problem(problem: Problem) -> Response:
        return problem_response(problem.status, problem.detail)

    @app.errorhandler(HTTPException)
    def an_http_error(error: HTTPException) -> Response:
        status = error.code or 500
        if wants_page():
            return Response(render_template("nothing.html"), status)
        return problem_response(status, DETAILS.get(status, "The request could not be served."))

    @app.errorhandler(Exception)
    def an_unforeseen_error(error: Exception) -> Response:
        # The error's text may hold what was sent; its kind and the address say enough to find it.
        logger.error("%s while serving %s %s", type(error).__name__, request.method, request.url_rule)
        return problem_response(500, DETAILS[500])


def wants_page() -> bool:
    """Say whether a person's browser asks, and not for the interface that is for programs."""
    accepted = request.accept_mimetypes.best_match(["application/problem+json", "application/json", "text/html"])
    return accepted == "text/html" and not request.path.startswith("/api/")


def problem_response(status: int, detail: str) -> Response:
    """Return a problem document."""
    body = {"type": "about:blank", "title": TITLES.get(status, "Error"), "status": status, "detail": detail}
    return Response(json.dumps(body), status=status, mimetype="application/problem+json")
