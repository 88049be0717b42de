"""A bridge at work between the stand-in Bot API and the real chat interface, and a person who uses it."""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Any

from telegram import Update
from werkzeug.serving import make_server

from bot.gateway import Gateway
from bot.sessions import Sessions
from bot.telegram import launch
from bot.telegram.bridge import Bridge
from bot.telegram.client import ChatClient
from bot.telegram.keyboards import Button, button_of
from bot.telegram.pace import Pace
from bot.telegram.settings import Settings
from bot.web import create_app
from pathway.engine import engine
from tests.stand_in import DirectRasa
from tests.telegram.bot_api import TOKEN, BotApi, Json, Kept

TALK = engine()
PATIENCE_SECONDS = 90.0
"""Loading graph, places and weights takes three seconds alone, and far longer on a machine that others use."""

_PEOPLE = itertools.count(5_550_001)


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Return when `holds`; fail where it takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, f"not in time: {what}"
        time.sleep(0.003)


class Web:
    """The chat's HTTP interface on a port of its own, with Rasa stood in for. `refuse` makes it answer so instead."""

    def __init__(self) -> None:
        self.rasa = DirectRasa(TALK)
        self.sessions = Sessions(900, 10_000)
        self.refuse: int | None = None
        self.delay = 0.0
        app = create_app(Gateway(self.rasa, TALK, self.sessions), TALK, lambda: True)

        @app.before_request
        def misbehave() -> Any:
            time.sleep(self.delay)
            return ("no", self.refuse) if self.refuse else None

        self._server = make_server("127.0.0.1", 0, app, threaded=True)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()


class Running:
    """The bridge in a thread of its own. Use it as a context; `done` holds the ids of the updates it has taken."""

    def __init__(self, api: BotApi, chat: str, pace: Pace | None = None, last_words_seconds: float = 60.0) -> None:
        self.api = api
        self.done: set[int] = set()
        self.error: BaseException | None = None
        self._settings = Settings(TOKEN, chat, api.address)
        self._pace = pace or Pace(10_000, 10_000)
        self._seconds = last_words_seconds
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Running:
        """Start the bridge and wait until it asks for updates."""
        before = len(self.api.made("getUpdates"))
        self._thread.start()
        wait_until(lambda: self.error is not None or len(self.api.made("getUpdates")) > before, "the bridge is up")
        assert self.error is None, self.error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the bridge in order."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE_SECONDS)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as error:
            self.error = error
        self._loop.close()

    async def _serve(self) -> None:
        launch.silence_libraries()
        async with ChatClient(self._settings.chat) as client:
            await launch.serve(
                self._settings, TALK, client, self._stop, self._pace, self._seconds, bridge=self._noted_bridge()
            )

    def _noted_bridge(self) -> type[Bridge]:
        done = self.done

        class Noted(Bridge):
            async def take(self, update: Update, context: object = None) -> None:
                try:
                    await super().take(update, context)
                finally:
                    done.add(update.update_id)

        return Noted


class Person:
    """Someone with a phone, in a private chat with the bot."""

    def __init__(self, bridge: Running) -> None:
        self.id = next(_PEOPLE)
        self._bridge = bridge
        self._api = bridge.api
        self._user = {"id": self.id, "is_bot": False, "first_name": "Marigold Q"}

    def write(self, text: str | None = None, *, wait: bool = True, **fields: Any) -> Kept:
        """Send a message, and wait until it is answered."""
        content = {"text": text} if text is not None else {}
        kept = self._api.keep(self.id, {"from": self._user, **content, **fields})
        self._give({"message": kept.body}, wait)
        return kept

    def change(self, kept: Kept, text: str) -> None:
        """Edit a message that was sent."""
        self._give({"edited_message": {**kept.body, "text": text, "edit_date": int(time.time())}})

    def press(self, label: str, *, wait: bool = True) -> None:
        """Press the newest button with that label."""
        kept, data = next(
            (kept, data) for kept in reversed(self.shown()) for text, data in kept.buttons() if text == label
        )
        self.press_data(kept, data, wait=wait)

    def choose(self, question: str, *options: str) -> None:
        """Answer a question with the options of these ids: tick and finish, or press the one."""
        for option in options:
            self._press_where(lambda b, option=option: (b.question, b.option) == (question, option))  # type: ignore[misc]
        if any(b.does == "done" for b in self.asked_buttons()):
            with suppress(StopIteration):
                self._press_where(lambda b: b.does == "done" and b.question == question)

    def press_data(self, kept: Kept, data: str, *, wait: bool = True, as_seen: bool = False) -> None:
        """Press a button of `kept` that carries `data`; `as_seen`: before the phone shows what has changed since."""
        query = {"id": str(time.monotonic_ns()), "from": self._user, "chat_instance": "1", "data": data}
        message = kept if as_seen else next((now for now in self._api.in_chat(self.id) if now.id == kept.id), kept)
        self._give({"callback_query": {**query, "message": message.body}}, wait)

    def block(self) -> None:
        """Block the bot."""
        member = {"user": {"id": 1234567890, "is_bot": True, "first_name": "Support options"}}
        change = {
            "chat": {"id": self.id, "type": "private"},
            "from": self._user,
            "date": int(time.time()),
            "old_chat_member": {**member, "status": "member"},
            "new_chat_member": {**member, "status": "kicked", "until_date": 0},
        }
        self._give({"my_chat_member": change})

    def shown(self) -> list[Kept]:
        """Return the bot's messages that are in the chat, oldest first."""
        return [kept for kept in self._api.in_chat(self.id) if kept.is_ours]

    def newest(self, many: int = 1) -> str:
        """Return the text of the newest messages of the bot."""
        return "\n".join(kept.text for kept in self.shown()[-many:])

    def asked_buttons(self) -> list[Button]:
        """Return the buttons of the newest message that has any."""
        kept = next((kept for kept in reversed(self.shown()) if kept.buttons()), None)
        return [button for _, data in (kept.buttons() if kept else []) if (button := button_of(data))]

    def _press_where(self, holds: Callable[[Button], bool]) -> None:
        kept, data = next(
            (kept, data)
            for kept in reversed(self.shown())
            for _, data in kept.buttons()
            if (button := button_of(data)) and holds(button)
        )
        self.press_data(kept, data)

    def _give(self, update: Json, wait: bool = True) -> None:
        number = self._api.push(update)
        if wait:
            wait_until(lambda: number in self._bridge.done, "the update is taken")
