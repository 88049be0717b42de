"""Rasa's own default NLU pipeline on the same sentences: `python -m evaluation.diet [EPOCHS]`, in about half an hour.

DIET gives one intent to a message. A sentence with several labels goes in under the gravest; what it says is read the
same way. Trained in a folder of its own that is thrown away.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import yaml
from rasa.core.agent import Agent
from rasa.model_training import train_nlu

from evaluation.items import FLAGS, Item, read
from evaluation.report import false_alarms, safety_table, topics_summary
from understanding.other_languages import is_english
from understanding.training.data import SAFETY, TOPICS, Example
from understanding.training.data import read as training_sentences

EPOCHS = 20
_NOTHING = "nothing"
_PIPELINE = (
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
)


def intent_of(example: Example) -> str:
    """Give the gravest of the labels: a flag before a topic, and `nothing` where there is neither."""
    return next((label for label in (*SAFETY, *TOPICS) if label in example.labels), _NOTHING)


def train(folder: Path, epochs: int) -> Path:
    """Write data and configuration to `folder`, train there, and give the model's path."""
    texts: dict[str, list[str]] = {}
    for example in training_sentences():
        if is_english(example.text):
            texts.setdefault(intent_of(example), []).append(" ".join(example.text.split()))
    nlu = [{"intent": i, "examples": [{"text": t} for t in found]} for i, found in sorted(texts.items())]
    (folder / "nlu.yml").write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True))
    diet = {"name": "DIETClassifier", "epochs": epochs, "random_seed": 7, "entity_recognition": False}
    settings = {"recipe": "default.v1", "language": "en", "pipeline": [*_PIPELINE, diet]}
    (folder / "config.yml").write_text(yaml.safe_dump(settings))
    made = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder), fixed_model_name="diet")
    return Path(str(made))


async def intents(model: Path, items: Sequence[Item]) -> list[str]:
    """Give the intent of each message."""
    agent = Agent.load(str(model))
    return [str((await agent.parse_message(item.text))["intent"]["name"]) for item in items]


def main() -> None:
    """Train, measure and print the tables that `docs/evaluation.md` has for the chat's own understanding."""
    items = read()
    with tempfile.TemporaryDirectory() as folder:
        model = train(Path(folder), int(sys.argv[1]) if len(sys.argv) > 1 else EPOCHS)
        said = dict(zip(map(id, items), asyncio.run(intents(model, items)), strict=True))
    safe = [item for item in items if item.safety is not None]
    found = [dict(zip(FLAGS, (label == said[id(item)] for label in SAFETY), strict=True)) for item in safe]
    asking = [item for item in items if item.topics is not None]
    print(safety_table(safe, found))
    print(false_alarms(safe, found, lambda item: item.file))
    print(topics_summary(asking, [frozenset({said[id(item)]} & set(TOPICS)) for item in asking]))


if __name__ == "__main__":
    main()
