"""The answers given so far, each with what is needed to answer it anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pathway.model import FactValue, Option, Pathway, Question, audience_of, worded
from pathway.reply_json import question_to_json
from pathway.state import Known
from pathway.talk import QuestionView, Talk
from pathway.walk import states

Json = Mapping[str, Any]
RATHER_NOT = "I would rather not say"


@dataclass(frozen=True)
class Answer:
    """A question that has been answered: what was said, and what is needed to answer it anew."""

    question: Json
    said: tuple[str, ...]
    ticked: tuple[str, ...]


def answers(
    talk: Talk, facts: Mapping[str, FactValue], declined: Iterable[str], open_now: Json | None
) -> tuple[Answer, ...]:
    """Return the questions that `facts` answer or that were declined, in the graph's order, without the open one."""
    known = Known(facts, tuple(declined))
    owners = _owners(talk.pathway)
    found = []
    for question in talk.pathway.questions.values():
        chosen = _chosen(question, facts, owners)
        refused = not chosen and _is_refused(question, known)
        if (chosen or refused) and not (open_now and open_now["id"] == question.id):
            said = (RATHER_NOT,) if refused else tuple(option.label for option in chosen)
            found.append(Answer(_asked_anew(question, facts), said, tuple(option.id for option in chosen)))
    return tuple(found)


def _asked_anew(question: Question, facts: Mapping[str, FactValue]) -> Json:
    """Return `question` with all its options: also those that no longer change anything can be taken back."""
    audience = audience_of(facts)
    ask, why = worded(question.ask, audience), worded(question.why, audience)
    return question_to_json(QuestionView(question.id, ask, why, question.kind, question.options)) or {}


def _owners(pathway: Pathway) -> dict[str, str]:
    """Return for each fact the question that asks for it, where one does."""
    owners: dict[str, str] = {}
    for question in pathway.questions.values():
        for fact in question.facts if question.kind == "many" else question.facts[:1]:
            owners.setdefault(fact, question.id)
    return owners


def _chosen(question: Question, facts: Mapping[str, FactValue], owners: Mapping[str, str]) -> tuple[Option, ...]:
    """Return the options of `question` that `facts` state; of one-answer questions the one that says most."""
    stated = [
        option
        for option in question.options
        if option.sets
        and states(option, facts)
        and any(owners.get(fact, question.id) == question.id for fact in option.sets)
    ]
    if question.kind == "one" and stated:
        return (max(stated, key=lambda option: len(option.sets)),)
    return tuple(stated)


def _is_refused(question: Question, known: Known) -> bool:
    asked = question.facts if question.kind == "many" else question.facts[:1]
    return (
        bool(asked)
        and all(fact in known.declined or fact in known.facts for fact in asked)
        and any(fact in known.declined for fact in asked)
    )
