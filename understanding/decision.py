"""From scores and phrases to yes or no: small linear rules whose weights `calibrate.py` wrote to `model/decision.json`.

The weights were learnt on messages that the classifier that scored them had not seen, so they know how far to trust it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from understanding.classifier import Scores
from understanding.signs import CONTEXTS, FLAGS, Evidence

DECISION = Path(__file__).parent / "model" / "decision.json"
_BOUND = 8.0
"""A score beyond this says nothing more; bounded so that no single one can outweigh everything else."""
BESIDE = ("out_of_scope", "silent_call", "confidentiality", "marac")
FEATURES = (*FLAGS, *BESIDE, "window", "standing", "several", "taken_back", *CONTEXTS, "now")


@dataclass(frozen=True)
class Rule:
    """A linear rule: says yes where the weighted features and `bias` come to more than nothing."""

    bias: float
    weights: Mapping[str, float]

    def says(self, features: Mapping[str, float]) -> bool:
        """Decide on `features`."""
        return self.bias + sum(weight * features[name] for name, weight in self.weights.items()) > 0


@dataclass(frozen=True)
class Decision:
    """The rules by flag, and the score above which each topic counts."""

    flags: Mapping[str, Rule]
    topics: Mapping[str, float]
    data_sha256: str


def features(flag: str, scores: Scores, found: Evidence) -> dict[str, float]:
    """Give the features by which `flag` is decided."""
    values = {label: _bounded(scores.whole[label]) for label in (*FLAGS, *BESIDE)}
    values["window"] = _bounded(scores.highest[flag]) - values[flag]
    values["standing"] = float(found.standing[flag] > 0)
    values["several"] = float(found.standing[flag] > 1)
    values["taken_back"] = float(found.hits[flag] > 0 and not found.standing[flag])
    for context in (*CONTEXTS, "now"):
        values[context] = float(context in found.contexts)
    return values


@lru_cache(maxsize=1)
def decision() -> Decision:
    """Load the rules, once; raise `ValueError` naming the file where it is not there."""
    if not DECISION.is_file():
        raise ValueError(f"{DECISION}: not there; `python -m understanding.calibrate` writes it")
    read: dict[str, Any] = json.loads(DECISION.read_text(encoding="utf-8"))
    flags = {flag: Rule(rule["bias"], rule["weights"]) for flag, rule in read["flags"].items()}
    return Decision(flags, read["topics"], read["data_sha256"])


def _bounded(score: float) -> float:
    return max(-_BOUND, min(_BOUND, score))
