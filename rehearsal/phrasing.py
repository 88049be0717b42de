"""Finding reviewed phrases in a line, written in the small language of `understanding.phrases`.

That book's matcher takes a quarter of a minute to compile the thousand phrases of the moves; as regular expressions
over the words they take less than a second, and a line is read in a few milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from understanding.phrases import END, START, Hit

_ANY_WORDS = r"(?:[^\W_][^ ]* ){0,3}?"


class Phrasing:
    """Groups of phrases, ready to be found in a list of words."""

    def __init__(self, groups: Mapping[str, Iterable[str]], lists: Mapping[str, list[str]], where: str) -> None:
        """Compile `groups`; raise `ValueError` that names `where`, the group and the phrase that is wrong."""
        self._patterns = [
            (group, re.compile(r"(?:(?<= )|^)" + _expression(phrase, lists, f"{where}: {group}")))
            for group, phrases in groups.items()
            for phrase in phrases
        ]

    def find(self, words: list[str]) -> list[Hit]:
        """Give the phrases found in `words`, in order; positions are those of `words`, the end not included."""
        text = " ".join((START, *words, END)) + " "
        last = len(words)
        hits = []
        for group, pattern in self._patterns:
            for found in pattern.finditer(text):
                start, end = text.count(" ", 0, found.start()), text.count(" ", 0, found.end())
                hits.append(Hit(group, max(start - 1, 0), min(end - 1, last)))
        return sorted(hits, key=lambda hit: (hit.start, hit.end))


def _expression(phrase: str, lists: Mapping[str, list[str]], where: str) -> str:
    if not phrase.strip(" ."):
        raise ValueError(f"{where}: the phrase {phrase!r} has no word, so it would be found everywhere")
    return "".join(_part(part, lists, f"{where}: {phrase!r}") for part in phrase.split())


def _part(part: str, lists: Mapping[str, list[str]], where: str) -> str:
    if part == "..":
        return _ANY_WORDS
    optional = part.endswith("?") and len(part) > 1
    choices = "|".join(_choice(c, lists, where) for c in (part[:-1] if optional else part).split("|"))
    return f"(?:(?:{choices}) )" + ("?" if optional else "")


def _choice(choice: str, lists: Mapping[str, list[str]], where: str) -> str:
    if not choice.startswith("@"):
        return f"{re.escape(choice[:-1])}[^ ]*" if choice.endswith("*") else re.escape(choice)
    if choice[1:] not in lists:
        raise ValueError(f"{where}: there is no word list {choice[1:]!r}; the lists are {', '.join(lists)}")
    return "|".join(re.escape(word) for word in lists[choice[1:]])
