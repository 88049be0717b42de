"""From one message to what it says: safety, facts about the person, topics, and the answer to the open question.

Nothing that is typed is kept or logged. Needs neither Rasa nor TensorFlow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pathway.model import FactValue, Question
from understanding.answers import is_bare
from understanding.facts import Stated, read_facts
from understanding.words import read

if TYPE_CHECKING:
    from understanding.safety import Safety

__all__ = ["Understood", "understand"]

_BRIEF = 3
"""An answer of so many words asks something only where a reviewed phrase says so."""
_LONG = 10
"""Shorter answers to a question have their sense from it, which the encoder does not know: rules alone read their facts."""


@dataclass(frozen=True)
class Understood:
    """What one message says.

    `option` is the option of the open question that the words picked; `area_candidates` are the areas to ask about
    where a place name fits several.
    """

    safety: Safety
    facts: Mapping[str, FactValue]
    declined: bool
    topics: tuple[str, ...]
    option: str | None
    area_candidates: tuple[str, ...]


def understand(text: str, question: Question | None = None) -> Understood:
    """Read `text`, said in answer to `question` if one is open. Never fails on any text."""
    from understanding.safety import screen, screen_answer
    from understanding.topics import asked_in_phrases, topics
    from understanding.weighing import weighed

    message = read(text)
    said: Stated = read_facts(text, question)
    bare = is_bare(message, question)
    answers = question is not None and len(message.words) < _LONG
    brief = bare or (said.option is not None and len(message.words) <= _BRIEF)
    return Understood(
        # Only a bare answer is kept from the encoder: danger told beside an answer has to be heard.
        safety=screen_answer(text) if bare else screen(text),
        facts=said.facts if answers else weighed(text, said.facts, question.facts if question else ()),
        declined=said.declined,
        topics=tuple(asked_in_phrases(text)) if brief else topics(text),
        option=said.option,
        area_candidates=said.area_candidates,
    )
