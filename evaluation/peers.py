"""What others would use, trained on the same sentences: a frozen sentence embedding with logistic regression."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from understanding.other_languages import READ, embedding, is_english
from understanding.training.data import SAFETY, TOPICS, Example, read
from understanding.wording import clean


@dataclass(frozen=True)
class Embedded:
    """One layer of logistic regression for each label over the universal sentence encoder, left as it is."""

    layers: dict[str, LogisticRegression]

    def says(self, texts: Sequence[str]) -> list[frozenset[str]]:
        """Give the labels of each text, at even odds."""
        vectors = _vectors(texts)
        said = {label: layer.predict(vectors) for label, layer in self.layers.items()}
        return [frozenset(label for label, yes in said.items() if yes[at]) for at in range(len(texts))]


def embedded() -> Embedded:
    """Train the peer on `data/nlu`."""
    examples = [example for example in read() if is_english(example.text)]
    vectors = _vectors([example.text for example in examples])
    layers = {label: _layer(vectors, [label in e.labels for e in examples]) for label in SAFETY}
    known = [at for at, example in enumerate(examples) if example.topics_known]
    asked: list[Example] = [examples[at] for at in known]
    layers |= {topic: _layer(vectors[known], [topic in e.labels for e in asked]) for topic in TOPICS}
    return Embedded(layers)


def _vectors(texts: Sequence[str]) -> np.ndarray[Any, Any]:
    vectors: np.ndarray[Any, Any] = embedding().encode([clean(text)[:READ] for text in texts])
    return vectors


def _layer(vectors: np.ndarray[Any, Any], gold: list[bool]) -> LogisticRegression:
    return LogisticRegression(C=10, max_iter=1000, class_weight="balanced", random_state=7).fit(vectors, gold)
