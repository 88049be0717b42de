"""The reviewed phrases of the safety net, found in a message, and the signs beside them that take them back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from understanding.phrases import Hit, PhraseBook
from understanding.wording import STOPS, read_yaml, words

FLAGS = ("danger", "cannot_speak", "suicidal")
CONTEXTS = (
    "not_real",
    "training",
    "past",
    "denial",
    "about",
    "hypothetical",
    "idiom",
    "other_person_threat",
    "not_suicidal",
)
_TAKES_BACK = {
    "danger": frozenset(CONTEXTS) - {"other_person_threat", "not_suicidal"},
    "cannot_speak": frozenset({"about"}),
    "suicidal": frozenset(CONTEXTS) - {"past", "denial", "hypothetical"},
}
_WHOLE_MESSAGE = ("not_real", "training")
_NOT = frozenset({"not", "never", "no", "without", "nor"})


@dataclass(frozen=True)
class Evidence:
    """What the phrases say of one message: per flag how many groups hit, how many stand, and which signs are there."""

    hits: dict[str, int]
    standing: dict[str, int]
    contexts: frozenset[str]


@lru_cache(maxsize=1)
def _book() -> tuple[PhraseBook, dict[str, str]]:
    read = read_yaml("safety.yaml")
    groups: dict[str, list[str]] = {}
    kind_of: dict[str, str] = {}
    for kind in (*FLAGS, "context", "now"):
        for group, phrases in read[kind].items():
            if group in groups:
                raise ValueError(f"lexicon/safety.yaml: the group {group!r} stands under {kind_of[group]} and {kind}")
            groups[group], kind_of[group] = phrases, kind
    return PhraseBook(groups, read["lists"], "lexicon/safety.yaml"), kind_of


def evidence(text: str) -> Evidence:
    """Find the reviewed phrases in `text`, and which of them still stand beside the signs that take them back."""
    book, kind_of = _book()
    said = words(text)
    found = book.find(said)
    signs = [hit for hit in found if kind_of[hit.group] not in FLAGS and not _negated(hit, said)]
    calls = [hit for hit in found if kind_of[hit.group] in FLAGS]
    standing = {hit.group for hit in calls if _stands(hit, kind_of[hit.group], signs, said)}
    return Evidence(
        hits=_per_flag({hit.group for hit in calls}, kind_of),
        standing=_per_flag(standing, kind_of),
        contexts=frozenset(hit.group for hit in signs),
    )


def _per_flag(groups: set[str], kind_of: dict[str, str]) -> dict[str, int]:
    return {flag: sum(kind_of[group] == flag for group in groups) for flag in FLAGS}


def _stands(hit: Hit, flag: str, signs: list[Hit], said: list[str]) -> bool:
    if flag == "danger" and _negated(hit, said):
        return False
    first, last = _sentence(hit, said)
    for sign in signs:
        near = sign.group in _WHOLE_MESSAGE or (sign.start < last and sign.end > first)
        if near and sign.group in _TAKES_BACK[flag]:
            return False
    return True


def _negated(hit: Hit, said: list[str]) -> bool:
    return any(word in _NOT for word in said[max(hit.start - 2, 0) : hit.start])


def _sentence(hit: Hit, said: list[str]) -> tuple[int, int]:
    first, last = hit.start, hit.end
    while first > 0 and said[first - 1] not in STOPS:
        first -= 1
    while last < len(said) and said[last] not in STOPS:
        last += 1
    return first, last
