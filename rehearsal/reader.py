"""The second reader of a champion's line, beside the reviewed phrases: how likely each move is, from a line's meaning.

One linear layer over the multilingual sentence embedding and over the words, pairs and triples of `words`, learnt by
`rehearsal.training` from the example lines in `moves/examples.yaml`. Nothing that is typed is kept.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from understanding.other_languages import embedding
from understanding.wording import clean, words

WEIGHTS = Path(__file__).parent / "moves" / "reader.npz"
EMBEDDING_WEIGHT, WORDS_WEIGHT = 6.0, 4.0
"""By so much the two halves of the features are stretched, so that few rounds of training suffice."""

_SENTENCE = re.compile(r"[^.!?;\n]+[.!?;\n]*")
_CLAUSE = re.compile(r"[,:\u2013]| - |\s+(?:and|but|so|because|cos|coz)\s+")
_FEWEST_WORDS = 4
"""A shorter clause ("you know", "so") has no meaning of its own."""
_LONGEST = 400
_MOST_SENTENCES, _MOST_CLAUSES = 12, 6
_SHARE_OF_WHOLE = 0.35
_STEM = 5

_REMEMBERED = 256
_KEY, _LOCK = os.urandom(32), threading.Lock()
_RECENT: OrderedDict[bytes, Mapping[str, float]] = OrderedDict()
"""What the last lines came to, under a keyed digest: a rehearsal reads its lines again at each turn."""

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Layer:
    """The learnt weights: a column for each of `moves` and a last one for no move; `terms` gives each word its row."""

    moves: tuple[str, ...]
    terms: Mapping[str, int]
    rarity: Array
    by_meaning: Array
    by_words: Array
    bias: Array

    def likelihoods(self, texts: Sequence[str]) -> Array:
        """Return how likely each move is in each of `texts`, a row for a text."""
        logits = EMBEDDING_WEIGHT * meanings(texts) @ self.by_meaning + self.bias
        for row, text in enumerate(texts):
            rows, values = weighed(text, self.terms, self.rarity)
            logits[row] += WORDS_WEIGHT * values @ self.by_words[rows]
        return softmax(logits)[:, :-1]


@lru_cache(maxsize=1)
def layer() -> Layer:
    """Load the weights, once; raise `ValueError` that names the file where it is not there."""
    if not WEIGHTS.is_file():
        raise ValueError(f"{WEIGHTS}: not there; `python -m rehearsal.training` writes it")
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        terms = {str(term): row for row, term in enumerate(stored["terms"])}
        numbers = [stored[name].astype(np.float32) for name in ("rarity", "by_meaning", "by_words", "bias")]
        return Layer(tuple(map(str, stored["moves"])), terms, *numbers)


def likely(line: str) -> Mapping[str, float]:
    """Return for each move how likely `line` makes it, between 0 and 1: that of its likeliest sentence."""
    digest = hashlib.blake2b(line.encode("utf-8", "replace"), key=_KEY).digest()
    with _LOCK:
        known = _RECENT.get(digest)
    if known is None:
        known = _likely(line)
        with _LOCK:
            _RECENT[digest] = known
            while len(_RECENT) > _REMEMBERED:
                _RECENT.popitem(last=False)
    return known


def _likely(line: str) -> Mapping[str, float]:
    known, sentences = layer(), parts(line)
    found = np.zeros(len(known.moves), dtype=np.float32)
    if sentences:
        rows = iter(known.likelihoods([text for texts in sentences for text in texts]))
        for texts in sentences:
            whole, *clauses = [next(rows) for _ in texts]
            found = np.maximum(found, _joined(whole, clauses))
    return dict(zip(known.moves, map(float, found), strict=True))


def _joined(whole: Array, clauses: Sequence[Array]) -> Array:
    """Join a sentence with its clauses: a clause says what one of many moves is, the sentence whether it is meant."""
    highest = np.max([whole, *clauses], axis=0)
    joined: Array = whole**_SHARE_OF_WHOLE * highest ** (1 - _SHARE_OF_WHOLE)
    return joined


def parts(line: str) -> list[list[str]]:
    """Return the sentences of `line`, each with its clauses after it, since one line often makes several moves."""
    found = []
    for sentence in _SENTENCE.findall(clean(line))[:_MOST_SENTENCES]:
        if words(sentence):
            clauses = [clause for clause in _CLAUSE.split(sentence) if len(words(clause)) >= _FEWEST_WORDS]
            found.append([text.strip()[:_LONGEST] for text in (sentence, *clauses[:_MOST_CLAUSES])])
    return found


def meanings(texts: Sequence[str]) -> Array:
    """Return the embeddings of `texts`, each of length one."""
    vectors = np.asarray(embedding().encode([clean(text) for text in texts]), dtype=np.float32)
    unit: Array = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return unit


def terms_of(text: str) -> set[str]:
    """Return the words of `text`, its pairs (side by side and one apart), its triples, and beginnings of words."""
    said = ["<", *words(text), ">"]
    found = set(said[1:-1])
    found.update(" ".join(pair) for pair in itertools.pairwise(said))
    found.update(" ".join(triple) for triple in zip(said, said[1:], said[2:], strict=False))
    found.update("_".join(pair) for pair in zip(said, said[2:], strict=False))
    found.update(f"{word[:_STEM]}~" for word in said if len(word) > _STEM)
    return found


def weighed(text: str, terms: Mapping[str, int], rarity: Array) -> tuple[list[int], Array]:
    """Return the rows of the terms in `text` and the weight of each: the rarer the more, of length one together."""
    rows = sorted(terms[term] for term in terms_of(text) if term in terms)
    values = rarity[rows]
    return rows, values / max(float(np.linalg.norm(values)), 1e-9)


def softmax(logits: Array) -> Array:
    """Return `logits` as likelihoods that come to one in each row."""
    powers: Array = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Array = powers / powers.sum(axis=1, keepdims=True)
    return shares
