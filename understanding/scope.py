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
_LIST = 12
_ASKED_TOGETHER = word_set("scope_asked_together")
_NIL = frozenset({"n", "no", "nil", "neg", "negative", "none", "0", "denied", "x"})
_BEFORE_NIL = frozenset({":", "-", "=", "(", "answered", "screen", "screened", "status"})
_VERBS = frozenset({"is", "are", "has", "have", "was", "does", "do", "will", "hits", "says"})
_NOMINATIVES = word_set("scope_nominatives")
_STOPPING = word_set("scope_stopping")
"""After a negation these turn it round: "won't stop following", "won't leave without the cat"."""


def standing(message: Message, start: int, end: int, reach: int | None = None) -> Standing:
    """Say how the words from `start` to `end` (not included) stand: said, denied or left open.

    `reach` is how many words a denial before them may be away.
    """
    norms = message.norms
    if _left_open(norms, start, end):
        return "open"
    return "denied" if _denied_before(message, start, reach or _REACH) or _denied_after(norms, end) else "said"


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


def _denied_before(message: Message, start: int, reach: int) -> bool:
    if _in_negative_list(message, start):
        return True
    before = list(_before(message.norms, start, reach))
    if "," in before and not _list_ends_in_or(message.norms, start):
        before = _after_comma(before)
    if "and" in before and _own_verb(before):
        before = before[len(before) - before[::-1].index("and") :]
    cues = [at for at, word in enumerate(before) if word in _NEGATIONS]
    if not cues:
        return False
    if before[cues[-1]] == "without" and len(cues) > 1:
        return False
    between = before[cues[-1] + 1 :]
    if between and message.norms[start].isdigit() and message.norms[start] != "0":
        return False
    starts_anew = (
        start < len(message.norms)
        and message.norms[start] in _NOMINATIVES
        and bool(between or before[cues[-1]] != "no")
    )
    new_subject = bool(_NOMINATIVES & set(between)) or starts_anew
    if new_subject and not {"think", "say", "said", "believe"} & set(between[:2]):
        return False
    return not _STOPPING & set(between)


def _in_negative_list(message: Message, start: int) -> bool:
    """Say whether a worker's "N: …", "nil: …" or "none of: …" stands before, in the same sentence."""
    norms = message.norms
    same = [at for at in range(start) if message.sentence[at] == message.sentence[start]]
    return any(
        (norms[at] in _NIL and norms[at + 1] in (":", "="))
        or norms[at : at + 3] in (("none", "of", ":"), ("no", "to", ":"), ("none", "of", "these"))
        for at in same[:-1]
    )


def _after_comma(before: list[str]) -> list[str]:
    """A list goes on over commas ("no kids, pets or car"); a new statement does not ("no kids, a dog")."""
    last = len(before) - before[::-1].index(",")
    tail = before[last:]
    return before if tail and tail[0] in ("or", "nor") else tail


def _list_ends_in_or(norms: tuple[str, ...], start: int) -> bool:
    """Say whether the list that the word at `start` stands in closes with "or": "no kids, pets or car"."""
    for norm in norms[start : start + _REACH]:
        if norm in ("or", "nor"):
            return True
        if norm in _MARKS or norm in _VERBS or norm in ("and", "but"):
            return False
    return False


def _own_verb(before: list[str]) -> bool:
    """Say whether what follows the last "and" is a statement of its own ("no kids and I have a dog")."""
    tail = before[len(before) - before[::-1].index("and") :]
    return bool(tail) and bool({"i", "a", "one", "have", "am", "is", "we", "she", "he", "my"} & set(tail))


def _denied_after(norms: tuple[str, ...], end: int) -> bool:
    """Say whether a worker's "no" stands behind: "HBV neg", "alcohol: nil", "FM/HBA/stalking all answered no"."""
    if norms[end : end + 1] in (("none",), ("nil",), ("neg",), ("negative",)) or _all_denied(norms, end):
        return True
    while norms[end : end + 1] == ("/",) and norms[end + 1 : end + 2] and norms[end + 1] in _ASKED_TOGETHER:
        end += 2
    while norms[end : end + 1] and norms[end] in _BEFORE_NIL:
        end += 1
    closed = end + 1 >= len(norms) or norms[end + 1] in _MARKS | {",", "/", "-", "and"} or norms[end] == "0"
    return norms[end : end + 2] == ("-", "ve") or (norms[end : end + 1] != () and norms[end] in _NIL and closed)


def _all_denied(norms: tuple[str, ...], end: int) -> bool:
    """Say whether the list that goes on from `end` closes with "all no" or "all denied"."""
    for at in range(end, min(end + _LIST, len(norms) - 1)):
        if norms[at] in _MARKS - {":"} or norms[at] in _VERBS:
            return False
        if norms[at] == "all":
            return bool(_NIL & set(norms[at + 1 : at + 3]))
    return False
