"""Which conversations are open. A session's token is random, names nobody, and stops working when it is forgotten."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cachetools import TTLCache


@dataclass
class Session:
    """An open conversation: its token, the id of the question that was put last, and a professional's last reply."""

    token: str
    question: str | None = None
    standing: Mapping[str, Any] | None = None
    turn: threading.Lock = field(default_factory=threading.Lock)


class Sessions:
    """The open conversations of this process, each kept for `idle_seconds` after its last turn."""

    def __init__(self, idle_seconds: float, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._open: TTLCache[str, Session] = TTLCache(most, idle_seconds, clock)
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, token: str | None) -> Iterator[tuple[Session, bool]]:
        """Yield what `token` stands for, and whether it is new: an unknown or expired token gets a fresh one.

        Turns of one session wait for each other.
        """
        with self._lock:
            session = self._open.get(token) if token else None
            is_new = session is None
            if session is None:
                session = Session(secrets.token_urlsafe(24))
            self._open[session.token] = session
        with session.turn:
            yield session, is_new

    def is_open(self, token: str) -> bool:
        """Say whether `token` is open: not forgotten and not expired."""
        with self._lock:
            return token in self._open

    def forget(self, token: str) -> None:
        """Drop a session; one that is not open is no error."""
        with self._lock:
            self._open.pop(token, None)

    def __len__(self) -> int:
        """Return how many sessions are open."""
        with self._lock:
            self._open.expire()
            return len(self._open)
