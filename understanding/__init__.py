"""From one message to what it says: safety, facts about the person, topics, and the answer to the open question.

Nothing that is typed is kept or logged. Needs neither Rasa nor TensorFlow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pathway.model import FactValue, Question
from understanding.facts import Stated, read_facts

if TYPE_CHECKING:
    from understanding.safety import Safety

__all__ = ["Understood", "understand"]


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
    from understanding.topics import topics

    said: Stated = read_facts(text, question)
    safety = screen(text) if said.option is None else screen_answer(text)
    return Understood(safety, said.facts, said.declined, topics(text), said.option, said.area_candidates)
