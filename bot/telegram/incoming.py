"""From an update of Telegram to what it asks of the bridge. Files are noticed and never fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from telegram import CallbackQuery, InlineKeyboardMarkup, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import filters

from bot.telegram.keyboards import Button, button_of

COMMANDS = ("start", "help", "privacy", "back", "restart", "numbers", "exit", "stop")


@dataclass(frozen=True)
class Said:
    """Words typed. `unread` names what came with them and is not read: a file, or that they were changed later."""

    text: str
    unread: str | None = None


@dataclass(frozen=True)
class Ordered:
    """A command, and what stood behind it."""

    command: str
    argument: str = ""


@dataclass(frozen=True)
class Pressed:
    """A button pressed: what it carries (None where it is not ours), its message's text and buttons."""

    query: str
    data: str
    button: Button | None
    markup: str = ""
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True)
class TurnedAway:
    """A group, a channel or another bot: nobody to talk to in private."""


@dataclass(frozen=True)
class Gone:
    """The person has blocked the bot or deleted the chat."""


@dataclass(frozen=True)
class NothingAsked:
    """A notice of Telegram's own, such as a pinned message: it can be deleted with the rest, and needs no answer."""


Asks = Said | Ordered | Pressed | TurnedAway | Gone | NothingAsked


@dataclass(frozen=True)
class Incoming:
    """One update that asks something: the chat, the message where there is one, and when it was sent."""

    chat: int
    message: int | None
    sent: datetime | None
    asks: Asks


def incoming(update: Update) -> Incoming | None:
    """Return what `update` asks, or None where it asks nothing of the bridge."""
    if update.callback_query:
        return _pressed(update.callback_query)
    if update.my_chat_member:
        return _membership(update)
    message = update.effective_message
    if message is None:
        return None
    sent = message.edit_date or message.date
    asks = _asks(update, message) if _is_private(message) else TurnedAway()
    return Incoming(message.chat.id, message.message_id, sent, asks)


def _is_private(message: Message) -> bool:
    return message.chat.type == ChatType.PRIVATE


def _asks(update: Update, message: Message) -> Asks:
    # Half an emoji, as a broken keyboard may send it, cannot be passed on as UTF-8.
    text = (message.text or message.caption or "").encode("utf-8", "ignore").decode("utf-8")
    if update.edited_message:
        return Said(text, "edited")
    if filters.StatusUpdate.ALL.check_update(update):
        return NothingAsked()
    if message.text is None:
        return Said(text, "media")
    word, _, argument = text.partition(" ")
    command = word.partition("@")[0].lower()
    if command.startswith("/") and command[1:] in COMMANDS:
        return Ordered(command[1:], argument.strip())
    return Said(text)


def _pressed(query: CallbackQuery) -> Incoming | None:
    if query.message is None:
        return None
    data = query.data or ""
    if not isinstance(query.message, Message):
        # Too old for Telegram to say what it was; the button still says which conversation it belongs to.
        pressed = Pressed(query.id, data, button_of(data))
    else:
        pressed = Pressed(query.id, data, button_of(data), query.message.text_html, query.message.reply_markup)
    private = query.message.chat.type == ChatType.PRIVATE
    return Incoming(query.message.chat.id, query.message.message_id, None, pressed if private else TurnedAway())


def _membership(update: Update) -> Incoming | None:
    change = update.my_chat_member
    if change is None:
        return None
    left = change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    if change.chat.type == ChatType.PRIVATE:
        return Incoming(change.chat.id, None, change.date, Gone()) if left else None
    return None if left else Incoming(change.chat.id, None, change.date, TurnedAway())
