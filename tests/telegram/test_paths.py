"""Through Telegram as through the web: every edge ends in the same facts and services, danger breaks in everywhere."""

from __future__ import annotations

import pytest

from pathway.paths import covering_paths, walk_with
from pathway.signpost import EMERGENCY
from pathway.state import State
from pathway.talk import SKIP, Heard, Reply
from tests.rasa.test_live import CRISES
from tests.telegram.running import TALK, Person, Web

COVERING = covering_paths(TALK.walker)


def engine_s_reply(edge: tuple[str, str]) -> Reply:
    """Return the reply that the pure engine ends the path over `edge` with."""
    from datetime import datetime, timezone

    now = datetime.now(timezone.utc)
    state, reply = State(), None
    for put in walk_with(TALK.walker, COVERING[edge])[0]:
        state, reply = TALK.hear(state, Heard(question=put.question, choice=put.answer), now)
    assert reply
    return reply


def walk_to(person: Person, question: str) -> None:
    """Answer until `question` is put."""
    answers = next(answers for (name, _), answers in COVERING.items() if name == question)
    person.write("/start")
    while (put := put_to(person)) != question:
        assert put, f"{question} is never put"
        person.choose(put, *answers.get(put, (SKIP,)))


def put_to(person: Person) -> str | None:
    """Return the id of the question that stands open, read from the newest buttons."""
    return next((button.question for button in person.asked_buttons() if button.option), None)


@pytest.mark.parametrize("edge", list(COVERING), ids="-".join)
def test_every_edge(person: Person, web: Web, edge: tuple[str, str]) -> None:
    """A path over the edge, pressed button by button, ends in the engine's facts, words and services."""
    puts, known = walk_with(TALK.walker, COVERING[edge])
    before = set(web.rasa.open)
    person.write("/start")
    for put in puts:
        assert put_to(person) == put.question
        person.choose(put.question, *put.answer)
    assert put_to(person) is None
    (session,) = set(web.rasa.open) - before
    assert web.rasa.open[session].known().facts == known.facts
    expected = engine_s_reply(edge)
    shown = person.newest(4)
    places = [shown.rfind(f"\n{card.name}\n") for card in expected.cards]
    assert places
    assert -1 not in places
    assert places == sorted(places)
    assert all(said in shown for said in expected.messages)


@pytest.mark.parametrize("question", TALK.pathway.questions)
@pytest.mark.parametrize("sign", CRISES)
def test_danger_at_every_question(person: Person, sign: str, question: str) -> None:
    """Words of danger typed at any question bring the cards in the very next message, and the talk goes on."""
    walk_to(person, question)
    before = person.shown()[-1].id
    person.write(CRISES[sign])
    new = [kept for kept in person.shown() if kept.id > before]
    wanted = TALK.directory.services["samaritans" if sign == "suicidal" else EMERGENCY]
    assert wanted.name in new[0].text
    assert new[0].fields["protect_content"] == "true"
    # Who cannot speak may be in danger too: the words for danger say how to be heard without speaking.
    said = [interrupt.say for interrupt in TALK.pathway.interrupts if interrupt.safety in (sign, "immediate")]
    assert any(words in new[0].text for words in said)
    assert person.asked_buttons()


@pytest.mark.parametrize("question", TALK.pathway.questions)
def test_skip_and_back_at_every_question(person: Person, question: str) -> None:
    """At any question Skip moves on, and Back brings the same question up again."""
    walk_to(person, question)
    person.press("I would rather not say")
    assert put_to(person) != question
    person.press("Back")
    assert put_to(person) == question
