"""Leaving: what can be deleted is deleted first, then the conversation is forgotten, then comes what remains."""

from __future__ import annotations

import asyncio
import logging

from telegram.error import TelegramError

from bot.telegram.chats import Chats
from bot.telegram.client import ChatClient, ChatSilent
from bot.telegram.messages import last_message
from bot.telegram.sending import Sender
from bot.telegram.settings import LAST_WORDS_SECONDS
from bot.telegram.wording import Wording

logger = logging.getLogger(__name__)


class Leaving:
    """Lets people leave. It waits for no turn under way: what that brings later is not shown."""

    def __init__(
        self,
        chats: Chats,
        client: ChatClient,
        sender: Sender,
        wording: Wording,
        last_words_seconds: float = LAST_WORDS_SECONDS,
    ) -> None:
        self._chats = chats
        self._client = client
        self._sender = sender
        self._wording = wording
        self._seconds = last_words_seconds
        self._last_words: dict[asyncio.Task[None], tuple[int, int]] = {}

    async def leave(self, chat: int, *, quietly: bool = False) -> None:
        """Delete, forget, and say what remains; `quietly` without the last words. Raises TelegramError."""
        conversation = self._chats.close(chat)
        session = conversation.session if conversation else None
        await asyncio.gather(self._delete(chat, quietly=quietly), self.forget_session(session))

    async def forget(self, chat: int) -> None:
        """Close the conversation of `chat` and have it forgotten everywhere."""
        conversation = self._chats.close(chat)
        await self.forget_session(conversation.session if conversation else None)

    async def forget_session(self, session: str | None) -> None:
        """Have a session of the chat forgotten. Where the chat cannot be reached it forgets by itself in a while."""
        if session is None:
            return
        try:
            await self._client.forget(session)
        except ChatSilent as silence:
            logger.warning("The chat could not be told to forget: %s", silence)

    async def close(self) -> None:
        """Delete the last words that are still in sight: nothing would delete them once this process has ended."""
        for task, (chat, message) in list(self._last_words.items()):
            task.cancel()
            await self._sender.delete(chat, [message])

    async def _delete(self, chat: int, *, quietly: bool) -> None:
        young, too_old = self._chats.take_messages(chat)
        refused = too_old + await self._sender.delete(chat, young)
        if quietly:
            return
        message = await self._sender.send(chat, last_message(self._wording, refused))
        task = asyncio.create_task(self._delete_later(chat, message))
        self._last_words[task] = (chat, message)
        task.add_done_callback(lambda done: self._last_words.pop(done, None))

    async def _delete_later(self, chat: int, message: int) -> None:
        await asyncio.sleep(self._seconds)
        try:
            await self._sender.delete(chat, [message])
        except TelegramError as error:
            logger.info("The last words were not deleted: %s", type(error).__name__)
