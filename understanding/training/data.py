"""The training sentences as the classifier sees them: texts, labels, and which labels a sentence can speak about.

Reads `data/nlu/*.yml` only. Shared by all that learns from it and by the test that the shipped weights were made from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pathway.model import FactValue
from understanding.weighing import FACTS, statement

NLU = Path(__file__).parent.parent.parent / "data" / "nlu"
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
STATEMENTS = [statement(fact, value) for fact, values in FACTS.items() for value in values]
LABELS = (*SAFETY, *TOPICS, *STATEMENTS)
NEGATIVE = "no_danger"
STATEMENT = "inform"
_HELD_OUT = 8
"""One sentence in so many is kept from an encoder that `rules` learns on."""
FRESH = "facts_fresh"
"""The file of stated facts by a hand that neither rules nor encoder learn from: held out whole, for the weighing of facts."""


@dataclass(frozen=True)
class Example:
    """One training sentence. `topics_known` is false where whoever wrote it labelled safety alone.

    `facts` are those that it states by itself; None where nobody labelled them, or where a question gives them their sense.
    """

    file: str
    text: str
    intent: str
    kind: str
    labels: frozenset[str]
    topics_known: bool
    facts: Mapping[str, FactValue] | None

    @property
    def held_out(self) -> bool:
        """Whether it is one of those kept back; sentences that begin alike are on one side."""
        opening = " ".join(self.text.lower().split()[:3])
        return self.file == FRESH or hashlib.sha256(opening.encode()).digest()[0] % _HELD_OUT == 0

    @property
    def statements(self) -> frozenset[str]:
        """The labels of the facts that it states."""
        return frozenset(statement(fact, value) for fact, value in (self.facts or {}).items()) & frozenset(STATEMENTS)


def read(folder: Path = NLU) -> list[Example]:
    """Read every training file of `folder`, in name order; raise `ValueError` naming the sentence that is wrong."""
    return [example for path in sorted(folder.glob("*.yml")) for example in _file(path)]


def fingerprint(folder: Path = NLU) -> str:
    """Give the SHA-256 of the sentences and labels (not of comments or layout), so that weights can name their data."""
    digest = hashlib.sha256()
    for example in read(folder):
        labels = ",".join(sorted(example.labels | example.statements))
        line = "\t".join((example.file, example.text, example.intent, example.kind, labels))
        digest.update(line.encode() + b"\n")
    return digest.hexdigest()


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
    unknown = stated - {*SAFETY, *TOPICS, NEGATIVE, STATEMENT}
    if unknown:
        raise ValueError(f"{path}: {item['text']!r}: no such label: {', '.join(sorted(unknown))}")
    return Example(
        file=path.stem,
        text=str(item["text"]),
        intent=intent,
        kind=str(told.get("kind", "")),
        labels=frozenset(stated & set(LABELS)),
        topics_known=intent in TOPICS or (intent == STATEMENT and "topics" in told),
        facts=told["facts"] if "facts" in told and "question" not in told else None,
    )
