"""Make the weights for other languages: `python -m understanding.training.languages` writes `model/languages.npz`.

The embedding puts a sentence and its translation close together, so English training sentences teach the other
languages too. Runs in the project's own environment in about a minute.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from understanding.other_languages import READ, SIGNS, WEIGHTS, embedding
from understanding.training.data import SAFETY, TOPICS, Example, fingerprint, read
from understanding.wording import clean

SEED = 7
NO_HELP = frozenset(["out_of_scope", "greet", "thanks", "goodbye"])
ABOUT_THE_CHAT = frozenset(
    ["marac", "confidentiality", "who_are_you", "cover_tracks", "leave", "restart", "back", "why"]
)
"""Topics that neither ask for help nor rule it out: they teach nothing about it."""
WANTS_HELP = frozenset((*SAFETY, *TOPICS)) - NO_HELP - ABOUT_THE_CHAT


def fit(examples: Sequence[Example]) -> tuple[np.ndarray, np.ndarray]:  # type: ignore[type-arg]
    """Give weights (embedding by sign) and biases learnt from `examples`."""
    vectors = embedding().encode([clean(example.text)[:READ] for example in examples])
    layers = [_layer(vectors, examples, sign) for sign in SIGNS]
    return np.stack([weights for weights, _ in layers], axis=1), np.array(
        [bias for _, bias in layers], dtype=np.float32
    )


def _layer(vectors: np.ndarray, examples: Sequence[Example], sign: str) -> tuple[np.ndarray, float]:  # type: ignore[type-arg]
    told = [(number, _says(example, sign)) for number, example in enumerate(examples)]
    known = [(number, says) for number, says in told if says is not None]
    model = LogisticRegression(C=10, max_iter=1000, class_weight="balanced", random_state=SEED)
    model.fit(vectors[[number for number, _ in known]], [says for _, says in known])
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


def _says(example: Example, sign: str) -> bool | None:
    """Say whether `example` carries `sign`; None where it cannot teach it."""
    if sign != "help":
        return {"immediate": "danger"}.get(sign, sign) in example.labels
    if example.labels & WANTS_HELP:
        return True
    return False if example.labels & NO_HELP else None


def main() -> None:
    """Train on all of `data/nlu` and write the weights."""
    weights, bias = fit(read())
    WEIGHTS.parent.mkdir(exist_ok=True)
    np.savez(WEIGHTS, weights=weights, bias=bias, data_sha256=np.array(fingerprint()), seed=np.array(SEED))


if __name__ == "__main__":
    main()
