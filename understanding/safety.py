"""The safety net: what one message says about danger now, about not being able to speak, and about suicide.

Reviewed phrases with the signs that take them back; for other languages, a layer on a multilingual embedding. It reads
every message before anything else does, needs neither Rasa nor TensorFlow, and never raises on text.
"""

from __future__ import annotations

from dataclasses import dataclass

from understanding.other_languages import foreign_help, hear, is_english
from understanding.signs import evidence

__all__ = ["Safety", "foreign_help", "screen"]

_SURE_ENOUGH = {"immediate": 0.3, "cannot_speak": 0.5, "suicidal": 0.6}
"""For other languages, from held-out sentences: a missed danger is worse than a card too many."""


@dataclass(frozen=True)
class Safety:
    """What the safety net found in one message."""

    immediate: bool = False
    cannot_speak: bool = False
    suicidal: bool = False


def screen(text: str) -> Safety:
    """Say what `text` tells of danger now, of not being able to speak, and of suicide or self-harm. Never raises."""
    standing = evidence(text).standing
    if any(standing[flag] > 0 for flag in ("danger", "cannot_speak", "suicidal")) or is_english(text):
        return Safety(*(standing[flag] > 0 for flag in ("danger", "cannot_speak", "suicidal")))
    heard = hear(text)
    return Safety(**{flag: getattr(heard, flag) > enough for flag, enough in _SURE_ENOUGH.items()})
