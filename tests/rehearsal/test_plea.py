"""A real plea leaves the rehearsal, and a champion's talk about danger does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from rehearsal.plea import plea
from rehearsal.rehearsal import Rehearsal
from rehearsal.transcript import read_runs
from tests.rehearsal.test_marker import table

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.yaml"))
MOST_FALSE = 0.02
"""A false stop costs one press to go back; but more of them would teach people to press it unread."""


def stops(rehearsal: Rehearsal, line: str) -> bool:
    """Say whether the line leaves the rehearsal."""
    found = plea(line, rehearsal.read)
    return found.immediate or found.cannot_speak or found.suicidal


@pytest.mark.parametrize(
    "line",
    [
        "He's hitting me, please help",
        "help me hes got a knife",
        "my husband is outside my door with a knife",
        "I am hiding in the bathroom, he is downstairs",
        "hes breaking the door down",
        "can you help me he is kicking the door in",
        "i want to die",
        "I'm going to kill myself tonight",
        "I can't speak, he is in the next room",
        "Sorry, this is real. He is here and he is going to hurt me.",
        "Are you safe? Actually my partner is strangling me",
        "mi marido me está pegando ahora, ayuda",
    ],
)
def test_a_plea_of_ones_own_leaves_the_rehearsal(rehearsal: Rehearsal, line: str) -> None:
    """In the first person, or as a bare fact of now, danger is taken as real."""
    assert stops(rehearsal, line)


@pytest.mark.parametrize(
    "line",
    [
        "Are you safe right now?",
        "is he there with you",
        "Has he ever put his hands round your throat?",
        "Are you thinking of killing yourself?",
        "I'm calling 999 for you now",
        "If he comes back, call 999",
        "Is he in the house at the moment with a knife?",
        "I promise I won't tell a soul",
        "Tell me what is happening right now",
        "I can't promise to keep this secret",
        "You need to call 999, he is outside",
    ],
)
def test_a_champions_line_does_not(rehearsal: Rehearsal, line: str) -> None:
    """What champions say about someone else's danger is part of the rehearsal."""
    assert not stops(rehearsal, line)


def test_no_line_of_a_scripted_champion_does(rehearsal: Rehearsal) -> None:
    """Good runs and bad ones are all played inside."""
    lines = [line for path in TRANSCRIPTS for run in read_runs(path, rehearsal) for line in run.lines]
    assert [line for line in lines if stops(rehearsal, line)] == []


def test_the_hand_marked_lines_hardly_ever_do(rehearsal: Rehearsal) -> None:
    """Of all lines marked by hand, at most one in fifty stops the rehearsal for nothing."""
    lines = [each["line"] for name in ("champion_lines.yaml", "development_lines.yaml") for each in table(name)]
    assert sum(stops(rehearsal, line) for line in lines) / len(lines) <= MOST_FALSE
