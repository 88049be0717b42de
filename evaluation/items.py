"""The evaluation messages and their gold labels, read from `tests/evaluation/*.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent.parent / "tests" / "evaluation"
FLAGS = ("immediate", "cannot_speak", "suicidal")


@dataclass(frozen=True)
class Item:
    """One message with its gold labels; `facts`, `topics` and `safety` are None where nobody labelled them."""

    file: str
    kind: str
    text: str
    question: str | None
    safety: Mapping[str, bool] | None
    facts: Mapping[str, Any] | None
    topics: frozenset[str] | None


def read(folder: Path = FOLDER) -> list[Item]:
    """Read every item under `folder`; raise `ValueError` naming the file and item that is wrong or if there is none."""
    items = [item for path in sorted(folder.glob("*.yaml")) for item in _file(path)]
    if not items:
        raise ValueError(f"{folder}: no evaluation messages (*.yaml) there")
    return items


def _file(path: Path) -> Iterator[Item]:
    for number, entry in enumerate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader), 1):
        if not isinstance(entry, Mapping) or not isinstance(entry.get("text"), str):
            raise ValueError(f"{path}: item {number}: needs a `text` that is text; quote yes, no and numbers")
        yield _item(entry, path.stem)


def _item(entry: Mapping[str, Any], file: str) -> Item:
    safety = entry.get("safety")
    topics = entry.get("topics")
    return Item(
        file=file,
        kind=str(entry.get("kind", "")),
        text=entry["text"],
        question=entry.get("question"),
        safety=None if safety is None else {flag: bool(safety.get(flag)) for flag in FLAGS},
        facts=entry.get("facts"),
        topics=None if topics is None else frozenset(topics),
    )
