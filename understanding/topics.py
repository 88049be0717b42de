"""What a message asks about: the topics of the contract, in the order in which they are asked."""

from __future__ import annotations

from functools import lru_cache

from understanding.other_languages import hear, is_english
from understanding.phrases import PhraseBook
from understanding.wording import read_yaml, words

_ELSEWHERE = "out_of_scope"


def topics(text: str) -> tuple[str, ...]:
    """Give the topics that `text` asks about, in the order asked, none or more. Never raises."""
    if not is_english(text):
        return _in_another_language(text)
    first: dict[str, int] = {}
    for hit in _book().find(words(text)):
        first.setdefault(hit.group, hit.start)
    return tuple(sorted(first, key=lambda topic: first[topic]))


@lru_cache(maxsize=1)
def _book() -> PhraseBook:
    read = read_yaml("topics.yaml")
    return PhraseBook(read["topics"], read["lists"], "lexicon/topics.yaml")


def _in_another_language(text: str) -> tuple[str, ...]:
    """A plea in another language is for the safety net and the language lines; its small talk is out of scope."""
    return () if hear(text).help > 0.5 else (_ELSEWHERE,)
