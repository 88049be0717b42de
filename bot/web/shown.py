"""From a view to a response: the whole page, or the fragment that the page's script asks for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import yaml
from flask import Response, current_app, redirect, render_template, request, url_for

from bot.web.beginnings import Beginnings
from bot.web.easy import in_easy_words
from bot.web.once import Once
from bot.web.view import View
from pathway.talk import Talk

WORDING = Path(__file__).with_name("wording.yaml")


def shown(view: View, status: int = 200, *, easy: bool | None = None) -> Response:
    """Return `view` as the fragment that the script asked for, or as the whole page; a form is led on to its page.

    The words are Easy Read where `easy` says so or, without it, where the page before was.
    """
    if easy or (easy is None and request.values.get("easy") == "1"):
        view = in_easy_words(view, talk().pathway.easy)
    template = "fragment.html" if wants_fragment() else "talk.html"
    response = Response(render_template(template, view=view), status)
    if request.method != "POST" or wants_fragment():
        return response
    # `redirect` gives werkzeug's own response class; that of the application is the same.
    return cast("Response", redirect(url_for("pages.once", key=once().hold(response, view.session)), 303))


def once() -> Once:
    """Return the pages of this application that wait to be fetched."""
    held: Once = current_app.extensions["once"]
    return held


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


@lru_cache(maxsize=1)
def wording() -> dict[str, Any]:
    """Return the content of `wording.yaml`."""
    read: dict[str, Any] = yaml.safe_load(WORDING.read_text(encoding="utf-8"))
    return read
