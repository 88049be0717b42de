"""`python -m bench`: measure a turn of this chat beside a turn of the stock Rasa bot, and print both with their ratio.

Only the ratio is worth quoting: machines differ, and other work on them does too. The stock bot is made, trained and
served by Rasa's own commands in a folder that is removed afterwards.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from bot.launch import free_port
from bot.settings import ROOT

WARM_UP = 3
CONVERSATIONS = 12
CONCURRENT = 8
START_SECONDS = 240
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}
STOCK_WORDS = ("hi", "i am very sad", "no", "are you a bot?", "hello", "great", "bye", "hey", "not good", "yes")
OUR_TURNS: tuple[dict[str, Any], ...] = (
    {"text": "my husband hits me and I have two kids, we live in Swale"},
    {"choice": {"question": "immediate_danger", "option": "no"}},
    {"text": "is this private?"},
    {"choice": {"question": "housing", "option": "needs_safe_place"}},
    {"text": "I have a dog"},
    {"choice": {"question": "about_the_person", "option": ["children", "nrpf"]}},
    {"text": "rather not say"},
    {"text": "go back"},
    {"choice": {"question": "gender", "option": "woman"}},
    {"text": "can I talk to someone?"},
)


@dataclass(frozen=True)
class Figures:
    """Milliseconds of a turn at one conversation, and turns a second at several."""

    p50: float
    p95: float
    per_second: float


def main() -> int:
    """Measure both and print the table."""
    with served_here() as converse:
        ours = measure(converse)
    with served_stock() as converse:
        stock = measure(converse)
    print(f"\n| a turn | p50 ms | p95 ms | turns a second, {CONCURRENT} conversations |")
    print("| --- | --- | --- | --- |")
    for name, figures in (("stock `rasa init` bot", stock), ("this chat, through the gateway", ours)):
        print(f"| {name} | {figures.p50:.1f} | {figures.p95:.1f} | {figures.per_second:.0f} |")
    ratios = (ours.p50 / stock.p50, ours.p95 / stock.p95, ours.per_second / stock.per_second)
    print(f"| ratio | {' | '.join(f'{ratio:.2f}' for ratio in ratios)} |")
    return 0


def measure(converse: Callable[[], list[float]]) -> Figures:
    """Return the figures of a conversation, held once after another and then several at a time."""
    for _ in range(WARM_UP):
        converse()
    alone = sorted(ms for _ in range(CONVERSATIONS) for ms in converse())
    began = time.perf_counter()
    with ThreadPoolExecutor(CONCURRENT) as pool:
        together = list(pool.map(lambda _: converse(), range(CONVERSATIONS * 2)))
    turns = sum(len(times) for times in together)
    return Figures(statistics.median(alone), alone[int(len(alone) * 0.95)], turns / (time.perf_counter() - began))


@contextmanager
def served_here() -> Iterator[Callable[[], list[float]]]:
    """Serve this chat without request limits and yield one conversation with it."""
    port = free_port()
    command = [sys.executable, "-m", "bot", "web", "--port", str(port)]
    with running(command, ROOT, f"http://127.0.0.1:{port}/readyz", {"RATE_LIMIT": "off"}):
        url = f"http://127.0.0.1:{port}/api/chat"

        def converse() -> list[float]:
            session, times = None, []
            with requests.Session() as http:
                for turn in OUR_TURNS:
                    body = {**turn, "session": session} if session else turn
                    reply, ms = timed(http, url, body)
                    assert reply["messages"] or reply["question"], "an empty reply"
                    session = reply["session"]
                    times.append(ms)
            return times

        yield converse


@contextmanager
def served_stock() -> Iterator[Callable[[], list[float]]]:
    """Make, train and serve the stock bot in a folder of its own and yield one conversation with it."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "rasa", "init", "--no-prompt", "--init-dir", folder],
            env={**os.environ, **QUIET},
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        port = free_port()
        command = [sys.executable, "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port)]
        with running(command, Path(folder), f"http://127.0.0.1:{port}/webhooks/rest/", {}):
            url = f"http://127.0.0.1:{port}/webhooks/rest/webhook"

            def converse() -> list[float]:
                times = []
                with requests.Session() as http:
                    sender = os.urandom(8).hex()
                    for words in STOCK_WORDS:
                        reply, ms = timed(http, url, {"sender": sender, "message": words})
                        assert reply, "an empty reply"
                        times.append(ms)
                return times

            yield converse


@contextmanager
def running(command: list[str], folder: Path, ready_url: str, environment: dict[str, str]) -> Iterator[None]:
    """Run a server until the block ends, once `ready_url` answers.

    Raises RuntimeError where it does not become ready.
    """
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **QUIET, **environment},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(ready_url):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{' '.join(command[1:4])} did not become ready")
            time.sleep(0.5)
        yield
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=20)


def answers(url: str) -> bool:
    """Say whether a GET of `url` succeeds."""
    try:
        return requests.get(url, timeout=1).ok
    except requests.RequestException:
        return False


def timed(http: requests.Session, url: str, body: dict[str, Any]) -> tuple[Any, float]:
    """Post `body` and return the answer with the milliseconds that it took."""
    began = time.perf_counter()
    answer = http.post(url, json=body, timeout=60)
    elapsed = (time.perf_counter() - began) * 1000
    answer.raise_for_status()
    return answer.json(), elapsed


if __name__ == "__main__":
    sys.exit(main())
