"""The gateway's side of the door: turns sent to the Rasa process over loopback. The only module that knows its JSON."""

from __future__ import annotations

import json
from typing import Any

import requests

from bot.settings import RASA_TIMEOUT_SECONDS
from understanding.hearing import scores_of

ReplyJson = dict[str, Any]


class RasaSilent(RuntimeError):
    """Rasa gave no usable answer: down, late, broken, or an empty list (which it sends with status 200)."""


class RasaClient:
    """Talks to the Rasa process at `base_url`, such as http://127.0.0.1:5005."""

    def __init__(self, base_url: str, timeout: float = RASA_TIMEOUT_SECONDS) -> None:
        self._base = f"{base_url}/webhooks/pathway"
        self._timeout = timeout
        self._http = requests.Session()
        self._http.trust_env = False  # a proxy of the environment has no business with what is said here

    def begin(self, session: str, audience: str) -> ReplyJson:
        """Start a conversation and return its opening reply. Raises RasaSilent."""
        return self._turn(session, "/begin" + json.dumps({"audience": audience}))

    def say(self, session: str, text: str, question: str | None) -> ReplyJson:
        """Send what a person typed in answer to `question` and return the reply. Raises RasaSilent.

        `text` must not begin with a slash: that is how Rasa tells control messages from words. The encoder's scores,
        worked out for the safety net already, go with it.
        """
        return self._turn(session, text, {"question": question, "scores": scores_of(text)})

    def choose(self, session: str, question: str, options: tuple[str, ...]) -> ReplyJson:
        """Send a choice and return the reply. Raises RasaSilent."""
        return self._turn(session, "/choose" + json.dumps({"choice": f"{question}:{' '.join(options)}"}))

    def forget(self, session: str) -> None:
        """Make Rasa forget a conversation. Raises RasaSilent where it cannot be reached."""
        try:
            self._http.delete(f"{self._base}/conversations/{session}", timeout=self._timeout).raise_for_status()
        except requests.RequestException as error:
            raise RasaSilent(type(error).__name__) from None

    def is_up(self) -> bool:
        """Say whether the Rasa process answers."""
        try:
            return self._http.get(f"{self._base}/", timeout=1.0).ok
        except requests.RequestException:
            return False

    def _turn(self, session: str, message: str, metadata: dict[str, Any] | None = None) -> ReplyJson:
        body = {"sender": session, "message": message, "metadata": metadata}
        try:
            answer = self._http.post(f"{self._base}/turn", json=body, timeout=self._timeout)
            replies = answer.json() if answer.ok else []
        except (requests.RequestException, ValueError) as error:
            # `from None`: the error's text may hold the request, and so what was said.
            raise RasaSilent(type(error).__name__) from None
        reply = replies[-1].get("custom") if replies else None
        if not isinstance(reply, dict) or "messages" not in reply:
            raise RasaSilent("no reply")
        return reply
