"""The taxonomies of the open data and their terms, from `terms.yaml`, each with a stable identifier."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from pathway.plain_yaml import read_yaml

Record = dict[str, Any]
NAMESPACE = UUID("6a0c1d0e-5a3b-5d0c-9d1e-0b7f3a4c2e11")
"""What all identifiers of the feed are derived from, so that they stay the same from one version to the next."""
_WORDS = Path(__file__).with_name("terms.yaml")


@lru_cache(maxsize=20_000)
def identifier(*parts: str) -> str:
    """Return the identifier of what `parts` name; the same parts always have the same one."""
    return str(uuid5(NAMESPACE, "/".join(parts)))


@lru_cache(maxsize=1)
def taxonomies() -> tuple[Record, ...]:
    """Return the taxonomies without their terms."""
    return tuple(
        {"id": identifier("taxonomy", key), "name": content["name"], "description": content["description"]}
        for key, content in read_yaml(_WORDS).items()
    )


@lru_cache(maxsize=1)
def terms() -> tuple[Record, ...]:
    """Return the terms of all taxonomies."""
    return tuple(term(key, code) for key, content in read_yaml(_WORDS).items() for code in content["terms"])


@lru_cache(maxsize=256)
def term(taxonomy: str, code: str) -> Record:
    """Return the term that stands for the word `code` of the directory. Raises KeyError for a word without a term."""
    content = read_yaml(_WORDS)[taxonomy]
    named = content["terms"][code]
    return {
        "id": identifier("term", taxonomy, code),
        "name": named["name"],
        "description": named["description"],
        "code": code,
        "taxonomy": content["name"],
        "taxonomy_id": identifier("taxonomy", taxonomy),
    }
