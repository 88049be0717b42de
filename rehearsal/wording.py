"""The fixed words of the rehearsal, from `words.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Any

from rehearsal.moves import HERE, read

WORDS = HERE / "words.yaml"


@cache
def all_words() -> dict[str, Any]:
    """Return everything in `words.yaml`. Raises RehearsalError where it cannot be read."""
    return dict(read(WORDS))


def say(key: str, **filling: str) -> str:
    """Return the words under `key` with their braces filled. Raises KeyError for a key or a filling that is missing."""
    text: str = all_words()[key]
    return text.format(**filling) if filling else text
