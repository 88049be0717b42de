"""One turn: passed on to the chat, its reply shown. Danger never waits for it, and no answer is ever silence."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.danger import safe_reply, signs_in
from bot.settings import TURNS_PER_MINUTE
from bot.telegram.chats import Chats, Conversation
from bot.telegram.client import ChatClient, ChatRefused, ChatSilent, Turn
from bot.telegram.leaving import Leaving
from bot.telegram.messages import Outgoing, reply_messages
from bot.telegram.sending import Sender
from bot.telegram.settings import DANGER_SECONDS
from bot.telegram.wording import Wording
from pathway.talk import MORE, Talk

logger = logging.getLogger(__name__)
Json = Mapping[str, Any]
BEGIN = Turn()
SAYINGS = {"numbers": "I want a phone number", "back": "Go back one step", "restart": "Start again"}
"""What these commands and buttons say for the person; the chat understands it as if it had been typed."""

TOO_MANY = 429
_TURNS = RateLimitItemPerMinute(TURNS_PER_MINUTE, namespace="turns")
_WARNINGS = RateLimitItemPerMinute(1, namespace="warnings")


@dataclass(frozen=True)
class Call:
    """A turn on its way: for whom, the signs of danger in it, how its reply begins, and what came before it.

    `ended`: an earlier conversation of the chat is gone.
    """

    chat: int
    conversation: Conversation
    turn: Turn
    signs: frozenset[str] = frozenset()
    first_line: str = "next"
    ended: bool = False


@dataclass(frozen=True)
class Answer:
    """A reply. `lost`: it is a new conversation's, the one that was meant is gone. `heard`: it is the chat's own."""

    reply: Json
    lost: bool = False
    heard: bool = True


def _now() -> datetime:
    return datetime.now(timezone.utc)


class Turns:
    """Takes turns for all chats."""

    def __init__(
        self,
        talk: Talk,
        wording: Wording,
        chats: Chats,
        client: ChatClient,
        sender: Sender,
        leaving: Leaving,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._talk = talk
        self._wording = wording
        self._chats = chats
        self._client = client
        self._sender = sender
        self._leaving = leaving
        self._clock = clock
        self._minute = MovingWindowRateLimiter(MemoryStorage())

    def danger_in(self, turn: Turn) -> frozenset[str]:
        """Return the signs of danger in the words of `turn`, or in the options that it picks."""
        return signs_in(self._talk, turn.text or "", turn.question, turn.options)

    async def begin(self, chat: int, audience: str | None = None) -> None:
        """Begin anew; what was open is forgotten. Raises TelegramError."""
        await self._leaving.forget(chat)
        await self._show(Call(chat, self._chats.begin(chat), Turn(audience=audience), first_line="begin"))

    async def begin_again(self, chat: int) -> None:
        """Begin anew where an earlier conversation is gone, and say so. Raises TelegramError."""
        await self._show(Call(chat, self._chats.begin(chat), BEGIN, ended=True))

    async def take(self, chat: int, turn: Turn, *, ended: bool = False) -> bool:
        """Pass `turn` on and show the reply; say whether the chat has heard it. Raises TelegramError.

        `ended`: an earlier conversation is gone.
        """
        signs = self.danger_in(turn)
        if not self._minute.hit(_TURNS, str(chat)) and not signs:
            if self._minute.hit(_WARNINGS, str(chat)):
                await self._sender.say(chat, [Outgoing(self._wording.unread["too_fast"])])
            return False
        open_now = self._chats.conversation(chat)
        first_line = "next" if open_now or ended else "begin"
        return await self._show(Call(chat, open_now or self._chats.begin(chat), turn, signs, first_line, ended))

    async def safely(self, chat: int, turn: Turn) -> None:
        """Show who can help, by the bridge's own graph and directory, whatever else failed. Raises TelegramError."""
        conversation = self._chats.conversation(chat) or self._chats.begin(chat)
        reply = safe_reply(self._talk, self.danger_in(turn), self._clock())
        await self._sender.say_in(conversation, chat, reply_messages(reply, conversation.mark, self._wording))

    async def _show(self, call: Call) -> bool:
        try:
            answer = await self._answer(call)
        except ChatRefused as refused:
            word = "too_fast" if refused.status == TOO_MANY else "earlier_button"
            await self._sender.say(call.chat, [Outgoing(self._wording.unread[word])])
            return False
        if not self._chats.is_open(call.chat, call.conversation):
            # Left or begun anew while this turn was under way: what the turn has just stored goes as well.
            await self._leaving.forget_session(answer.reply.get("session"))
        elif answer.reply.get("leaving"):
            await self._leaving.leave(call.chat)
        elif answer.lost and call.turn.question and not call.signs:
            await self._leaving.forget_session(answer.reply.get("session"))
            await self.begin_again(call.chat)
        else:
            await self._say(call, answer)
        return answer.heard

    async def _say(self, call: Call, answer: Answer) -> None:
        conversation, reply = call.conversation, answer.reply
        question = reply["question"]
        conversation.question, conversation.why = (question["id"], question["why"]) if question else (None, None)
        if call.ended or answer.lost:
            reply = self._after_an_end(reply, call.signs)
        if call.turn.question == MORE:
            reply = {**reply, "more": 0}
        messages = reply_messages(reply, conversation.mark, self._wording, call.first_line)
        await self._sender.say_in(conversation, call.chat, messages)

    async def _answer(self, call: Call) -> Answer:
        """Return the chat's answer, or the safe reply: at once where danger was named and the chat is slow.

        Raises ChatRefused where the choice is not one that the chat has, or where there were too many turns.
        """
        try:
            return await asyncio.wait_for(self._ask(call), DANGER_SECONDS if call.signs else None)
        except (ChatSilent, asyncio.TimeoutError) as silence:
            logger.error("The chat gave no answer: %s", type(silence).__name__)
        except ChatRefused as refused:
            if not call.signs and (refused.status == TOO_MANY or call.turn.question):
                raise
            logger.error("The chat refused a turn: %s", refused)
        return Answer(safe_reply(self._talk, call.signs, self._clock()), heard=False)

    async def _ask(self, call: Call) -> Answer:
        conversation = call.conversation
        async with conversation.turn:
            sent = conversation.session
            reply = await self._client.take(call.turn, sent)
            conversation.session = reply["session"]
            return Answer(reply, lost=sent not in (None, conversation.session))

    def _after_an_end(self, reply: Json, signs: frozenset[str]) -> Json:
        """Return `reply` with word that the conversation before it is gone, in place of the opening words."""
        _, opening = self._talk.begin(self._clock())
        lost = {"text": self._talk.pathway.phrases["lost_place"]}
        rest = [message for message in reply["messages"] if message["text"] not in opening.messages]
        return {**reply, "messages": [*rest, lost] if signs else [lost, *rest]}
