"""Flood limits: what Telegram allows in all and in one chat, and waiting as long as it asks, for that chat alone.

The limiter that comes with the library makes everyone wait when one chat has to; here somebody else may be in danger.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from aiolimiter import AsyncLimiter
from cachetools import TTLCache
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.settings import MOST_CONVERSATIONS

IN_ALL_PER_SECOND = 30
BURST = 5
"""Telegram asks for one message a second in a chat and bears short bursts: a reply is at most a few messages."""

URGENT = 1
"""Given with a request: it is sent before what waits here."""

MOST_TRIES = 4
LONGEST_WAIT_SECONDS = 60.0


class Pace(BaseRateLimiter[int]):
    """Holds back requests; `burst` messages of one chat may go at once, then one a second."""

    def __init__(self, in_all: float = IN_ALL_PER_SECOND, burst: float = BURST) -> None:
        self._all = AsyncLimiter(in_all, 1)
        self._burst = burst
        self._chats: TTLCache[object, AsyncLimiter] = TTLCache(MOST_CONVERSATIONS, 60)

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Hold nothing."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Run a request when its turn has come.

        Raises RetryAfter where Telegram keeps refusing, or asks for a longer wait than anyone would sit through.
        """
        for _ in range(MOST_TRIES - 1):
            if rate_limit_args != URGENT:
                await self._turn(endpoint, data)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as refusal:
                wait = refusal.retry_after
                seconds = wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
                if seconds > LONGEST_WAIT_SECONDS:
                    raise
                await asyncio.sleep(seconds)
        return await callback(*args, **kwargs)

    async def _turn(self, endpoint: str, data: dict[str, Any]) -> None:
        """Wait until a request may go. Leaving never waits here: deleting is no message."""
        chat = data.get("chat_id")
        if chat is None or endpoint.startswith("delete"):
            return
        self._chats[chat] = limiter = self._chats.get(chat) or AsyncLimiter(self._burst, self._burst)
        await limiter.acquire()
        await self._all.acquire()
