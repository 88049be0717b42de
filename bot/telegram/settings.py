"""What the operator sets through the environment, and the limits of Telegram that the bridge keeps to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LONGEST_MESSAGE = 4_096
"""Characters of one message, counted as UTF-16 after the marks for bold and links are taken out."""

LONGEST_BUTTON = 64
"""Bytes that a button may carry back."""

LONGEST_POPUP = 200
"""Characters of the answer to a press that pops up."""

DELETABLE_SECONDS = 48 * 3600
"""A bot can delete a message for this long after it was sent."""

DELETED_AT_ONCE = 100
"""Messages that one call can delete."""

MOST_MESSAGES_KEPT = 1_000
"""Of one chat the bridge remembers no more messages than this, so that memory is bounded."""

DANGER_SECONDS = 2.0
"""With danger in the words nobody waits longer than this for the chat: then the crisis cards come without it."""

TURN_SECONDS = 12.0
"""Longer than the gateway itself may take, so that its own safe reply comes first."""

LAST_WORDS_SECONDS = 60.0
"""How long the words on what leaving did not delete stay in sight."""

DEFAULT_CHAT = "http://127.0.0.1:8000"
DEFAULT_SERVER = "https://api.telegram.org"
DEFAULT_LISTEN = "127.0.0.1:8443"
_TOKEN = re.compile(r"\d+:[\w-]{20,}", re.ASCII)
_SECRET = re.compile(r"[\w-]{16,256}", re.ASCII)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SettingsError(RuntimeError):
    """A setting is missing or cannot be used. It says which one and what would be right, never its value."""


@dataclass(frozen=True)
class Webhook:
    """Where Telegram sends updates: the public address, the secret in its header, and where the bridge listens."""

    address: str
    secret: str = field(repr=False)
    host: str = "127.0.0.1"
    port: int = 8443


@dataclass(frozen=True)
class Settings:
    """The bridge's settings: the addresses of the web chat and of the Bot API; without a webhook, long polling."""

    token: str = field(repr=False)
    chat: str = DEFAULT_CHAT
    server: str = DEFAULT_SERVER
    webhook: Webhook | None = None


def settings_from(environment: Mapping[str, str]) -> Settings:
    """Return the settings that `environment` holds. Raises SettingsError."""
    token = environment.get("TELEGRAM_TOKEN", "").strip()
    if not token:
        raise SettingsError("TELEGRAM_TOKEN is not set. BotFather gives the token; docs/telegram.md says how.")
    if not _TOKEN.fullmatch(token):
        raise SettingsError(
            "TELEGRAM_TOKEN is no token: it should be digits, a colon and a long word, as BotFather gave it."
        )
    return Settings(
        token,
        _address(environment, "CHAT_ADDRESS", DEFAULT_CHAT),
        _address(environment, "TELEGRAM_SERVER", DEFAULT_SERVER),
        _webhook(environment),
    )


def _address(environment: Mapping[str, str], name: str, default: str) -> str:
    address = (environment.get(name) or default).rstrip("/")
    parts = urlsplit(address)
    if not parts.hostname or parts.scheme not in ("http", "https"):
        raise SettingsError(f"{name} has to be an address such as {default}.")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise SettingsError(f"{name} is neither https nor on this machine: what people write would travel in the open.")
    return address


def _webhook(environment: Mapping[str, str]) -> Webhook | None:
    address = environment.get("TELEGRAM_WEBHOOK_ADDRESS", "").strip()
    if not address:
        return None
    if not address.startswith("https://"):
        raise SettingsError("TELEGRAM_WEBHOOK_ADDRESS has to begin with https://: Telegram takes no other.")
    secret = environment.get("TELEGRAM_WEBHOOK_SECRET", "")
    if not _SECRET.fullmatch(secret):
        raise SettingsError("TELEGRAM_WEBHOOK_SECRET has to be 16 to 256 letters, digits, _ or -, chosen at random.")
    host, _, port = (environment.get("TELEGRAM_WEBHOOK_LISTEN") or DEFAULT_LISTEN).rpartition(":")
    if not host or not port.isdigit():
        raise SettingsError(f"TELEGRAM_WEBHOOK_LISTEN has to be a host and a port such as {DEFAULT_LISTEN}.")
    return Webhook(address, secret, host, int(port))
