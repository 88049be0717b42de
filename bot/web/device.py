"""The page on covering one's tracks: its words and their sources are in `device.yaml`."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from flask import Blueprint, Response, render_template, request

from bot.settings import CONVERSATION_IDLE_SECONDS

WORDING = Path(__file__).with_name("device.yaml")
device = Blueprint("device", __name__)


@device.get("/your-device")
def your_device() -> Response:
    """Show what this device may give away, and what can be done about it; to the script as a part."""
    template = "device_part.html" if "X-Fragment" in request.headers else "device.html"
    return Response(render_template(template, about=wording()))


@lru_cache(maxsize=1)
def wording() -> dict[str, Any]:
    """Return the content of `device.yaml`, with each part's sources in place of their keys."""
    text = WORDING.read_text(encoding="utf-8").replace("{minutes}", str(CONVERSATION_IDLE_SECONDS // 60))
    read: dict[str, Any] = yaml.safe_load(text)
    for part in read["parts"]:
        part["source"] = [read["sources"][key] for key in part["source"]]
    return read
