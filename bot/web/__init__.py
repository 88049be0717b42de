"""The web: the HTTP interface and the chat page. `create_app` takes what it needs, so that tests bring their own."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from bot.gateway import Gateway
from bot.settings import LARGEST_BODY
from bot.web.api import api
from bot.web.feed import feed
from bot.web.headers import add_headers
from bot.web.limiting import Limiter, install_limits
from bot.web.metrics import Metrics
from bot.web.openapi import openapi
from bot.web.pages import pages
from bot.web.problems import install_problems
from bot.web.professionals import professionals
from bot.web.rehearsal import install_rehearsal
from bot.web.reports import Reports
from bot.web.settings import WebSettings
from pathway.talk import Talk


def create_app(
    gateway: Gateway,
    talk: Talk,
    is_ready: Callable[[], bool],
    limiter: Limiter | None = None,
    settings: WebSettings | None = None,
) -> Flask:
    """Return the web application.

    `is_ready` says whether a conversation would be answered; without a `limiter` requests are not limited, and without
    `settings` no site may frame the pages and reports of wrong entries stay in memory.
    """
    chosen, metrics = settings or WebSettings(), Metrics()
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions["signpost"] = {
        "gateway": gateway,
        "talk": talk,
        "is_ready": is_ready,
        "metrics": metrics,
        "reports": Reports(chosen.reports, metrics),
    }
    install_problems(app)
    if limiter:
        install_limits(app, limiter)
    add_headers(app, chosen.frame_hosts)
    app.register_blueprint(api)
    app.register_blueprint(feed)
    app.register_blueprint(openapi)
    app.register_blueprint(pages)
    app.register_blueprint(professionals)
    install_rehearsal(app, talk)
    return app
