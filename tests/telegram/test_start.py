"""Started as documented: one command, a clear word where something is missing, and nothing telling in its output."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from bot.launch import free_port
from bot.settings import ROOT
from tests.telegram.bot_api import BOT, TOKEN, BotApi, Refusal
from tests.telegram.running import PATIENCE_SECONDS, Person, Running, Web, wait_until

CANARY = "zanzibar-marmalade-4417"


class Started:
    """`python -m bot telegram` as a process, with what it has printed."""

    def __init__(self, output: Path, **environment: str) -> None:
        known = {name: value for name, value in os.environ.items() if not name.startswith(("TELEGRAM", "CHAT_"))}
        self._output = output
        with output.open("wb") as stream:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "bot", "telegram"],
                cwd=ROOT,
                env={**known, **environment},
                stdout=stream,
                stderr=subprocess.STDOUT,
            )

    def said(self) -> str:
        """Return what was printed so far."""
        return self._output.read_text(encoding="utf-8")

    def says(self, text: str) -> None:
        """Wait until `text` has been printed."""
        wait_until(lambda: text in self.said(), f"{text!r} is said, after: {self.said()}")


@contextmanager
def started(output: Path, **environment: str) -> Iterator[Started]:
    """Run the bridge as a process and end it in order."""
    bridge = Started(output, **environment)
    try:
        yield bridge
    finally:
        bridge.process.send_signal(signal.SIGTERM)
        bridge.process.wait(20)


@pytest.mark.parametrize(
    ("environment", "says"),
    [({}, "TELEGRAM_TOKEN is not set"), ({"TELEGRAM_TOKEN": "7:wrong"}, "TELEGRAM_TOKEN is no token")],
    ids=["no token", "no real token"],
)
def test_without_a_token(tmp_path: Path, environment: dict[str, str], says: str) -> None:
    """It ends at once with status 1 and one line that says what to do."""
    bridge = Started(tmp_path / "output", **environment)
    assert bridge.process.wait(PATIENCE_SECONDS) == 1
    assert says in bridge.said()
    assert len(bridge.said().splitlines()) == 1


def test_a_refused_token(tmp_path: Path, own_api: BotApi) -> None:
    """Telegram does not know the token: one line, without the token."""
    refused = TOKEN.replace("stand-in", "unknown1")
    bridge = Started(tmp_path / "output", TELEGRAM_TOKEN=refused, TELEGRAM_SERVER=own_api.address)
    assert bridge.process.wait(PATIENCE_SECONDS) == 1
    assert bridge.said().strip() == "Telegram refuses the token in TELEGRAM_TOKEN. BotFather shows the right one."


def test_without_a_network(tmp_path: Path, web: Web) -> None:
    """Telegram cannot be reached: it says so once, waits, and still ends in order when it is told to."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    with started(
        tmp_path / "output", TELEGRAM_TOKEN=TOKEN, TELEGRAM_SERVER=nowhere, CHAT_ADDRESS=web.address
    ) as bridge:
        bridge.says("Telegram cannot be reached")
        time.sleep(1.5)
        assert bridge.process.poll() is None
        assert len(bridge.said().splitlines()) == 1
        assert requests.get(f"{web.address}/healthz", timeout=5).ok
    assert bridge.process.returncode == 0


class ByProcess(Running):
    """A process in place of a thread: an update counts as taken once Telegram is told so."""

    def __init__(self, api: BotApi) -> None:
        self.api = api
        self.done = _Confirmed(api)


class _Confirmed(set[int]):
    def __init__(self, api: BotApi) -> None:
        super().__init__()
        self._api = api

    def __contains__(self, update: object) -> bool:
        asked = [int(call.fields.get("offset", 0)) for call in self._api.made("getUpdates")]
        return isinstance(update, int) and max(asked, default=0) > update


def test_the_documented_command(tmp_path: Path, own_api: BotApi, web: Web) -> None:
    """It says when it is ready and what is missing; a talk leaves no word, no chat id and no token in its output."""
    with started(
        tmp_path / "output", TELEGRAM_TOKEN=TOKEN, TELEGRAM_SERVER=own_api.address, CHAT_ADDRESS=web.address
    ) as bridge:
        bridge.says(f"Ready: Telegram bot {BOT['username']}, long polling")
        someone = Person(ByProcess(own_api))
        someone.write(f"my neighbour {CANARY} says he hits me, we live in Dover")
        wait_until(lambda: bool(someone.asked_buttons()), "an answer with buttons")
        own_api.raw_updates.append({"update_id": 5, "message": CANARY})
        web.refuse = 500
        someone.write(f"{CANARY} he is kicking the door in right now")
        wait_until(lambda: "999 emergency" in someone.newest(2), "the card")
        web.refuse = None
        someone.write("/exit")
        wait_until(lambda: "This chat is closed" in someone.newest(), "the last words")
    assert bridge.process.returncode == 0
    assert not own_api.in_chat(someone.id)
    for secret in (CANARY, str(someone.id), TOKEN, "Marigold", "kicking"):
        assert secret not in bridge.said()
    assert "The chat gave no answer: ChatSilent" in bridge.said()
    assert "An update could not be read and was passed over" in bridge.said()


def test_the_chat_is_not_there_yet(tmp_path: Path, own_api: BotApi) -> None:
    """Without the chat it starts all the same, says so, and shows who can help."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    with started(
        tmp_path / "output", TELEGRAM_TOKEN=TOKEN, TELEGRAM_SERVER=own_api.address, CHAT_ADDRESS=nowhere
    ) as bridge:
        bridge.says("Ready: ")
        assert f"The chat at {nowhere} does not answer." in bridge.said()
        someone = Person(ByProcess(own_api))
        someone.write("/start")
        wait_until(lambda: "Victim Support" in someone.newest(3), "who can help")


def test_a_webhook_with_its_secret(tmp_path: Path, own_api: BotApi, web: Web) -> None:
    """Telegram is told address and secret; an update without the secret is refused, one with it is answered."""
    port, secret = free_port(), "not-to-be-guessed-0123"
    hook, headers = f"http://127.0.0.1:{port}/hook", {"X-Telegram-Bot-Api-Secret-Token": secret}
    known = {"TELEGRAM_TOKEN": TOKEN, "TELEGRAM_SERVER": own_api.address, "CHAT_ADDRESS": web.address}
    webhook = {"ADDRESS": "https://chat.example.org/hook", "SECRET": secret, "LISTEN": f"127.0.0.1:{port}"}
    known.update({f"TELEGRAM_WEBHOOK_{name}": value for name, value in webhook.items()})
    with started(tmp_path / "output", **known) as bridge:
        bridge.says("Ready: ")
        told = own_api.made("setWebhook")[-1].fields
        assert (told["url"], told["secret_token"]) == ("https://chat.example.org/hook", secret)
        kept = own_api.keep(777, {"text": "/start", "from": {"id": 777, "is_bot": False, "first_name": "x"}})
        update = {"update_id": 1, "message": kept.body}
        assert requests.post(hook, json=update, timeout=5).status_code == 403
        assert len(own_api.in_chat(777)) == 1
        assert requests.post(hook, json={"update_id": 2, "message": "x"}, headers=headers, timeout=5).status_code == 400
        assert requests.post(hook, json=update, headers=headers, timeout=5).status_code == 200
        wait_until(lambda: len(own_api.in_chat(777)) == 2, "an answer")
    assert secret not in bridge.said()


def test_nothing_is_logged_at_the_lowest_level(own_api: BotApi, web: Web, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever turns logging up to its finest still finds no token, no chat id and no word in it."""
    with caplog.at_level(logging.DEBUG), Running(own_api, web.address) as running:
        someone = Person(running)
        someone.write(f"/start {CANARY}")
        someone.write(f"{CANARY} hello")
        someone.press("No")
    for secret in (CANARY, str(someone.id), TOKEN, "Marigold"):
        assert secret not in caplog.text


def test_another_bridge_with_the_same_token(own_api: BotApi, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    """Two bridges take each other's updates: it is said, once, and tried again."""
    own_api.refusals["getUpdates"] = [Refusal(409, "Conflict: terminated by other getUpdates request")] * 2
    with Running(own_api, web.address) as running:
        someone = Person(running)
        someone.write("/start")
        assert someone.asked_buttons()
    assert capsys.readouterr().out.count("Another bridge runs with the same token") == 1
