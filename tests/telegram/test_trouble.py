"""When something fails: the chat down or slow, Telegram refusing, updates that make no sense, buttons that outlived."""

from __future__ import annotations

import time
from typing import Any

import pytest

from bot.telegram.pace import Pace
from pathway.signpost import EMERGENCY
from tests.rasa.test_live import CRISES
from tests.telegram.bot_api import BotApi, Refusal
from tests.telegram.running import TALK, Person, Running, Web, wait_until
from tests.telegram.test_paths import put_to, walk_to
from tests.telegram.test_words import WORDING

PHOTO = [{"file_id": "secret-photo", "file_unique_id": "p", "width": 9, "height": 9}]
VOICE = {"file_id": "secret-voice", "file_unique_id": "v", "duration": 3}
STICKER = {
    "file_id": "secret-sticker",
    "file_unique_id": "s",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
    "type": "regular",
}
FILE = {"file_id": "secret-file", "file_unique_id": "f"}
CONTACT = {"phone_number": "0", "first_name": "x"}
NUMBER = TALK.directory.services[EMERGENCY].name


@pytest.mark.parametrize("status", [500, 404, 429])
@pytest.mark.parametrize("sign", CRISES)
def test_danger_is_answered_without_the_chat(person: Person, web: Web, sign: str, status: int) -> None:
    """Whatever the chat answers, words of danger bring the crisis cards of the directory."""
    person.write("/start")
    web.refuse = status
    person.write(CRISES[sign])
    wanted = TALK.directory.services["samaritans" if sign == "suicidal" else EMERGENCY]
    assert wanted.name in person.newest()
    assert WORDING.instead[TALK.pathway.phrases["safe_reply"]] in person.newest()


def test_a_button_for_danger_is_answered_without_the_chat(person: Person, web: Web) -> None:
    """Pressing that there is danger now brings the card too."""
    person.write("/start")
    web.refuse = 500
    person.press("Yes, now")
    assert NUMBER in person.newest()


def test_anything_else_is_answered_without_the_chat(person: Person, web: Web) -> None:
    """Words without danger bring who can help at any hour, and the talk goes on when the chat is back."""
    walk_to(person, "area")
    web.refuse = 500
    person.write("Dover")
    assert "it was not you" in person.newest(2)
    assert "Victim Support" in person.newest(2)
    assert NUMBER in person.newest(2)
    web.refuse = None
    person.write("Dover")
    assert put_to(person) not in (None, "area")


def test_danger_does_not_wait_for_a_slow_chat(person: Person, web: Web) -> None:
    """With danger in the words the card comes after two seconds at the latest."""
    person.write("/start")
    web.delay = 4.0
    begun = time.monotonic()
    person.write(CRISES["immediate"])
    assert NUMBER in person.newest()
    assert time.monotonic() - begun < 3.0


def test_an_answer_that_was_not_heard_can_be_pressed_again(person: Person, web: Web) -> None:
    """While the chat is down no answer is written below its question, and later the same button works."""
    person.write("/start")
    question = person.shown()[0]
    data = next(data for text, data in question.buttons() if text == "No")
    web.refuse = 500
    person.press_data(question, data)
    assert person.shown()[0].text == question.text
    web.refuse = None
    person.press_data(question, data)
    assert person.shown()[0].text.endswith("Your answer: No")
    assert put_to(person) == "asking_as"


def test_too_many_turns_are_told(person: Person, web: Web) -> None:
    """Where the chat takes no more turns for the moment the person is told so, with the number for danger."""
    person.write("/start")
    web.refuse = 429
    person.write("hello")
    assert person.newest() == WORDING.unread["too_fast"]
    assert "999" in person.newest()


def test_a_choice_that_the_chat_no_longer_has(person: Person, web: Web) -> None:
    """A choice that is refused is answered kindly."""
    person.write("/start")
    web.refuse = 422
    person.press("No")
    assert person.newest() == WORDING.unread["earlier_button"]


def test_one_person_s_flood(person: Person, web: Web) -> None:
    """After sixty messages in a minute they are told once to wait; danger is heard all the same."""
    for _ in range(65):
        person.write("hello")
    shown = [kept.text for kept in person.shown()]
    assert shown.count(WORDING.unread["too_fast"]) == 1
    assert shown[-1] == WORDING.unread["too_fast"]
    person.write(CRISES["immediate"])
    assert NUMBER in person.newest(2)


@pytest.mark.parametrize(
    "fields",
    [
        {"photo": PHOTO},
        {"voice": VOICE},
        {"sticker": STICKER},
        {"document": FILE},
        {"video": {**FILE, "width": 1, "height": 1, "duration": 1}},
        {"contact": CONTACT},
        {"location": {"longitude": 0.5, "latitude": 51.2}},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_files_are_not_opened(person: Person, api: BotApi, fields: dict[str, Any]) -> None:
    """A fixed line, and the file stays where it is."""
    person.write(**fields)
    assert person.newest() == WORDING.unread["media"]
    assert not api.made("getFile")


def test_words_with_a_photo_are_read(person: Person) -> None:
    """The words below a photo are heard, danger in them first of all; the photo is not opened."""
    person.write("/start")
    person.write(photo=PHOTO, caption="I want a phone number")
    assert WORDING.unread["media"] in person.newest(4)
    assert "Victim Support" in person.newest(4)
    person.write(photo=PHOTO, caption=CRISES["immediate"])
    assert NUMBER in person.newest(2)


def test_a_message_changed_later(person: Person) -> None:
    """It is not read again, unless it now tells of danger."""
    person.write("/start")
    kept = person.write("hello")
    person.change(kept, "hello there")
    assert person.newest() == WORDING.unread["edited"]
    person.change(kept, CRISES["immediate"])
    assert NUMBER in person.newest(2)


def test_notices_of_telegram_need_no_answer(person: Person) -> None:
    """A pinned message or a timer is no message to answer."""
    person.write("/start")
    before = len(person.shown())
    person.write(message_auto_delete_timer_changed={"message_auto_delete_time": 86400})
    assert len(person.shown()) == before


@pytest.mark.parametrize("words", ["word " * 500, "x" * 4096], ids=["words", "one word"])
def test_too_long(person: Person, words: str) -> None:
    """A very long text is not read; danger in it is."""
    person.write("/start")
    person.write(words)
    assert person.newest() == WORDING.unread["too_long"]
    person.write(f"{CRISES['immediate']}. {words}"[:4096])
    assert NUMBER in person.newest(2)


@pytest.mark.parametrize("kind", ["message", "channel_post"])
def test_groups_and_channels_are_left(bridge: Running, api: BotApi, kind: str) -> None:
    """One line that tells nothing, then the bot leaves."""
    kept = api.keep(-77, {"text": CRISES["immediate"], "from": {"id": 1, "is_bot": False, "first_name": "x"}})
    body = {**kept.body, "chat": {"id": -77, "title": "x", "type": "group" if kind == "message" else "channel"}}
    number = api.push({kind: body})
    wait_until(lambda: number in bridge.done, "the update is taken")
    assert api.made("sendMessage")[-1].fields["text"] == WORDING.unread["private_only"]
    assert api.made("leaveChat")[-1].fields["chat_id"] == "-77"


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 1, "message": "no message"},
        {"update_id": 2, "message": {"message_id": 1}},
        {"update_id": 3, "callback_query": {"id": "1"}},
        {"update_id": 4, "something_new": {}},
        {"message": {}},
        {"update_id": "x"},
        "nonsense",
        None,
    ],
    ids=str,
)
def test_updates_that_make_no_sense(person: Person, api: BotApi, raw: object) -> None:
    """One is passed over, and the next is answered."""
    api.raw_updates.append(raw)
    person.write("/start")
    assert put_to(person) == "immediate_danger"


@pytest.mark.parametrize("data", ["", "x", "|||||||", "a|pick|area|dover|", "a|delete|area|dover|1", "ü" * 32])
def test_forged_buttons(person: Person, data: str) -> None:
    """A button that is none of this conversation's changes nothing and is answered."""
    person.write("/start")
    person.press_data(person.shown()[-1], data)
    assert person.newest() == WORDING.unread["earlier_button"]


def test_buttons_after_a_restart(own_api: BotApi, web: Web) -> None:
    """A bridge that has just started answers an old button kindly, begins anew, and lets everyone leave."""
    with Running(own_api, web.address) as before:
        someone = Person(before)
        walk_to(someone, "wants")
    with Running(own_api, web.address) as running:
        someone._bridge = running
        someone.press("Done")
        assert "has ended" in someone.newest()
        assert put_to(someone) == "immediate_danger"
        old = next(kept for kept in someone.shown() if any(text == "Exit" for text, _ in kept.buttons()))
        someone.press_data(old, next(data for text, data in old.buttons() if text == "Exit"))
        assert "This chat is closed." in someone.newest()
        assert old.id not in [kept.id for kept in someone.shown()]


def test_an_old_button_for_danger(own_api: BotApi, web: Web) -> None:
    """Pressing that there is danger now brings the card, however old the button is."""
    with Running(own_api, web.address) as before:
        someone = Person(before)
        someone.write("/start")
    with Running(own_api, web.address) as running:
        someone._bridge = running
        someone.press("Yes, now")
        assert NUMBER in someone.newest(2)


def test_the_chat_was_started_again(person: Person, web: Web) -> None:
    """Where the chat has lost the conversation the person is told, and begins anew; words are heard."""
    walk_to(person, "area")
    web.sessions.forget(next(reversed(web.rasa.open)))
    person.press("Dover")
    assert "has ended" in person.newest()
    assert put_to(person) == "immediate_danger"
    web.sessions.forget(next(reversed(web.rasa.open)))
    person.write("we live in Dover")
    assert "has ended" in person.newest()
    assert list(web.rasa.open.values())[-1].known().facts["area"] == "dover"


def test_messages_that_waited_too_long(person: Person, api: BotApi) -> None:
    """What was written while the bridge was down is not answered hours later; leaving is still done, silently."""
    person.write("/start")
    before = len(person.shown())
    person.write("hello", date=int(time.time()) - 3600)
    assert len(person.shown()) == before
    person.write("/exit", date=int(time.time()) - 3600)
    assert not api.in_chat(person.id)


def test_a_press_that_waited_too_long(person: Person, api: BotApi) -> None:
    """Telegram says that a press is too old: then nothing is sent."""
    person.write("/start")
    before = len(person.shown())
    api.refusals["answerCallbackQuery"] = [Refusal(400, "Bad Request: query is too old")]
    person.press("No")
    assert len(person.shown()) == before


def test_telegram_asks_to_wait(person: Person, api: BotApi) -> None:
    """After 429 the message comes when Telegram's time is over, once."""
    api.refusals["sendMessage"] = [Refusal(429, "Too Many Requests: retry after 1", retry_after=1)]
    begun = time.monotonic()
    person.write("/start")
    assert time.monotonic() - begun >= 1.0
    assert len(person.shown()) == 1


def test_one_chat_s_wait_is_not_another_s(bridge: Running, api: BotApi) -> None:
    """While one chat has to wait another is answered."""
    slow, quick = Person(bridge), Person(bridge)
    api.refusals["sendMessage"] = [Refusal(429, "Too Many Requests: retry after 2", retry_after=2)]
    slow.write("/start", wait=False)
    wait_until(lambda: not api.refusals["sendMessage"], "the first message is refused")
    begun = time.monotonic()
    quick.write("/start")
    assert time.monotonic() - begun < 1.5
    wait_until(lambda: bool(slow.shown()), "the message comes")


def test_telegram_stumbles(person: Person, api: BotApi) -> None:
    """A gateway error of Telegram is tried again."""
    api.refusals["sendMessage"] = [Refusal(502, "Bad Gateway")]
    person.write("/start")
    assert put_to(person) == "immediate_danger"


def test_danger_overtakes_what_waits(own_api: BotApi, web: Web) -> None:
    """While earlier answers wait for their turn the crisis card is sent at once."""
    with Running(own_api, web.address, Pace(burst=1)) as running:
        someone = Person(running)
        for _ in range(5):
            someone.write("/help", wait=False)
        begun = time.monotonic()
        someone.write(CRISES["immediate"], wait=False)
        wait_until(lambda: any(NUMBER in kept.text for kept in someone.shown()), "the card")
        assert time.monotonic() - begun < 2.0
        assert len(someone.shown()) < 5


def test_a_press_whose_echo_fails_is_done(person: Person, api: BotApi) -> None:
    """Where Telegram stumbles over the acknowledgement the answer is taken all the same."""
    person.write("/start")
    api.refusals["answerCallbackQuery"] = [Refusal(502, "Bad Gateway")]
    person.press("No")
    assert put_to(person) == "asking_as"


@pytest.mark.parametrize("text", ["\ud83d half an emoji", "\x00\x01", "\u202eمرحبا", "😀" * 400, "{}[]()<b>&amp;"])
def test_odd_words(person: Person, text: str) -> None:
    """Broken and odd characters are words like any others."""
    person.write("/start")
    person.write(text)
    assert put_to(person) == "immediate_danger"
    assert "it was not you" not in person.newest()


def test_the_pace(own_api: BotApi, web: Web) -> None:
    """In one chat a few messages go at once and the others one a second."""
    with Running(own_api, web.address, Pace(burst=2)) as running:
        someone = Person(running)
        begun = time.monotonic()
        for _ in range(4):
            someone.write("/help")
        assert time.monotonic() - begun >= 1.9
