"""What a message asks about: the topics of the contract, in the order in which they are asked."""

from __future__ import annotations

import logging
import re
from functools import lru_cache

from understanding.classifier import classifier
from understanding.decision import decision
from understanding.other_languages import hear, is_english
from understanding.phrases import PhraseBook
from understanding.wording import clean, read_yaml, words

_LOG = logging.getLogger(__name__)
_CLAUSE = re.compile(r"[^.!?;,\n]+[.!?;,\n]*")
_MOST_CLAUSES = 24
_ELSEWHERE = "out_of_scope"


def topics(text: str) -> tuple[str, ...]:
    """Give the topics that `text` asks about, in the order asked, none or more. Never raises."""
    try:
        return _by_meaning(text) if is_english(text) else _in_another_language(text)
    except Exception as error:  # whatever breaks the classifier, the phrases still answer
        _LOG.error("the topic classifier failed (%s); phrases alone were used", type(error).__name__)
        return by_phrases(text)


@lru_cache(maxsize=1)
def _book() -> PhraseBook:
    read = read_yaml("topics.yaml")
    return PhraseBook(read["topics"], read["lists"], "lexicon/topics.yaml")


def by_phrases(text: str) -> tuple[str, ...]:
    """Give the topics of `text` by the reviewed phrases alone."""
    first: dict[str, int] = {}
    for hit in _book().find(words(text)):
        first.setdefault(hit.group, hit.start)
    return tuple(sorted(first, key=lambda topic: first[topic]))


def _by_meaning(text: str) -> tuple[str, ...]:
    if not text.strip():
        return ()
    scores, enough = classifier().score(text).whole, decision().topics
    asked = [topic for topic, least in enough.items() if scores[topic] > least]
    if len(asked) > 1:
        asked = [topic for topic in asked if topic != _ELSEWHERE]
    return _in_order(text, asked) if len(asked) > 1 else tuple(asked)


def _in_order(text: str, asked: list[str]) -> tuple[str, ...]:
    """Order topics by the clause that speaks of each the most."""
    clauses = [clause for clause in _CLAUSE.findall(clean(text)) if clause.strip()][:_MOST_CLAUSES]
    each = classifier().score_each(clauses)
    place = {topic: max(range(len(each)), key=lambda number: each[number][topic]) for topic in asked}
    return tuple(sorted(asked, key=lambda topic: place[topic]))


def _in_another_language(text: str) -> tuple[str, ...]:
    """A plea in another language is for the safety net and the language lines; its small talk is out of scope."""
    return () if hear(text).help > 0.5 else (_ELSEWHERE,)
