"""The rehearsal in the browser: its own address, colour and token. Beside the chat, and never part of it."""

from __future__ import annotations

from functools import lru_cache

from flask import Flask, request

from bot.web.rehearsal.pages import PREFIX, rehearse
from bot.web.rehearsal.practices import Practices
from pathway.talk import Talk
from rehearsal.record import Confidence
from rehearsal.rehearsal import Rehearsal


def install_rehearsal(app: Flask, talk: Talk) -> None:
    """Add the rehearsal to `app`. Raises RehearsalError where its scenarios or moves cannot be used."""
    practices = Practices()
    app.extensions["rehearsal"] = {
        "rehearsal": rehearsal_of(talk),
        "practices": practices,
        "confidence": Confidence(),
    }
    app.register_blueprint(rehearse, url_prefix=PREFIX)

    @app.before_request
    def forget_on_leaving() -> None:
        if request.method == "POST" and request.path == "/leave":
            practices.forget(request.form.get("session", ""))


@lru_cache(maxsize=2)
def rehearsal_of(talk: Talk) -> Rehearsal:
    """Return the rehearsal on the pathway and directory of `talk`. Raises RehearsalError where it cannot be used."""
    return Rehearsal(talk.pathway, talk.directory)
