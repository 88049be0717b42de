"""The facts that one message states about the person who needs support.

Phrases are found, those that only look like the fact are struck out, what is denied, left open or somebody else's is
set aside, and the last word counts where the writer corrects themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pathway.model import FactValue, Question
from understanding.ages import age_group
from understanding.answers import answer
from understanding.aside import completed, harmed_oneself
from understanding.conclusions import concluded
from understanding.deeds import acting, harming_child
from understanding.holder import theirs
from understanding.others import about_another
from understanding.persons import People
from understanding.places import whereabouts
from understanding.replies import declines
from understanding.rules import Mention, book
from understanding.scope import standing
from understanding.store import word_set
from understanding.who import people
from understanding.words import Message, read

_STRETCH = 32
_NEAR = 5
"""A "no" farther off than this is not of children or animals ("doesn't give me money for milk for the baby")."""
_LONG = 10
"""Shorter answers to another question say nothing of who writes."""

_OPENING = "immediate_danger"
"""The question that stands beside the box when people begin to tell: a long message there is no answer about one thing."""

_CORRECTIONS = word_set("facts_corrections")
_OF_ONESELF = word_set("facts_of_oneself")


@dataclass(frozen=True)
class _Said:
    """One value said of one fact, and where in the message."""

    fact: str
    value: FactValue
    start: int
    end: int


@dataclass(frozen=True)
class Stated:
    """The facts that a message states, with what it says to the open question and the areas to ask about."""

    facts: Mapping[str, FactValue]
    declined: bool
    option: str | None
    area_candidates: tuple[str, ...]


def read_facts(text: str, question: Question | None = None) -> Stated:
    """Return the facts that `text` states, said in answer to `question` if one is open. Never fails on any text."""
    message = read(text)
    mentions = _without_lookalikes(list(book().find(message.norms)))
    persons = people(message, mentions, text)
    found = _facts(message, mentions, persons)
    place = whereabouts(text, persons, question is not None and "area" in question.facts)
    if place.area is not None:
        found["area"] = place.area
    if question is None:
        return Stated(found, declines(message), None, place.candidates)
    found = _beside_the_answer(message, question, found, mentions)
    said = answer(message, question, found)
    facts = {**found, **said.facts}
    return Stated({**facts, **completed(message, question, facts)}, said.declined, said.option, place.candidates)


def _beside_the_answer(
    message: Message, question: Question, found: dict[str, FactValue], mentions: list[Mention]
) -> dict[str, FactValue]:
    """Leave out what a short answer to another question does not say of who writes and of the person."""
    kept = dict(found)
    short = len(message.words) < _LONG
    tells = not short and _OPENING in question.facts
    if "asking_as" not in question.facts and not tells and (found.get("asking_as") == "self" or short):
        kept.pop("asking_as", None)
        if short and harmed_oneself(message, mentions):
            kept["asking_as"] = "self"
    if short and not {"am", "aged", "yo"} & set(message.norms):
        for fact in {"age_group", "gender"} - set(question.facts):
            kept.pop(fact, None)
    return kept


def _facts(message: Message, mentions: list[Mention], persons: People) -> dict[str, FactValue]:
    found: dict[str, FactValue] = {}
    if persons.asking_as:
        found["asking_as"] = persons.asking_as
    for fact, statements in _by_fact(_stated(message, mentions, persons)).items():
        found[fact] = _settled(message, statements)
    age = age_group(message, persons)
    if age:
        found["age_group"] = age
    if persons.gender and found.get("gender") != "non_binary":
        found["gender"] = persons.gender
    return concluded(message, persons, found)


def _without_lookalikes(mentions: list[Mention]) -> list[Mention]:
    """Strike out mentions that overlap words which only look like the fact, or lie inside a longer mention."""
    blocks = _near([mention for mention in mentions if mention.rule.value is None])
    kept = [m for m in mentions if m.rule.value is not None and not any(_strikes(b, m) for b in _beside(m, blocks))]
    near = _near(kept)
    return [m for m in kept if not any(_inside(m, other) for other in _beside(m, near))]


def _near(mentions: list[Mention]) -> Mapping[tuple[str, int], list[Mention]]:
    """The mentions by fact and by the stretches of the message that they lie in, so that only neighbours are compared."""
    found: dict[tuple[str, int], list[Mention]] = {}
    for mention in mentions:
        for stretch in range(mention.start // _STRETCH, mention.end // _STRETCH + 1):
            found.setdefault((mention.rule.fact, stretch), []).append(mention)
    return found


def _beside(mention: Mention, near: Mapping[tuple[str, int], list[Mention]]) -> Iterable[Mention]:
    for stretch in range(mention.start // _STRETCH, mention.end // _STRETCH + 1):
        yield from near.get((mention.rule.fact, stretch), ())


def _strikes(block: Mention, mention: Mention) -> bool:
    """Say whether `block` takes `mention` back: it overlaps, and the mention does not say more than the block."""
    if block.rule.fact != mention.rule.fact or not _overlap(block, mention):
        return False
    if mention.rule.sure and mention.rule.value is False:
        return block.end - block.start > mention.end - mention.start
    around = mention.start <= block.start and block.end <= mention.end
    return not (around and mention.end - mention.start > block.end - block.start)


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _inside(one: Mention, other: Mention) -> bool:
    if one.rule.fact != other.rule.fact or one.rule.fact == "relationship" or not _overlap(one, other):
        return False
    size, outer = one.end - one.start, other.end - other.start
    return outer > size or (outer == size and other.rule.value is False and one.rule.value is True)


def _stated(message: Message, mentions: Iterable[Mention], persons: People) -> Iterable[_Said]:
    elsewhere = about_another(message)
    for mention in mentions:
        if mention.rule.fact.startswith("sign_") or not theirs(message, mention, persons):
            continue
        if mention.start in elsewhere and mention.rule.fact in _OF_ONESELF:
            continue
        if mention.rule.fact == "children" and harming_child(message, mention):
            continue
        value = _value(message, mention)
        if value is not None:
            yield _Said(mention.rule.fact, value, mention.start, mention.end)


def _value(message: Message, mention: Mention) -> FactValue | None:
    reach = _NEAR if mention.rule.of in ("had", "household") else None
    how = "said" if mention.rule.sure else standing(message, mention.start, mention.end, reach)
    if how == "open":
        return None
    return mention.rule.denied if how == "denied" else mention.rule.value


def _by_fact(statements: Iterable[_Said]) -> Mapping[str, list[_Said]]:
    grouped: dict[str, list[_Said]] = {}
    for stated in sorted(statements, key=lambda stated: (stated.start, stated.end)):
        grouped.setdefault(stated.fact, []).append(stated)
    return grouped


def _settled(message: Message, statements: list[_Said]) -> FactValue:
    """One value for a fact: all of a list, else the last after a correction, else true before false."""
    values = [stated.value for stated in statements]
    if isinstance(values[0], tuple):
        return tuple(dict.fromkeys(item for value in values if isinstance(value, tuple) for item in value))
    if len(statements) > 1 and _CORRECTIONS & set(message.norms[statements[0].end : statements[-1].start]):
        return values[-1]
    if statements[0].fact == "abuse_ended":
        return values[-1]
    if True in values:
        return True
    if "family" in values and len(set(values)) > 1:
        doing = acting(message, [(stated.value, stated.start, stated.end) for stated in statements])
        values = (
            [value for value in values if (value == "family") == (doing[0] == "family")] if len(doing) == 1 else values
        )
    return next((value for value in ("ex_partner", "partner") if value in values), values[-1])
