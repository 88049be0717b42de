"""Leaving: forget the talk on the server, wipe what the browser holds of this site, and go somewhere dull."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template, request

EXIT_ADDRESS = "https://www.bbc.co.uk/weather"
"""Fixed, dull, and saying nothing about the person. `headers.py` allows forms to be led there, and nowhere else."""

CLEAR_SITE_DATA = '"cache", "cookies", "storage"'

leaving = Blueprint("leaving", __name__)


@leaving.get("/closed")
def closed() -> Response:
    """Show that the page was closed: without a script the browser comes here by itself when the talk is forgotten."""
    return Response(render_template("closed.html"))


@leaving.post("/leave")
def leave() -> Response:
    """Forget the conversation of the form and lead away. With `quiet` (from the script) only the forgetting is done."""
    session = request.form.get("session")
    if session:
        current_app.extensions["signpost"]["gateway"].forget(session)
    away = Response(status=303, headers={"Location": EXIT_ADDRESS})
    response = Response(status=204) if "quiet" in request.form else away
    response.headers["Clear-Site-Data"] = CLEAR_SITE_DATA
    return response
