"""Mends misspellings of the words that facts turn on, and of no others.

A dropped g is put back ("turnin"). Else a word is mended only where it is long, begins with the same letter, is one or two letters off exactly one such word,
and is no word of the phrases nor of `spelling_known.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

from understanding.store import LEXICON, load_yaml

_SHORTEST = 6
_TWO_OFF = 9


@lru_cache(maxsize=1)
def _keys() -> Mapping[str, tuple[str, ...]]:
    """Load the words worth mending, by first letter."""
    by_letter: dict[str, list[str]] = {}
    for word in load_yaml("spelling_keys.yaml"):
        by_letter.setdefault(str(word)[0], []).append(str(word))
    return {letter: tuple(words) for letter, words in by_letter.items()}


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Load the words that are no misspellings: those of the phrases, and others that lie near a key."""
    phrases = "".join(path.read_text(encoding="utf-8") for path in sorted(LEXICON.glob("facts_*.yaml")))
    others = (LEXICON / "spelling_known.txt").read_text(encoding="utf-8")
    return frozenset(re.findall(r"[a-z]+", phrases + others))


def known_words() -> frozenset[str]:
    """Return the words that are no misspellings of anything."""
    return _known() | _key_set()


@lru_cache(maxsize=1)
def _key_set() -> frozenset[str]:
    return frozenset(word for words in _keys().values() for word in words)


def mend(word: str) -> str:
    """Return the word that `word` misspells, or `word` itself. Takes one lower-case word."""
    if word.endswith("in") and len(word) >= _SHORTEST - 1 and word not in _known() and word + "g" in _known():
        return word + "g"
    if len(word) < _SHORTEST - 1 or not word.isalpha() or word in _key_set() or word in _known():
        return word
    allowed = 2 if len(word) >= _TWO_OFF else 1
    near = [key for key in _keys().get(word[0], ()) if _close(word, key, allowed)]
    return near[0] if len(near) == 1 else word


def _close(word: str, key: str, allowed: int) -> bool:
    if len(key) < _SHORTEST or abs(len(key) - len(word)) > allowed:
        return False
    return OSA.distance(word, key, score_cutoff=allowed) <= allowed
