"""The tracker store: of a conversation it keeps what the pathway knows, and nothing of what was typed or said.

After each turn the tracker is boiled down to the `conversation` slot; the next turn starts from a tracker built anew
around it. Entries expire, are bounded in number, and can be forgotten at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from cachetools import TTLCache
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, REQUESTED_SLOT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

CONVERSATION = "conversation"
LOOP = "pathway_form"
ANSWER = "answer"


class ForgetfulTrackerStore(TrackerStore):
    """Keeps the `conversation` slot of each conversation for `idle_seconds` after its last turn."""

    def __init__(
        self,
        domain: Domain,
        event_broker: EventBroker | None = None,
        *,
        idle_seconds: float,
        most: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep at most `most` conversations; the one unused for longest goes first."""
        super().__init__(domain, event_broker)
        self._kept: TTLCache[str, Any] = TTLCache(most, idle_seconds, clock)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep what the pathway knows of `tracker`; drop the events that led there."""
        self._kept[tracker.sender_id] = tracker.get_slot(CONVERSATION)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """Return a tracker that stands in the loop with what is known, or None for an unknown conversation."""
        conversation = self._kept.get(sender_id)
        if conversation is None:
            return None
        tracker = self.init_tracker(sender_id)
        for event in (
            SlotSet(CONVERSATION, conversation),
            ActionExecuted(LOOP),
            ActiveLoop(LOOP),
            SlotSet(REQUESTED_SLOT, ANSWER),
            ActionExecuted(ACTION_LISTEN_NAME),
        ):
            tracker.update(event, self.domain)
        return tracker

    async def keys(self) -> Iterable[str]:
        """Return the ids of the conversations that are kept."""
        self._kept.expire()
        return list(self._kept)

    def forget(self, sender_id: str) -> None:
        """Drop a conversation; one that is not kept is no error."""
        self._kept.pop(sender_id, None)
