"""Learn the rules that join encoder and phrases: `python -m understanding.training.rules` writes `model/rules.json`.

They learn on the sentences that were held out of the encoder's training, and so know how far to trust it on new ones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from understanding.decision import FEATURES, RULES, features
from understanding.encoder import Scores, encoder
from understanding.other_languages import is_english
from understanding.signs import evidence
from understanding.topics import asked_in_phrases
from understanding.training.data import SAFETY, TOPICS, Example, fingerprint, read

RECALL_WANTED = {"danger": 0.96, "cannot_speak": 0.85, "suicidal": 0.9}
"""Of held-out sentences. What it costs in false alarms is printed; a card too many is better than one too few."""
_BIASES = tuple(tenth / 10 for tenth in range(-40, 80))
_FROM_COMMON = 0.5
"""So far may the bias of a topic lie from the common one."""


@dataclass(frozen=True)
class Heard:
    """A sentence with the scores of an encoder that was not trained on it."""

    example: Example
    scores: Scores


def heard() -> list[Heard]:
    """Score every held-out sentence that is English."""
    return [Heard(e, encoder().score(e.text)) for e in read() if e.held_out and is_english(e.text)]


def flag_rule(flag: str, messages: Sequence[Heard]) -> dict[str, Any]:
    """Learn the rule for `flag` and set its bias for the recall that is wanted."""
    found = [evidence(message.example.text) for message in messages]
    table = _table(
        features(flag, message.scores, said.standing[flag] > 0, said.hits[flag] > said.standing[flag])
        for message, said in zip(messages, found, strict=True)
    )
    gold = _gold(flag, messages)
    weights = _weights(table, gold)
    bias = -float(np.quantile(table[gold] @ weights, 1 - RECALL_WANTED[flag]))
    _print_by_kind(flag, table @ weights + bias > 0, messages)
    return _written(bias, weights)


def topic_rules(messages: Sequence[Heard]) -> dict[str, dict[str, Any]]:
    """Learn one weighing for all topics, and for each a bias near the common one by the best F1.

    A topic has some two dozen held-out sentences: too few for weights of its own, or a bias far from the others'.
    """
    known = [message for message in messages if message.example.topics_known]
    phrases = [asked_in_phrases(message.example.text) for message in known]
    tables = {t: _table(features(t, m.scores, t in p) for m, p in zip(known, phrases, strict=True)) for t in TOPICS}
    gold = {topic: _gold(topic, known) for topic in TOPICS}
    weights = _weights(np.concatenate(list(tables.values())), np.concatenate(list(gold.values())))
    sums = {topic: table @ weights for topic, table in tables.items()}
    reached: dict[float, float] = {bias: _macro(sums, gold, dict.fromkeys(TOPICS, bias)) for bias in _BIASES}
    common = max(reached, key=lambda bias: reached[bias])
    biases = {topic: _best_near(common, sums[topic], gold[topic]) for topic in TOPICS}
    print(f"topics: mean F1 {_macro(sums, gold, biases):.3f}")
    return {topic: _written(biases[topic], weights) for topic in TOPICS}


def _best_near(common: float, sums: np.ndarray[Any, Any], gold: np.ndarray[Any, Any]) -> float:
    tried = common + np.arange(-_FROM_COMMON, _FROM_COMMON + 0.01, 0.1)
    return float(max(tried, key=lambda bias: (round(_f1(gold, sums + bias > 0), 2), -abs(bias - common))))


def _macro(sums: Mapping[str, Any], gold: Mapping[str, Any], biases: Mapping[str, float]) -> float:
    return float(np.mean([_f1(gold[topic], sums[topic] + biases[topic] > 0) for topic in TOPICS]))


def _table(rows: Any) -> np.ndarray[Any, Any]:
    return np.array([[row[name] for name in FEATURES] for row in rows])


def _gold(label: str, messages: Sequence[Heard]) -> np.ndarray[Any, Any]:
    return np.array([label in message.example.labels for message in messages], dtype=bool)


def _weights(table: np.ndarray[Any, Any], gold: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    model = LogisticRegression(C=0.3, max_iter=2000, class_weight="balanced").fit(table, gold)
    weights: np.ndarray[Any, Any] = np.round(model.coef_[0], 4)
    return weights


def _f1(gold: np.ndarray[Any, Any], said: np.ndarray[Any, Any]) -> float:
    return float(2 * (gold & said).sum() / max(gold.sum() + said.sum(), 1))


def _written(bias: float, weights: np.ndarray[Any, Any]) -> dict[str, Any]:
    return {"bias": round(bias, 4), "weights": {n: float(w) for n, w in zip(FEATURES, weights, strict=True)}}


def _print_by_kind(flag: str, said: np.ndarray[Any, Any], messages: Sequence[Heard]) -> None:
    print(f"{flag}: share flagged of held-out sentences")
    groups: dict[str, list[bool]] = {}
    for yes, message in zip(said, messages, strict=True):
        truth = "with it" if flag in message.example.labels else f"without it, {_group(message.example)}"
        groups.setdefault(truth, []).append(bool(yes))
    for name, values in sorted(groups.items()):
        print(f"  {name}: {sum(values) / len(values):.3f} of {len(values)}")


def _group(example: Example) -> str:
    return "topics" if example.intent in TOPICS and example.intent != "out_of_scope" else example.intent


def learn(messages: Sequence[Heard]) -> Mapping[str, Any]:
    """Learn all rules and print how each does."""
    return {"flags": {flag: flag_rule(flag, messages) for flag in SAFETY}, "topics": topic_rules(messages)}


def main() -> None:
    """Learn all rules and write them."""
    RULES.write_text(json.dumps({"data_sha256": fingerprint(), **learn(heard())}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
