"""Where a text names a person: by a first name, a title, or words that say a name follows. Reads letters, not meaning.

Three lists in `lexicon/` hold first names: those that are names however written, those that count only with a capital,
and those that are plain words too and count only where something beside them says that a name is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from understanding.gazetteer import gazetteer
from understanding.wording import LEXICON, read_yaml
from understanding.words import read

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_NEAR = re.compile(r"[ \t]*(?:is|was|:|=|-|\(|,)?[ \t]*$", re.IGNORECASE)
_ONLY_SPACE = re.compile(r"[ \t]+$")


@dataclass(frozen=True)
class Names:
    """The lists of first names, and the words that stand beside a name or take one back."""

    plain: frozenset[str]
    capital: frozenset[str]
    also_words: frozenset[str]
    titles: frozenset[str]
    plain_titles: frozenset[str]
    said: tuple[re.Pattern[str], ...]
    relations: frozenset[str]
    animals: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]
    never: frozenset[str]
    known: tuple[str, ...]


@dataclass(frozen=True)
class _Token:
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        return re.sub(r"['’]s$", "", self.text.lower().rstrip("."))

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper() and self.text[1:2].islower()


@lru_cache(maxsize=1)
def names() -> Names:
    """Return the lists, loaded once."""
    beside = read_yaml("naming.yaml")
    sets = {key: frozenset(beside[key].split()) for key in beside if key not in ("said", "known")}
    said = tuple(re.compile(rf"\b(?:{pattern})[ \t]*$", re.IGNORECASE) for pattern in beside["said"])
    known = tuple(beside["known"])
    return Names(_list("plain"), _list("capital"), _list("also_words"), said=said, known=known, **sets)


def named_people(text: str) -> Iterator[tuple[int, int]]:
    """Give the places in `text` where a person is named."""
    tokens = [_Token(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]
    for at, token in enumerate(tokens):
        if _is_name(text, tokens, at):
            yield token.start, _end(text, tokens, at)


def _list(name: str) -> frozenset[str]:
    lines = (LEXICON / f"names_{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def _is_name(text: str, tokens: list[_Token], at: int) -> bool:
    token = tokens[at]
    if len(token.key) < 2 or _is_animal(tokens, at) or token.key in names().never:
        return False
    if _titled(text, tokens, at) or _said_to_be(text, token):
        return True
    if _is_of_a_house(text, tokens, at):
        return False
    if token.key in names().plain or (token.key in names().capital and token.is_capital):
        return True
    if token.key not in names().also_words or not token.is_capital or token.text.endswith("."):
        return False
    return _has_surname(text, tokens, at) or _is_relation(text, tokens, at)


def _titled(text: str, tokens: list[_Token], at: int) -> bool:
    """Say whether a title stands before: "Mrs Okoro", "mr smith", not "Ms A"."""
    if at == 0 or not _ONLY_SPACE.fullmatch(text[tokens[at - 1].end : tokens[at].start]):
        return False
    title, token = tokens[at - 1], tokens[at]
    if len(token.key) < 2 or token.key in names().after:
        return False
    if title.key in names().plain_titles:
        return len(token.key) > 2
    return title.key in names().titles and title.text[0].isupper() and token.is_capital


def _said_to_be(text: str, token: _Token) -> bool:
    """Say whether the words before say that a name follows: "called Bex", "name: Xiulan"."""
    if not token.text[0].isupper() or token.key in names().relations or is_place(token.key):
        return False
    return any(pattern.search(text[: token.start]) for pattern in names().said)


def _is_animal(tokens: list[_Token], at: int) -> bool:
    return any(token.key in names().animals for token in tokens[max(at - 3, 0) : at])


def _is_of_a_house(text: str, tokens: list[_Token], at: int) -> bool:
    """Say whether the word belongs to the name of a ward, a house, a street or a law: "Victoria ward", "Clare's Law"."""
    if any(start <= tokens[at].start < end for start, end in _known(text)):
        return True
    if (
        at
        and tokens[at - 1].key in names().before
        and _ONLY_SPACE.fullmatch(text[tokens[at - 1].end : tokens[at].start])
    ):
        return True
    last = tokens[at]
    for following in tokens[at + 1 : at + 3]:
        if not _ONLY_SPACE.fullmatch(text[last.end : following.start]):
            return False
        if following.key in names().after:
            return True
        last = following
    return False


def _known(text: str) -> Iterator[tuple[int, int]]:
    lowered = text.lower()
    for name in names().known:
        at = lowered.find(name)
        if at >= 0:
            yield at, at + len(name)


def _has_surname(text: str, tokens: list[_Token], at: int) -> bool:
    if at + 1 == len(tokens) or not _ONLY_SPACE.fullmatch(text[tokens[at].end : tokens[at + 1].start]):
        return False
    following = tokens[at + 1]
    joined = text[tokens[at].start : following.end]
    return (
        following.is_capital
        and len(following.key) > 2
        and not tokens[at].text.endswith(".")
        and not is_place(following.key)
        and not is_place(joined)
    )


def _is_relation(text: str, tokens: list[_Token], at: int) -> bool:
    """Say whether a word for a person stands before: "husband Mark", "client: Grace"."""
    if at == 0 or not _NEAR.fullmatch(text[tokens[at - 1].end : tokens[at].start]):
        return False
    return tokens[at - 1].key in names().relations and not is_place(tokens[at].key)


def is_place(words: str) -> bool:
    """Say whether `words` hold the name of a place."""
    return any(True for _ in gazetteer().find(read(words)))


def _end(text: str, tokens: list[_Token], at: int) -> int:
    """Return where the name ends: a surname with a capital belongs to it."""
    if _has_surname(text, tokens, at):
        return tokens[at + 1].end
    return tokens[at].end
