"""Leaving: what the platform lets go is gone, the rest is named, and nothing comes afterwards."""

from __future__ import annotations

import time

import pytest

from bot.telegram.chats import Chats
from bot.telegram.settings import DELETABLE_SECONDS
from tests.telegram.bot_api import BotApi, Refusal
from tests.telegram.running import Person, Running, Web, wait_until
from tests.telegram.test_paths import walk_to

LAST = "This chat is closed."


def refused(many: int = 1) -> list[Refusal]:
    """Return refusals to delete."""
    return [Refusal(400, "Bad Request: message can't be deleted for everyone")] * many


@pytest.mark.parametrize("how", ["/exit", "/stop", "button", "words"])
def test_everything_goes_on_both_sides(person: Person, api: BotApi, web: Web, how: str) -> None:
    """Messages of both sides are deleted, the conversation is forgotten, and only the last words remain."""
    walk_to(person, "wants")
    sessions = len(web.sessions)
    if how == "button":
        person.press("Exit")
    else:
        person.write("exit" if how == "words" else how)
    (last,) = api.in_chat(person.id)
    assert last.text.startswith(LAST)
    assert "could not be deleted" not in last.text
    for remains in ("older than two days", "Other devices", "Notifications", "stays in your list"):
        assert remains in last.text
    assert len(web.sessions) == sessions - 1


def test_the_last_words_go_too(own_api: BotApi, web: Web) -> None:
    """After their time the chat is empty."""
    with Running(own_api, web.address, last_words_seconds=0.2) as running:
        someone = Person(running)
        someone.write("/start")
        someone.write("/exit")
        wait_until(lambda: not own_api.in_chat(someone.id), "the last words are deleted")


def test_the_last_words_go_when_the_bridge_stops(own_api: BotApi, web: Web) -> None:
    """A bridge that is stopped deletes the last words first: nothing would do it later."""
    with Running(own_api, web.address) as running:
        someone = Person(running)
        someone.write("/start")
        someone.write("/exit")
        assert own_api.in_chat(someone.id)
    assert not own_api.in_chat(someone.id)


def test_a_refused_deletion_is_said(person: Person, api: BotApi) -> None:
    """Where Telegram refuses a batch each message is tried by itself; what stays is said to stay."""
    person.write("/start")
    person.write("hello")
    api.refusals["deleteMessages"] = refused()
    api.refusals["deleteMessage"] = refused(2)
    person.write("/exit")
    left = api.in_chat(person.id)
    assert len(left) == 3
    assert "Some messages could not be deleted." in left[-1].text


def test_messages_too_old(person: Person, api: BotApi) -> None:
    """One message that is too old holds no other back."""
    person.write("/start")
    person.write("hello")
    old = person.shown()[0]
    old.body["date"] -= DELETABLE_SECONDS + 60
    person.write("/exit")
    left = api.in_chat(person.id)
    assert [kept.id for kept in left[:-1]] == [old.id]
    assert "Some messages could not be deleted." in left[-1].text


def test_more_messages_than_one_call_deletes(person: Person, api: BotApi) -> None:
    """A long talk is deleted in parts."""
    person.write("/start")
    for _ in range(60):
        person.write(
            sticker={
                "file_id": "x",
                "file_unique_id": "y",
                "width": 1,
                "height": 1,
                "is_animated": False,
                "is_video": False,
                "type": "regular",
            }
        )
    assert len(api.in_chat(person.id)) > 100
    person.write("/exit")
    assert len(api.in_chat(person.id)) == 1


def test_nothing_comes_after_leaving(person: Person, api: BotApi, web: Web) -> None:
    """A reply that was under way when someone left is not shown, and its conversation is forgotten."""
    person.write("/start")
    sessions = len(web.sessions)
    web.delay = 0.6
    person.write("I want a phone number", wait=False)
    time.sleep(0.2)
    person.write("/exit")
    wait_until(lambda: len(web.sessions) == sessions - 1, "the conversation is forgotten")
    time.sleep(0.8)
    (last,) = api.in_chat(person.id)
    assert last.text.startswith(LAST)
    assert len(web.sessions) == sessions - 1


def test_leaving_while_the_chat_is_down(person: Person, api: BotApi, web: Web) -> None:
    """Messages are deleted although the chat cannot be told to forget."""
    person.write("/start")
    web.refuse = 500
    person.write("/exit")
    (last,) = api.in_chat(person.id)
    assert last.text.startswith(LAST)


def test_coming_back_after_leaving(person: Person, api: BotApi) -> None:
    """Who writes again starts at the first question, and nothing is said of before."""
    walk_to(person, "wants")
    person.write("/exit")
    person.write("hello again")
    assert "This is a computer" in person.newest()
    assert "has ended" not in person.newest()


def test_blocking_the_bot_forgets(person: Person, web: Web) -> None:
    """Someone who blocks the bot or deletes the chat is forgotten, and nothing is sent."""
    person.write("/start")
    sessions, messages = len(web.sessions), len(person.shown())
    person.block()
    assert len(web.sessions) == sessions - 1
    assert len(person.shown()) == messages


def test_a_send_that_is_forbidden_forgets(person: Person, api: BotApi, web: Web) -> None:
    """Where Telegram says that the bot is blocked the conversation is forgotten."""
    person.write("/start")
    sessions = len(web.sessions)
    api.refusals["sendMessage"] = [Refusal(403, "Forbidden: bot was blocked by the user")]
    person.write("hello")
    assert len(web.sessions) == sessions - 1


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return a clock at zero."""
    return Clock()


def test_what_is_held_ends_by_itself(clock: Clock) -> None:
    """Conversations end after fifteen quiet minutes; messages are remembered for the two days that deleting works."""
    chats = Chats(clock)
    conversation = chats.begin(1)
    chats.note(1, 10)
    clock.now = 899
    assert chats.conversation(1) is conversation
    clock.now += 899
    assert chats.conversation(1) is conversation
    assert not chats.has_ended(1)
    clock.now += 901
    assert chats.conversation(1) is None
    assert chats.has_ended(1)
    chats.note(1, 11)
    clock.now = DELETABLE_SECONDS + 1
    assert chats.take_messages(1) == ((11,), 1)
    assert not chats.has_ended(1)
    chats.note(1, 12)
    clock.now += DELETABLE_SECONDS + 1
    assert chats.take_messages(1) == ((), 0)


def test_what_is_held_is_bounded(clock: Clock) -> None:
    """Of a chat no more than a thousand messages are remembered, the newest."""
    chats = Chats(clock)
    for message in range(1_200):
        chats.note(1, message)
    young, too_old = chats.take_messages(1)
    assert young == tuple(range(200, 1_200))
    assert too_old == 0
