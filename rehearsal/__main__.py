"""`python -m rehearsal`: rehearse in a terminal, or replay a transcript."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pathway.directory import DirectoryError
from pathway.engine import engine
from pathway.load import PathwayError
from rehearsal.model import RehearsalError
from rehearsal.rehearsal import Rehearsal
from rehearsal.terminal import Terminal
from rehearsal.transcript import read_runs, write


def main(arguments: list[str] | None = None) -> int:
    """Run the command line `arguments` (or those of the process); return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m rehearsal", description=__doc__)
    parser.add_argument("--list", action="store_true", help="list the scenarios and end")
    parser.add_argument("--scenario", help="the scenario to rehearse; without it you are asked")
    parser.add_argument(
        "--repro",
        type=Path,
        metavar="FILE",
        help="replay the transcript in FILE and check it; where there is no such file, rehearse and write one",
    )
    chosen = parser.parse_args(arguments)
    try:
        return _run(chosen)
    except (PathwayError, DirectoryError, RehearsalError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except (KeyboardInterrupt, EOFError):
        print()
        return 0


def _run(chosen: argparse.Namespace) -> int:
    talk = engine()
    rehearsal = Rehearsal(talk.pathway, talk.directory)
    terminal = Terminal(rehearsal, talk)
    if chosen.list:
        terminal.list_scenarios()
        return 0
    if chosen.repro and chosen.repro.exists():
        return _replay(terminal, rehearsal, chosen.repro)
    scenario: str = chosen.scenario or terminal.choose() or ""
    if scenario not in rehearsal.scenarios:
        raise RehearsalError(f"There is no such scenario. There are {', '.join(rehearsal.scenarios)}.")
    played = terminal.rehearse(scenario)
    if chosen.repro:
        write(chosen.repro, played)
    return 0


def _replay(terminal: Terminal, rehearsal: Rehearsal, path: Path) -> int:
    different = [line for run in read_runs(path, rehearsal) for line in terminal.replay(run)]
    for line in different:
        print(line, file=sys.stderr)
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
