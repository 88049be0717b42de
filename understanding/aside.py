"""What a short answer says beside the answer itself: that the writer is the one harmed, or that "my sister" is a woman.

A bare "he" or "she" in an answer says nothing of the person: most often it is the one who harms ("he's at work").
"""

from __future__ import annotations

from collections.abc import Iterable

from pathway.model import Facts, FactValue, Question
from understanding.persons import HE, MEN, SHE, WOMEN
from understanding.rules import Mention
from understanding.words import Message

_DONE_TO = frozenset({"stalking", "sexual_abuse", "economic_abuse", "forced_marriage", "honour_based"})
_THIRD = (
    SHE
    | HE
    | frozenset({"they", "them", "husband", "wife", "partner", "ex", "boyfriend", "girlfriend", "parents", "family"})
)


def harmed_oneself(message: Message, mentions: Iterable[Mention]) -> bool:
    """Say whether an answer tells of harm done to the writer ("he follows me"), or that they have nowhere to go."""
    norms = message.norms
    pairs = set(zip(norms, norms[1:], strict=False))
    if ("for", "me") in pairs or ("nowhere" in norms and bool({"i", "me"} & set(norms))):
        return True
    return any(
        mention.rule.fact in _DONE_TO
        and mention.rule.value is True
        and bool({"me", "my"} & set(norms[mention.start : mention.end + 1]))
        and (_THIRD & set(norms) or "me" in norms)
        and not {"not", "never", "no", "nobody"} & set(norms[1 : mention.end])
        for mention in mentions
    )


def completed(message: Message, question: Question, facts: Facts) -> dict[str, FactValue]:
    """What follows from the answer: a harm that is done to "me" is the writer's, and "my sister" is a woman."""
    norms = message.norms
    asked = question.facts[0]
    if "asking_as" not in facts and asked in _DONE_TO and facts.get(asked) is True and "me" in norms:
        return {"asking_as": "self"}
    if asked == "asking_as" and facts.get("asking_as") == "someone_else" and "gender" not in facts:
        sex = next(("woman" if norm in WOMEN else "man" for norm in norms if norm in WOMEN | MEN), None)
        return {"gender": sex} if sex else {}
    return {}
