"""What the operator sets for the web through the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_HOST = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?|http://(localhost|127\.0\.0\.1)(:\d+)?")


class SettingsError(RuntimeError):
    """A setting cannot be used. It says which one and what would be right."""


@dataclass(frozen=True)
class WebSettings:
    """`frame_hosts` may hold the chat in a frame; `reports` is the file for reports of wrong entries (None: memory)."""

    frame_hosts: tuple[str, ...] = ()
    reports: Path | None = None


def settings_from(environment: Mapping[str, str]) -> WebSettings:
    """Return the settings that `environment` holds. Raises SettingsError."""
    return WebSettings(_frame_hosts(environment.get("FRAME_HOSTS", "")), _reports(environment.get("REPORTS_FILE", "")))


def _frame_hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(host.rstrip("/") for host in text.split())
    if all(_HOST.fullmatch(host) for host in hosts):
        return hosts
    raise SettingsError(
        "FRAME_HOSTS has to list sites such as https://www.example.gov.uk, with spaces between them: "
        "https, no path, no wildcard."
    )


def _reports(text: str) -> Path | None:
    path = Path(text) if text else None
    if path and (path.is_dir() or not path.parent.is_dir()):
        raise SettingsError("REPORTS_FILE has to name a file in a folder that is there.")
    return path
