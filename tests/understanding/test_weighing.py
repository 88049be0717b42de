"""What rules found and what the encoder hears of the facts, joined."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from evaluation.questions import question_about
from pathway.load import load_pathway
from pathway.model import FactValue
from understanding import understand
from understanding.decision import Rule, rules
from understanding.encoder import Scores
from understanding.training.data import LABELS, STATEMENTS
from understanding.weighing import FACTS, statement, values, weighed

EVEN = dict.fromkeys(STATEMENTS, Rule(-1.5, {"score": 1.0, "window": 0.0, "phrase": 3.0, "taken_back": -3.0}))
"""Phrase or encoder may carry a statement alone; a phrase for another value stands against it."""


def heard(scores: Mapping[str, float]) -> Scores:
    """Return scores in which nothing is heard but `scores`."""
    whole = {**dict.fromkeys(LABELS, -8.0), **scores}
    return Scores(whole, whole)


def test_each_statement_is_of_a_fact_and_value_that_the_pathway_has() -> None:
    """And each has a rule."""
    pathway = load_pathway()
    for fact, known in FACTS.items():
        assert all(pathway.facts[fact].allows(value) for value in known), fact
    assert set(rules().statements) == set(STATEMENTS)


def test_what_no_phrase_says_is_heard() -> None:
    """Where the encoder is sure, the fact is stated though rules found nothing."""
    assert values({}, heard({"children=true": 4.0}), EVEN) == {"children": True}


def test_what_only_looked_like_a_fact_is_dropped() -> None:
    """Where the encoder is sure that nothing of the kind is said, a phrase alone does not carry it."""
    assert values({"pets": True}, heard({}), EVEN) == {}


def test_the_likelier_value_is_taken() -> None:
    """One value for a fact, also where both are heard."""
    both = heard({"relationship=partner": 2.0, "relationship=ex_partner": 5.0})
    assert values({}, both, EVEN) == {"relationship": "ex_partner"}
    assert values({"relationship": "partner"}, both, EVEN) == {"relationship": "partner"}


def test_names_and_numbers_and_settled_facts_stay() -> None:
    """Area, age and risk are the rules' own; what the open question settled is not weighed anew."""
    found: dict[str, FactValue] = {"area": "swale", "age_group": "adult", "risk_level": "high", "pets": True}
    assert values(found, heard({}), EVEN, settled={"pets"}) == found


@pytest.mark.parametrize("text", ["", "?", "dog", "no kids", "Mój mąż mnie bije i nie mam dokąd pójść"])
def test_few_words_and_other_languages_are_left_to_the_rules(text: str) -> None:
    """What the encoder cannot judge stays as it was found."""
    assert weighed(text, {"pets": True}) == {"pets": True}


def test_an_answer_has_its_sense_from_the_question() -> None:
    """A short answer is read by the rules alone, for the encoder does not know what was asked."""
    assert understand("yes, the two of us have one", question_about("pets")).facts == {"pets": True}


def test_a_statement_is_named_as_in_the_training_data() -> None:
    """True and false are written as in YAML."""
    assert [statement("children", True), statement("housing", "needs_safe_place")] == [
        "children=true",
        "housing=needs_safe_place",
    ]
