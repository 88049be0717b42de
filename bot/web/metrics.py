"""Counts for those who run the service: how many turns and how long they took, never who or what."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.turns = Counter("signpost_turns", "Turns answered", registry=self.registry)
        self.safe_replies = Counter("signpost_safe_replies", "Turns that Rasa did not answer", registry=self.registry)
        self.seconds = Histogram("signpost_turn_seconds", "Seconds taken by a turn", registry=self.registry)
        self.reports = Counter(
            "signpost_entry_reports", "Reports that an entry is wrong", ("entry", "day"), registry=self.registry
        )

    def as_text(self) -> bytes:
        """Return the counts in Prometheus text form."""
        return generate_latest(self.registry)
