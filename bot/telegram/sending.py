"""Sending, changing and deleting messages. What is sent is silent, shows no preview, and is remembered for leaving."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import nullcontext
from typing import Any, TypeVar

from telegram import InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, TelegramError
from telegram.ext import ExtBot

from bot.telegram.chats import Chats, Conversation
from bot.telegram.messages import Outgoing
from bot.telegram.pace import URGENT
from bot.telegram.settings import DELETED_AT_ONCE

logger = logging.getLogger(__name__)
Result = TypeVar("Result")
WAITS_SECONDS = (0.5, 2.0)
"""Between tries when the network fails. A message sent twice is better than none."""


class Sender:
    """Sends for all chats through `bot`."""

    def __init__(self, bot: ExtBot[Any], chats: Chats) -> None:
        self._bot = bot
        self._chats = chats

    async def send(self, chat: int, outgoing: Outgoing) -> int:
        """Send a message and return its id, without remembering it. Raises TelegramError."""
        message = await _sturdily(
            lambda: self._bot.send_message(
                chat,
                outgoing.text,
                parse_mode=ParseMode.HTML,
                reply_markup=outgoing.keyboard,
                disable_notification=True,
                protect_content=outgoing.protect,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                rate_limit_args=URGENT if outgoing.urgent else None,
            )
        )
        return message.message_id

    async def say(self, chat: int, outgoing: Iterable[Outgoing]) -> None:
        """Send messages and remember them. Raises TelegramError."""
        for one in outgoing:
            self._chats.note(chat, await self.send(chat, one))

    async def say_in(self, conversation: Conversation, chat: int, outgoing: Iterable[Outgoing]) -> None:
        """Send messages of `conversation`, as long as it is open: nothing appears after someone has left.

        Raises TelegramError.
        """
        messages = tuple(outgoing)
        async with nullcontext() if any(one.urgent for one in messages) else conversation.speaking:
            for one in messages:
                await self._say_one_in(conversation, chat, one)

    async def change(self, chat: int, message: int, text: str | None, keyboard: InlineKeyboardMarkup) -> None:
        """Change a message's buttons, and its text where one is given. What cannot be changed stays as it is."""
        try:
            if text is None:
                await self._bot.edit_message_reply_markup(chat, message, reply_markup=keyboard)
            else:
                await self._bot.edit_message_text(
                    text,
                    chat,
                    message,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboard,
                    link_preview_options=LinkPreviewOptions(is_disabled=True),
                )
        except BadRequest as refusal:
            # Pressing twice asks for the same change twice, and a message may be deleted meanwhile.
            logger.info("A message was not changed: %s", type(refusal).__name__)

    async def acknowledge(self, query: str, popup: str | None = None) -> bool:
        """Tell Telegram that a press has arrived; say whether it is young enough to be answered."""
        try:
            await self._bot.answer_callback_query(query, popup, show_alert=popup is not None)
        except BadRequest:
            return False
        except NetworkError as error:
            # It only stops the button from blinking: what was pressed is done all the same.
            logger.info("A press was not acknowledged: %s", type(error).__name__)
        return True

    async def delete(self, chat: int, messages: Sequence[int]) -> int:
        """Delete messages on both sides; return how many could not be."""
        batches = [messages[first : first + DELETED_AT_ONCE] for first in range(0, len(messages), DELETED_AT_ONCE)]
        return sum([await self._delete_batch(chat, batch) for batch in batches])

    async def turn_away(self, chat: int, outgoing: Outgoing) -> None:
        """Say why nothing happens in a group or channel, and leave it."""
        try:
            await self.send(chat, outgoing)
            await self._bot.leave_chat(chat)
        except TelegramError as error:
            logger.info("A group was not left: %s", type(error).__name__)

    async def _say_one_in(self, conversation: Conversation, chat: int, outgoing: Outgoing) -> None:
        if not self._chats.is_open(chat, conversation):
            return
        message = await self.send(chat, outgoing)
        if self._chats.is_open(chat, conversation):
            self._chats.note(chat, message)
        else:
            await self.delete(chat, [message])

    async def _delete_batch(self, chat: int, messages: Sequence[int]) -> int:
        """Delete a batch, or each message by itself where the batch is refused; return how many could not be."""
        try:
            await _sturdily(lambda: self._bot.delete_messages(chat, messages))
        except TelegramError:
            return [await self._is_deleted(chat, message) for message in messages].count(False)
        return 0

    async def _is_deleted(self, chat: int, message: int) -> bool:
        try:
            return await self._bot.delete_message(chat, message)
        except TelegramError:
            return False


async def _sturdily(call: Callable[[], Awaitable[Result]], waits: Sequence[float] = WAITS_SECONDS) -> Result:
    """Return the result of `call`, tried again while the network fails. Raises TelegramError."""
    try:
        return await call()
    except BadRequest:
        raise
    except NetworkError:
        if not waits:
            raise
    await asyncio.sleep(waits[0])
    return await _sturdily(call, waits[1:])
