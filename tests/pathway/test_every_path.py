"""The whole graph walked in the pure engine, and what has to hold in every state on the way."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathway.engine import engine
from pathway.hours import is_open
from pathway.model import Facts, Question
from pathway.paths import Answers, Put, after, choices, covering_paths, walk_with
from pathway.signpost import EMERGENCY, offers
from pathway.state import Known
from pathway.talk import SKIP
from pathway.walk import answered
from pathway.walk import is_open as is_question_open

TALK = engine()
WALKER = TALK.walker
QUESTIONS = tuple(TALK.pathway.questions.values())
LONDON = ZoneInfo("Europe/London")
WEEKS = (
    datetime(2026, 11, 23, tzinfo=LONDON),  # an ordinary week
    datetime(2026, 12, 21, tzinfo=LONDON),  # Christmas, with the bank holiday moved to Monday
    datetime(2026, 12, 28, tzinfo=LONDON),  # New Year
    datetime(2027, 3, 22, tzinfo=LONDON),  # Good Friday, and clocks forward on Sunday
    datetime(2027, 3, 29, tzinfo=LONDON),  # Easter Monday
    datetime(2026, 10, 19, tzinfo=LONDON),  # clocks back on Sunday
    datetime(2026, 8, 31, tzinfo=LONDON),  # the summer bank holiday of England
)
HOURS = tuple(
    week.astimezone(timezone.utc) + timedelta(hours=hour, minutes=30) for week in WEEKS for hour in range(169)
)


@cache
def hours_open(service: str) -> frozenset[int]:
    """Return which of HOURS find the service open."""
    contacts = TALK.directory.services[service].contacts
    return frozenset(n for n, hour in enumerate(HOURS) if any(is_open(contact.hours, hour) for contact in contacts))


def check_question(put: Put) -> None:
    """Two answers to the question put must be able to end in something different shown."""
    question = TALK.pathway.questions[put.question]
    assert is_question_open(question, put.before)
    endings = set()
    for option in question.options:
        known = answered(question, option, put.before)
        endings |= {WALKER.shown(known.facts)} | _endings_after_follow_up(known)
    endings.add(WALKER.shown(after(question, (SKIP,), put.before).facts))
    assert len(endings) > 1, f"{put.question} is put to {dict(put.before.facts)}, and nothing turns on it"


def _endings_after_follow_up(known: Known) -> set[object]:
    question = WALKER.position(known).question
    return {WALKER.shown(answered(question, o, known).facts) for o in question.options} if question else set()


def check_outcome(facts: Facts) -> None:
    """At every hour a door beside 999 is open, and 999 is at hand."""
    services = [offer.service for offer in offers(TALK.pathway, TALK.directory, facts)[0]]
    assert EMERGENCY in services
    others = [service for service in services if service != EMERGENCY]
    assert others, f"no door at all for {dict(facts)}"
    local = facts.get("area") != "outside" and facts.get("asking_as") != "own_behaviour"
    if facts.get("age_group") == "under_16" and not local:
        # No line for children has hours that a source states, and Samaritans is listed from 16: 999 is the open door.
        return
    shut = set(range(len(HOURS))) - set().union(*(hours_open(service) for service in others))
    assert not shut, f"nothing open at {HOURS[min(shut)]} for {dict(facts)}"


def check_path(answers: Answers) -> None:
    """Walk the path and check each state of it."""
    puts, known = walk_with(WALKER, answers)
    assert len(puts) == len({put.question for put in puts}), "a question is put twice"
    for put in puts:
        _check_once(put)
    check_outcome(known.facts)


def _check_once(put: Put) -> None:
    key = (put.question, tuple(sorted(put.before.facts.items())))
    if key not in _CHECKED:
        check_question(put)
        _CHECKED.add(key)


_CHECKED: set[object] = set()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_answer_alone_in_pairs_and_all(question: Question) -> None:
    """Each answer to a question, with ticks alone, in pairs and all, on every path that brings the question up."""
    contexts = {tuple(sorted(path.items())) for (name, _), path in COVERING.items() if name == question.id}
    assert contexts
    for context in sorted(contexts):
        for answer in choices(question):
            check_path({**dict(context), question.id: answer})


@pytest.mark.parametrize("pair", list(combinations(QUESTIONS, 2)), ids=lambda pair: f"{pair[0].id}-{pair[1].id}")
def test_every_pair_of_answers_to_two_questions(pair: tuple[Question, Question]) -> None:
    """Each option of one question together with each of another."""
    first, second = pair
    for one in first.options:
        for two in second.options:
            check_path({first.id: (one.id,), second.id: (two.id,)})


def test_every_option_can_be_reached() -> None:
    """There is a path on which each option of each question is put."""
    every = {(question.id, option.id) for question in QUESTIONS for option in question.options}
    assert every - set(COVERING) == set()


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_answers_at_all(data: st.DataObject) -> None:
    """Any combination of answers, ticks and skips keeps all that has to hold."""
    known = Known()
    while question := WALKER.position(known).question:
        check_question(Put(question.id, known, ()))
        ids = st.sampled_from([option.id for option in question.options])
        ticks = st.sets(ids, min_size=1).map(tuple) if question.kind == "many" else ids.map(lambda one: (one,))
        known = after(question, data.draw(st.one_of(st.just((SKIP,)), ticks)), known)
    check_outcome(known.facts)


@settings(max_examples=300, deadline=None)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            fact.id: st.sets(st.sampled_from(fact.values), min_size=1).map(tuple)
            if fact.many
            else st.sampled_from(fact.values)
            for fact in TALK.pathway.facts.values()
        },
    )
)
def test_any_facts_at_all(facts: Facts) -> None:
    """Any facts, however they were told, end with a door, and with a question that matters or none."""
    position = WALKER.position(Known(facts))
    if position.question:
        check_question(Put(position.question.id, Known(facts), ()))
    check_outcome(facts)


COVERING = covering_paths(WALKER)
