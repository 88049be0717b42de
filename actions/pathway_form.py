"""The loop: each message goes to the engine, and the engine's reply goes back. No decision is taken here."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Action, FormValidationAction, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from pathway.engine import engine
from pathway.reply_json import reply_to_json
from pathway.state import State, state_from_json, state_to_json
from pathway.talk import Reply
from understanding.hearing import heard_of

Slots = dict[str, Any]


class ActionBegin(Action):
    """Starts a conversation afresh. The audience comes as an entity of `/begin`."""

    def name(self) -> str:
        """Return the name that the rules use."""
        return "action_begin"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Set the slots to a fresh conversation and its opening words."""
        audience = next(tracker.get_latest_entity_values("audience"), None) or "public"
        state, reply = engine().begin(datetime.now(timezone.utc), audience)
        return [SlotSet(slot, value) for slot, value in _slots(state, reply).items()]


class ValidatePathwayForm(FormValidationAction):
    """Hands each message to the engine and empties `answer`, so that the loop never ends by itself."""

    def name(self) -> str:
        """Return the name that Rasa derives from the form's."""
        return "validate_pathway_form"

    async def validate_answer(
        self, value: Any, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Slots:
        """Take one turn of the conversation."""
        heard = heard_of(tracker.latest_message.get("entities", []))
        state = state_from_json(tracker.get_slot("conversation"))
        after, reply = engine().hear(state, heard, datetime.now(timezone.utc))
        return {"answer": None, **_slots(after, reply)}


class ActionAskAnswer(Action):
    """Says the reply that the turn came to."""

    def name(self) -> str:
        """Return the name by which the form asks for `answer`."""
        return "action_ask_answer"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        """Send the reply to the channel."""
        dispatcher.utter_message(json_message=tracker.get_slot("reply"))
        return []


def _slots(state: State, reply: Reply) -> Slots:
    return {"conversation": state_to_json(state), "reply": reply_to_json(reply)}
