"""From a message to what the pathway hears of it, and to and from the entities by which Rasa carries that.

Entities hold codes (a fact's id and value, a topic, an option), never the words that were typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pathway.model import Question
from pathway.state import facts_from_json
from pathway.talk import Heard
from understanding import understand
from understanding.encoder import Scores, encoder
from understanding.other_languages import foreign_help, is_english
from understanding.topics import asked_in_phrases

Entity = dict[str, Any]
STEERING = frozenset({"leave", "restart", "back"})
"""Topics that undo or wipe what was said. The chat does so only on a reviewed phrase, never on a likeness to one."""


def hear(text: str, question: Question | None = None) -> Heard:
    """Return what `text` says, read as an answer to `question` where one stands open."""
    understood = understand(text, question)
    phrases = asked_in_phrases(text)
    picked = understood.option is not None and question is not None
    return Heard(
        safety=understood.safety.signs(),
        facts=understood.facts,
        declined=understood.declined,
        topics=tuple(topic for topic in understood.topics if topic not in STEERING or topic in phrases),
        question=question.id if picked and question else None,
        choice=(understood.option,) if picked and understood.option else (),
        area_candidates=understood.area_candidates,
        another_language=foreign_help(text),
    )


def scores_of(text: str) -> dict[str, Any] | None:
    """Return the encoder's scores of `text` as JSON, for `take_scores` in the next process; None where none are used."""
    return encoder().score(text).to_json() if is_english(text) else None


def take_scores(text: str, scores: Mapping[str, Any]) -> None:
    """Use `scores` when `text` is heard next, so that two processes need not both work them out."""
    encoder().remember(text, Scores(scores["whole"], scores["highest"]))


def warm_up() -> None:
    """Load lexicon, places and weights now, so that the first person does not wait for it."""
    hear("hello")
    hear("bonjour")


def entities_of(heard: Heard) -> list[Entity]:
    """Return `heard` as Rasa entities."""
    single: dict[str, object] = {
        "fact": [{"id": fact, "value": value} for fact, value in heard.facts.items()],
        "safety": sorted(heard.safety),
        "topic": list(heard.topics),
        "declined": [True] if heard.declined else [],
        "choice": [f"{heard.question}:{' '.join(heard.choice)}"] if heard.question else [],
        "area_candidate": list(heard.area_candidates),
        "another_language": [True] if heard.another_language else [],
    }
    return [
        {"entity": name, "value": value, "extractor": "Understanding"}
        for name, values in single.items()
        for value in values  # type: ignore[attr-defined]
    ]


def heard_of(entities: Iterable[Mapping[str, Any]]) -> Heard:
    """Return what `entities` carry; entities of other names are not ours and are left alone."""
    values: dict[str, list[Any]] = {}
    for entity in entities:
        values.setdefault(entity["entity"], []).append(entity["value"])
    question, _, options = values.get("choice", [""])[0].partition(":")
    return Heard(
        safety=frozenset(values.get("safety", [])),
        facts=facts_from_json({fact["id"]: fact["value"] for fact in values.get("fact", [])}),
        declined=bool(values.get("declined")),
        topics=tuple(values.get("topic", [])),
        question=question or None,
        choice=tuple(options.split()),
        area_candidates=tuple(values.get("area_candidate", [])),
        another_language=bool(values.get("another_language")),
    )
