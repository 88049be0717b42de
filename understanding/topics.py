"""What a message asks about: the topics of the contract, in the order in which they are asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from understanding.decision import features, rules
from understanding.encoder import encoder
from understanding.other_languages import hear, is_english
from understanding.phrases import PhraseBook
from understanding.wording import clean, read_yaml, words

ELSEWHERE = "out_of_scope"
_CLAUSE = re.compile(r"[^.!?;,\n]+?(?=[.!?;,\n]|\b(?:and|also|but|then|plus)\b|$)")


def topics(text: str) -> tuple[str, ...]:
    """Give the topics that `text` asks about, in the order asked, none or more. Never raises."""
    if not any(map(str.isalnum, text)):
        return ()
    if not is_english(text):
        return _in_another_language(text)
    scores, phrases = encoder().score(text), asked_in_phrases(text)
    asked = {topic for topic, rule in rules().topics.items() if rule.says(features(topic, scores, topic in phrases))}
    asked |= {hit.group for hit in _books().outright.find(words(text))}
    if len(asked) > 1:
        asked.discard(ELSEWHERE)
    return tuple(asked) if len(asked) < 2 else _in_order(text, asked)


def asked_in_phrases(text: str) -> Mapping[str, int]:
    """Give the topics that a reviewed phrase in `text` asks about, each with the number of the word it begins at."""
    first: dict[str, int] = {}
    for hit in _books().all.find(words(text)):
        first.setdefault(hit.group, hit.start)
    return first


def _in_order(text: str, asked: set[str]) -> tuple[str, ...]:
    """Order `asked` by the clause that asks it most plainly."""
    clauses = [clause for clause in _CLAUSE.findall(clean(text)) if clause.strip()] or [text]
    scored = [encoder().score(clause).whole for clause in clauses]
    place = {topic: max(range(len(scored)), key=lambda at: scored[at][topic]) for topic in asked}
    return tuple(sorted(asked, key=lambda topic: (place[topic], topic)))


@dataclass(frozen=True)
class _Books:
    """All reviewed phrases, and those that are asked outright, whatever the encoder hears."""

    all: PhraseBook
    outright: PhraseBook


@lru_cache(maxsize=1)
def _books() -> _Books:
    read, file = read_yaml("topics.yaml"), "lexicon/topics.yaml"
    outright = PhraseBook(read["outright"], read["lists"], file)
    together = {topic: [*read["outright"].get(topic, ()), *phrases] for topic, phrases in read["topics"].items()}
    return _Books(PhraseBook(together, read["lists"], file), outright)


def _in_another_language(text: str) -> tuple[str, ...]:
    """A plea in another language is for the safety net and the language lines; its small talk is out of scope."""
    return () if hear(text).help > 0.5 else (ELSEWHERE,)
