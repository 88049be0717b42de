"""Marks for first pages: each lets one conversation begin, so that a form sent again from the history begins none.

Going back to a page that answered a form makes the browser offer to send that form again. Once a conversation is
forgotten, its session no longer works; but the first form has no session yet, and would show what was said with it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable

from cachetools import TTLCache

PREFIX = "first"
VALID_SECONDS = 60 * 60
"""A page that lay open longer than this is answered with a fresh first page."""

DOUBLE_CLICK_SECONDS = 3.0
"""Pressing twice sends a form twice, and the browser shows the second answer."""

MOST_SPENT = 100_000


class Beginnings:
    """Issues marks and takes each once. Nothing is held for a mark until it is used."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._key = secrets.token_bytes(32)
        self._clock = clock
        self._spent: TTLCache[str, float] = TTLCache(MOST_SPENT, VALID_SECONDS, clock)

    def issue(self) -> str:
        """Return a fresh mark."""
        body = f"{PREFIX}.{int(self._clock())}.{secrets.token_urlsafe(9)}"
        return f"{body}.{self._sign(body)}"

    def take(self, mark: str) -> bool:
        """Use `mark` up; say whether it was ours, young enough and not used before (but for a double click)."""
        body, _, signature = mark.rpartition(".")
        if not hmac.compare_digest(self._sign(body).encode(), signature.encode()):
            return False
        now = self._clock()
        if now - int(body.split(".")[1]) > VALID_SECONDS:
            return False
        return now - self._spent.setdefault(mark, now) <= DOUBLE_CLICK_SECONDS

    def _sign(self, body: str) -> str:
        return hmac.new(self._key, body.encode(), hashlib.sha256).hexdigest()[:32]


def is_mark(token: str) -> bool:
    """Say whether `token`, from a form's session field, is a first page's mark and not a session."""
    return token.startswith(f"{PREFIX}.")
