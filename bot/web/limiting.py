"""How many requests one address may send. Addresses are held in memory for a minute and written nowhere."""

from __future__ import annotations

from flask import Flask, request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.web.problems import DETAILS, Problem


class Limiter:
    """Allows `per_minute` requests a minute from one address."""

    def __init__(self, per_minute: int) -> None:
        self._limit = RateLimitItemPerMinute(per_minute)
        self._window = MovingWindowRateLimiter(MemoryStorage())

    def allows(self, address: str) -> bool:
        """Count a request of `address` and say whether it may be served."""
        return self._window.hit(self._limit, address)


def install_limits(app: Flask, limiter: Limiter) -> None:
    """Refuse requests to the interface beyond the limit with 429. Leaving is never refused."""

    @app.before_request
    def within_limit() -> None:
        leaving = request.method == "DELETE" or request.path.startswith("/leave")
        if request.method in ("POST", "PUT") and not leaving and not limiter.allows(request.remote_addr or ""):
            raise Problem(429, DETAILS[429])
