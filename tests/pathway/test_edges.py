"""Every edge of the graph has its place in a table that a person has read."""

from __future__ import annotations

from pathlib import Path

import pytest

from pathway.engine import engine
from pathway.plain_yaml import read_yaml
from pathway.state import Known
from pathway.walk import answered, way_on

TABLE = read_yaml(Path(__file__).parent / "edges.yaml")
PATHWAY = engine().pathway
EDGES = [(question, option, to) for question, ways in TABLE["questions"].items() for option, to in ways.items()]


def test_the_table_names_every_edge_and_no_other() -> None:
    """The table and the graph have the same questions and options."""
    graph = {key: {*(option.id for option in q.options), "skip"} for key, q in PATHWAY.questions.items()}
    assert {key: set(ways) for key, ways in TABLE["questions"].items()} == graph
    assert set(TABLE["forks"]) == set(PATHWAY.forks)


@pytest.mark.parametrize(("question_id", "option_id", "to"), EDGES)
def test_edge(question_id: str, option_id: str, to: str) -> None:
    """Answering the question with the option leads to the node that the table names."""
    question = PATHWAY.questions[question_id]
    option = question.option(option_id)
    known = answered(question, option, Known()) if option else Known(passed=(question_id,))
    assert way_on(question, known.facts) == to


@pytest.mark.parametrize("fork_id", TABLE["forks"])
def test_fork(fork_id: str) -> None:
    """The fork's branches lead where the table says, in its order, for the facts it names."""
    branches = [(_in_words(branch.when.facts) or "otherwise", branch.to) for branch in PATHWAY.forks[fork_id].branches]
    assert branches == list(TABLE["forks"][fork_id].items())


def _in_words(facts: object) -> str:
    items = dict(facts).items()  # type: ignore[call-overload]
    return ", ".join(f"{fact} is {' or '.join(str(value).lower() for value in values)}" for fact, values in items)
