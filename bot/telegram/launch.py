"""Starting the bridge. It needs no more than the token; what cannot be reached is said once and waited for."""

from __future__ import annotations

import asyncio
import logging
import signal
from typing import Any
from urllib.parse import urlsplit

from telegram import BotCommand, Update
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import Application, ApplicationBuilder, TypeHandler

from bot.telegram.bridge import Bridge
from bot.telegram.chats import Chats
from bot.telegram.client import ChatClient
from bot.telegram.leaving import Leaving
from bot.telegram.pace import Pace
from bot.telegram.sending import Sender
from bot.telegram.settings import LAST_WORDS_SECONDS, Settings
from bot.telegram.sifting import SiftedUpdates
from bot.telegram.turns import Turns
from bot.telegram.wording import Wording, load_wording
from pathway.engine import engine
from pathway.talk import Talk
from understanding.hearing import warm_up

App = Application[Any, Any, Any, Any, Any, Any]
UPDATES = ("message", "edited_message", "channel_post", "callback_query", "my_chat_member")
AT_ONCE = 64
"""Updates under way at the same time: one person's slow turn does not hold up another's."""

POLL_SECONDS = 10
LONGEST_PAUSE_SECONDS = 30.0
LOUD = ("telegram", "httpx", "httpcore", "tornado", "aiolimiter")
"""Their logs hold the token (in addresses), chat ids and what was said. What matters of them is told by its kind."""


def run(settings: Settings) -> None:
    """Run the bridge until it is interrupted.

    Raises PathwayError or DirectoryError where graph or directory cannot be used, RuntimeError for a refused token.
    """
    silence_libraries()
    talk = engine()
    warm_up()
    asyncio.run(_until_interrupted(settings, talk))


def silence_libraries() -> None:
    """Switch off the logs that would write down the token or what people say."""
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


async def _until_interrupted(settings: Settings, talk: Talk) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with ChatClient(settings.chat) as client:
        await serve(settings, talk, client, stop)


async def serve(
    settings: Settings,
    talk: Talk,
    client: ChatClient,
    stop: asyncio.Event,
    pace: Pace | None = None,
    last_words_seconds: float = LAST_WORDS_SECONDS,
    bridge: type[Bridge] = Bridge,
) -> None:
    """Serve until `stop` is set. Raises RuntimeError where Telegram refuses the token."""
    wording, chats = load_wording(talk), Chats()
    app = application(settings, pace or Pace())
    sender = Sender(app.bot, chats)
    leaving = Leaving(chats, client, sender, wording, last_words_seconds)
    turns = Turns(talk, wording, chats, client, sender, leaving)
    app.add_handler(TypeHandler(Update, bridge(talk, wording, chats, sender, leaving, turns).take))
    if await _connected(app, stop):
        await _introduce(app, wording)
        if not await client.is_ready():
            print(f"The chat at {settings.chat} does not answer. Until it does, people see who can help, and no more.")
        await _serve_connected(app, settings, leaving, stop)


async def _serve_connected(app: App, settings: Settings, leaving: Leaving, stop: asyncio.Event) -> None:
    await app.start()
    await _listen(app, settings)
    print(f"Ready: Telegram bot {app.bot.username}, {'webhook' if settings.webhook else 'long polling'}", flush=True)
    await stop.wait()
    if app.updater:
        await app.updater.stop()
    await app.stop()
    await leaving.close()
    await app.shutdown()


def application(settings: Settings, pace: Pace) -> App:
    """Return the client of the Bot API, with nothing handled yet."""
    return (
        ApplicationBuilder()
        .token(settings.token)
        .base_url(f"{settings.server}/bot")
        .base_file_url(f"{settings.server}/file/bot")
        .get_updates_request(SiftedUpdates(connection_pool_size=2))
        .rate_limiter(pace)
        .concurrent_updates(AT_ONCE)
        .build()
    )


async def _connected(app: App, stop: asyncio.Event) -> bool:
    """Return True once Telegram has answered, or False where the bridge is stopped before.

    Raises RuntimeError where Telegram refuses the token.
    """
    pause = 1.0
    while not stop.is_set():
        try:
            await app.initialize()
            return True
        except InvalidToken:
            # `from None`: the library's error holds the token.
            raise RuntimeError("Telegram refuses the token in TELEGRAM_TOKEN. BotFather shows the right one.") from None
        except TelegramError as error:
            if pause == 1.0:
                print(
                    f"Telegram cannot be reached ({type(error).__name__}). It is tried again until it answers.",
                    flush=True,
                )
        try:
            await asyncio.wait_for(stop.wait(), pause)
        except asyncio.TimeoutError:
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
    return False


async def _introduce(app: App, wording: Wording) -> None:
    """Register the commands. Without that they still work; they are only not suggested."""
    commands = [BotCommand(name, text) for name, text in wording.commands.items()]
    try:
        await app.bot.set_my_commands(commands)
    except TelegramError as error:
        print(f"The commands could not be registered with Telegram ({type(error).__name__}).", flush=True)


async def _listen(app: App, settings: Settings) -> None:
    updater = app.updater
    if updater is None:
        return
    if settings.webhook is None:
        await updater.start_polling(
            timeout=POLL_SECONDS, bootstrap_retries=-1, allowed_updates=UPDATES, error_callback=Complaints()
        )
        return
    await updater.start_webhook(
        settings.webhook.host,
        settings.webhook.port,
        url_path=urlsplit(settings.webhook.address).path.strip("/"),
        webhook_url=settings.webhook.address,
        secret_token=settings.webhook.secret,
        allowed_updates=UPDATES,
        bootstrap_retries=-1,
    )


class Complaints:
    """Says what is wrong while updates are fetched, once for each kind in a row."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, error: TelegramError) -> None:
        """Take an error."""
        kind = type(error).__name__
        if kind != self._last:
            other = " Another bridge runs with the same token: stop one of them." if isinstance(error, Conflict) else ""
            print(f"Telegram gives no updates ({kind}). It is tried again until it does.{other}", flush=True)
        self._last = kind
