"""Reports that an entry of the directory is wrong: the entry's id and the day, and nothing about who says so."""

from __future__ import annotations

import logging
from datetime import datetime, timezone
from pathlib import Path
from threading import Lock

from flask import Blueprint, Response, abort, current_app, render_template, request

from bot.web.metrics import Metrics
from bot.web.view import View

logger = logging.getLogger(__name__)
reports = Blueprint("reports", __name__)


class Reports:
    """Counts reports in `metrics`, and adds a line for each to `file` where the operator has chosen one."""

    def __init__(self, file: Path | None, metrics: Metrics) -> None:
        self._file = file
        self._metrics = metrics
        self._lock = Lock()

    def note(self, service: str) -> None:
        """Note that the entry `service` was said to be wrong today. A file that cannot be written is logged."""
        day = datetime.now(timezone.utc).date().isoformat()
        self._metrics.reports.labels(entry=service, day=day).inc()
        if self._file is None:
            return
        try:
            with self._lock, self._file.open("a", encoding="utf-8") as lines:
                lines.write(f"{day} {service}\n")
        except OSError as error:
            logger.error("A report could not be written to REPORTS_FILE: %s", type(error).__name__)


@reports.post("/wrong")
def wrong() -> Response:
    """Note that an entry is wrong. Any entry that is not shown to people is not found."""
    parts = current_app.extensions["signpost"]
    service = parts["talk"].directory.services.get(request.form.get("service", ""))
    if service is None or not service.may_be_shown:
        abort(404)
    parts["reports"].note(service.id)
    view = View(session=request.form.get("session", ""), easy=request.form.get("easy") == "1")
    return Response(render_template("noted.html", view=view, shown=request.form.get("shown", "")))
