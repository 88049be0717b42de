"""Starting: a graph or directory that cannot be used stops it, and the reason fits on one screen."""

from __future__ import annotations

import sys

import pytest

from bot import __main__ as program
from pathway.directory import DirectoryError
from pathway.load import PathwayError

FAULT = "start.yaml: area, option 'dover': leads to 'hosing'. Did you mean 'housing'?"


@pytest.mark.parametrize("command", ["check", "web"])
@pytest.mark.parametrize("error", [PathwayError(FAULT), DirectoryError([FAULT])], ids=["graph", "directory"])
def test_what_cannot_be_used_is_not_started(
    command: str, error: ValueError, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The program ends with status 1 and the error's own words, without a trace."""

    def broken() -> None:
        raise error

    monkeypatch.setattr(program, "engine", broken)
    monkeypatch.setattr("bot.launch.engine", broken)
    monkeypatch.setattr(sys, "argv", ["bot", command, "--port", "0"])
    assert program.main() == 1
    said = capsys.readouterr()
    assert "Did you mean 'housing'?" in said.err
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) <= 25


def test_check_says_what_there_is(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A sound graph and directory are counted and named with their versions."""
    monkeypatch.setattr(sys, "argv", ["bot", "check"])
    assert program.main() == 0
    assert "Both are sound." in capsys.readouterr().out
