"""How well the marker reads a champion's lines, against a table marked by hand before the marker had any phrase."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rehearsal.rehearsal import Rehearsal

HERE = Path(__file__).parent
LEAST_AGREEMENT = 0.9


def table(name: str) -> list[dict[str, Any]]:
    """Return the lines of a hand-marked table."""
    lines: list[dict[str, Any]] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))["lines"]
    return lines


def test_the_table_is_whole(rehearsal: Rehearsal) -> None:
    """There are 120 lines, all different, and every move they name is one that is marked."""
    lines = table("champion_lines.yaml")
    assert len({each["line"] for each in lines}) == 120
    assert {move for each in lines for move in each["moves"]} == set(rehearsal.moves)


def test_the_lines_of_development_are_others() -> None:
    """No line that the phrases were developed on stands in the table that measures them."""
    measured = {each["line"].lower() for each in table("champion_lines.yaml")}
    assert not measured & {each["line"].lower() for each in table("development_lines.yaml")}


@pytest.mark.parametrize("name", ["champion_lines.yaml", "development_lines.yaml"])
def test_marking_agrees_with_the_hand(rehearsal: Rehearsal, name: str) -> None:
    """Of the lines, nine in ten are read as the hand read them: all its moves and no other."""
    lines = table(name)
    agreed = [each for each in lines if set(rehearsal.read(each["line"]).moves) == set(each["moves"])]
    assert len(agreed) / len(lines) >= LEAST_AGREEMENT


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
