"""How well the marker reads a champion's lines, against tables marked by hand.

The hardest is `measured` of `outside_lines.yaml`: a reader who had seen no phrase wrote and marked it. Only its total
is looked at, never a line.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from rehearsal.reader import layer
from rehearsal.rehearsal import Rehearsal
from rehearsal.training import examples

HERE = Path(__file__).parent
TABLES = {
    ("outside_lines.yaml", "measured"): 0.58,
    ("outside_lines.yaml", "developed"): 0.8,
    ("champion_lines.yaml", "lines"): 0.86,
    ("development_lines.yaml", "lines"): 0.9,
}
"""The tables, and what share of each is read exactly at least: a little under what docs/rehearsal.md says of it."""
FEWEST_EXAMPLES = 60


def table(name: str, part: str = "lines") -> list[dict[str, Any]]:
    """Return the lines of a hand-marked table."""
    lines: list[dict[str, Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))[part]
    return lines


def agreement(rehearsal: Rehearsal, lines: list[dict[str, Any]]) -> float:
    """Return the share of lines that are read as the hand read them: all its moves and no other."""
    return sum(set(rehearsal.read(each["line"]).moves) == set(each["moves"]) for each in lines) / len(lines)


def test_the_table_is_whole(rehearsal: Rehearsal) -> None:
    """There are 120 lines, all different, and every move they name is one that is marked."""
    lines = table("champion_lines.yaml")
    assert len({each["line"] for each in lines}) == 120
    assert {move for each in lines for move in each["moves"]} == set(rehearsal.moves)


def test_the_lines_of_development_are_others() -> None:
    """No line that the phrases were developed on stands in the tables that measure them."""
    developed = {each["line"].lower() for each in table("development_lines.yaml")}
    for measuring in (table("champion_lines.yaml"), table("outside_lines.yaml", "measured")):
        shared = developed & {each["line"].lower() for each in measuring}
        assert len(shared) == 0


def test_the_examples_are_many_and_others(rehearsal: Rehearsal) -> None:
    """The learnt reader learns every move from many lines, and from no line of a table."""
    learnt = examples()
    often = Counter(move for each in learnt for move in each.moves)
    assert set(often) == set(layer().moves) == set(rehearsal.moves)
    assert min(often.values()) >= FEWEST_EXAMPLES
    lines = {each.line.lower() for each in learnt}
    for name, part in TABLES:
        shared = lines & {each["line"].lower() for each in table(name, part)}
        assert len(shared) == 0, name


@pytest.mark.parametrize(("name", "part", "least"), [(*named, least) for named, least in TABLES.items()])
def test_marking_agrees_with_the_hand(rehearsal: Rehearsal, name: str, part: str, least: float) -> None:
    """No fewer lines are read as the hand read them than docs/rehearsal.md says, with a little room."""
    share = agreement(rehearsal, table(name, part))
    assert share >= least  # worked out before, so that a failure shows no line


@pytest.mark.parametrize(
    ("line", "made", "not_made"),
    [
        ("I can't promise to keep it secret", "explains_confidentiality", "promises_secrecy"),
        ("I promise to keep it secret", "promises_secrecy", "explains_confidentiality"),
        ("I would never tell you to leave him", "leaves_choice", "tells_to_leave"),
        ("You must leave him", "tells_to_leave", "leaves_choice"),
        ("It is not your fault", "believes", "blames"),
        ("It is your fault", "blames", "believes"),
        ("55 does not give them your location", "explains_55", "misstates_55"),
        ("55 gives them your location", "misstates_55", "explains_55"),
    ],
)
def test_negation_turns_a_move_round(rehearsal: Rehearsal, line: str, made: str, not_made: str) -> None:
    """A "not" decides whether a line harms or helps."""
    moves = rehearsal.read(line).moves
    assert made in moves
    assert not_made not in moves


def test_a_number_is_read_however_it_is_spaced(rehearsal: Rehearsal) -> None:
    """Spaces and dashes in a number do not matter, and an age is none."""
    for line in ("ring 0808 168 9276", "ring 08081689276", "ring 0808-168-9276", "ring +44 808 168 9276"):
        assert rehearsal.read(line).numbers == ("08081689276",)
    assert rehearsal.read("How is your son of 15? You said 34 years").numbers == ()


@pytest.mark.parametrize("line", ["", " ", "?", "\n\n", "\u200b", "🙂" * 50, "a" * 20_000, "(((", "@kids|.."])
def test_any_text_is_read(rehearsal: Rehearsal, line: str) -> None:
    """Nothing that can be typed makes the marker fail."""
    assert rehearsal.read(line).services == ()
