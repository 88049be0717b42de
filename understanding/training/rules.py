"""Learn the rules that join encoder and phrases: `python -m understanding.training.rules` writes `model/rules.json`.

They learn on the sentences that were held out of the encoder's training, and so know how far to trust it on new ones.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from pathway.model import FactValue
from understanding.decision import RULES, Rule, features, flag_features
from understanding.encoder import Scores, encoder
from understanding.facts import read_facts
from understanding.other_languages import is_english
from understanding.signs import evidence
from understanding.topics import asked_in_phrases
from understanding.training.data import FRESH, SAFETY, STATEMENTS, TOPICS, Example, fingerprint, read
from understanding.weighing import FACTS, statement, statement_features, values

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


@dataclass(frozen=True)
class Table:
    """What messages are decided by: a row for each, a column for each name."""

    names: tuple[str, ...]
    rows: np.ndarray[Any, Any]


def heard() -> list[Heard]:
    """Score every held-out sentence that is English."""
    return [Heard(e, encoder().score(e.text)) for e in read() if e.held_out and is_english(e.text)]


def flag_rule(flag: str, messages: Sequence[Heard]) -> dict[str, Any]:
    """Learn the rule for `flag` and set its bias for the recall that is wanted."""
    found = [evidence(message.example.text) for message in messages]
    table = _table(
        flag_features(flag, message.scores, said.standing[flag] > 0, said.hits[flag] > said.standing[flag])
        for message, said in zip(messages, found, strict=True)
    )
    gold = _gold(flag, messages)
    weights = _weights(table.rows, gold)
    bias = -float(np.quantile(table.rows[gold] @ weights, 1 - RECALL_WANTED[flag]))
    _print_by_kind(flag, table.rows @ weights + bias > 0, messages)
    return _written(bias, weights, table.names)


def topic_rules(messages: Sequence[Heard]) -> dict[str, dict[str, Any]]:
    """Learn one weighing for all topics, and for each a bias near the common one by the best F1.

    A topic has some two dozen held-out sentences: too few for weights of its own, or a bias far from the others'.
    """
    known = [message for message in messages if message.example.topics_known]
    phrases = [asked_in_phrases(message.example.text) for message in known]
    tables = {t: _table(features(t, m.scores, t in p) for m, p in zip(known, phrases, strict=True)) for t in TOPICS}
    gold = {topic: _gold(topic, known) for topic in TOPICS}
    weights = _weights(np.concatenate([table.rows for table in tables.values()]), np.concatenate(list(gold.values())))
    sums = {topic: table.rows @ weights for topic, table in tables.items()}
    reached: dict[float, float] = {bias: _macro(sums, gold, dict.fromkeys(TOPICS, bias)) for bias in _BIASES}
    common = max(reached, key=lambda bias: reached[bias])
    biases = {topic: _best_near(common, sums[topic], gold[topic]) for topic in TOPICS}
    print(f"topics: mean F1 {_macro(sums, gold, biases):.3f}")
    return {topic: _written(biases[topic], weights, tables[topic].names) for topic in TOPICS}


def statement_rules(messages: Sequence[Heard]) -> dict[str, dict[str, Any]]:
    """Learn one weighing for all statements of facts, with one bias, by the best F1.

    Only from sentences of a hand that the rules of facts were never fitted to: on others these look better than they are.
    """
    told = [message for message in messages if message.example.file == FRESH and message.example.facts is not None]
    found = [read_facts(message.example.text).facts for message in told]
    stated = [(fact, value) for fact, values in FACTS.items() for value in values]
    table = _table(
        statement_features(fact, value, said.get(fact), message.scores)
        for message, said in zip(told, found, strict=True)
        for fact, value in stated
    )
    gold = np.array([statement(*each) in message.example.statements for message in told for each in stated])
    weights = _weights(table.rows, gold)
    reached = {bias: _facts_f1(told, found, _written(bias, weights, table.names)) for bias in _BIASES}
    bias = max(reached, key=lambda bias: reached[bias])
    print(f"facts: micro F1 {reached[bias]:.3f} on {len(told)}; by phrases alone {_facts_f1(told, found):.3f}")
    return {statement(*each): _written(bias, weights, table.names) for each in stated}


def _facts_f1(
    told: Sequence[Heard], found: Sequence[Mapping[str, FactValue]], written: dict[str, Any] | None = None
) -> float:
    """Give the micro F1 of the facts found, or of these weighed by the one rule `written`."""
    by = dict.fromkeys(STATEMENTS, Rule(**written)) if written else {}
    said = [values(f, m.scores, by) if by else f for m, f in zip(told, found, strict=True)]
    pairs = [
        (set(m.example.statements), {statement(*each) for each in f.items()}) for m, f in zip(told, said, strict=True)
    ]
    pairs = [(gold, facts & set(STATEMENTS)) for gold, facts in pairs]
    right = sum(len(gold & facts) for gold, facts in pairs)
    return 2 * right / max(sum(len(gold) + len(facts) for gold, facts in pairs), 1)


def _best_near(common: float, sums: np.ndarray[Any, Any], gold: np.ndarray[Any, Any]) -> float:
    tried = common + np.arange(-_FROM_COMMON, _FROM_COMMON + 0.01, 0.1)
    return float(max(tried, key=lambda bias: (round(_f1(gold, sums + bias > 0), 2), -abs(bias - common))))


def _macro(sums: Mapping[str, Any], gold: Mapping[str, Any], biases: Mapping[str, float]) -> float:
    return float(np.mean([_f1(gold[topic], sums[topic] + biases[topic] > 0) for topic in TOPICS]))


def _table(rows: Iterable[Mapping[str, float]]) -> Table:
    read_rows = list(rows)
    names = tuple(read_rows[0])
    return Table(names, np.array([[row[name] for name in names] for row in read_rows]))


def _gold(label: str, messages: Sequence[Heard]) -> np.ndarray[Any, Any]:
    return np.array([label in message.example.labels for message in messages], dtype=bool)


def _weights(table: np.ndarray[Any, Any], gold: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    model = LogisticRegression(C=0.3, max_iter=2000, class_weight="balanced").fit(table, gold)
    weights: np.ndarray[Any, Any] = np.round(model.coef_[0], 4)
    return weights


def _f1(gold: np.ndarray[Any, Any], said: np.ndarray[Any, Any]) -> float:
    return float(2 * (gold & said).sum() / max(gold.sum() + said.sum(), 1))


def _written(bias: float, weights: np.ndarray[Any, Any], names: Sequence[str]) -> dict[str, Any]:
    return {"bias": round(bias, 4), "weights": {n: float(w) for n, w in zip(names, weights, strict=True)}}


def _print_by_kind(flag: str, said: np.ndarray[Any, Any], messages: Sequence[Heard]) -> None:
    print(f"{flag}: share flagged of held-out sentences")
    groups: dict[str, list[bool]] = {}
    for yes, message in zip(said, messages, strict=True):
        truth = "with it" if flag in message.example.labels else f"without it, {_group(message.example)}"
        groups.setdefault(truth, []).append(bool(yes))
    for name, each in sorted(groups.items()):
        print(f"  {name}: {sum(each) / len(each):.3f} of {len(each)}")


def _group(example: Example) -> str:
    return "topics" if example.intent in TOPICS and example.intent != "out_of_scope" else example.intent


def learn(messages: Sequence[Heard]) -> Mapping[str, Any]:
    """Learn all rules and print how each does."""
    return {
        "flags": {flag: flag_rule(flag, messages) for flag in SAFETY},
        "topics": topic_rules(messages),
        "statements": statement_rules(messages),
    }


def main() -> None:
    """Learn all rules and write them."""
    RULES.write_text(json.dumps({"data_sha256": fingerprint(), **learn(heard())}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
