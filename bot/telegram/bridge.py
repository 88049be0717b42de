"""Every update goes through here: what it asks is done, and whatever fails, the person is answered."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta, timezone

from telegram import Update
from telegram.error import Forbidden, TelegramError

from bot.settings import CONVERSATION_IDLE_SECONDS, LONGEST_TEXT
from bot.telegram.chats import Chats
from bot.telegram.client import Turn
from bot.telegram.incoming import Gone, Incoming, NothingAsked, Ordered, Pressed, Said, TurnedAway, incoming
from bot.telegram.leaving import Leaving
from bot.telegram.messages import Outgoing, fixed_message
from bot.telegram.pressing import Pressing
from bot.telegram.sending import Sender
from bot.telegram.turns import SAYINGS, Turns
from bot.telegram.wording import Wording
from pathway.talk import Talk

logger = logging.getLogger(__name__)

LEAVES = ("exit", "stop")


def _now() -> datetime:
    return datetime.now(timezone.utc)


class Bridge:
    """Takes Telegram's updates."""

    def __init__(
        self,
        talk: Talk,
        wording: Wording,
        chats: Chats,
        sender: Sender,
        leaving: Leaving,
        turns: Turns,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._talk = talk
        self._wording = wording
        self._chats = chats
        self._sender = sender
        self._leaving = leaving
        self._turns = turns
        self._pressing = Pressing(talk, wording, chats, sender, leaving, turns)
        self._clock = clock

    async def take(self, update: Update, context: object = None) -> None:
        """Take an update. Nothing is raised: what fails is noted by its kind, and who can help is shown."""
        came = incoming(update)
        if came is not None:
            await self._answer(came)

    async def _answer(self, came: Incoming) -> None:
        try:
            await self._do(came)
        except Forbidden:
            await self._leaving.forget(came.chat)
        except TelegramError as error:
            logger.error("Telegram did not take an answer: %s", type(error).__name__)
        except Exception as error:
            # The error's text may hold what was said; its kind says enough to find it.
            logger.error("%s while answering", type(error).__name__)
            await self._safely(came)

    async def _do(self, came: Incoming) -> None:
        asks, chat = came.asks, came.chat
        if isinstance(asks, TurnedAway):
            await self._sender.turn_away(chat, Outgoing(self._wording.unread["private_only"]))
            return
        ended = self._chats.has_ended(chat)
        if came.message is not None:
            self._chats.note(chat, came.message)
        if isinstance(asks, Gone):
            self._chats.take_messages(chat)
            await self._leaving.forget(chat)
        elif isinstance(asks, Pressed):
            await self._pressing.press(chat, came.message, asks)
        elif isinstance(asks, Ordered) and asks.command in LEAVES:
            await self._leaving.leave(chat, quietly=self._is_old(came))
        elif not isinstance(asks, NothingAsked) and not self._is_old(came):
            await (self._ordered(chat, asks, ended) if isinstance(asks, Ordered) else self._said(chat, asks, ended))

    def _is_old(self, came: Incoming) -> bool:
        """Say whether a message waited so long that an answer would come unasked, perhaps before other eyes."""
        return came.sent is not None and self._clock() - came.sent > timedelta(seconds=CONVERSATION_IDLE_SECONDS)

    async def _ordered(self, chat: int, order: Ordered, ended: bool) -> None:
        if order.argument and self._turns.danger_in(Turn(text=order.argument)):
            await self._said(chat, Said(order.argument), ended)
        elif order.command == "start" or (order.command == "restart" and not self._chats.conversation(chat)):
            await self._turns.begin(chat, "professional" if order.argument == "professional" else None)
        elif order.command in SAYINGS:
            await self._turns.take(chat, Turn(text=SAYINGS[order.command]), ended=ended)
        else:
            words = self._wording.help if order.command == "help" else self._wording.privacy
            await self._sender.say(chat, [fixed_message(words, self._wording)])

    async def _said(self, chat: int, said: Said, ended: bool) -> None:
        turn = Turn(text=said.text)
        danger = bool(self._turns.danger_in(turn))
        if said.unread and not danger:
            await self._sender.say(chat, [Outgoing(self._wording.unread[said.unread])])
        if not said.text or (said.unread == "edited" and not danger):
            return
        if len(said.text) <= LONGEST_TEXT:
            await self._turns.take(chat, turn, ended=ended)
        elif danger:
            await self._turns.safely(chat, turn)
        else:
            await self._sender.say(chat, [Outgoing(self._wording.unread["too_long"])])

    async def _safely(self, came: Incoming) -> None:
        turn = Turn(text=came.asks.text) if isinstance(came.asks, Said) else Turn()
        try:
            await self._turns.safely(came.chat, turn)
        except TelegramError as error:
            logger.error("Telegram did not take the safe reply: %s", type(error).__name__)
