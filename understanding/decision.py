"""How the encoder's scores and the reviewed phrases are joined into one yes or no for each label.

The rules are data (`model/rules.json`), learnt by `training.rules` from sentences that the encoder had not seen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from understanding.encoder import Scores
from understanding.signs import FLAGS

RULES = Path(__file__).parent / "model" / "rules.json"
_BOUND = 8.0
"""A score beyond this says nothing more; bounded so that no single one can outweigh everything else."""


@dataclass(frozen=True)
class Rule:
    """A linear rule: says yes where the weighted features and `bias` come to more than nothing."""

    bias: float
    weights: Mapping[str, float]

    def weigh(self, features: Mapping[str, float]) -> float:
        """Give the weighted sum of `features`, above nothing for yes."""
        return self.bias + sum(weight * features[name] for name, weight in self.weights.items())

    def says(self, features: Mapping[str, float]) -> bool:
        """Decide on `features`."""
        return self.weigh(features) > 0


def features(label: str, scores: Scores, phrase: bool, taken_back: bool = False) -> dict[str, float]:
    """Give what `label` is decided by.

    `phrase`: a reviewed phrase for it stands; `taken_back`: one is there, but a sign beside it (past, film, denial) takes
    it back. `window` is by how much the most telling stretch of a long message outdoes the whole.
    """
    score = _bounded(scores.whole[label])
    window = _bounded(scores.highest[label]) - score
    return {"score": score, "window": window, "phrase": float(phrase), "taken_back": float(taken_back)}


def flag_features(flag: str, scores: Scores, phrase: bool, taken_back: bool) -> dict[str, float]:
    """Give what `flag` is decided by: `other` is how loudly another flag is heard, for one of them often explains the score."""
    other = max(_bounded(scores.whole[each]) for each in FLAGS if each != flag)
    return {**features(flag, scores, phrase, taken_back), "other": other}


@dataclass(frozen=True)
class Rules:
    """The rules of each flag, of each topic and of each statement of a fact."""

    flags: Mapping[str, Rule]
    topics: Mapping[str, Rule]
    statements: Mapping[str, Rule]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """Load the rules, once; raise `ValueError` naming the file where it is not there."""
    if not RULES.is_file():
        raise ValueError(f"{RULES}: not there; `python -m understanding.training.rules` writes it")
    read: dict[str, Any] = json.loads(RULES.read_text(encoding="utf-8"))
    return Rules(*(_by_label(read[kind]) for kind in ("flags", "topics", "statements")))


def _by_label(read: Mapping[str, Any]) -> Mapping[str, Rule]:
    return {label: Rule(rule["bias"], rule["weights"]) for label, rule in read.items()}


def _bounded(score: float) -> float:
    return max(-_BOUND, min(_BOUND, score))
