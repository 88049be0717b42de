"""`python -m evaluation`: measure on `tests/evaluation`, print the tables and write them to `docs/evaluation.md`.

The evaluation messages are read here and nowhere else in the project; nothing is tuned to them.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypeVar

from evaluation import baselines
from evaluation.items import Item, read
from evaluation.measure import percentile
from evaluation.questions import CONTRACT_FACTS, question_about
from evaluation.report import facts_table, false_alarms, recall_by_kind, safety_table, table, topics_table
from understanding import understand
from understanding.safety import screen
from understanding.topics import topics

REPORT = Path(__file__).parent.parent / "docs" / "evaluation.md"
T = TypeVar("T")


def main() -> int:
    """Measure, print, write; give the exit status."""
    try:
        items = read()
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    text = "\n".join((_opening(items), *_safety(items), *_topics(items), *_facts(items), *_speed(items)))
    REPORT.write_text(text, encoding="utf-8")
    print(text)
    return 0


def _opening(items: Sequence[Item]) -> str:
    return (
        "# Evaluation\n\n"
        f"Written by `python -m evaluation` from {len(items)} messages in `tests/evaluation`. They were written apart\n"
        "from the rules, the lexicon and the training sentences, and nothing has been tuned to them. They were still\n"
        "made up: how well the chat understands people in danger is known only after a supervised trial. Bounds are\n"
        "Wilson's at 95 %.\n"
    )


def _safety(items: Sequence[Item]) -> list[str]:
    labelled = [item for item in items if item.safety is not None]
    found = [{flag: bool(value) for flag, value in asdict(screen(item.text)).items()} for item in labelled]
    bare = [baselines.safety(item.text) for item in labelled]
    return [
        "## Safety net\n",
        safety_table(labelled, found),
        recall_by_kind(labelled, found, "immediate"),
        recall_by_kind(labelled, found, "suicidal"),
        "### False alarms\n",
        false_alarms(labelled, found, lambda item: item.file),
        false_alarms(
            [i for i in labelled if i.file == "hard_negatives"], _of(labelled, found, "hard_negatives"), _kind
        ),
        "### Baseline: bare keywords\n",
        safety_table(labelled, bare),
        false_alarms(labelled, bare, lambda item: item.file),
    ]


def _of(items: Sequence[Item], found: Sequence[T], file: str) -> list[T]:
    return [value for item, value in zip(items, found, strict=True) if item.file == file]


def _kind(item: Item) -> str:
    return item.kind


def _topics(items: Sequence[Item]) -> list[str]:
    labelled = [item for item in items if item.topics is not None]
    return [
        "## Topics\n",
        topics_table(labelled, [frozenset(topics(item.text)) for item in labelled]),
        "### Topics baseline: bare keywords\n",
        topics_table(labelled, [baselines.topics(item.text) for item in labelled]),
    ]


def _facts(items: Sequence[Item]) -> list[str]:
    labelled = [item for item in items if item.facts is not None]
    return ["## Facts\n", facts_table(labelled, [_facts_of(item) for item in labelled])]


def _facts_of(item: Item) -> dict[str, object]:
    question = question_about(item.question) if item.question else None
    return {name: value for name, value in understand(item.text, question).facts.items() if name in CONTRACT_FACTS}


def _speed(items: Sequence[Item]) -> list[str]:
    rows = []
    for name, function in (("screen", screen), ("topics, after screen", topics), ("understand", understand)):
        times = [_milliseconds(function, item.text) for item in items]
        rows.append((name, f"{percentile(times, 0.5):.1f}", f"{percentile(times, 0.95):.1f}"))
    return ["## Time for one message, one core\n", table(("call", "median, ms", "95th percentile, ms"), rows)]


def _milliseconds(function: Callable[[str], object], text: str) -> float:
    started = time.perf_counter()
    function(text)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    sys.exit(main())
