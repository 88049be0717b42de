"""The small language in which reviewed phrases are written, and its compilation to spaCy's Matcher.

One phrase a line, of these parts: `word`; `this|that`; `@name` (a word list of the same file); `begin*` (any word that
begins so); `part?` (may be missing); `..` (up to three words, within the sentence). `(start)` is the beginning and
`(end)` the end of the message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc

START, END = "(start)", "(end)"
_ANY_WORD = {"IS_PUNCT": False, "LOWER": {"NOT_IN": [START, END, "\n"]}}


@dataclass(frozen=True)
class Hit:
    """One phrase found: its group, and where (token numbers, `end` not included)."""

    group: str
    start: int
    end: int


class PhraseBook:
    """Groups of phrases, ready to be found in a list of words."""

    def __init__(self, groups: Mapping[str, Iterable[str]], lists: Mapping[str, list[str]], where: str) -> None:
        """Compile `groups`; raise `ValueError` that names `where`, the group and the phrase that is wrong."""
        self._vocab = spacy.blank("en").vocab
        self._matcher = Matcher(self._vocab)
        for group, phrases in groups.items():
            self._matcher.add(group, [_compile(phrase, lists, f"{where}: {group}") for phrase in phrases])

    def find(self, words: list[str]) -> list[Hit]:
        """Give every phrase found in `words`, in order; positions are those of `words`."""
        doc = Doc(self._vocab, words=[START, *words, END])
        last = len(words)
        hits = (
            Hit(self._vocab.strings[key], max(start - 1, 0), min(end - 1, last))
            for key, start, end in self._matcher(doc)
        )
        return sorted(hits, key=lambda hit: (hit.start, hit.end))


def _compile(phrase: str, lists: Mapping[str, list[str]], where: str) -> list[dict[str, Any]]:
    if not isinstance(phrase, str) or not phrase.strip():
        raise ValueError(f"{where}: a phrase must be text, and {phrase!r} is not; quote yes, no and numbers")
    return [_part(part, lists, f"{where}: {phrase!r}") for part in phrase.split()]


def _part(part: str, lists: Mapping[str, list[str]], where: str) -> dict[str, Any]:
    if part == "..":
        return {**_ANY_WORD, "OP": "{0,3}"}
    optional = part.endswith("?") and len(part) > 1
    token = _token(part[:-1] if optional else part, lists, where)
    return {**token, "OP": "?"} if optional else token


def _token(part: str, lists: Mapping[str, list[str]], where: str) -> dict[str, Any]:
    exact: list[str] = []
    begins: list[str] = []
    for choice in part.split("|"):
        if choice.startswith("@"):
            if choice[1:] not in lists:
                raise ValueError(f"{where}: there is no word list {choice[1:]!r}; the lists are {', '.join(lists)}")
            exact.extend(lists[choice[1:]])
        elif choice.endswith("*"):
            begins.append(choice[:-1])
        else:
            exact.append(choice)
    if not begins:
        return {"LOWER": {"IN": exact}}
    return {"LOWER": {"REGEX": "^(?:" + "|".join([*(f"{b}" for b in begins), *(f"{e}$" for e in exact)]) + ")"}}
