"""The terminal: a rehearsal from the first line to the marks, and a transcript that becomes a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pathway.engine import engine
from rehearsal.__main__ import main
from rehearsal.model import RehearsalError
from rehearsal.rehearsal import Played, Rehearsal
from rehearsal.terminal import Terminal
from rehearsal.transcript import as_file, differences, read_runs, write
from rehearsal.wording import say

TRANSCRIPTS = Path(__file__).parent / "transcripts"


def played_with(rehearsal: Rehearsal, *typed: str) -> tuple[Played, str]:
    """Return what came of typing these lines in Hana's scenario, and all that was shown."""
    lines: Iterator[str] = iter(typed)
    shown: list[str] = []

    def ask(prompt: str) -> str:
        shown.append(prompt)
        return next(lines)

    terminal = Terminal(rehearsal, engine(), ask, shown.append)
    return terminal.rehearse("hana"), "\n".join(shown)


def test_every_turn_says_that_it_is_a_rehearsal(rehearsal: Rehearsal) -> None:
    """The banner stands at each prompt, the warning before the first, support after the last."""
    _, shown = played_with(rehearsal, "Are you safe to talk?", "I believe you.", "/end")
    assert shown.count(say("banner_short")) == 3
    assert shown.index("It may touch on") < shown.index(say("banner_short"))
    assert shown.rstrip().endswith(say("helper_support_short"))


def test_going_back_leaves_off_the_later_lines(rehearsal: Rehearsal) -> None:
    """`/back 2` keeps the first line; picking by number takes the line that was offered."""
    played, _ = played_with(rehearsal, "Are you safe to talk?", "Why do you stay?", "/back 2", "I believe you.", "/end")
    assert [exchange.line for exchange in played.exchanges] == ["Are you safe to talk?", "I believe you."]
    picked, _ = played_with(rehearsal, "1", "/end")
    assert picked.exchanges[0].line == rehearsal.picks(rehearsal.play("hana", []))[0]


def test_a_plea_shows_the_real_card_and_is_no_line(rehearsal: Rehearsal) -> None:
    """The card comes from the directory, and what was typed stays out of the conversation."""
    played, shown = played_with(rehearsal, "he is hitting me please help", "/end")
    assert played.exchanges == ()
    assert say("breakout") in shown
    assert "999 emergency (police): 999" in shown


def test_a_run_written_as_a_file_is_a_test_that_passes(rehearsal: Rehearsal, tmp_path: Path) -> None:
    """What was played and written expects just what happens on replay, until something changes."""
    played = rehearsal.play("hana", ["Are you safe to talk?", "Why do you stay?"])
    write(tmp_path / "run.yaml", played)
    (run,) = read_runs(tmp_path / "run.yaml", rehearsal)
    assert run.lines == ("Are you safe to talk?", "Why do you stay?")
    assert list(differences(run, rehearsal.play("hana", run.lines))) == []
    assert list(differences(run, rehearsal.play("hana", run.lines[:1]))) != []
    with pytest.raises(RehearsalError, match="is there already"):
        write(tmp_path / "run.yaml", played)


def test_the_command_replays_a_file_and_fails_where_it_differs(
    rehearsal: Rehearsal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--repro` on a file that holds ends with 0; where a mark is expected that is not met, with 1 and its name."""
    path = tmp_path / "run.yaml"
    path.write_text(as_file(rehearsal.play("hana", ["Are you safe to talk?"])), encoding="utf-8")
    assert main(["--repro", str(path)]) == 0
    path.write_text(path.read_text(encoding="utf-8").replace("- safety_first", "- asked"), encoding="utf-8")
    assert main(["--repro", str(path)]) == 1
    assert "the mark 'asked' is expected, but is not met" in capsys.readouterr().err


def test_mistakes_on_the_command_line_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown scenario is answered with those there are; the list has them all."""
    assert main(["--scenario", "nobody"]) == 1
    assert "hana" in capsys.readouterr().err
    assert main(["--list"]) == 0
    assert "yusuf" in capsys.readouterr().out
