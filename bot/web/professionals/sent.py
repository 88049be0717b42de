"""What a form of the page says: the facts it carries, the answers ticked, the words typed. Forms carry all there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from bot.web.professionals.words import in_words
from pathway.model import Fact, Facts, FactValue, Pathway, Question
from pathway.signs import facts_of as facts_signed
from pathway.talk import Talk
from pathway.walk import merged, states
from understanding.hearing import hear

Form = MultiDict[str, str]


@dataclass(frozen=True)
class Sent:
    """The facts that a form comes to, the areas to ask about, and which turn it is (1: the first answer)."""

    facts: Facts
    area_candidates: tuple[str, ...]
    turn: int


def facts_of(form: Form, talk: Talk) -> Facts:
    """Return the facts that `form` carries and ticks, without those taken back. What it does not know is left out."""
    facts: dict[str, FactValue] = {**_carried(form, talk.pathway)}
    for question in (talk.pathway.questions.get(name) for name in form.getlist("put")):
        if question:
            facts = _answered(facts, question, form.getlist(f"q.{question.id}"))
    return {**_without(facts, form.get("drop", "")), "asking_as": "professional"}


def read(form: Form, talk: Talk, text: str) -> Sent:
    """Return what `form` and the words typed into it, `text`, come to: the words count where they say otherwise."""
    facts = dict(facts_of(form, talk))
    turn = int(form.get("turn", "0")) if form.get("turn", "0").isdecimal() else 0
    if not text:
        return Sent(facts, (), turn + 1)
    heard = hear(text)
    wanted = tuple(t for t in heard.topics if t in talk.pathway.asides and talk.pathway.asides[t].wants)
    facts.update(merged(facts, heard.facts))
    if wanted:
        facts.update(merged(facts, {"wants": wanted}))
    facts.update(facts_signed(heard.safety))
    return Sent({**facts, "asking_as": "professional"}, heard.area_candidates, turn + 1)


def _carried(form: Form, pathway: Pathway) -> Facts:
    facts: dict[str, FactValue] = {}
    for field in form.getlist("fact"):
        name, _, word = field.partition("=")
        fact = pathway.facts.get(name)
        value = _value(fact, word) if fact else None
        if value is not None:
            facts = {**facts, **merged(facts, {name: value})}
    return facts


def _value(fact: Fact, word: str) -> FactValue | None:
    value = next((value for value in fact.values if next(in_words(value)) == word), None)
    return (str(value),) if fact.many and value is not None else value


def _answered(facts: Mapping[str, FactValue], question: Question, chosen: list[str]) -> dict[str, FactValue]:
    """Return `facts` with the answers to `question` as they now stand: what is no longer ticked is taken back."""
    kept = dict(facts)
    for option in question.options:
        if option.id not in chosen and option.sets and states(option, kept):
            kept = _less(kept, option.sets)
    for option in question.options:
        if option.id in chosen:
            kept = {**kept, **merged(kept, option.sets)}
    return kept


def _without(facts: Mapping[str, FactValue], field: str) -> dict[str, FactValue]:
    """Return `facts` without the one that `field` names ("area=medway")."""
    name, _, word = field.partition("=")
    value = facts.get(name)
    if value is None or word not in in_words(value):
        return dict(facts)
    return _less(facts, {name: (word,) if isinstance(value, tuple) else value})


def _less(facts: Mapping[str, FactValue], gone: Facts) -> dict[str, FactValue]:
    left = {fact: value for fact, value in facts.items() if fact not in gone}
    for fact, value in gone.items():
        have = facts.get(fact)
        if isinstance(have, tuple) and isinstance(value, tuple):
            rest = tuple(item for item in have if item not in value)
            left.update({fact: rest} if rest else {})
    return left
