"""What a person sees: first words, answers, ticks, why, changing an answer, numbers to tap, nothing told outside."""

from __future__ import annotations

import re

import pytest

from pathway.signpost import EMERGENCY
from pathway.talk import MORE
from tests.telegram.bot_api import BotApi, Kept
from tests.telegram.running import TALK, Person, Web
from tests.telegram.test_paths import put_to, walk_to
from tests.telegram.test_words import WORDING

COMMANDS = {"start", "help", "privacy", "back", "restart", "numbers", "exit", "stop"}


def first_line(kept: Kept) -> str:
    """Return the first line of a message."""
    return kept.text.split("\n")[0]


def test_the_first_message(person: Person) -> None:
    """It says what this is, what Telegram can read, how to leave and what leaving does not undo; then it asks."""
    person.write("/start")
    (first,) = person.shown()
    for said in (
        "This is a computer",
        "not a person",
        "call 999",
        "not end-to-end encrypted",
        "/exit",
        "spyware",
        "phone bills",
    ):
        assert said in first.text
    assert "Exit this page" not in first.text
    assert put_to(person) == "immediate_danger"


def test_professionals_have_a_link_of_their_own(person: Person, web: Web) -> None:
    """`/start professional`, as a link can bring it, opens the talk for professionals with the same notice."""
    person.write("/start professional")
    assert TALK.pathway.phrases["opening_professional"] in person.newest()
    assert "not end-to-end encrypted" in person.newest()
    assert put_to(person) == "immediate_danger"


def test_commands_are_registered(api: BotApi, person: Person) -> None:
    """Telegram is told the commands, in words that tell nothing."""
    person.write("/start")
    assert {command["command"] for command in api.commands} == COMMANDS
    assert not any(re.search("abuse|danger|help line|police", command["description"]) for command in api.commands)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("/help", "In danger, call 999."),
        ("/privacy", "not end-to-end encrypted"),
        ("/back", "nothing to undo"),
        ("/restart", "Your answers are wiped."),
        ("/numbers", "Victim Support: Kent and Medway"),
        ("/numbers@support_options_bot", "Victim Support: Kent and Medway"),
        ("/exit", "This chat is closed."),
        ("/stop", "This chat is closed."),
    ],
)
def test_every_command(person: Person, command: str, says: str) -> None:
    """Each command does what its description says, also as the first thing after the start."""
    person.write("/start")
    person.write(command)
    assert says in person.newest(2)


def test_danger_behind_a_command_is_heard(person: Person) -> None:
    """Words behind a command are not lost where they tell of danger."""
    person.write("/help he is kicking the door in right now")
    assert TALK.directory.services[EMERGENCY].name in person.newest(2)


def test_a_command_that_there_is_not_is_words(person: Person) -> None:
    """Control messages of the dialogue engine are words like any others."""
    person.write("/start")
    person.write("/session_start")
    assert put_to(person) == "immediate_danger"


def test_ticks(person: Person, api: BotApi, web: Web) -> None:
    """Ticks are set and taken back in the same message, and Done passes on what is ticked."""
    walk_to(person, "wants")
    (question,) = [kept for kept in person.shown() if any("☐" in text for text, _ in kept.buttons())]
    labels = [text.removeprefix("☐ ") for text, _ in question.buttons() if text.startswith("☐")]
    messages = len(person.shown())
    person.press(f"☐ {labels[0]}")
    person.press(f"☐ {labels[1]}")
    person.press(f"☑ {labels[0]}")
    assert len(person.shown()) == messages
    now = next(kept for kept in person.shown() if kept.id == question.id)
    assert [text for text, _ in now.buttons() if text.startswith("☑")] == [f"☑ {labels[1]}"]
    person.press("Done")
    answered = next(kept for kept in person.shown() if kept.id == question.id)
    assert answered.text.endswith(f"Your answer: {labels[1]}")
    asked = TALK.pathway.questions["wants"]
    chosen = next(option for option in asked.options if option.label == labels[1])
    state = list(web.rasa.open.values())[-1]
    assert set(chosen.sets["wants"]) <= set(state.known().facts["wants"])  # type: ignore[arg-type]


def test_a_quick_thumb(person: Person) -> None:
    """Two ticks set before the phone shows the first are both set, and a tick pressed twice stays."""
    walk_to(person, "wants")
    question = person.shown()[-1]
    (first, one), (second, other) = [(text, data) for text, data in question.buttons() if text.startswith("☐")][:2]
    for data in (one, other, one):
        person.press_data(question, data, as_seen=True)
    now = next(kept for kept in person.shown() if kept.id == question.id)
    ticked = [text for text, _ in now.buttons() if text.startswith("☑")]
    assert ticked == [first.replace("☐", "☑"), second.replace("☐", "☑")]
    person.press_data(question, next(data for text, data in question.buttons() if text == "Done"), as_seen=True)
    answered = next(kept for kept in person.shown() if kept.id == question.id)
    assert answered.text.endswith(f"{first[2:]}, {second[2:]}")


def test_done_without_a_tick(person: Person) -> None:
    """Nothing ticked is an answer too."""
    walk_to(person, "wants")
    question = person.shown()[-1]
    person.press("Done")
    answered = next(kept for kept in person.shown() if kept.id == question.id)
    assert answered.text.endswith("Your answer: None of these")
    assert put_to(person) != "wants"


def test_why_pops_up_and_leaves_nothing(person: Person, api: BotApi) -> None:
    """The reason for a question is shown for a moment, and no message is left of it."""
    walk_to(person, "area")
    messages = len(person.shown())
    person.press("Why?")
    popup = api.made("answerCallbackQuery")[-1].fields
    assert popup["text"] == TALK.pathway.questions["area"].why["default"]
    assert popup["show_alert"] == "true"
    assert len(person.shown()) == messages


def test_an_answer_is_changed_where_it_was_given(person: Person, web: Web) -> None:
    """The question comes back in its own message with all its options; the new answer takes the place of the old."""
    walk_to(person, "area")
    question = person.shown()[-1]
    person.press("Dover")
    person.press("Change this answer")
    again = next(kept for kept in person.shown() if kept.id == question.id)
    assert again.text == question.text
    assert "Dover" in [text for text, _ in again.buttons()]
    person.press("Swale")
    assert list(web.rasa.open.values())[-1].known().facts["area"] == "swale"
    assert next(k for k in person.shown() if k.id == question.id).text.endswith("Your answer: Swale")


def test_a_thumb_that_presses_twice(person: Person) -> None:
    """The same answer pressed twice is taken once."""
    person.write("/start")
    first = person.shown()[-1]
    data = next(data for text, data in first.buttons() if text == "No")
    person.press_data(first, data)
    after = len(person.shown())
    person.press_data(first, data)
    assert len(person.shown()) == after


def test_more_services_unfold(person: Person) -> None:
    """What is folded away comes at a press, and the button for it is not offered again."""
    walk_to(person, "wants")
    person.press("Numbers")
    label = next(text for kept in person.shown() for text, _ in kept.buttons() if text.startswith("More for you"))
    before = person.shown()[-1].id
    person.press(label)
    new = [kept for kept in person.shown() if kept.id > before]
    assert sum(kept.text.count("Checked on") for kept in new) == int(re.findall(r"\d+", label)[0])
    assert not any(MORE in data for kept in new for _, data in kept.buttons())


def test_nothing_tells_outside_the_chat(person: Person, api: BotApi) -> None:
    """Every message is silent, shows no preview of a site, and begins with a line that tells nothing."""
    walk_to(person, "wants")
    person.press("Numbers")
    person.write("I want to end my life")
    neutral = set(WORDING.first_line.values())
    for kept in person.shown():
        assert kept.fields["disable_notification"] == "true"
        assert '"is_disabled": true' in kept.fields["link_preview_options"]
        assert first_line(kept) in neutral


def test_cards_cannot_be_forwarded(person: Person) -> None:
    """Messages with services are protected; those that only ask are not."""
    person.write("/start")
    person.write("/numbers")
    for kept in person.shown():
        assert (kept.fields.get("protect_content") == "true") == ("Checked on" in kept.text)


def test_numbers_can_be_tapped(person: Person) -> None:
    """Each number is given as the directory has it, and in the international form that Telegram makes a link of."""
    person.write("/start")
    person.write("/numbers")
    shown = person.newest(3)
    assert "Call 0808 168 9276\nTap to call: +448081689276\n" in shown
    assert "Open now" in shown
    assert "Call 999\n" in shown or EMERGENCY not in shown


def test_a_first_message_in_words(person: Person, web: Web) -> None:
    """Someone who begins with words, not with /start, is told what this is and is heard."""
    person.write("my husband hits me, we live in Dover")
    shown = person.newest(3)
    assert "This is a computer" in shown
    assert "not end-to-end encrypted" in shown
    assert list(web.rasa.open.values())[-1].known().facts["area"] == "dover"


def test_danger_in_the_first_message_comes_before_all_else(person: Person) -> None:
    """The crisis card comes in the first message; what this chat is comes after it."""
    person.write("he's kicking the door in right now")
    first = person.shown()[0].text
    assert first.startswith(WORDING.first_line["now"])
    assert first.index("call 999") < first.index("This is a computer")


def test_questions_in_words(person: Person) -> None:
    """Side questions are answered in this channel's words."""
    person.write("/start")
    person.write("is this private?")
    assert "Telegram can read them" in person.newest(4)
    person.write("how do I cover my tracks?")
    assert "remove this one only" in person.newest(4)


def test_help_alone_begins_nothing(person: Person) -> None:
    """Someone who asks for help first and starts then is not told of a chat that never was."""
    person.write("/help")
    person.write("/restart")
    assert "has ended" not in person.newest()
    assert "This is a computer" in person.newest()
    assert put_to(person) == "immediate_danger"
