"""How well messages are understood does not get worse unnoticed: floors under the figures of `make evaluate`.

A floor is what was reached, less a little for chance; it is raised with each gain and is no target.
"""

from __future__ import annotations

import pytest

from evaluation.items import read
from evaluation.summary import Figure, figures, find

FLOORS = {
    "immediate danger: recall": 0.965,
    "immediate danger: lower 95 % bound of recall": 0.95,
    "immediate danger, said plainly: recall": 0.985,
    "suicide or self-harm: recall": 0.945,
    "false alarms on hard negatives": 0.085,
    "false alarms on everyday questions": 0.03,
    "facts: micro F1": 0.935,
    "facts: least F1 of a fact": 0.81,
    "topics: macro F1": 0.91,
}


@pytest.fixture(scope="module")
def measured() -> dict[str, Figure]:
    """The figures by name, without the fact that a name ends on."""
    return {figure.name.split(" (")[0]: figure for figure in figures(find(read()))}


def test_each_figure_has_a_floor(measured: dict[str, Figure]) -> None:
    """None is left out."""
    assert set(measured) == set(FLOORS)


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(name: str, measured: dict[str, Figure]) -> None:
    """For false alarms: none rises above it."""
    figure = measured[name]
    assert figure.value <= FLOORS[name] if figure.at_most else figure.value >= FLOORS[name]
