"""The tables of the evaluation, as Markdown."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from evaluation.items import FLAGS, Item
from evaluation.measure import Counts, Share, add, count, mean

NAMES = {"immediate": "immediate danger", "cannot_speak": "cannot speak", "suicidal": "suicide or self-harm"}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Draw one Markdown table."""
    lines = ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines) + "\n"


def share(value: Share) -> str:
    """Write a share with its 95 % bounds and its counts."""
    low, high = value.bounds
    return f"{number(value.value)} ({low:.3f}–{high:.3f}; {value.part}/{value.whole})"


def number(value: float) -> str:
    """Write a figure to three places, a dash where there is none."""
    return "–" if math.isnan(value) else f"{value:.3f}"


def safety_table(items: Sequence[Item], found: Sequence[dict[str, bool]]) -> str:
    """Recall, precision and F1 of each safety flag."""
    rows = []
    for flag in FLAGS:
        counts = _flag(items, found, flag)
        rows.append((NAMES[flag], share(counts.recall), share(counts.precision), number(counts.f1)))
    return table(("flag", "recall (95 % bounds)", "precision (95 % bounds)", "F1"), rows)


def recall_by_kind(items: Sequence[Item], found: Sequence[dict[str, bool]], flag: str) -> str:
    """Recall of one flag for each kind of message that carries it."""
    rows = []
    for kind in sorted({item.kind for item in items if item.safety and item.safety[flag]}):
        chosen = [number for number, item in enumerate(items) if item.kind == kind]
        counts = _flag([items[n] for n in chosen], [found[n] for n in chosen], flag)
        rows.append((kind, share(counts.recall)))
    return table(("kind", f"recall of {NAMES[flag]}"), rows)


def false_alarms(items: Sequence[Item], found: Sequence[dict[str, bool]], by: Callable[[Item], str]) -> str:
    """How often any flag is raised on messages whose gold has none, grouped by `by`."""
    quiet = [(by(item), any(f.values())) for item, f in zip(items, found, strict=True) if _is_quiet(item)]
    rows = []
    for group in sorted({name for name, _ in quiet}):
        alarms = [alarm for name, alarm in quiet if name == group]
        rows.append((group, share(Share(sum(alarms), len(alarms)))))
    return table(("messages without danger", "false alarms, any flag (95 % bounds)"), rows)


def facts_table(items: Sequence[Item], found: Sequence[dict[str, object]]) -> str:
    """Recall, precision and F1 of each fact, counted by value: a wrong value is a miss and a false find."""
    names = sorted({name for facts in (*(item.facts or {} for item in items), *found) for name in facts})
    per = {name: _fact(items, found, name) for name in names}
    rows = [
        (name, number(c.recall.value), number(c.precision.value), number(c.f1), str(c.recall.whole))
        for name, c in per.items()
    ]
    total = add(per.values())
    rows.append(
        ("**all (micro)**", share(total.recall), share(total.precision), number(total.f1), str(total.recall.whole))
    )
    rows.append(("**mean of facts (macro)**", "", "", number(mean(c.f1 for c in per.values() if c.recall.whole)), ""))
    return table(("fact", "recall", "precision", "F1", "in gold"), rows)


def topics_summary(items: Sequence[Item], found: Sequence[frozenset[str]]) -> str:
    """The last lines of `topics_table` alone."""
    lines = topics_table(items, found).splitlines()
    return "\n".join([*lines[:2], *lines[-3:]]) + "\n"


def topics_table(items: Sequence[Item], found: Sequence[frozenset[str]]) -> str:
    """Recall, precision and F1 of each topic, their mean, and how often the whole set is right."""
    gold = [item.topics or frozenset() for item in items]
    per = {
        topic: count((topic in g, topic in f) for g, f in zip(gold, found, strict=True))
        for topic in sorted(frozenset().union(*gold, *found))
    }
    rows = [
        (t, number(c.recall.value), number(c.precision.value), number(c.f1), str(c.recall.whole))
        for t, c in per.items()
    ]
    total = add(per.values())
    exact = Share(sum(g == f for g, f in zip(gold, found, strict=True)), len(gold))
    rows.append(
        ("**all (micro)**", share(total.recall), share(total.precision), number(total.f1), str(total.recall.whole))
    )
    rows.append(("**mean of topics (macro)**", "", "", number(mean(c.f1 for c in per.values() if c.recall.whole)), ""))
    rows.append(("**whole set right**", share(exact), "", "", str(exact.whole)))
    return table(("topic", "recall", "precision", "F1", "in gold"), rows)


def _is_quiet(item: Item) -> bool:
    return item.safety is not None and not any(item.safety.values())


def _flag(items: Sequence[Item], found: Sequence[dict[str, bool]], flag: str) -> Counts:
    return count((item.safety[flag], f[flag]) for item, f in zip(items, found, strict=True) if item.safety is not None)


def _fact(items: Sequence[Item], found: Sequence[dict[str, object]], name: str) -> Counts:
    hits = false = missed = 0
    for item, said in zip(items, found, strict=True):
        gold = (item.facts or {}).get(name)
        got = said.get(name)
        right = gold is not None and gold == got
        hits += right
        missed += gold is not None and not right
        false += got is not None and not right
    return Counts(hits, false, missed)
