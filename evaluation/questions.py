"""The questions that evaluation messages answer, and the facts that count in the measure."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pathway.load import load_pathway
from pathway.model import FactValue, Option, Pathway, Question

CONTRACT_FACTS = frozenset(
    [
        "asking_as",
        "area",
        "age_group",
        "gender",
        "lgbt",
        "children",
        "pregnant",
        "pets",
        "nrpf",
        "disability",
        "deaf",
        "needs_interpreter",
        "homeowner",
        "housing",
        "honour_based",
        "forced_marriage",
        "stalking",
        "sexual_abuse",
        "economic_abuse",
        "mental_health",
        "substance_use",
        "abuse_ended",
        "relationship",
        "risk_level",
    ]
)
"""The facts of the contract that messages are labelled with; the three of safety are measured as flags."""


@cache
def _pathway() -> Pathway:
    return load_pathway()


@cache
def question_about(name: str) -> Question:
    """Give the pathway's question `name`, or the one that settles the fact `name` alone, or a yes-or-no about it.

    Raises `KeyError` where `name` is neither a question nor a fact.
    """
    pathway = _pathway()
    if name in pathway.questions:
        return pathway.questions[name]
    for question in pathway.questions.values():
        if question.facts == (name,):
            return question
    return _plain(name, pathway)


def _plain(name: str, pathway: Pathway) -> Question:
    pattern = next(iter(pathway.questions.values()))
    options = tuple(_option(name, value, pattern.options[0]) for value in pathway.facts[name].values)
    return replace(pattern, id=name, kind="one", facts=(name,), options=options)


def _option(name: str, value: FactValue, pattern: Option) -> Option:
    said = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    return replace(pattern, id=said, label=said.replace("_", " ").capitalize(), sets={name: value})
