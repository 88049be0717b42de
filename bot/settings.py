"""Limits and times, each once, with its reason."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODEL = ROOT / "models" / "pathway.tar.gz"

CONVERSATION_IDLE_SECONDS = 15 * 60
"""A conversation left alone this long is forgotten; the opening words say so."""

MOST_CONVERSATIONS = 10_000
"""Beyond this the conversation unused for longest is forgotten, so that memory is bounded."""

LONGEST_TEXT = 2_000
"""Characters of one message. Rasa is single-threaded, and a very long text would hold up everyone else."""

LARGEST_BODY = 16 * 1024
"""Bytes of one HTTP request."""

RASA_TIMEOUT_SECONDS = 8.0
"""A person waits no longer than this for a turn; then the safe reply comes."""

TURNS_PER_MINUTE = 60
"""Messages a minute from one address, unless limits are switched off for measuring."""
