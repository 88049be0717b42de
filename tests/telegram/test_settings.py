"""Settings: what is missing or wrong is named with its remedy, and a secret is never repeated."""

from __future__ import annotations

import pytest

from bot.telegram.settings import DEFAULT_CHAT, DEFAULT_SERVER, Settings, SettingsError, Webhook, settings_from
from tests.telegram.bot_api import TOKEN

SECRET = "not-to-be-guessed-0123"
HOOK = {"TELEGRAM_WEBHOOK_ADDRESS": "https://chat.example.org/hook", "TELEGRAM_WEBHOOK_SECRET": SECRET}


def test_a_token_is_enough() -> None:
    """All else has its default: long polling, the chat on this machine."""
    assert settings_from({"TELEGRAM_TOKEN": f" {TOKEN}\n"}) == Settings(TOKEN, DEFAULT_CHAT, DEFAULT_SERVER, None)


def test_everything_set() -> None:
    """Addresses lose a slash at their end; the webhook's parts are taken together."""
    settings = settings_from(
        {
            "TELEGRAM_TOKEN": TOKEN,
            "CHAT_ADDRESS": "http://localhost:8001/",
            "TELEGRAM_SERVER": "https://bots.example.org",
            "TELEGRAM_WEBHOOK_LISTEN": "0.0.0.0:9000",
            **HOOK,
        }
    )
    webhook = Webhook("https://chat.example.org/hook", SECRET, "0.0.0.0", 9000)
    assert settings == Settings(TOKEN, "http://localhost:8001", "https://bots.example.org", webhook)


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({}, "TELEGRAM_TOKEN is not set"),
        ({"TELEGRAM_TOKEN": "123:short"}, "TELEGRAM_TOKEN is no token"),
        ({"TELEGRAM_TOKEN": TOKEN, "CHAT_ADDRESS": "127.0.0.1:8000"}, "CHAT_ADDRESS has to be an address"),
        ({"TELEGRAM_TOKEN": TOKEN, "CHAT_ADDRESS": "http://chat.example.org"}, "CHAT_ADDRESS is neither https"),
        ({"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_SERVER": "ftp://x"}, "TELEGRAM_SERVER has to be an address"),
        ({"TELEGRAM_TOKEN": TOKEN, **HOOK, "TELEGRAM_WEBHOOK_ADDRESS": "http://x"}, "has to begin with https"),
        ({"TELEGRAM_TOKEN": TOKEN, **HOOK, "TELEGRAM_WEBHOOK_SECRET": "short"}, "TELEGRAM_WEBHOOK_SECRET has to be"),
        ({"TELEGRAM_TOKEN": TOKEN, **HOOK, "TELEGRAM_WEBHOOK_LISTEN": "9000"}, "TELEGRAM_WEBHOOK_LISTEN has to be"),
    ],
)
def test_what_is_wrong_is_named(environment: dict[str, str], named: str) -> None:
    """The error says which setting and what would be right, and holds neither token nor secret."""
    with pytest.raises(SettingsError) as raised:
        settings_from(environment)
    assert named in str(raised.value)
    assert TOKEN not in str(raised.value)
    assert "short" not in str(raised.value)


def test_secrets_are_not_shown() -> None:
    """Settings that are printed by mistake hold neither token nor secret."""
    shown = repr(settings_from({"TELEGRAM_TOKEN": TOKEN, **HOOK}))
    assert TOKEN not in shown
    assert SECRET not in shown
