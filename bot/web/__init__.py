"""The web: the HTTP interface and the chat page. `create_app` takes what it needs, so that tests bring their own."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from bot.gateway import Gateway
from bot.settings import LARGEST_BODY
from bot.web.api import api
from bot.web.headers import add_headers
from bot.web.limiting import Limiter, install_limits
from bot.web.metrics import Metrics
from bot.web.pages import pages
from bot.web.problems import install_problems
from pathway.talk import Talk


def create_app(gateway: Gateway, talk: Talk, is_ready: Callable[[], bool], limiter: Limiter | None = None) -> Flask:
    """Return the web application.

    `is_ready` says whether a conversation would be answered; without a `limiter` requests are not limited.
    """
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["signpost"] = {"gateway": gateway, "talk": talk, "is_ready": is_ready, "metrics": Metrics()}
    install_problems(app)
    if limiter:
        install_limits(app, limiter)
    add_headers(app)
    app.register_blueprint(api)
    app.register_blueprint(pages)
    return app
