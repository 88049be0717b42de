"""What the bridge holds, in memory alone: the open conversation of each chat, and which messages could be deleted."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from cachetools import TTLCache
from telegram import InlineKeyboardMarkup

from bot.settings import CONVERSATION_IDLE_SECONDS, MOST_CONVERSATIONS
from bot.telegram.settings import DELETABLE_SECONDS, MOST_MESSAGES_KEPT


@dataclass
class Conversation:
    """An open conversation: the chat interface's session once there is one, and why the open question is asked.

    `mark` goes into buttons, so that those of an earlier conversation are told apart; it names nobody. `pressed` is the
    last answer pressed, as message and button: a nervous thumb presses twice. `ticks` are the buttons as they were last
    set, by message: a quick thumb ticks the next before Telegram shows the first. Turns wait for each other (`turn`),
    and so do the messages of two replies (`speaking`).
    """

    mark: str = field(default_factory=lambda: secrets.token_urlsafe(4))
    session: str | None = None
    question: str | None = None
    why: str | None = None
    pressed: tuple[int | None, str] | None = None
    ticks: dict[int, InlineKeyboardMarkup] = field(default_factory=dict)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    speaking: asyncio.Lock = field(default_factory=asyncio.Lock)


class Chats:
    """Conversations and message ids by Telegram's chat id, which goes no further than this."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open: TTLCache[int, Conversation] = TTLCache(MOST_CONVERSATIONS, CONVERSATION_IDLE_SECONDS, clock)
        self._begun: TTLCache[int, bool] = TTLCache(MOST_CONVERSATIONS, DELETABLE_SECONDS, clock)
        self._messages: TTLCache[int, dict[int, float]] = TTLCache(MOST_CONVERSATIONS, DELETABLE_SECONDS, clock)

    def conversation(self, chat: int) -> Conversation | None:
        """Return the open conversation of `chat`, kept for another while, or None."""
        conversation = self._open.get(chat)
        if conversation:
            self._open[chat] = conversation
        return conversation

    def begin(self, chat: int) -> Conversation:
        """Open a fresh conversation for `chat`; what was open before is closed."""
        conversation = self._open[chat] = Conversation()
        self._begun[chat] = True
        return conversation

    def is_open(self, chat: int, conversation: Conversation) -> bool:
        """Say whether `conversation` is still the one of `chat`: neither closed nor begun anew meanwhile."""
        return self._open.get(chat) is conversation

    def close(self, chat: int) -> Conversation | None:
        """Close the conversation of `chat` and return it, or None where none is open."""
        self._begun.pop(chat, None)
        return self._open.pop(chat, None)

    def note(self, chat: int, message: int) -> None:
        """Remember that `message` is in `chat`."""
        messages = self._messages.get(chat, {})
        messages[message] = self._clock()
        if len(messages) > MOST_MESSAGES_KEPT:
            del messages[next(iter(messages))]
        self._messages[chat] = messages

    def has_ended(self, chat: int) -> bool:
        """Say whether a conversation of `chat` has ended by itself, with its messages still in sight."""
        return chat in self._begun and chat not in self._open

    def take_messages(self, chat: int) -> tuple[tuple[int, ...], int]:
        """Return the messages of `chat` that can still be deleted, and how many are too old; forget them all."""
        messages = self._messages.pop(chat, {})
        since = self._clock() - DELETABLE_SECONDS
        young = tuple(message for message, noted in messages.items() if noted > since)
        return young, len(messages) - len(young)
