"""Conversations as files: written by hand or by `--repro`, replayed line by line, and compared with what they expect.

A file holds a scenario and runs: a name, the lines, the marks that are met (`met`: all, or a list), and what the
remarks on its lines are about (`named`). A file is a test: what it expects is checked against the live pathway.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pathway.reading import Entry, Faults
from rehearsal.model import RehearsalError
from rehearsal.moves import read, refuse
from rehearsal.rehearsal import Played, Rehearsal

ALL = "all"


@dataclass(frozen=True)
class Run:
    """One conversation of a file and what it expects."""

    scenario: str
    name: str
    lines: tuple[str, ...]
    met: tuple[str, ...]
    named: tuple[str, ...]


def read_runs(path: Path, rehearsal: Rehearsal) -> tuple[Run, ...]:
    """Return the runs in the file at `path`. Raises RehearsalError where it is not sound, and OSError."""
    faults = Faults()
    entry = Entry(path.name, "", read(path), faults)
    entry.only("scenario", "runs")
    scenario = entry.text("scenario")
    if scenario not in rehearsal.scenarios:
        entry.fault(f"there is no scenario '{scenario}'. There are {', '.join(rehearsal.scenarios)}.")
    runs = tuple(_run(scenario, run) for run in entry.entries("runs"))
    refuse(faults, "The transcript cannot be used")
    return runs


def _run(scenario: str, entry: Entry) -> Run:
    entry.only("name", "lines", "met", "named")
    met = (ALL,) if entry.content.get("met") == ALL else entry.words("met")
    return Run(scenario, entry.text("name"), entry.words("lines"), met, entry.words("named"))


def differences(run: Run, played: Played) -> Iterator[str]:
    """Yield each way in which a replayed run is not what its file expects."""
    met = {mark.id for mark in played.marks if mark.met}
    expected = {mark.id for mark in played.marks} if run.met == (ALL,) else set(run.met)
    for mark in sorted(expected - met):
        yield f"{run.scenario}, {run.name}: the mark '{mark}' is expected, but is not met"
    for mark in sorted(met - expected):
        yield f"{run.scenario}, {run.name}: the mark '{mark}' is met, which is not expected"
    found = named(played)
    for about in run.named:
        if about not in found:
            yield f"{run.scenario}, {run.name}: '{about}' is not named; named are: {', '.join(sorted(found)) or 'none'}"


def named(played: Played) -> set[str]:
    """Return what the remarks on missed things in a conversation's lines are about."""
    return {remark.about for exchange in played.exchanges for remark in exchange.mark.missed}


def as_file(played: Played) -> str:
    """Return `played` as the text of a file that expects what happened."""
    content: dict[str, Any] = {
        "scenario": played.scenario.id,
        "runs": [
            {
                "name": "as played",
                "lines": [exchange.line for exchange in played.exchanges],
                "met": [mark.id for mark in played.marks if mark.met],
                "named": sorted(named(played)),
            }
        ],
    }
    written: str = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)
    return written


def write(path: Path, played: Played) -> None:
    """Write `played` to a new file at `path`. Raises RehearsalError where there is one already."""
    if path.exists():
        raise RehearsalError(f"{path} is there already; name a new file.")
    path.write_text(as_file(played), encoding="utf-8")
