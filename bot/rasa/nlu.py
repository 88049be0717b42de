"""The NLU component: what `understanding` makes of a message, as Rasa's intent and entities."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from pathway.load import load_pathway
from pathway.model import Pathway
from pathway.talk import Heard
from understanding.hearing import entities_of, hear, take_scores, warm_up


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Understanding(GraphComponent):
    """Sets the intent and the entities of each message.

    The message's metadata bring the open question's id, and the encoder's scores where the gateway has them.
    """

    def __init__(self, pathway: Pathway) -> None:
        self._pathway = pathway

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Understanding:
        """Return the component; it needs no training and reads no stored model."""
        warm_up()
        return cls(load_pathway())

    def process(self, messages: list[Message]) -> list[Message]:
        """Return `messages` with intent and entities set. Messages written by the gateway as `/…` keep theirs."""
        for message in messages:
            text = message.get(TEXT) or ""
            if message.get(INTENT, {}).get("name") and text.startswith("/"):
                continue
            metadata = message.get(METADATA) or {}
            if metadata.get("scores"):
                take_scores(text, metadata["scores"])
            heard = hear(text, self._pathway.questions.get(metadata.get("question", "")))
            message.set(INTENT, {"name": intent_of(heard), "confidence": 1.0}, add_to_output=True)
            message.set(ENTITIES, entities_of(heard), add_to_output=True)
        return messages


OWN_TO_RASA = ("back", "restart", "session_start")
"""Rasa's policy answers these intents by itself, past our loop; such topics go in as entities alone."""


def intent_of(heard: Heard) -> str:
    """Return the one name that Rasa's rules and reports know a message by: danger first, then what is asked."""
    if "immediate" in heard.safety:
        return "danger"
    if heard.safety:
        return min(heard.safety)
    topic = next((topic for topic in heard.topics if topic not in OWN_TO_RASA), None)
    return topic or "inform"
