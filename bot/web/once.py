"""Pages that answer a form are led to and shown once, so that no browser keeps the words that were sent with the form.

A browser without a script notes each form that it sent, to bring the page back after a crash. Where the answer leads on
to an address of its own, it notes that address instead, and the address shows nothing to whoever comes back to it.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from cachetools import TTLCache
from flask import Response

FETCH_SECONDS = 60
"""A browser follows at once; one that does not come for its page within this time does not get it any more."""
AGAIN_SECONDS = 10.0
"""On a bad connection a page may have to be fetched twice."""
MOST = 1_000


@dataclass
class _Held:
    response: Response
    session: str
    shown_at: float | None = None


class Once:
    """Holds each page until it is fetched. Words are in memory for seconds; no address of them can be guessed."""

    def __init__(self, is_open: Callable[[str], bool], clock: Callable[[], float] = time.monotonic) -> None:
        """Take `is_open`, which says whether a session has not been forgotten yet."""
        self._held: TTLCache[str, _Held] = TTLCache(MOST, FETCH_SECONDS, clock)
        self._is_open = is_open
        self._clock = clock
        self._lock = threading.Lock()

    def hold(self, response: Response, session: str) -> str:
        """Hold the page of `session` and return the key that it can be fetched by."""
        key = secrets.token_urlsafe(16)
        with self._lock:
            self._held[key] = _Held(response, session)
        return key

    def take(self, key: str) -> Response | None:
        """Return the page of `key`: once, and again within seconds while its session is open; None after that."""
        with self._lock:
            held = self._held.get(key)
            if held is None:
                return None
            now = self._clock()
            if held.shown_at is None:
                held.shown_at = now
                return held.response
            if now - held.shown_at <= AGAIN_SECONDS and self._is_open(held.session):
                return held.response
            del self._held[key]
            return None
