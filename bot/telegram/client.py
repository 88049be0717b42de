"""The bridge's side of the chat's HTTP interface: one turn, and forgetting. The one module that knows its addresses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any

import httpx

from bot.telegram.settings import TURN_SECONDS

Json = Mapping[str, Any]


class ChatSilent(RuntimeError):
    """The chat gave no usable answer: not there, late, broken. Its text holds nothing that was sent."""


class ChatRefused(RuntimeError):
    """The chat does not take the turn: a choice that it no longer has, or too many turns (`status` says which)."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status = status


@dataclass(frozen=True)
class Turn:
    """What is passed on: words, or a choice of options for a question; neither begins a conversation."""

    text: str | None = None
    question: str | None = None
    options: tuple[str, ...] = ()
    audience: str | None = None

    def body(self, session: str | None) -> Json:
        """Return the turn as the interface takes it."""
        choice = None if self.question is None else {"question": self.question, "option": list(self.options)}
        fields = {"session": session, "text": self.text, "choice": choice, "audience": self.audience}
        return {name: value for name, value in fields.items() if value is not None}


class ChatClient:
    """Talks to the web chat at `address`. Use it as an async context."""

    def __init__(self, address: str) -> None:
        # No proxy of the environment: the chat is on this machine, and a proxy has no business with what is said.
        self._http = httpx.AsyncClient(base_url=address, timeout=TURN_SECONDS, trust_env=False)

    async def __aenter__(self) -> ChatClient:
        """Return the client."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def take(self, turn: Turn, session: str | None) -> Json:
        """Send a turn and return the reply with its `session`. Raises ChatSilent or ChatRefused."""
        try:
            answer = await self._http.post("/api/chat", json=turn.body(session))
            reply = answer.json() if answer.is_success else {}
        except (httpx.HTTPError, ValueError) as error:
            # `from None`: the error may hold the request, and so what was said.
            raise ChatSilent(type(error).__name__) from None
        if answer.is_client_error:
            raise ChatRefused(answer.status_code)
        if not isinstance(reply, dict) or not {"session", "messages", "question", "signposts"} <= set(reply):
            raise ChatSilent(f"status {answer.status_code}")
        return reply

    async def forget(self, session: str) -> None:
        """Have a conversation forgotten everywhere. Raises ChatSilent where the chat cannot be reached."""
        try:
            (await self._http.delete(f"/api/chat/{session}")).raise_for_status()
        except httpx.HTTPError as error:
            raise ChatSilent(type(error).__name__) from None

    async def is_ready(self) -> bool:
        """Say whether the chat would answer a turn."""
        try:
            return (await self._http.get("/readyz")).is_success
        except httpx.HTTPError:
            return False
