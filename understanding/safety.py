"""The safety net: what one message says about danger now, about not being able to speak, and about suicide.

A trained sentence encoder joined with reviewed phrases and the signs that take them back; for other languages, a layer
on a multilingual embedding. It reads every message before anything else does, needs neither Rasa nor TensorFlow, and
never raises on text.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from understanding.decision import flag_features, rules
from understanding.encoder import Scores, encoder
from understanding.other_languages import foreign_help, hear, is_english
from understanding.signs import FLAGS, Evidence, evidence
from understanding.topics import ELSEWHERE
from understanding.wording import words

__all__ = ["Safety", "foreign_help", "screen", "screen_answer"]

_SURE_ENOUGH = {"immediate": 0.3, "cannot_speak": 0.5, "suicidal": 0.6}
"""For other languages, from held-out sentences: a missed danger is worse than a card too many."""


@dataclass(frozen=True)
class Safety:
    """What the safety net found in one message."""

    immediate: bool = False
    cannot_speak: bool = False
    suicidal: bool = False

    def signs(self) -> frozenset[str]:
        """Return the signs that are raised, by their names in a reply."""
        return frozenset(sign for sign, raised in asdict(self).items() if raised)


def screen(text: str) -> Safety:
    """Say what `text` tells of danger now, of not being able to speak, and of suicide or self-harm. Never raises."""
    said = evidence(text)
    if is_english(text):
        if sum(any(map(str.isalnum, word)) for word in words(text)) < 2:
            return screen_answer(text.strip(" .,!?"))  # one word is too little for the encoder
        scores = encoder().score(text)
        return Safety(*(_says(flag, scores, said) for flag in FLAGS))
    heard = hear(text)
    return Safety(
        **{
            sign: said.standing[flag] > 0 or getattr(heard, sign) > enough
            for (sign, enough), flag in zip(_SURE_ENOUGH.items(), FLAGS, strict=True)
        }
    )


def screen_answer(text: str) -> Safety:
    """Say what `text`, one word or a bare answer, tells of danger: reviewed phrases alone speak.

    Such words ("Someone I know", "yes please") are too few for the encoder, which hears a plea in a fragment.
    """
    standing = evidence(text).standing
    return Safety(*(standing[flag] > 0 for flag in FLAGS))


def _says(flag: str, scores: Scores, said: Evidence) -> bool:
    stands = said.standing[flag] > 0
    if not stands and scores.whole[ELSEWHERE] > 0:
        # Rather something else altogether: bins, a recipe, a sales call. Only a reviewed phrase raises the alarm there.
        return False
    return rules().flags[flag].says(flag_features(flag, scores, stands, said.hits[flag] > said.standing[flag]))
