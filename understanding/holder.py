"""Whose a stated thing is: the person's, or somebody else's (the one causing harm, the writer who is a friend)."""

from __future__ import annotations

from collections.abc import Sequence

from understanding.persons import KIN, OFFSPRING, PARTNERS, People
from understanding.rules import Mention
from understanding.store import word_set
from understanding.words import Message

_POSSESSIVES = word_set("holder_possessives")
_NOMINATIVES = word_set("holder_nominatives")
_HAS = word_set("holder_has")
_OF_NOUNS = frozenset({"nrpf", "needs_interpreter", "pregnant"})
_YOUNG = frozenset({"eldest", "youngest", "oldest", "toddler", "twins", "twin", "kids", "teenager", "cat", "dog"})


def theirs(message: Message, mention: Mention, people: People) -> bool:
    """Say whether `mention` is about the person who needs support."""
    how = mention.rule.of
    if how == "any":
        return True
    if how == "harmer":
        return _harmer(message, mention, people)
    if how == "anothers":
        return _anothers(message, mention, people)
    if how == "other":
        return not people.third
    if how == "done_to":
        return _done_to(message, mention, people)
    if how in ("had", "household"):
        return _had(message, mention, people)
    return _state(message, mention, people)


def _points_to_other(word: str, people: People) -> bool:
    return word in people.others and word not in people.mine


def _done_to(message: Message, mention: Mention, people: People) -> bool:
    """A harm is the person's unless the phrase names only somebody else as the one harmed."""
    objects = [
        word
        for word in message.norms[mention.start : mention.end]
        if word in ("me", "us", "my", "our", "her", "him", "them")
    ]
    if not objects:
        return True
    return any(word in people.mine for word in objects) or (people.third and objects == ["my"])


def _anothers(message: Message, mention: Mention, people: People) -> bool:
    """Say whether the phrase names somebody else than the person as the one who has it: "it's his house"."""
    named = [word for word in message.norms[mention.start : mention.end] if word in ("his", "her", "hers")]
    return any(_points_to_other(word, people) for word in named)


def _had(message: Message, mention: Mention, people: People) -> bool:
    """Children and animals: by the word of possession before them, or by who "has" them."""
    norms = message.norms
    for at in range(mention.end - 1, max(mention.start - 4, -1), -1):
        word = norms[at]
        if message.clause[at] != message.clause[mention.start] and word not in ("'s",):
            break
        if word in _POSSESSIVES:
            return not _points_to_other(word, people) or (
                word == "our" and (not people.third or mention.rule.of == "household")
            )
        if word == "'s" and at and at < mention.start + 1:
            return not _points_to_other(norms[at - 1], people)
        if word in ("have", "has", "got", "had", "hv", "owns"):
            subject = _subject(message, at, people)
            return subject is None or subject
    return True


def _state(message: Message, mention: Mention, people: People) -> bool:
    """What somebody is or lives with: by the noun it is said of, or the subject of the clause."""
    norms = message.norms
    following = norms[mention.end] if mention.end < len(norms) else ""
    if (
        mention.rule.sure
        or mention.rule.fact in _OF_NOUNS
        or {"am", "as"} & set(norms[max(mention.start - 3, 0) : mention.start])
    ):
        following = ""
    if following in KIN | PARTNERS and (
        not people.third or {"has", "with", "have", "got"} & set(norms[max(mention.start - 3, 0) : mention.start])
    ):
        return False
    if (
        mention.start
        and norms[mention.start - 1] in ("his", "her", "their", "'s", "my")
        and _points_to_other(norms[mention.start - 1], people)
    ):
        return False
    inside = [word for word in norms[mention.start : mention.end] if word in _NOMINATIVES | _POSSESSIVES]
    if inside:
        return not _points_to_other(inside[0], people)
    subject = _subject(message, mention.start, people)
    return True if subject is None else subject


def _subject(message: Message, before: int, people: People) -> bool | None:
    """Find the subject of the clause before word number `before`: the person, somebody else, or None if there is none."""
    norms = message.norms
    for at in range(before - 1, -1, -1):
        if message.clause[at] != message.clause[before]:
            return None
        word = norms[at]
        if word in _NOMINATIVES or word in KIN or word in PARTNERS:
            if word not in _NOMINATIVES and at and norms[at - 1] in ("with", "to", "by", "of", "from", "and"):
                continue
            return not _points_to_other(word, people)
        if word in OFFSPRING | _YOUNG and {"my", "our"} & set(norms[max(at - 3, 0) : at]) and not people.third:
            return False
        if word == "her" or word == "his":
            return not _points_to_other(word, people)
    return None


def _of_oneself(norms: Sequence[str], at: int) -> bool:
    """Say whether "his" or "her" at `at` is of the writer: "I'm his wife", "I'm just a woman hit by her partner"."""
    if {"am", "as", "being"} & set(norms[max(at - 2, 0) : at]):
        return True
    told = zip(norms, norms[1:], norms[2:], norms[3:], strict=False)
    return "by" in norms[max(at - 2, 0) : at] and any(
        first == "am" and {second, third, fourth} & _ONES for first, second, third, fourth in told
    )


_ONES = frozenset({"woman", "man", "girl", "lad", "bloke", "guy", "mum", "dad", "lady"})


def _harmer(message: Message, mention: Mention, people: People) -> bool:
    """A partner is the person's by the word of possession before: "her husband" is not the writer's, nor "my wife" hers."""
    norms = message.norms
    named = next((at for at in range(mention.end - 1, mention.start - 1, -1) if norms[at] in PARTNERS), None)
    if named is None:
        return True
    for at in range(named - 1, max(named - 4, -1), -1):
        word = norms[at]
        if word in ("my", "our"):
            return not people.third
        if word in ("her", "his", "their", "'s"):
            return people.third or _of_oneself(norms, at)
        if word not in (
            "ex",
            "abusive",
            "violent",
            "new",
            "current",
            "soon",
            "lovely",
            "controlling",
            "horrible",
            "own",
        ):
            break
    return True
