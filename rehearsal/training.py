"""Make the second reader's weights: `python -m rehearsal.training` writes `moves/reader.npz`, the same ones each time.

Learns from `moves/examples.yaml` alone, never from a table of the tests. Takes a minute or two on one core.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from rehearsal.moves import MOVES, read
from rehearsal.reader import (
    EMBEDDING_WEIGHT,
    WEIGHTS,
    WORDS_WEIGHT,
    Array,
    Layer,
    meanings,
    softmax,
    terms_of,
    weighed,
)

EXAMPLES = MOVES / "examples.yaml"
NO_MOVE = "none"
SEED = 7
_ROUNDS, _BATCH, _STEP, _DECAY = 20, 256, 0.05, np.float32(1e-4)
_LEAST_OFTEN = 3
"""A term of one line or two teaches those lines by heart."""


@dataclass(frozen=True)
class Example:
    """A line and the moves it makes, none for a line without any."""

    line: str
    moves: tuple[str, ...]


def examples(path: Path = EXAMPLES) -> list[Example]:
    """Return the example lines. A line that makes several moves stands as a list: the line, then the other moves."""
    found = []
    for move, lines in read(path)["examples"].items():
        own = () if move == NO_MOVE else (str(move),)
        for entry in lines:
            line, *others = entry if isinstance(entry, list) else [entry]
            found.append(Example(str(line), (*own, *map(str, others))))
    return found


def fit(lines: Sequence[Example], vectors: Array) -> Layer:
    """Return the layer learnt from `lines`, whose embeddings are `vectors`."""
    moves = tuple(sorted({move for each in lines for move in each.moves}))
    often = Counter(term for each in lines for term in terms_of(each.line))
    terms = {term: row for row, term in enumerate(sorted(t for t, n in often.items() if n >= _LEAST_OFTEN))}
    rarity = np.array([np.log(len(lines) / often[term]) for term in terms], dtype=np.float32)
    said = sparse.lil_matrix((len(lines), len(terms)), dtype=np.float32)
    for row, each in enumerate(lines):
        rows, values = weighed(each.line, terms, rarity)
        said[row, rows] = WORDS_WEIGHT * values
    always = np.ones((len(lines), 1), dtype=np.float32)
    features = sparse.csr_matrix(sparse.hstack([EMBEDDING_WEIGHT * vectors, said, always]), dtype=np.float32)
    weights = _descend(features, _targets(lines, moves))
    meaning = vectors.shape[1]
    return Layer(moves, terms, rarity, weights[:meaning], weights[meaning:-1], weights[-1])


def _targets(lines: Sequence[Example], moves: Sequence[str]) -> Array:
    """Return what each line should come to: a share for each of its moves, the last column for none."""
    wanted = np.array([[move in each.moves for move in moves] + [not each.moves] for each in lines], dtype=np.float32)
    return np.asarray(wanted / wanted.sum(axis=1, keepdims=True))


def _descend(features: Any, wanted: Array) -> Array:
    """Fit the weights of the sparse `features` by Adam, a batch at a time."""
    rng = np.random.default_rng(SEED)
    weights = np.zeros((features.shape[1], wanted.shape[1]), dtype=np.float32)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    steps = _ROUNDS * (len(wanted) // _BATCH)
    for step in range(1, steps + 1):
        chosen = rng.choice(len(wanted), _BATCH, replace=False)
        batch = features[chosen]
        gradient = batch.T @ (softmax(batch @ weights) - wanted[chosen]) / np.float32(_BATCH) + _DECAY * weights
        mean += np.float32(0.1) * (gradient - mean)
        square += np.float32(0.01) * (gradient * gradient - square)
        rate = np.float32(_STEP * (1 - step / (steps + 1)) / (1 - 0.9**step))
        weights -= rate * mean / (np.sqrt(square / np.float32(1 - 0.99**step)) + np.float32(1e-8))
    return weights


def save(learnt: Layer, path: Path = WEIGHTS) -> None:
    """Write `learnt` to `path`, in half precision."""
    half = {name: getattr(learnt, name).astype(np.float16) for name in ("rarity", "by_meaning", "by_words", "bias")}
    np.savez_compressed(path, moves=np.array(learnt.moves), terms=np.array(list(learnt.terms)), **half)


def main() -> None:
    """Learn from all examples and write the weights."""
    lines = examples()
    save(fit(lines, meanings([each.line for each in lines])))


if __name__ == "__main__":
    main()
