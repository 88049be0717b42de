"""The whole thing, as `make run` starts it, on a port of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.launch import free_port
from bot.settings import ROOT


@dataclass(frozen=True)
class Live:
    """A running service: where it is, its process, and the file that its output goes to."""

    url: str
    process: subprocess.Popen[bytes]
    output: Path

    def post(self, path: str, body: Any, **kwargs: Any) -> requests.Response:
        """Post JSON."""
        return requests.post(self.url + path, json=body, timeout=20, **kwargs)

    def turn(self, body: dict[str, Any], session: str | None = None) -> dict[str, Any]:
        """Take a turn and return the reply."""
        answer = self.post("/api/chat", {**body, "session": session} if session else body)
        assert answer.status_code == 200, answer.text
        reply: dict[str, Any] = answer.json()
        assert reply["messages"] or reply["question"], "silence"
        return reply


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Start the service, wait until it is ready, and end it afterwards."""
    output = tmp_path_factory.mktemp("live") / "output.txt"
    port = free_port()
    with output.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "web", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, "RATE_LIMIT": "off"},
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        service = Live(f"http://127.0.0.1:{port}", process, output)
        deadline = time.monotonic() + 180
        while b"Ready: " not in output.read_bytes():
            assert process.poll() is None, output.read_text()
            assert time.monotonic() < deadline, output.read_text()
            time.sleep(0.2)
        yield service
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)
