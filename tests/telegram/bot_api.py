"""A stand-in for Telegram's Bot API on loopback: it keeps messages, refuses what Telegram would, and can misbehave."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

TOKEN = "1234567890:stand-in-token-of-tests-AbCdEfGhIjKl"
BOT = {"id": 1234567890, "is_bot": True, "first_name": "Support options", "username": "support_options_bot"}
TWO_DAYS = 48 * 3600
_KINDS = {"b": "bold", "i": "italic", "blockquote": "expandable_blockquote", "a": "text_link"}
Json = dict[str, Any]


class Refusal(Exception):
    """The Bot API refuses a call: its error code, what it says, and what it adds."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
        self.code = code


@dataclass(frozen=True)
class Call:
    """A call that the bridge made."""

    method: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Kept:
    """A message in a chat: `fields` as they were sent, `body` as Telegram gives it."""

    body: Json
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """Return the message's id."""
        return int(self.body["message_id"])

    @property
    def text(self) -> str:
        """Return the text without marks."""
        return str(self.body.get("text", ""))

    @property
    def is_ours(self) -> bool:
        """Say whether the bot sent it."""
        return bool(self.body["from"]["is_bot"])

    def buttons(self) -> list[tuple[str, str]]:
        """Return the buttons as label and data."""
        rows = self.body.get("reply_markup", {}).get("inline_keyboard", [])
        return [(button["text"], button["callback_data"]) for row in rows for button in row]


class _Marked(HTMLParser):
    """Reads Telegram's HTML as strictly as Telegram does, into text and entities."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.entities: list[Json] = []
        self._open: list[tuple[str, Json]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _KINDS:
            raise Refusal(400, f"Bad Request: can't parse entities: unsupported start tag {tag}")
        self._open.append((tag, {"type": _KINDS[tag], "offset": _units(self.text), "url": dict(attrs).get("href")}))

    def handle_endtag(self, tag: str) -> None:
        opened, entity = self._open.pop() if self._open else ("", {})
        if opened != tag:
            raise Refusal(400, f"Bad Request: can't parse entities: unmatched end tag {tag}")
        self.entities.append({**entity, "length": _units(self.text) - entity["offset"]})

    def handle_data(self, data: str) -> None:
        self.text += data

    def read(self, markup: str) -> tuple[str, list[Json]]:
        """Return text and entities."""
        self.feed(markup)
        self.close()
        if self._open:
            raise Refusal(400, "Bad Request: can't parse entities: unclosed tag")
        return self.text, sorted(self.entities, key=lambda entity: int(entity["offset"]))


class BotApi:
    """The server. `refusals` are given in place of the next calls of a method; `calls` are all that came in."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.refusals: dict[str, list[Refusal]] = {}
        self.messages: dict[tuple[int, int], Kept] = {}
        self.commands: list[Json] = []
        self.raw_updates: list[Any] = []
        self._updates: list[Json] = []
        self._change = threading.Condition()
        self._next_message = 100
        self._next_update = 1000
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"api": self}))
        self._server.daemon_threads = True
        self._is_up = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Return where the server is."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        """Stop serving."""
        with self._change:
            self._is_up = False
            self._change.notify_all()
        self._server.shutdown()
        self._server.server_close()

    # What people do

    def push(self, update: Json) -> int:
        """Give the bridge an update; return its id."""
        with self._change:
            self._next_update += 1
            self._updates.append({"update_id": self._next_update, **update})
            self._change.notify_all()
            return self._next_update

    def keep(self, chat: int, body: Json, fields: Mapping[str, str] | None = None) -> Kept:
        """Put a message into a chat; return it as kept."""
        with self._change:
            self._next_message += 1
            kind = "private" if chat > 0 else "group"
            head = {"message_id": self._next_message, "date": int(time.time()), "chat": {"id": chat, "type": kind}}
            kept = self.messages[chat, self._next_message] = Kept({**head, **body}, fields or {})
            return kept

    def in_chat(self, chat: int) -> list[Kept]:
        """Return the messages that are in a chat, oldest first."""
        with self._change:
            return [kept for (where, _), kept in sorted(self.messages.items()) if where == chat]

    def made(self, method: str) -> list[Call]:
        """Return the calls of `method`."""
        return [call for call in self.calls if call.method == method]

    # What the bridge does

    def answer(self, method: str, fields: Mapping[str, str]) -> Any:
        """Return the result of a call. Raises Refusal."""
        self.calls.append(Call(method, fields))
        refusals = self.refusals.get(method)
        if refusals:
            raise refusals.pop(0)
        does = getattr(self, f"_{method.lower()}", None)
        if does is None:
            raise Refusal(404, "Not Found")
        return does(fields)

    def _getme(self, fields: Mapping[str, str]) -> Json:
        return BOT

    def _getupdates(self, fields: Mapping[str, str]) -> list[Any]:
        offset, deadline = int(fields.get("offset", 0)), time.monotonic() + float(fields.get("timeout", 0))
        with self._change:
            self._updates = [update for update in self._updates if update["update_id"] >= offset]
            while not self._updates and not self.raw_updates and self._is_up and time.monotonic() < deadline:
                self._change.wait(0.2)
            raw, self.raw_updates = self.raw_updates, []
            return [*raw, *self._updates]

    def _deletewebhook(self, fields: Mapping[str, str]) -> bool:
        return True

    def _setwebhook(self, fields: Mapping[str, str]) -> bool:
        return True

    def _setmycommands(self, fields: Mapping[str, str]) -> bool:
        self.commands = json.loads(fields["commands"])
        return True

    def _answercallbackquery(self, fields: Mapping[str, str]) -> bool:
        if len(fields.get("text", "")) > 200:
            raise Refusal(400, "Bad Request: MESSAGE_TOO_LONG")
        return True

    def _leavechat(self, fields: Mapping[str, str]) -> bool:
        return True

    def _sendmessage(self, fields: Mapping[str, str]) -> Json:
        return self.keep(int(fields["chat_id"]), {"from": BOT, **_content(fields)}, fields).body

    def _editmessagetext(self, fields: Mapping[str, str]) -> Json:
        return self._changed(fields, _content(fields))

    def _editmessagereplymarkup(self, fields: Mapping[str, str]) -> Json:
        return self._changed(fields, {"reply_markup": _markup(fields)})

    def _changed(self, fields: Mapping[str, str], content: Json) -> Json:
        place = int(fields["chat_id"]), int(fields["message_id"])
        with self._change:
            kept = self.messages.get(place)
            if kept is None or not kept.is_ours:
                raise Refusal(400, "Bad Request: message to edit not found")
            if all(kept.body.get(name) == value for name, value in content.items()):
                raise Refusal(400, "Bad Request: message is not modified")
            self.messages[place] = replace(kept, body={**kept.body, **content})
            return self.messages[place].body

    def _deletemessage(self, fields: Mapping[str, str]) -> bool:
        place = int(fields["chat_id"]), int(fields["message_id"])
        with self._change:
            if place not in self.messages:
                raise Refusal(400, "Bad Request: message to delete not found")
            self._refuse_old(place)
            del self.messages[place]
        return True

    def _deletemessages(self, fields: Mapping[str, str]) -> bool:
        chat, ids = int(fields["chat_id"]), json.loads(fields["message_ids"])
        if not 1 <= len(ids) <= 100:
            raise Refusal(400, "Bad Request: wrong number of messages")
        with self._change:
            places = [(chat, message) for message in ids if (chat, message) in self.messages]
            for place in places:
                self._refuse_old(place)
            for place in places:
                del self.messages[place]
        return True

    def _refuse_old(self, place: tuple[int, int]) -> None:
        if time.time() - self.messages[place].body["date"] > TWO_DAYS:
            raise Refusal(400, "Bad Request: message can't be deleted for everyone")


def _content(fields: Mapping[str, str]) -> Json:
    text, entities = _Marked().read(fields["text"])
    if not text.strip() or _units(text) > 4096:
        raise Refusal(400, "Bad Request: message is too long or empty")
    markup = {"reply_markup": _markup(fields)} if "reply_markup" in fields else {}
    return {"text": text, "entities": entities, **markup}


def _markup(fields: Mapping[str, str]) -> Json:
    markup: Json = json.loads(fields["reply_markup"])
    for row in markup["inline_keyboard"]:
        for button in row:
            if not 1 <= len(button["callback_data"].encode()) <= 64:
                raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return markup


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    api: BotApi

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        found = re.fullmatch(r"/bot([^/]+)/(\w+)", self.path)
        try:
            if found is None or found[1] != TOKEN:
                raise Refusal(401, "Unauthorized")
            self._send(200, {"ok": True, "result": self.api.answer(found[2], dict(parse_qsl(body)))})
        except Refusal as refusal:
            self._send(refusal.code, refusal.body)

    def _send(self, status: int, body: Json) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        return
