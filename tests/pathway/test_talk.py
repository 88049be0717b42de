"""One conversation, turn by turn, in the pure engine."""

from __future__ import annotations

import json
from datetime import datetime, timezone

import pytest

from pathway.engine import engine
from pathway.model import Facts
from pathway.paths import covering_paths, walk_with
from pathway.reply_json import reply_to_json
from pathway.signpost import EMERGENCY
from pathway.state import State, state_from_json, state_to_json
from pathway.talk import MORE, SKIP, ChoiceError, Heard, Reply

TALK = engine()
PHRASES = TALK.pathway.phrases
SUNDAY_NIGHT = datetime(2026, 11, 22, 3, 0, tzinfo=timezone.utc)


def hear(state: State, heard: Heard) -> tuple[State, Reply]:
    """Take a turn, with the state written and read again before and after, so that nothing hides in memory."""
    before = state_from_json(json.loads(json.dumps(state_to_json(state))))
    after, reply = TALK.hear(before, heard, SUNDAY_NIGHT)
    json.dumps(reply_to_json(reply))
    return state_from_json(json.loads(json.dumps(state_to_json(after)))), reply


def choose(question: str, *options: str) -> Heard:
    """Return a choice."""
    return Heard(question=question, choice=options)


def talk(*turns: Heard) -> tuple[State, Reply]:
    """Begin and take `turns`; return where that ends."""
    state, reply = TALK.begin(SUNDAY_NIGHT)
    for turn in turns:
        state, reply = hear(state, turn)
    return state, reply


def shown(reply: Reply) -> list[str]:
    """Return the ids of the cards shown with a reply."""
    return [card.service for card in reply.cards]


def asked(reply: Reply) -> str | None:
    """Return the id of the question put, or None."""
    return reply.question.id if reply.question else None


TO_HOUSING = (choose("immediate_danger", "no"), choose("asking_as", "self"), choose("area", "swale"))


def test_the_opening_says_what_this_is_and_asks_about_danger() -> None:
    """The first turn says: a computer, no emergency service, the device, what is kept; then asks about danger."""
    _, reply = talk()
    assert reply.messages == (PHRASES["opening"], PHRASES["opening_device"], PHRASES["opening_kept"])
    assert asked(reply) == "immediate_danger"
    assert not reply.cards


def test_a_professional_is_warned_about_names_and_asked_for_the_area() -> None:
    """A professional opening sets who is asking, and warns not to type names."""
    _, reply = TALK.begin(SUNDAY_NIGHT, "professional")
    assert PHRASES["opening_professional"] in reply.messages
    assert reply.facts == {"asking_as": "professional"}


def test_danger_brings_999_at_once_and_the_talk_goes_on() -> None:
    """Yes to the first question shows 999 first, asks how to call, then goes on with who is asking."""
    state, reply = talk(choose("immediate_danger", "yes"))
    assert shown(reply)[0] == EMERGENCY
    assert asked(reply) == "how_to_call"
    _, reply = hear(state, choose("how_to_call", "mobile"))
    assert asked(reply) == "asking_as"
    assert any("press 55" in advice.text for advice in reply.signposts.advice)


@pytest.mark.parametrize("answer", ["yes", "not_sure"])
def test_answering_that_there_is_danger_says_what_to_do(answer: str) -> None:
    """The tap on Yes, or on Not sure, is answered in the same words as danger that was typed."""
    _, reply = talk(choose("immediate_danger", answer))
    assert reply.messages == (next(i.say for i in TALK.pathway.interrupts if i.safety == "immediate"),)


def test_not_sure_is_danger_for_the_card_and_the_talk_goes_on() -> None:
    """Not sure shows 999 and asks the next question."""
    _, reply = talk(choose("immediate_danger", "not_sure"))
    assert shown(reply)[0] == EMERGENCY
    assert asked(reply) == "asking_as"


@pytest.mark.parametrize("question", TALK.pathway.questions)
@pytest.mark.parametrize("sign", ["immediate", "cannot_speak", "suicidal"])
def test_a_sign_of_danger_breaks_in_at_every_question_and_the_place_is_kept(question: str, sign: str) -> None:
    """At every question the crisis card comes in the same turn, and the open question is put again."""
    answers = next(answers for (name, _), answers in covering_paths(TALK.walker).items() if name == question)
    state, reply = TALK.begin(SUNDAY_NIGHT)
    while asked(reply) != question:
        assert reply.question
        state, reply = hear(state, choose(reply.question.id, *answers.get(reply.question.id, (SKIP,))))
    _, crisis = hear(state, Heard(safety=frozenset({sign})))
    expected = "samaritans" if sign == "suicidal" else EMERGENCY
    assert expected in shown(crisis)[:2]
    assert any(interrupt.say in crisis.messages for interrupt in TALK.pathway.interrupts)
    settled = {"immediate": "immediate_danger", "suicidal": "suicidal", "cannot_speak": "how_to_call"}[sign]
    if question not in (settled, "immediate_danger"):
        assert asked(crisis) in (question, "how_to_call")


def test_danger_shows_only_what_helps_within_the_hour() -> None:
    """In danger the card of a line about money does not come beside 999; a place for the night does."""
    heard = Heard(
        safety=frozenset({"immediate"}),
        facts={"economic_abuse": True, "housing": "needs_safe_place", "gender": "woman", "area": "swale"},
    )
    _, reply = talk(heard)
    assert shown(reply)[:2] == [EMERGENCY, "refuge-national-helpline"]
    assert "financial-support-line" not in shown(reply)


def test_several_facts_at_once_skip_their_questions() -> None:
    """What a first message tells is not asked again."""
    facts: Facts = {"immediate_danger": False, "asking_as": "self", "area": "swale", "children": True, "pets": True}
    _, reply = talk(Heard(facts=facts))
    assert asked(reply) == "housing"


def test_doors_are_shown_before_the_fifth_question() -> None:
    """After four answers the first services stand beside the next question."""
    _, reply = talk(*TO_HOUSING, choose("housing", "neither"))
    assert asked(reply) == "about_the_person"
    assert shown(reply)[0] == "victim-support-kent-medway"
    assert len(reply.cards) <= 3


def test_several_needs_are_ticked_in_one_question() -> None:
    """Ticks become facts; what was not ticked stays unknown and is not asked again."""
    state, reply = talk(*TO_HOUSING, choose("housing", SKIP), choose("about_the_person", "children", "nrpf"))
    assert reply.facts["children"] is True
    assert reply.facts["nrpf"] is True
    assert "pets" not in reply.facts
    assert asked(reply) == "happening"
    assert "about_the_person" in state.known().passed


def test_a_skipped_question_is_declined_and_not_put_again() -> None:
    """Skipping keeps the fact as declined and moves on."""
    _, reply = talk(choose("immediate_danger", SKIP))
    assert reply.declined == ("immediate_danger",)
    assert asked(reply) == "asking_as"


def test_a_refusal_in_words_declines_the_open_question() -> None:
    """ "Rather not say" does what Skip does."""
    assert talk(Heard(declined=True))[0] == talk(choose("immediate_danger", SKIP))[0]


def test_skipping_everything_ends_in_doors() -> None:
    """Someone who skips every question is shown who can help at any hour."""
    state, reply = talk()
    while reply.question:
        state, reply = hear(state, choose(reply.question.id, SKIP))
    assert reply.done
    assert shown(reply)[:2] == ["victim-support-kent-medway", "refuge-national-helpline"]
    assert not reply.facts


@pytest.mark.parametrize("target", list(covering_paths(TALK.walker)), ids="-".join)
def test_back_then_the_same_answer_gives_the_same_state(target: tuple[str, str]) -> None:
    """On a path over every edge, going back and answering again gives exactly what the straight path gives."""
    puts, _ = walk_with(TALK.walker, covering_paths(TALK.walker)[target])
    state, reply = TALK.begin(SUNDAY_NIGHT)
    for put in puts:
        straight, straight_reply = hear(state, choose(put.question, *put.answer))
        undone, undone_reply = hear(straight, Heard(topics=("back",)))
        assert undone == state
        assert undone_reply.question == reply.question
        again, again_reply = hear(undone, choose(put.question, *put.answer))
        assert (again, again_reply) == (straight, straight_reply)
        state, reply = straight, straight_reply


def test_back_at_the_start_says_so() -> None:
    """There is nothing before the first question."""
    _, reply = talk(Heard(topics=("back",)))
    assert reply.messages == (PHRASES["nothing_to_undo"],)


def test_an_answer_can_be_changed_later() -> None:
    """Choosing another option for an earlier question replaces what the first one stated."""
    state, _ = talk(choose("asking_as", "self_past"), choose("area", "dover"))
    _, reply = hear(state, choose("asking_as", "self"))
    assert reply.facts == {"asking_as": "self", "area": "dover"}
    _, reply = hear(state, choose("area", "swale"))
    assert reply.facts["area"] == "swale"


def test_ticks_can_be_changed_later() -> None:
    """Ticking anew takes back what is no longer ticked."""
    state, _ = talk(*TO_HOUSING, choose("about_the_person", "children", "pets"))
    _, reply = hear(state, choose("about_the_person", "pets"))
    assert "children" not in reply.facts
    assert reply.facts["pets"] is True


def test_restart_wipes_and_begins_again() -> None:
    """After a restart nothing is known, and the opening is said."""
    state, reply = talk(*TO_HOUSING, Heard(topics=("restart",)))
    assert state == State()
    assert reply.messages[0] == PHRASES["restarted"]
    assert asked(reply) == "immediate_danger"


def test_leaving_empties_the_state() -> None:
    """Leaving leaves nothing and says so to the channel."""
    state, reply = talk(*TO_HOUSING, Heard(topics=("leave",)))
    assert state == State()
    assert reply.leaving
    assert not reply.facts


def test_a_control_word_never_hides_danger() -> None:
    """A message that asks to leave and tells of danger gets the crisis card first."""
    _, reply = talk(Heard(topics=("leave",), safety=frozenset({"immediate"})))
    assert shown(reply)[0] == EMERGENCY
    assert not reply.leaving


def test_why_explains_the_open_question_and_puts_it_again() -> None:
    """Why do you ask: the reason, and the same question."""
    _, reply = talk(*TO_HOUSING, Heard(topics=("why",)))
    assert reply.messages == (TALK.pathway.questions["housing"].why["default"],)
    assert asked(reply) == "housing"


@pytest.mark.parametrize("topic", TALK.pathway.asides)
def test_a_side_question_is_answered_and_the_open_question_put_again(topic: str) -> None:
    """Every aside has its answer, its cards where it promises them, and leaves the place where it was."""
    _, reply = talk(*TO_HOUSING, Heard(topics=(topic,)))
    aside = TALK.pathway.asides[topic]
    assert reply.messages == (aside.say["default"],)
    assert asked(reply) == "housing"
    assert bool(reply.cards) == (aside.shows != "nothing")
    assert (topic in reply.facts.get("wants", ())) == aside.wants  # type: ignore[operator]


def test_what_is_asked_for_is_served_in_the_order_asked() -> None:
    """Two wishes: the doors of the first come before those of the second."""
    heard = Heard(topics=("pets", "legal_orders"), facts={"area": "dover", "gender": "woman"})
    cards = [card.service for card in talk(heard)[1].signposts.cards]
    assert cards.index("dogs-trust-freedom") < cards.index("ncdv")
    heard = Heard(topics=("legal_orders", "pets"), facts={"area": "dover", "gender": "woman"})
    cards = [card.service for card in talk(heard)[1].signposts.cards]
    assert cards.index("ncdv") < cards.index("dogs-trust-freedom")


def test_not_understood_is_staged_and_ends_with_people() -> None:
    """First other words, then the choices, then the number of a person; the question stays."""
    state, reply = talk(Heard())
    assert reply.messages == (PHRASES["not_understood_1"],)
    state, reply = hear(state, Heard())
    assert reply.messages == (PHRASES["not_understood_2"],)
    state, reply = hear(state, Heard())
    assert reply.messages == (PHRASES["not_understood_3"],)
    assert reply.cards
    assert asked(reply) == "immediate_danger"


def test_another_language_gets_the_numbers_and_the_interpreter_line() -> None:
    """A message in another language is answered with who can get an interpreter."""
    _, reply = talk(Heard(another_language=True))
    assert PHRASES["another_language"] in reply.messages
    assert "victim-support-kent-medway" in shown(reply)


def test_an_ambiguous_place_is_asked_once() -> None:
    """Two areas for one name: the area is asked, and nothing is guessed."""
    _, reply = talk(*TO_HOUSING[:2], Heard(area_candidates=("thanet", "swale")))
    assert reply.messages == (PHRASES["ambiguous_area"],)
    assert asked(reply) == "area"
    assert "area" not in reply.facts


def test_more_shows_the_folded_cards() -> None:
    """More gives the cards that were not among the first."""
    state, reply = talk(*TO_HOUSING, choose("housing", "neither"))
    first = shown(reply)
    _, more = hear(state, choose(MORE, "yes"))
    assert shown(more)
    assert not set(shown(more)) & set(first)
    assert reply.folded() == len(shown(more))


def test_own_behaviour_never_meets_a_survivors_door() -> None:
    """Someone worried about their own behaviour gets Respect, and their danger is worded for them."""
    state, reply = talk(choose("asking_as", "own_behaviour"), Heard(safety=frozenset({"immediate"})))
    said = next(i.say for i in TALK.pathway.interrupts if i.safety == "own_behaviour_danger")
    assert reply.messages == (said,)
    while reply.question:
        state, reply = hear(state, choose(reply.question.id, SKIP))
    assert {card.service for card in reply.signposts.cards} <= {"respect-phoneline", "samaritans", EMERGENCY}


@pytest.mark.parametrize(
    ("question", "options", "part"),
    [
        ("nothing", ("yes",), "there is no question 'nothing'"),
        ("area", ("narnia",), "question 'area' has the options ashford"),
        ("area", ("dover", "swale"), "takes one option"),
        ("about_the_person", ("dragons",), "has the options children"),
    ],
)
def test_an_unknown_choice_is_refused(question: str, options: tuple[str, ...], part: str) -> None:
    """A choice that the graph does not have is an error that says what there is."""
    with pytest.raises(ChoiceError, match=part):
        talk(choose(question, *options))


def test_every_card_says_why_when_checked_and_where_from() -> None:
    """Over the covering paths each card of each outcome has its reasons, its date and its sources."""
    for answers in covering_paths(TALK.walker).values():
        _, known = walk_with(TALK.walker, answers)
        _, reply = TALK.hear(State(), Heard(facts=known.facts), SUNDAY_NIGHT)
        for card in reply.signposts.cards:
            assert card.why, card.service
            assert card.source, card.service
            assert card.checked_on.year >= 2026
