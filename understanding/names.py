"""What names are made of: the lists in `lexicon/names_*.txt` and `naming.yaml`, and a line as words that may be names.

First names are in three lists: those that are names however written, those that want a capital or a sign beside them, and
those that are plain words too. Surnames are in two, and one list holds the words that are no names even with a capital.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from understanding.gazetteer import gazetteer
from understanding.wording import LEXICON, read_yaml
from understanding.words import read

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_SPACE = re.compile(r"[ \t]+")
_OWNING = re.compile(r"['’]s$|(?<=s)['’]$")
_SHORTENED = re.compile(r"['’](?:d|ll|ve|re|t|m|ing|fd|em)$", re.IGNORECASE)
_UNFOLDED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a"})
_NEAR = 60
"""How many letters before or after a word may say that it is a name: a bound, so that long texts stay quick."""
_SHOUTING = 0.6
"""The share of capitals among the letters from which a line counts as typed in capitals."""


@dataclass(frozen=True)
class Names:
    """The lists of names, and the words that stand beside a name or take one back."""

    plain: frozenset[str]
    capital: frozenset[str]
    also_words: frozenset[str]
    surnames: frozenset[str]
    surnames_words: frozenset[str]
    words: frozenset[str]
    places: frozenset[str]
    titles: frozenset[str]
    plain_titles: frozenset[str]
    short_titles: frozenset[str]
    particles: frozenset[str]
    said: re.Pattern[str]
    relations: frozenset[str]
    person_verbs: frozenset[str]
    person_states: frozenset[str]
    common: frozenset[str]
    animals: frozenset[str]
    after: frozenset[str]
    before: frozenset[str]
    never: frozenset[str]
    known: tuple[str, ...]

    def is_word(self, key: str) -> bool:
        """Say whether `key`, or what it is the plural of, is a plain word or part of the name of a place."""
        return any(each in self.words or each in self.places for each in {key, key.removesuffix("s")})

    def is_first(self, key: str) -> bool:
        """Say whether `key` is a first name and no plain word."""
        return key in self.plain or key in self.capital


@lru_cache(maxsize=1)
def names() -> Names:
    """Return the lists, loaded once."""
    beside = read_yaml("naming.yaml")
    sets = {key: frozenset(beside[key].split()) for key in beside if key not in ("said", "known")}
    said = re.compile(rf"\b(?:{'|'.join(beside['said'])})[ \t]*", re.IGNORECASE)
    files = ("plain", "capital", "also_words", "surnames", "surnames_words")
    lists = {name: _list(name) for name in files}
    places = frozenset(word for name in gazetteer().names for word in name if len(word) > 2)
    return Names(**lists, words=_list("never"), places=places, said=said, known=tuple(beside["known"]), **sets)


def _list(name: str) -> frozenset[str]:
    lines = (LEXICON / f"names_{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


def folded(text: str) -> str:
    """Give `text` in small letters and without accents."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(_UNFOLDED))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_UNFOLDED)


def is_place(words: str) -> bool:
    """Say whether `words` hold the name of a place."""
    return any(True for _ in gazetteer().find(read(words)))


@dataclass(frozen=True)
class Token:
    """A word, and where in the text it stands."""

    text: str
    start: int
    end: int

    @cached_property
    def key(self) -> str:
        """The word as the lists have it."""
        return folded(_OWNING.sub("", self.text.rstrip("."))).replace("'", "").replace("’", "")

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The keys of what hyphens join."""
        return tuple(part for part in self.key.split("-") if part)

    @property
    def owns(self) -> bool:
        """Whether the word ends as in "Mark's"."""
        return bool(_OWNING.search(self.text))

    @property
    def is_shortened(self) -> bool:
        """Whether the word is run together with another: "who'd", "they'll", "NFA'd"."""
        return bool(_SHORTENED.search(self.text))

    @property
    def is_capital(self) -> bool:
        """Whether the word begins with a capital and goes on in small letters ("O'Brien" and "Y Lan" too)."""
        return self.text[0].isupper() and not self.text.rstrip(".").isupper()

    @property
    def is_upper(self) -> bool:
        """Whether the word is all capitals, and long enough to be no short form."""
        return len(self.key) > 3 and _OWNING.sub("", self.text).isupper()

    @property
    def is_initial(self) -> bool:
        """Whether the word is one letter."""
        return len(self.key) == 1


class Line:
    """A text as words, with what its names are taken back by."""

    def __init__(self, text: str) -> None:
        """Split `text`."""
        self.text = text
        self.tokens = tuple(Token(match.group(), match.start(), match.end()) for match in _WORD.finditer(text))
        letters = [letter for letter in text if letter.isalpha()]
        self.shouted = sum(letter.isupper() for letter in letters) > _SHOUTING * len(letters)

    @cached_property
    def taken(self) -> tuple[tuple[int, int], ...]:
        """Where the text holds one of the known names that are no person's."""
        lowered = self.text.lower()
        starts = ((lowered.find(name), len(name)) for name in names().known)
        return tuple((at, at + size) for at, size in starts if at >= 0)

    @cached_property
    def said(self) -> frozenset[int]:
        """Where words end that say that a name follows."""
        return frozenset(match.end() for match in names().said.finditer(self.text))

    def gap(self, at: int) -> str:
        """Return what stands between the word at `at` and the one before it."""
        return self.text[self.tokens[at - 1].end if at else 0 : self.tokens[at].start]

    def beside(self, at: int) -> Token | None:
        """Return the word at `at` where only a space parts it from the one before."""
        inside = 0 < at < len(self.tokens)
        return self.tokens[at] if inside and _SPACE.fullmatch(self.gap(at)) else None

    def before(self, at: int) -> Token | None:
        """Return the word before the one at `at` where only a space parts them."""
        return self.tokens[at - 1] if self.beside(at) else None

    def after(self, at: int) -> str:
        """Return the text right after the word at `at`."""
        end = self.tokens[at].end
        return self.text[end : end + _NEAR]

    def until(self, at: int) -> str:
        """Return the text right before the word at `at`."""
        start = self.tokens[at].start
        return self.text[max(start - _NEAR, 0) : start]

    def opens(self, at: int) -> bool:
        """Say whether the word at `at` begins the text, a sentence or a part of a list."""
        return at == 0 or bool(re.search(r"[.!?;\n]\s*$", self.gap(at))) or self.tokens[at - 1].text.endswith(".")

    def is_large(self, at: int) -> bool:
        """Say whether the word at `at` is written as names are: with a capital, or all in capitals."""
        return self.tokens[at].is_capital or self.tokens[at].is_upper
