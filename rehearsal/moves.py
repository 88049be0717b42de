"""The moves and how they are phrased, read from `moves/*.yaml` and `service_names.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml

from pathway.load import GRAPH
from pathway.model import Source
from pathway.plain_yaml import read_yaml
from pathway.reading import Entry, Faults, nearest
from rehearsal.marker import Phrases
from rehearsal.model import STAGES, Move, RehearsalError, Stage

HERE = Path(__file__).parent
MOVES = HERE / "moves"
NAMES = HERE / "service_names.yaml"
MISTAKES, LISTS, EXAMPLES = "mistakes.yaml", "lists.yaml", "examples.yaml"
_KEYS = ("id", "stage", "text", "missed", "better", "trust", "negated", "source", "phrases", "not")
_STAGE_WORDS: Mapping[str, Stage] = {stage: stage for stage in get_args(Stage)}


@dataclass(frozen=True)
class Moves:
    """All moves with their phrases, the word lists of the phrases, and what services are called beside their names."""

    phrases: tuple[Phrases, ...]
    lists: Mapping[str, list[str]]
    names: Mapping[str, tuple[str, ...]]

    @property
    def by_id(self) -> Mapping[str, Move]:
        """The moves by their ids."""
        return {each.move.id: each.move for each in self.phrases}


def load_moves(folder: Path = MOVES) -> Moves:
    """Read the moves. Raises RehearsalError with every fault found."""
    faults, known = Faults(), sources()
    phrases: list[Phrases] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in (LISTS, EXAMPLES):
            entries = _file(path, faults).entries("moves")
            phrases += [_phrases(entry, known, mistake=path.name == MISTAKES) for entry in entries]
    _check_negated(phrases, faults)
    lists = {name: [str(word) for word in words] for name, words in read(folder / LISTS)["lists"].items()}
    names = {service: tuple(str(name) for name in spoken) for service, spoken in read(NAMES)["names"].items()}
    refuse(faults, "The moves of rehearsal cannot be used")
    return Moves(tuple(phrases), lists, names)


def sources() -> Mapping[str, Source]:
    """Return the sources of the pathway by key: rehearsal cites the same."""
    listed = read(GRAPH / "sources.yaml")["sources"]
    return {key: Source(source["title"], source.get("url")) for key, source in listed.items()}


def cited(entry: Entry, known: Mapping[str, Source]) -> tuple[Source, ...]:
    """Return the sources that `entry` names by key; none, or an unknown one, is a fault."""
    keys = entry.words("source")
    if not keys:
        entry.fault("'source' is missing: name where this comes from, or OWN for the project's own reasoning.")
    for key in keys:
        if key not in known:
            entry.fault(f"source '{key}' is not in the pathway's sources.yaml.{nearest(key, known)}")
    return tuple(known[key] for key in keys if key in known)


def read(path: Path) -> dict[str, Any]:
    """Return the mapping in the YAML file at `path`. Raises RehearsalError where it is not one."""
    try:
        content = read_yaml(path)
    except yaml.YAMLError as error:
        raise RehearsalError(f"{path.name}: this is not YAML: {error}") from error
    if not isinstance(content, dict):
        raise RehearsalError(f"{path.name}: has to hold keys and values.")
    return content


def refuse(faults: Faults, what: str) -> None:
    """Raise RehearsalError with all `faults`, if there are any."""
    if faults.lines:
        raise RehearsalError(f"{what}:\n" + "\n".join(faults.lines))


def _file(path: Path, faults: Faults) -> Entry:
    entry = Entry(path.name, "", read(path), faults)
    entry.only("moves")
    return entry


def _phrases(entry: Entry, known: Mapping[str, Source], *, mistake: bool) -> Phrases:
    entry.only(*_KEYS)
    trust = entry.content.get("trust", -1 if mistake else 0)
    move = Move(
        id=entry.text("id"),
        stage=_STAGE_WORDS[entry.one_of("stage", STAGES)],
        mistake=mistake,
        text=entry.text("text"),
        missed="" if mistake else entry.text("missed"),
        better=entry.text("better"),
        trust=trust if isinstance(trust, int) else 0,
        negated=entry.text("negated") if "negated" in entry.content else None,
        sources=cited(entry, known),
    )
    return Phrases(move, entry.words("phrases"), entry.words("not"))


def _check_negated(phrases: list[Phrases], faults: Faults) -> None:
    known = {each.move.id for each in phrases}
    for each in phrases:
        if each.move.negated and each.move.negated not in known:
            faults.add("moves", each.move.id, f"'negated' is no move.{nearest(each.move.negated, known)}")
