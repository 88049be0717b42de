"""The safety net: what one message says about danger now, about not being able to speak, and about suicide.

Reviewed phrases with the signs that take them back, and a small classifier, joined by a calibrated rule. It reads every
message before anything else does, needs neither Rasa nor TensorFlow, and never raises on text.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from understanding.classifier import classifier
from understanding.decision import decision, features
from understanding.other_languages import foreign_help, hear, is_english
from understanding.signs import Evidence, evidence

__all__ = ["Safety", "foreign_help", "screen"]

_LOG = logging.getLogger(__name__)
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
    found = evidence(text)
    try:
        return _joined(text, found)
    except Exception as error:  # whatever breaks the classifier, the phrases still answer
        _LOG.error("the safety classifier failed (%s); phrases alone were used", type(error).__name__)
        return by_phrases(found)


def by_phrases(found: Evidence) -> Safety:
    """Decide by the reviewed phrases alone."""
    return Safety(*(found.standing[flag] > 0 for flag in ("danger", "cannot_speak", "suicidal")))


def _joined(text: str, found: Evidence) -> Safety:
    if not is_english(text):
        heard = hear(text)
        return Safety(**{flag: getattr(heard, flag) > enough for flag, enough in _SURE_ENOUGH.items()})
    scores, rules = classifier().score(text), decision().flags
    return Safety(*(rules[flag].says(features(flag, scores, found)) for flag in ("danger", "cannot_speak", "suicidal")))
