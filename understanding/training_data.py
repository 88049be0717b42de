"""The training sentences as the classifier sees them: texts, labels, and which labels a sentence can speak about.

Reads `data/nlu/*.yml` only. Shared by `train.py` and by the test that the shipped weights were made from this data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

NLU = Path(__file__).parent.parent / "data" / "nlu"
SAFETY = ("danger", "cannot_speak", "suicidal")
TOPICS = [
    "helpline",
    "refuge",
    "stay_home",
    "housing",
    "pets",
    "children",
    "nrpf",
    "legal_orders",
    "clares_law",
    "police",
    "what_is_abuse",
    "deaf_bsl",
    "drop_in",
    "recovery",
    "own_behaviour",
    "worried_about_someone",
    "marac",
    "safeguarding_child",
    "safeguarding_adult",
    "confidentiality",
    "silent_call",
    "who_are_you",
    "human",
    "cover_tracks",
    "leave",
    "restart",
    "back",
    "why",
    "greet",
    "thanks",
    "goodbye",
    "out_of_scope",
]
LABELS = (*SAFETY, *TOPICS)
NEGATIVE = "no_danger"
STATEMENT = "inform"


@dataclass(frozen=True)
class Example:
    """One training sentence. `topics_known` is false where whoever wrote it labelled safety alone."""

    text: str
    intent: str
    kind: str
    labels: frozenset[str]
    topics_known: bool


def read(folder: Path = NLU) -> list[Example]:
    """Read every training file of `folder`, in name order; raise `ValueError` naming the sentence that is wrong."""
    return [example for path in sorted(folder.glob("*.yml")) for example in _file(path)]


def fingerprint(folder: Path = NLU) -> str:
    """Give the SHA-256 of the sentences and labels (not of comments or layout), so that weights can name their data."""
    digest = hashlib.sha256()
    for example in read(folder):
        line = "\t".join((example.text, example.intent, example.kind, ",".join(sorted(example.labels))))
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


def seen_half(examples: Sequence[Example]) -> list[Example]:
    """Give half of `examples`, the same at each call; sentences much like each other are never on both sides.

    What is alike begins alike here: groups are the sentences whose first three words are the same.
    """
    return [example for example in examples if _coin(example.text)]


def unseen_half(examples: Sequence[Example]) -> list[Example]:
    """Give the other half."""
    return [example for example in examples if not _coin(example.text)]


def _coin(text: str) -> bool:
    opening = " ".join(text.lower().split()[:3])
    return hashlib.sha256(opening.encode()).digest()[0] % 2 == 0


def _file(path: Path) -> Iterator[Example]:
    read_file = yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    for block in read_file.get("nlu") or ():
        for item in block.get("examples") or ():
            yield _example(item, str(block["intent"]), path)


def _example(item: Mapping[str, Any], intent: str, path: Path) -> Example:
    told: Mapping[str, Any] = item.get("metadata") or {}
    stated = {str(label) for label in (*told.get("also", ()), *told.get("topics", ()))}
    if intent not in (NEGATIVE, STATEMENT):
        stated.add(intent)
    unknown = stated - set(LABELS) - {NEGATIVE, STATEMENT}
    if unknown:
        raise ValueError(f"{path}: {item['text']!r}: no such label: {', '.join(sorted(unknown))}")
    known = intent in TOPICS or (intent == STATEMENT and "topics" in told)
    return Example(str(item["text"]), intent, str(told.get("kind", "")), frozenset(stated & set(LABELS)), known)
