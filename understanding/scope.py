"""What the words around a phrase do to it: whether it is denied, left open, or only imagined.

After NegEx: a cue reaches over what follows it in the clause, up to a word that ends its reach.
"""

from __future__ import annotations

from typing import Literal

from understanding.store import word_set
from understanding.words import Message

Standing = Literal["said", "denied", "open"]

_NEGATIONS = word_set("scope_negations")
_ENDS_REACH = word_set("scope_ends_reach")
_MARKS = frozenset('.!?;:()"')
_OPEN = word_set("scope_open")
_OPEN_PAIRS = frozenset(
    {("not", "sure"), ("not", "know"), ("may", "be"), ("could", "be"), ("do", "i"), ("should", "i"), ("not", "think")}
)
_REACH = 7
_NOMINATIVES = word_set("scope_nominatives")
_STOPPING = word_set("scope_stopping")
"""After a negation these turn it round: "won't stop following", "won't leave without the cat"."""


def standing(message: Message, start: int, end: int) -> Standing:
    """Say how the words from `start` to `end` (not included) stand: said, denied or left open."""
    norms = message.norms
    if _left_open(norms, start, end):
        return "open"
    return "denied" if _denied_before(message, start) or _denied_after(norms, end) else "said"


def _left_open(norms: tuple[str, ...], start: int, end: int) -> bool:
    if start and norms[start - 1] == "?" and (start == 1 or not norms[start - 2].isalpha()):
        return True
    after = norms[end : end + 3]
    if after[:1] in (("nk",), ("unknown",)) or after[1:2] in (("nk",), ("unknown",)) or after[1:3] == ("not", "known"):
        return True
    before = _before(norms, start, 6)
    if _OPEN & set(before):
        return True
    pairs = set(zip(before, before[1:], strict=False))
    return ("not", "sure") in pairs or ("not", "think") in pairs or (("not", "know") in pairs and len(before) < 5)


def _before(norms: tuple[str, ...], start: int, reach: int) -> tuple[str, ...]:
    """Give the words before `start`, back to a mark or a word that ends a cue's reach."""
    first = start
    while first > 0 and start - first < reach:
        norm = norms[first - 1]
        if norm in _MARKS or norm in _ENDS_REACH:
            break
        first -= 1
    return norms[first:start]


def _denied_before(message: Message, start: int) -> bool:
    if _in_negative_list(message, start):
        return True
    before = list(_before(message.norms, start, _REACH))
    if "," in before:
        before = _after_comma(before)
    if "and" in before and _own_verb(before):
        before = before[len(before) - before[::-1].index("and") :]
    cues = [at for at, word in enumerate(before) if word in _NEGATIONS]
    if not cues:
        return False
    if before[cues[-1]] == "without" and len(cues) > 1:
        return False
    between = before[cues[-1] + 1 :]
    starts_anew = (
        start < len(message.norms)
        and message.norms[start] in _NOMINATIVES
        and bool(between or before[cues[-1]] != "no")
    )
    new_subject = bool(_NOMINATIVES & set(between)) or starts_anew
    if new_subject and not {"think", "say", "said", "believe"} & set(between):
        return False
    return not _STOPPING & set(between)


def _in_negative_list(message: Message, start: int) -> bool:
    """Say whether a worker's "N: …" or "nil: …" stands before, in the same sentence."""
    same = [at for at in range(start) if message.sentence[at] == message.sentence[start]]
    return any(message.norms[at] in ("n", "no", "nil", "neg") and message.norms[at + 1] == ":" for at in same[:-1])


def _after_comma(before: list[str]) -> list[str]:
    """A list goes on over commas ("no kids, pets or car"); a new statement does not ("no kids, a dog")."""
    last = len(before) - before[::-1].index(",")
    tail = before[last:]
    return before if tail and tail[0] in ("or", "nor") else tail


def _own_verb(before: list[str]) -> bool:
    """Say whether what follows the last "and" is a statement of its own ("no kids and I have a dog")."""
    tail = before[len(before) - before[::-1].index("and") :]
    return bool(tail) and bool({"i", "a", "one", "have", "am", "is", "we", "she", "he", "my"} & set(tail))


def _denied_after(norms: tuple[str, ...], end: int) -> bool:
    after = norms[end : end + 3]
    return after[:1] in (("none",), ("nil",)) or (
        after[:1] in ((":",), ("-",), ("=",)) and after[1:2] in (("no",), ("none",), ("0",), ("n",))
    )
