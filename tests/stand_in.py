"""A stand-in for the Rasa process in tests: the same talk and the same understanding, without the process between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from pathway.reply_json import reply_to_json
from pathway.state import State
from pathway.talk import Heard, Talk
from understanding.hearing import hear


def _now() -> datetime:
    return datetime.now(timezone.utc)


class DirectRasa:
    """Answers the gateway as Rasa would. `open` holds the conversations, so that a test can see one forgotten."""

    def __init__(self, talk: Talk, clock: Callable[[], datetime] = _now) -> None:
        self._talk = talk
        self._clock = clock
        self.open: dict[str, State] = {}

    def begin(self, session: str, audience: str) -> dict[str, Any]:
        """Start a conversation."""
        self.open[session], reply = self._talk.begin(self._clock(), audience)
        return reply_to_json(reply)

    def say(self, session: str, text: str, question: str | None) -> dict[str, Any]:
        """Take words."""
        asked = self._talk.pathway.questions.get(question) if question else None
        return self._turn(session, hear(text, asked))

    def choose(self, session: str, question: str, options: tuple[str, ...]) -> dict[str, Any]:
        """Take a choice."""
        return self._turn(session, Heard(question=question, choice=options))

    def forget(self, session: str) -> None:
        """Forget a conversation; one that is not there is no error."""
        self.open.pop(session, None)

    def _turn(self, session: str, heard: Heard) -> dict[str, Any]:
        self.open[session], reply = self._talk.hear(self.open.get(session, State()), heard, self._clock())
        return reply_to_json(reply)
