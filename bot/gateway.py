"""One turn from a channel to the pathway and back. It never answers with silence, and screens for danger by itself."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Protocol

from bot.danger import safe_reply, signs_in
from bot.rasa.client import RasaSilent, ReplyJson
from bot.refusing import refusal
from bot.sessions import Session, Sessions
from pathway.talk import MORE, SKIP, ChoiceError, Talk
from understanding.identifiers import identifiers

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Turn:
    """What came in from a channel: words typed, or a choice of options for a question. Neither: just begin."""

    session: str | None = None
    text: str | None = None
    question: str | None = None
    options: tuple[str, ...] = ()
    audience: str = "public"


class Rasa(Protocol):
    """What the gateway needs of Rasa (see bot.rasa.client)."""

    def begin(self, session: str, audience: str) -> ReplyJson:
        """Start a conversation."""

    def say(self, session: str, text: str, question: str | None) -> ReplyJson:
        """Send words."""

    def choose(self, session: str, question: str, options: tuple[str, ...]) -> ReplyJson:
        """Send a choice."""

    def forget(self, session: str) -> None:
        """Forget a conversation."""


def _now() -> datetime:
    return datetime.now(timezone.utc)


class Gateway:
    """Takes turns for all channels. `talk` serves only for cards that must come when Rasa does not answer."""

    def __init__(self, rasa: Rasa, talk: Talk, sessions: Sessions, clock: Callable[[], datetime] = _now) -> None:
        self._rasa = rasa
        self._talk = talk
        self._sessions = sessions
        self._clock = clock

    def hear(self, turn: Turn) -> ReplyJson:
        """Take one turn and return the reply as JSON with its `session`.

        Raises ChoiceError where the choice names a question or an option that the pathway does not have.
        """
        self._check_choice(turn)
        text = defused(turn.text) if turn.text else ""
        danger = signs_in(self._talk, text, turn.question, turn.options)
        with self._sessions.turn(turn.session) as (session, is_new):
            try:
                reply = self._through_rasa(session, is_new, turn, text)
            except RasaSilent as silence:
                logger.error("Rasa gave no answer: %s", silence)
                reply = safe_reply(self._talk, danger, self._clock())
                self._forget(session.token)
            session.question = reply["question"]["id"] if reply["question"] else None
            session.standing = reply if reply["facts"].get("asking_as") == "professional" else None
            if reply.get("leaving") or not self._sessions.is_open(session.token):
                # Forgotten while this turn was under way: what the turn has just stored goes as well.
                self._forget(session.token)
            return {"session": session.token, **reply}

    def is_open(self, token: str) -> bool:
        """Say whether a conversation is open: begun, and neither forgotten nor idle for too long."""
        return self._sessions.is_open(token)

    def forget(self, token: str) -> None:
        """Forget a conversation everywhere. One that does not exist is no error."""
        self._forget(token)

    def _forget(self, token: str) -> None:
        self._sessions.forget(token)
        try:
            self._rasa.forget(token)
        except RasaSilent as silence:
            # Without Rasa there is nothing of the conversation left to forget: it is kept in its memory alone.
            logger.error("Rasa could not be told to forget: %s", silence)

    def _check_choice(self, turn: Turn) -> None:
        if turn.question is None or turn.question == MORE:
            return
        question = self._talk.pathway.questions.get(turn.question)
        if question is None:
            raise ChoiceError(f"There is no question '{turn.question}'.")
        if turn.options == (SKIP,):
            return
        known = [option.id for option in question.options]
        if question.kind == "one" and len(turn.options) != 1:
            raise ChoiceError(f"Question '{question.id}' takes one option: {', '.join(known)} or {SKIP}.")
        for option in turn.options:
            if option not in known:
                raise ChoiceError(f"Question '{question.id}' has the options {', '.join(known)} and {SKIP}.")

    def _through_rasa(self, session: Session, is_new: bool, turn: Turn, text: str) -> ReplyJson:
        opening = self._rasa.begin(session.token, turn.audience) if is_new else None
        if opening and opening["question"]:
            session.question = opening["question"]["id"]
        standing = opening if opening and turn.audience == "professional" else session.standing
        if standing and identifiers(text):
            return refusal(self._talk, standing, text, self._clock())
        if turn.question is not None:
            reply = self._rasa.choose(session.token, turn.question, turn.options)
        elif text:
            reply = self._rasa.say(session.token, text, session.question)
        elif opening:
            return opening
        else:
            return self._rasa.say(session.token, "?", session.question)
        return _joined(opening, reply) if opening else reply


def defused(text: str) -> str:
    """Return `text` without leading slashes, which Rasa would take for one of the gateway's own messages."""
    return text.lstrip(" \t\r\n\f\v\u00a0\u200b\ufeff/")


def _joined(opening: dict[str, Any], reply: ReplyJson) -> ReplyJson:
    """Return the reply to a first message together with the opening words; danger is answered before them."""
    words = (
        [*reply["messages"], *opening["messages"]]
        if any(reply["safety"].values())
        else [
            *opening["messages"],
            *reply["messages"],
        ]
    )
    return {**reply, "messages": words}
