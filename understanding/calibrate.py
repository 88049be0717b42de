"""Learn the rules that join classifier and phrases: `python -m understanding.calibrate FOLDS`.

Writes `model/decision.json`. `FOLDS` is the folder that `python -m understanding.train --folds` wrote: for each half of
the data a classifier that has not seen it. Rules learnt on such scores know how far to trust the classifier on new
messages.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from understanding.classifier import Classifier, Scores
from understanding.decision import DECISION, FEATURES, features
from understanding.other_languages import is_english
from understanding.signs import FLAGS, evidence
from understanding.training_data import TOPICS, Example, fingerprint, folds, read

RECALL_WANTED = {"danger": 0.975, "cannot_speak": 0.95, "suicidal": 0.965}
"""Of held-out messages. What it costs in false alarms is printed; a card too many is better than one too few."""
_NOT_QUITE = 0.03
"""Topic thresholds stay this close to the best F1 and as near to even odds as that allows."""


@dataclass(frozen=True)
class Unseen:
    """A message with the scores of a classifier that was not trained on it."""

    example: Example
    scores: Scores


def unseen(folder: Path) -> list[Unseen]:
    """Score every training message that is English with the classifier that has not seen it."""
    examples = read()
    classifiers = [Classifier(folder / str(number)) for number in sorted(set(folds(examples)))]
    return [
        Unseen(example, classifiers[fold].score(example.text))
        for example, fold in zip(examples, folds(examples), strict=True)
        if is_english(example.text)
    ]


def rule(flag: str, messages: Sequence[Unseen]) -> dict[str, Any]:
    """Learn the rule for `flag` and set its bias for the recall that is wanted."""
    rows = [features(flag, message.scores, evidence(message.example.text)) for message in messages]
    table = np.array([[row[name] for name in FEATURES] for row in rows])
    gold = np.array([flag in message.example.labels for message in messages])
    model = LogisticRegression(C=0.3, max_iter=2000, class_weight="balanced").fit(table, gold)
    weights = model.coef_[0]
    bias = -float(np.quantile(table[gold] @ weights, 1 - RECALL_WANTED[flag]))
    _print(flag, table @ weights + bias > 0, messages)
    return {"bias": round(bias, 4), "weights": {n: round(float(w), 4) for n, w in zip(FEATURES, weights, strict=True)}}


def _print(flag: str, said: np.ndarray[Any, Any], messages: Sequence[Unseen]) -> None:
    print(f"{flag}: share flagged on unseen messages")
    groups: dict[str, list[bool]] = {}
    for yes, message in zip(said, messages, strict=True):
        truth = "with it" if flag in message.example.labels else f"without it, {message.example.intent}"
        groups.setdefault(truth if message.example.intent not in TOPICS else "without it, topics", []).append(bool(yes))
    for name, values in sorted(groups.items()):
        print(f"  {name}: {sum(values) / len(values):.3f} of {len(values)}")


def threshold(topic: str, messages: Sequence[Unseen]) -> float:
    """Give the score above which `topic` counts: the best F1, but near even odds where that costs little."""
    known = [message for message in messages if message.example.topics_known]
    scores = np.array([message.scores.whole[topic] for message in known])
    gold = np.array([topic in message.example.labels for message in known])
    tried = np.arange(-3.0, 3.01, 0.1)
    reached = np.array([_f1(gold, scores > value) for value in tried])
    good = tried[reached >= reached.max() - _NOT_QUITE]
    return round(float(good[np.argmin(np.abs(good))]), 2)


def _f1(gold: np.ndarray[Any, Any], said: np.ndarray[Any, Any]) -> float:
    return float(2 * (gold & said).sum() / max(gold.sum() + said.sum(), 1))


def _topics_reached(thresholds: Mapping[str, float], messages: Sequence[Unseen]) -> None:
    known = [message for message in messages if message.example.topics_known]
    reached = []
    for topic, value in thresholds.items():
        gold = np.array([topic in message.example.labels for message in known])
        reached.append(_f1(gold, np.array([message.scores.whole[topic] > value for message in known])))
        print(f"  {topic}: threshold {value:.1f}, F1 {reached[-1]:.3f}")
    print(f"  mean of topics: {sum(reached) / len(reached):.3f}")


def main() -> None:
    """Learn all rules and write them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folds", type=Path, help="folder that `train --folds` wrote")
    messages = unseen(parser.parse_args().folds)
    thresholds = {topic: threshold(topic, messages) for topic in TOPICS}
    _topics_reached(thresholds, messages)
    written = {
        "data_sha256": fingerprint(),
        "flags": {flag: rule(flag, messages) for flag in FLAGS},
        "topics": thresholds,
    }
    DECISION.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
