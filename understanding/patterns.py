"""The small language of reviewed phrases about facts, and how one phrase is found in a list of words.

A phrase is one line of parts: `word`; `this|that`; `@name` (a word list); `#` (a number); `part?` (may be missing);
`..` (up to three words of the same clause), `...` (up to six). Each phrase knows which words it cannot do without, so
that a message is only compared with the phrases that it could hold: some hundred of two thousand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from understanding.store import word_set

NUMBER = "#"
MARKS = frozenset('.!?;,:()"/-')
_STOPS = MARKS | {"but", "however"}
_COMMON = word_set("patterns_common")


@dataclass(frozen=True)
class Part:
    """One step of a phrase: the words it may be (none: any words, up to `most`), and whether it may be missing."""

    words: frozenset[str]
    most: int
    missing: bool


@dataclass(frozen=True)
class Phrase:
    """A phrase, compiled. `anchor` is the part that tells most; `needs` are all parts that must be there."""

    parts: tuple[Part, ...]
    needs: tuple[frozenset[str], ...]
    anchor: frozenset[str]

    def ends(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Give where the phrase begins and ends in `words` (end not included), the longest reading of each begin."""
        first = self.parts[0]
        for start, word in enumerate(words):
            if not first.missing and first.words and not _is(word, first):
                continue
            end = _match(self.parts, 0, words, start)
            if end > start:
                yield start, end


class Compiler:
    """Compiles phrases with the word lists they may name."""

    def __init__(self, lists: Mapping[str, Sequence[object]]) -> None:
        """Take the word lists: name to words or to names of other lists (`@name`)."""
        self._lists = lists
        self._parts: dict[str, Part] = {}

    def phrase(self, text: object, where: str) -> Phrase:
        """Compile one phrase; raise `ValueError` that names `where` and the phrase if it is wrong."""
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"{where}: a phrase must be text, and {text!r} is not; put it in quotes")
        parts = tuple(self._part(part, f"{where}, {text!r}") for part in text.split())
        needs = tuple(part.words for part in parts if part.words and not part.missing)
        if not needs:
            raise ValueError(f"{where}: {text!r} has no word that must be there, so it would be found everywhere")
        return Phrase(parts, needs, min(needs, key=_commonness))

    def _part(self, text: str, where: str) -> Part:
        if text not in self._parts:
            self._parts[text] = self._compiled(text, where)
        return self._parts[text]

    def _compiled(self, text: str, where: str) -> Part:
        if len(text) > 1 and set(text) == {"."}:
            return Part(frozenset(), 3 * (len(text) - 1), True)
        missing = text.endswith("?") and len(text) > 1
        choices = text[:-1] if missing else text
        return Part(frozenset(word for choice in choices.split("|") for word in self._words(choice, where)), 1, missing)

    def _words(self, choice: str, where: str) -> list[str]:
        if not choice.startswith("@"):
            return [choice]
        if choice[1:] not in self._lists:
            raise ValueError(f"{where}: there is no word list {choice[1:]!r}; there are {', '.join(self._lists)}")
        return [word for item in self._lists[choice[1:]] for word in self._words(str(item), where)]


def _commonness(words: frozenset[str]) -> tuple[bool, int]:
    return bool(words & _COMMON), len(words)


def _is(word: str, part: Part) -> bool:
    return word in part.words or (NUMBER in part.words and word.isdigit())


def _match(parts: tuple[Part, ...], at: int, words: Sequence[str], place: int) -> int:
    """Match `parts` from number `at` on with the words from `place` on: where that ends, at the latest, or -1."""
    if at == len(parts):
        return place
    part = parts[at]
    if not part.words:
        return _after_gap(parts, at, words, place)
    end = -1
    if place < len(words) and _is(words[place], part):
        end = _match(parts, at + 1, words, place + 1)
    return max(end, _match(parts, at + 1, words, place)) if part.missing else end


def _after_gap(parts: tuple[Part, ...], at: int, words: Sequence[str], place: int) -> int:
    best = -1
    for skipped in range(parts[at].most + 1):
        best = max(best, _match(parts, at + 1, words, place + skipped))
        if place + skipped >= len(words) or words[place + skipped] in _STOPS:
            break
    return best
