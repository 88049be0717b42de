"""Easy Read: each usual text of a page put in its easier wording, where the graph has one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.web.answers import Answer
from bot.web.view import View

WORDED = ("messages", "you", "question", "cards", "advice", "answers")
"""The parts of a page that hold words of the graph."""


def in_easy_words(view: View, easy: Mapping[str, str]) -> View:
    """Return `view` with the wordings of `easy` in place of the usual ones. What has none stays as it is."""
    return replace(view, easy=True, **{part: _eased(getattr(view, part), easy) for part in WORDED})


def sentences(text: str) -> list[str]:
    """Split `text` at the ends of its sentences: Easy Read gives each a line of its own."""
    return re.split(r"(?<=[.?!])\s+", text)


def _eased(value: Any, easy: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return easy.get(value, value)
    if isinstance(value, Mapping):
        return {key: _eased(item, easy) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_eased(item, easy) for item in value)
    if isinstance(value, Answer):
        return replace(value, question=_eased(value.question, easy), said=_eased(value.said, easy))
    return value
