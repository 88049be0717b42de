"""The description of the HTTP interface, for programs and their authors: docs/openapi.yaml as JSON."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from flask import Blueprint, Response, jsonify

from bot.settings import ROOT
from pathway.plain_yaml import read_yaml

openapi = Blueprint("openapi", __name__)


@openapi.get("/api/openapi.json")
def description() -> Response:
    """Give the description of the interface."""
    response = jsonify(_read())
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@lru_cache(maxsize=1)
def _read() -> Any:
    return read_yaml(ROOT / "docs" / "openapi.yaml")
