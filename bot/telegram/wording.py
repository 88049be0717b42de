"""The bridge's words: those of `wording.yaml`, and what stands in for words of the graph that speak of the web page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.settings import CONVERSATION_IDLE_SECONDS
from pathway.model import Pathway
from pathway.signpost import EMERGENCY
from pathway.talk import Talk

WORDING = Path(__file__).with_name("wording.yaml")
Texts = Mapping[str, str]


@dataclass(frozen=True)
class Wording:
    """The words, ready to be sent. `instead` and `also` are keyed by the graph's own text."""

    instead: Texts
    also: Texts
    first_line: Texts
    commands: Texts
    help: tuple[str, ...]
    privacy: tuple[str, ...]
    buttons: Texts
    your_answer: str
    none_of_these: str
    unread: Texts
    leaving: Mapping[str, Any]
    cards: Mapping[str, Any]

    def here(self, text: str) -> tuple[str, ...]:
        """Return what is said here for `text` of the graph: itself or its stand-in, and what belongs after it."""
        said = self.instead.get(text, text)
        return (said, self.also[text]) if text in self.also else (said,)


def load_wording(talk: Talk) -> Wording:
    """Return the wording for the graph and directory of `talk`.

    Raises KeyError where it names words that the graph does not have.
    """
    emergency = next(c.value for c in talk.directory.services[EMERGENCY].contacts if c.type == "phone")
    known = {"{emergency}": emergency, "{minutes}": str(CONVERSATION_IDLE_SECONDS // 60)}
    read = _filled(yaml.safe_load(WORDING.read_text(encoding="utf-8")), known)
    of_graph = graph_texts(talk.pathway)
    for key in ("instead", "also"):
        read[key] = {text: said for place, said in read[key].items() for text in of_graph[place]}
    return Wording(**{**read, "help": tuple(read["help"]), "privacy": tuple(read["privacy"])})


def graph_texts(pathway: Pathway) -> Mapping[str, tuple[str, ...]]:
    """Return the texts of phrases and asides by where they stand, such as `phrases.left`."""
    phrases = {f"phrases.{name}": (text,) for name, text in pathway.phrases.items()}
    asides = {f"asides.{topic}": tuple(aside.say.values()) for topic, aside in pathway.asides.items()}
    return {**phrases, **asides}


def _filled(content: Any, known: Texts) -> Any:
    """Return `content` with the names in `known` put in; other names in braces are filled in when they are known."""
    if isinstance(content, dict):
        return {key: _filled(value, known) for key, value in content.items()}
    if isinstance(content, list):
        return [_filled(value, known) for value in content]
    for name, value in known.items():
        content = content.replace(name, value)
    return content
