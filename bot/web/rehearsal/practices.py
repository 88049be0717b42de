"""The rehearsals that are open in this process, in memory, each for a while after its last turn."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable

from cachetools import TTLCache

from bot.settings import CONVERSATION_IDLE_SECONDS
from rehearsal.record import Practice

PREFIX = "rehearsal."
"""Marks the token: a rehearsal's is none of the chat's, and the other way round."""
MOST = 2_000


class Practices:
    """Open rehearsals by token."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._open: TTLCache[str, Practice] = TTLCache(MOST, CONVERSATION_IDLE_SECONDS, clock)
        self._lock = threading.Lock()

    def begin(self) -> str:
        """Open a rehearsal and return its token."""
        token = PREFIX + secrets.token_urlsafe(24)
        self.keep(token, Practice())
        return token

    def get(self, token: str) -> Practice | None:
        """Return the rehearsal of `token`, or None where it is not open."""
        with self._lock:
            return self._open.get(token)

    def keep(self, token: str, practice: Practice) -> None:
        """Hold `practice` under `token`."""
        with self._lock:
            self._open[token] = practice

    def forget(self, token: str) -> None:
        """Drop a rehearsal; one that is not open is no error."""
        with self._lock:
            self._open.pop(token, None)

    def __len__(self) -> int:
        """Return how many are open."""
        with self._lock:
            self._open.expire()
            return len(self._open)
