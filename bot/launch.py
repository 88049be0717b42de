"""Starting everything with one command: the Rasa process behind the door, and the web before it."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from waitress.server import create_server

from bot.gateway import Gateway
from bot.rasa.client import RasaClient
from bot.sessions import Sessions
from bot.settings import CONVERSATION_IDLE_SECONDS, MODEL, MOST_CONVERSATIONS, ROOT, TURNS_PER_MINUTE
from bot.web import create_app
from bot.web.limiting import Limiter
from bot.web.settings import WebSettings
from pathway.engine import engine
from understanding.hearing import warm_up

logger = logging.getLogger(__name__)

START_SECONDS = 180
"""TensorFlow alone takes ten seconds to import on two cores, and more on a machine that has just been set up."""

THREADS = 16
"""Rasa answers one turn at a time; these threads only wait for it."""


class RasaProcess:
    """The Rasa process on a loopback port of its own. Started anew where it dies, ended with this process."""

    def __init__(self, model: Path) -> None:
        self._model = model
        self.port = free_port()
        self.client = RasaClient(f"http://127.0.0.1:{self.port}")
        self._stopping = threading.Event()
        self._process = self._spawn()

    def wait_until_up(self) -> None:
        """Return when Rasa answers.

        Raises RuntimeError where the process ends or is not up in time.
        """
        deadline = time.monotonic() + START_SECONDS
        while not self.client.is_up():
            if self._process.poll() is not None:
                raise RuntimeError(f"Rasa ended with code {self._process.returncode} while starting; see above.")
            if time.monotonic() > deadline:
                raise RuntimeError(f"Rasa was not up after {START_SECONDS} seconds.")
            time.sleep(0.2)
        threading.Thread(target=self._keep_up, daemon=True, name="rasa-watch").start()

    def stop(self) -> None:
        """End the Rasa process and wait until it is gone."""
        self._stopping.set()
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)
            try:
                self._process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self._process.pid, signal.SIGKILL)

    def _spawn(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-W", "ignore", "-m", "bot.rasa.server", str(self._model), str(self.port)]
        # A session of its own: Ctrl-C reaches this process alone, which then ends Rasa in order.
        return subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdout=subprocess.DEVNULL)

    def _keep_up(self) -> None:
        while not self._stopping.wait(1.0):
            if self._process.poll() is not None:
                logger.error("Rasa ended with code %s and is started again.", self._process.returncode)
                self._process = self._spawn()


def serve(host: str, port: int, *, limit_requests: bool, settings: WebSettings) -> None:
    """Serve the web chat until interrupted.

    Raises PathwayError or DirectoryError where graph or directory cannot be used, FileNotFoundError without a trained
    model, OSError where the port is taken.
    """
    talk = engine()
    if not MODEL.exists():
        raise FileNotFoundError(f"{MODEL.relative_to(ROOT)} is not there. `make model` trains it.")
    rasa = RasaProcess(MODEL)
    try:
        gateway = Gateway(rasa.client, talk, Sessions(CONVERSATION_IDLE_SECONDS, MOST_CONVERSATIONS))
        limiter = Limiter(TURNS_PER_MINUTE) if limit_requests else None
        app = create_app(gateway, talk, rasa.client.is_up, limiter, settings)
        # The names that waitress would add to a response say more about the server than anyone needs.
        server = create_server(app, host=host, port=port, threads=THREADS, ident=None)
        warm_up()
        rasa.wait_until_up()
        print(f"Ready: http://{host}:{port}", flush=True)
        server.run()
    finally:
        rasa.stop()


def free_port() -> int:
    """Return a port of loopback that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
