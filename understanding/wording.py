"""From raw text to plain words: one spelling for what people type in many, so that reviewed phrases can stay short.

Nothing here decides anything. The words are used for matching and are never shown or kept.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

LEXICON = Path(__file__).parent / "lexicon"
READ_AT_EACH_END = 6_000
"""Longer messages are read from both ends: what matters is said first or last, and time stays bounded."""

STOPS = frozenset(".!?;\n")
"""Tokens that end a sentence."""

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*|[.!?;,:\"\n]+|[\U0001F000-\U0001FAFF\u2600-\u27BF]")
_LONG_RUN = re.compile(r"([^\W\d_])\1{2,}")
_QUOTES = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "`": "'", "\u00b4": "'", "\u201c": '"', "\u201d": '"', "\u2026": ".", "\u2014": ","}
)


@dataclass(frozen=True)
class Wording:
    """How words are spelt out: `spellings` maps one typed token to the words it stands for."""

    spellings: dict[str, tuple[str, ...]]


def read_yaml(name: str) -> Any:
    """Read the lexicon file `name`; raise `ValueError` that names the file where it is not YAML."""
    path = LEXICON / name
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: not readable as YAML: {error}") from error


@lru_cache(maxsize=1)
def wording() -> Wording:
    """Load the spellings of `lexicon/safety_spellings.yaml`, once."""
    read = read_yaml("safety_spellings.yaml")
    return Wording({str(typed): tuple(str(meant).split()) for typed, meant in read.items()})


def clean(text: str) -> str:
    """Give `text` in lower case and plain quotes, without control characters or long runs, bounded in length."""
    if len(text) > 2 * READ_AT_EACH_END:
        text = text[:READ_AT_EACH_END] + " \n " + text[-READ_AT_EACH_END:]
    text = unicodedata.normalize("NFKC", text).translate(_QUOTES).lower()
    text = "".join(c if c == "\n" or unicodedata.category(c)[0] != "C" else " " for c in text)
    return _LONG_RUN.sub(r"\1\1", text)


def words(text: str) -> list[str]:
    """Split `text` into plain words and sentence marks, with textspeak and contractions spelt out."""
    spellings = wording().spellings
    found: list[str] = []
    for token in _TOKEN.findall(clean(text)):
        found.extend(_spelt_out(token, spellings))
    return found


def _spelt_out(token: str, spellings: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    if not token[0].isalnum():
        return spellings.get(token, (token[0],))
    if token in spellings:
        return spellings[token]
    return _apart(token, spellings) if "'" in token else (token,)


def _apart(token: str, spellings: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Split a contraction that no list names: "dad's" is "dad is", "mustn't" is "must not"."""
    if token.endswith("n't") and len(token) > 3:
        return (token[:-3], "not")
    head, _, tail = token.partition("'")
    ending = {"s": "is", "re": "are", "ll": "will", "ve": "have", "d": "would", "m": "am"}.get(tail)
    head_words = spellings.get(head, (head,))
    return (*head_words, ending) if ending else (token.replace("'", ""),)
