"""Training and evaluation text stay apart: nothing that is measured on was learnt from, nor nearly so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from evaluation.items import read as evaluation_items
from understanding.training.data import read as training_examples

_SHORT = 4
"""Fewer words than this ("yes", "no thanks") are everybody's."""
_ALIKE = 0.6
"""Of the runs of three words in either text, the share that both have."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text.lower().replace("'", "").replace("\u2019", "")))


def _runs(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(words, words[1:], words[2:], strict=False))


def _near_duplicates(learnt: Iterable[str], measured: Iterable[str]) -> list[str]:
    """Give the texts of `learnt` that stand in `measured` too, word for word or nearly so."""
    texts = [(text, _words(text)) for text in learnt]
    exact = {words for words in map(_words, measured) if len(words) >= _SHORT}
    holders: dict[tuple[str, ...], set[frozenset[tuple[str, ...]]]] = defaultdict(set)
    for words in exact:
        for run in _runs(words):
            holders[run].add(_runs(words))
    return [text for text, words in texts if words in exact or _nearly(_runs(words), holders)]


def _nearly(runs: frozenset[tuple[str, ...]], holders: dict[tuple[str, ...], set[frozenset[tuple[str, ...]]]]) -> bool:
    others = {other for run in runs for other in holders.get(run, ())}
    return any(len(runs & other) > 2 and len(runs & other) >= _ALIKE * len(runs | other) for other in others)


def test_no_training_sentence_is_an_evaluation_message_or_nearly_one() -> None:
    """Word for word from four words up, and by runs of three words beyond that."""
    both = _near_duplicates(
        (example.text for example in training_examples()), (item.text for item in evaluation_items())
    )
    assert both == [], f"{len(both)} sentences of data/nlu stand in tests/evaluation too: take them out of data/nlu"


def test_a_near_duplicate_would_be_noticed() -> None:
    """One changed word in a long sentence hides nothing; a sentence of its own is let through."""
    measured = ["He followed me home from the station and now he is outside in his van again"]
    assert _near_duplicates(["he followed me home from the station, and now he is outside in his car again"], measured)
    assert not _near_duplicates(["She waited by the school gate until the children came out"], measured)
