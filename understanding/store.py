"""Reads the reviewed word lists that lie beside the code."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

LEXICON = Path(__file__).parent / "lexicon"


def load_yaml(name: str) -> Any:
    """Read `lexicon/<name>`. Raises `FileNotFoundError` or `yaml.YAMLError`, which name the file."""
    with (LEXICON / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@lru_cache(maxsize=1)
def _word_sets() -> Any:
    return load_yaml("facts_words.yaml")


def word_set(name: str) -> frozenset[str]:
    """Return the set `name` of `lexicon/facts_words.yaml`; raise `KeyError` that names it where it is missing."""
    sets = _word_sets()
    if name not in sets:
        raise KeyError(f"lexicon/facts_words.yaml has no set {name!r}")
    return frozenset(str(word) for word in sets[name])
