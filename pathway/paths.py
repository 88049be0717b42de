"""Paths through the pathway as sequences of answers, for tests, rehearsal and drawing: stable, and without a clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from pathway.model import Option, Question
from pathway.state import Known
from pathway.talk import SKIP
from pathway.walk import Walker, answered

Answers = Mapping[str, tuple[str, ...]]
"""Option ids by question; a question that is not named is skipped."""


@dataclass(frozen=True)
class Put:
    """A question as it was put, and the answer given to it (option ids, or `skip` alone)."""

    question: str
    before: Known
    answer: tuple[str, ...]


def walk_with(walker: Walker, answers: Answers) -> tuple[tuple[Put, ...], Known]:
    """Answer the questions as they are put, from `answers`; return them in order, and what is known at the end."""
    known, puts = Known(), []
    while question := walker.position(known).question:
        answer = answers.get(question.id, (SKIP,))
        puts.append(Put(question.id, known, answer))
        known = after(question, answer, known)
    return tuple(puts), known


def after(question: Question, answer: tuple[str, ...], known: Known) -> Known:
    """Return what is known after `answer` to `question`."""
    if answer == (SKIP,):
        declined = question.facts if question.kind == "many" else question.facts[:1]
        fresh = tuple(fact for fact in declined if fact not in known.facts)
        return Known(known.facts, (*known.declined, *fresh), (*known.passed, question.id))
    for option in question.options:
        if option.id in answer:
            known = answered(question, option, known)
    return known


def choices(question: Question) -> Iterator[tuple[str, ...]]:
    """Yield the answers to try: each option alone; of ticks also each pair, and all; and skipping."""
    ids = [option.id for option in question.options]
    yield from ((option_id,) for option_id in ids)
    if question.kind == "many":
        yield from combinations(ids, 2)
        yield tuple(ids)
    yield (SKIP,)


def covering_paths(walker: Walker) -> dict[tuple[str, str], Answers]:
    """Return, for every option of every question, answers that lead to its being put and picked.

    The key is question and option id; an option that can never be put is left out.
    """
    questions = walker.pathway.questions.values()
    helpers: list[Answers] = [{}, *({q.id: (o.id,)} for q in questions for o in q.options)]
    found: dict[tuple[str, str], Answers] = {}
    for question in questions:
        for option in (*question.options, None):
            option_id = option.id if option else SKIP
            for answers in _attempts(walker, question, helpers):
                if _puts(walker, answers, question, option):
                    found[question.id, option_id] = {**answers, question.id: (option_id,)}
                    break
    return found


def _attempts(walker: Walker, question: Question, helpers: list[Answers]) -> Iterator[Answers]:
    """Yield answers that may bring `question` up: those its conditions call for, alone and with one more."""
    needed = [_answers_for(walker, dict(condition.facts)) for condition in question.asked_when] or [{}]
    for answers in needed:
        for helper in helpers:
            yield {**helper, **answers}


def _answers_for(walker: Walker, facts: Mapping[str, tuple[object, ...]]) -> Answers:
    answers: dict[str, tuple[str, ...]] = {}
    for question in walker.pathway.questions.values():
        for option in question.options:
            wanted = [fact for fact, value in option.sets.items() if fact in facts and _fits(value, facts[fact])]
            if wanted and question.id not in answers:
                answers[question.id] = (option.id,)
    return answers


def _fits(value: object, allowed: tuple[object, ...]) -> bool:
    values = value if isinstance(value, tuple) else (value,)
    return any(item in allowed for item in values)


def _puts(walker: Walker, answers: Answers, question: Question, option: Option | None) -> bool:
    for put in walk_with(walker, {**answers, question.id: (SKIP,)})[0]:
        if put.question == question.id:
            return option is None or option in walker.worthwhile_options(question, put.before)
    return False
