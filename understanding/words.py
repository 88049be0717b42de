"""From typed text to plain words: lower case, contractions and textspeak written out, numbers as digits, clauses marked.

Everything that looks for facts reads these words, so that a spelling is dealt with once. Nothing is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from understanding.spelling import mend
from understanding.store import load_yaml, word_set

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)?|<|>|\?|[^\w\s]", re.UNICODE)
_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "–": " - ", "—": " - ", "\u00a0": " "}
)
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_JOINS = "\u2011"
"""A hyphen inside a word while it is being read: it joins, where a dash parts."""
_ENDS = frozenset(".!?;")
_BREAKS = frozenset(',:()-"/…')
_NEW_CLAUSE = word_set("words_new_clause")
_SUBJECTS = word_set("words_subjects")
_UNITS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}


@dataclass(frozen=True)
class Word:
    """One word as it is matched (`norm`), and as it was typed (`raw`, empty where it was written out of another)."""

    norm: str
    raw: str


@dataclass(frozen=True)
class Message:
    """The words of one message, and for each of them the number of its sentence and of its clause."""

    words: tuple[Word, ...]
    sentence: tuple[int, ...]
    clause: tuple[int, ...]

    @cached_property
    def norms(self) -> tuple[str, ...]:
        """The words as they are matched."""
        return tuple(word.norm for word in self.words)

    def text(self) -> str:
        """Return the normalised words in one line."""
        return " ".join(word.norm for word in self.words)


@lru_cache(maxsize=1)
def _spellings() -> tuple[Mapping[str, tuple[str, ...]], int]:
    """Load what is written out as what, with the number of words of the longest phrase in it."""
    table = load_yaml("spellings.yaml")
    pairs = {_key(_tokens(str(short))): tuple(str(full).split()) for short, full in table.items()}
    return pairs, max(len(short.split()) for short in pairs)


def read(text: str) -> Message:
    """Split `text` into plain words, with sentences and clauses numbered. Never fails on any text."""
    words = tuple(_joined_numbers(list(_written_out(_tokens(text)))))
    sentence, clause = _numbered(words)
    return Message(words, sentence, clause)


def _tokens(text: str) -> list[str]:
    lines = _HYPHEN.sub(_JOINS, text).translate(_QUOTES).replace("\r", "\n").replace("\n", " . ")
    return _TOKEN.findall(lines)


def _written_out(tokens: list[str]) -> Iterator[Word]:
    """Replace contractions, textspeak and mendable misspellings by the words they stand for."""
    pairs, longest = _spellings()
    at = 0
    while at < len(tokens):
        if tokens[at] == "N" and _stands_for_no(tokens, at):
            yield Word("no", "N")
            at += 1
            continue
        for size in range(min(longest, len(tokens) - at), 0, -1):
            full = pairs.get(_key(tokens[at : at + size]))
            if full is not None:
                yield from _replaced(full, " ".join(tokens[at : at + size]))
                at += size
                break
        else:
            yield from _single(tokens[at])
            at += 1


def _key(tokens: list[str]) -> str:
    """The tokens as the table of spellings has them."""
    return " ".join(tokens).lower().replace(_JOINS, "-")


def _stands_for_no(tokens: list[str], at: int) -> bool:
    """Say whether an "N" is a worker's no, not an "and": "HBV - N.", "interp N,", "N: FM"."""
    before, after = tokens[at - 1 : at], tokens[at + 1 : at + 2]
    return before in ([":"], ["-"], ["="], ["("]) or after in ([], ["."], [","], [";"], ["/"], [":"], [")"])


def _replaced(full: tuple[str, ...], raw: str) -> Iterator[Word]:
    for place, word in enumerate(full):
        yield Word(word, raw if place == 0 else "")


def _single(token: str) -> Iterator[Word]:
    """One token: a possessive or contracted ending becomes a word of its own."""
    lower = token.lower()
    if token == _JOINS or token == "Ms":
        yield Word("-" if token == _JOINS else "mrs", token)
        return
    if "'" in lower:
        stem, _, ending = lower.partition("'")
        yield Word(mend(stem), token)
        yield Word("'s" if ending == "s" else "'" + ending, "")
        return
    yield Word(mend(lower), token)


def _joined_numbers(words: list[Word]) -> Iterator[Word]:
    """Write number words as digits: "thirty four" is one word, "34"."""
    at = 0
    while at < len(words):
        norm = words[at].norm
        if norm in _TENS:
            unit, used = _unit_after(words, at)
            yield Word(str(_TENS[norm] + unit), words[at].raw)
            at += used
        elif norm in _UNITS and norm != "one":
            yield Word(str(_UNITS[norm]), words[at].raw)
            at += 1
        else:
            yield words[at]
            at += 1


def _unit_after(words: list[Word], at: int) -> tuple[int, int]:
    """Find the unit that follows a ten ("thirty - four"): its value and how many words were used."""
    following = [word.norm for word in words[at + 1 : at + 3]]
    if following and 0 < _UNITS.get(following[0], 0) < 10:
        return _UNITS[following[0]], 2
    if len(following) == 2 and following[0] == "-" and 0 < _UNITS.get(following[1], 0) < 10:
        return _UNITS[following[1]], 3
    return 0, 1


def _numbered(words: tuple[Word, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Number sentences and clauses; a mark belongs to the clause it ends."""
    norms = [word.norm for word in words]
    sentence, clause = 0, 0
    sentences: list[int] = []
    clauses: list[int] = []
    for at, norm in enumerate(norms):
        if _opens_clause(norms, at):
            clause += 1
        sentences.append(sentence)
        clauses.append(clause)
        if norm in _ENDS:
            sentence, clause = sentence + 1, clause + 1
        elif norm in _BREAKS and words[at].raw != _JOINS:
            clause += 1
    return tuple(sentences), tuple(clauses)


def _opens_clause(norms: list[str], at: int) -> bool:
    if norms[at] in _NEW_CLAUSE:
        return True
    following = norms[at + 1] if at + 1 < len(norms) else ""
    return norms[at] in ("and", "or", "&") and following in _SUBJECTS
