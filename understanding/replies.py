"""The short replies that any question may get: yes, no, not sure, rather not say. From `lexicon/answers.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from understanding.patterns import Compiler, Phrase
from understanding.store import load_yaml
from understanding.words import Message, read

_FIRST_WORDS = 5
_SHORT = 12
"""A refusal in a longer message is of something else ("I'd rather not say where, but …")."""


@dataclass(frozen=True)
class Replies:
    """The reviewed replies, as plain words; `values` are the ways to name a value of a fact."""

    yes: tuple[tuple[str, ...], ...]
    no: tuple[tuple[str, ...], ...]
    unsure: tuple[tuple[str, ...], ...]
    declined: tuple[Phrase, ...]
    calm: frozenset[str]
    well: frozenset[str]
    values: Mapping[str, Mapping[str, frozenset[tuple[str, ...]]]]
    asked: Mapping[str, Mapping[bool, tuple[Phrase, ...]]]


@lru_cache(maxsize=1)
def replies() -> Replies:
    """Return the reviewed replies, loaded once."""
    raw = load_yaml("answers.yaml")
    compiler = Compiler({})
    values = {
        fact: {str(value): frozenset(read(str(said)).norms for said in sayings) for value, sayings in options.items()}
        for fact, options in raw["values"].items()
    }
    said = {
        kind: tuple(sorted((read(str(s)).norms for s in raw[kind]), key=len, reverse=True))
        for kind in ("affirms", "denies", "unsure")
    }
    declined = tuple(compiler.phrase(text, "answers.yaml, declined") for text in raw["declined"])
    return Replies(
        said["affirms"],
        said["denies"],
        said["unsure"],
        declined,
        frozenset(raw["calm"]),
        frozenset(raw["well"]),
        values,
        _asked(raw["asked"]),
    )


def _asked(raw: Mapping[str, Mapping[bool, list[str]]]) -> Mapping[str, Mapping[bool, tuple[Phrase, ...]]]:
    compiler = Compiler(load_yaml("facts_lists.yaml"))
    return {
        fact: {
            value: tuple(compiler.phrase(text, f"answers.yaml, asked {fact}") for text in texts)
            for value, texts in sayings.items()
        }
        for fact, sayings in raw.items()
    }


def said_when_asked(core: tuple[str, ...], fact: str) -> bool | None:
    """Read words that only answer the question about `fact`: a no goes before a yes, None if neither is said."""
    padded = (*core, ".")
    for value in (False, True):
        for phrase in replies().asked.get(fact, {}).get(value, ()):
            if any(True for _ in phrase.ends(padded)):
                return value
    return None


def declines(message: Message) -> bool:
    """Say whether `message` refuses an answer or asks for the next question. Not knowing is no refusal."""
    norms = message.norms
    present = set(norms)
    for phrase in replies().declined:
        if phrase.anchor & present and any(True for _ in phrase.ends(norms)):
            return len(norms) <= _SHORT or norms[:1] in (("skip",), ("pass",))
    return False


def calm(core: tuple[str, ...]) -> bool:
    """Say whether a "no" to a grave question leaves no doubt: nothing else is told, and nobody is "not safe"."""
    lexicon = replies()
    unwell = any(first == "not" and second in lexicon.well for first, second in zip(core, core[1:], strict=False))
    return not unwell and all(word in lexicon.calm or word.isdigit() for word in core)


def yes_or_no(core: tuple[str, ...]) -> bool | None:
    """Read the beginning of an answer as yes or no, None if it is neither."""
    lexicon = replies()
    if unsure(core):
        return None
    longest = {
        said: max((len(s) for s in sayings if core[: len(s)] == s), default=0)
        for said, sayings in ((True, lexicon.yes), (False, lexicon.no))
    }
    if longest[True] == longest[False]:
        return None
    return longest[True] > longest[False]


def unsure(core: tuple[str, ...]) -> bool:
    """Not knowing is neither yes nor no, wherever in the first words it is said: "no idea", "I'm really not sure"."""
    starts = range(1) if core[:1] == ("yes",) else range(_FIRST_WORDS)
    return any(core[start : start + len(said)] == said for start in starts for said in replies().unsure)
