"""Answers to the question that is open, given in words: "yes", "none really", "the second one", "47", "a cat", "skip"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from pathway.model import Facts, FactValue, Option, Question
from understanding.ages import OLDEST, YOUNGEST, group_of
from understanding.persons import HE, SHE
from understanding.replies import calm, declines, replies, said_when_asked, unsure, yes_or_no
from understanding.store import word_set
from understanding.words import Message, read

COUNTED = frozenset({"children", "pets"})
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "last": -1,
}
_FILLERS = word_set("answers_fillers")
_LETTERS = "abcdefghij"
_ALIKE = 88
_GRAVE = frozenset({"immediate_danger", "suicidal"})
"""Questions to which a no must be plain before it counts; a yes counts at once."""
_OTHERS = HE | SHE | {"they"}
"""A no that is said of somebody ("no, he isn't here") is no answer to a list about the person."""
_OF_ABUSE = frozenset({"abuse", "abusive", "count", "counts", "normal"})
"""Whoever is not sure whether it is abuse has not said yet whether anyone is in danger."""
_WORDS_OF_AN_ANSWER = 14
_NONE_OF_THESE = 5
"""The most words of an answer that says no to a whole list."""


@dataclass(frozen=True)
class Answer:
    """What the words answer: the option picked, the facts set by that, and whether the person would rather not say."""

    option: str | None
    facts: Facts
    declined: bool


def answer(message: Message, question: Question, stated: Facts) -> Answer:
    """Read `message` as an answer to `question`; `stated` is what it says in so many words, which goes first."""
    if declines(message):
        return Answer(None, {}, True)
    core = _core(message.norms)
    told = [fact for fact in question.facts if fact in stated]
    option = None if told else _picked(core, question)
    if option is not None:
        return Answer(option.id, option.sets, False)
    if question.kind == "many" and not told:
        return _ticked(core, question)
    facts = {} if told else _set_by_words(core, question)
    return Answer(_option_for(question, {**stated, **facts}), facts, False)


def is_bare(message: Message, question: Question | None) -> bool:
    """Say whether `message` is nothing but a yes, a no, numbers of options, or an option's own words.

    Whatever stands beside the answer ("my husband, he is outside") makes it more than that.
    """
    core = _core(message.norms)
    if core in replies().yes or core in replies().no:
        return True
    if core and all(word.isdigit() or word in ("and", ",") for word in core):
        return True
    return question is not None and any(
        core in (_core(read(option.label).norms), read(option.id.replace("_", " ")).norms)
        for option in question.options
    )


def _core(norms: Sequence[str]) -> tuple[str, ...]:
    """Leave out what only fills: "um, well, the second one please" is "the second one"."""
    words = list(norms)
    while words and words[0] in _FILLERS and len(words) > 1 and words[:2] not in (["it", "is"], ["sure", "do"]):
        words.pop(0)
    while len(words) > 1 and words[-1] in _FILLERS and words[-2] not in ("not", "it", "am", "is", "are"):
        words.pop()
    return tuple(words)


def _picked(core: tuple[str, ...], question: Question) -> Option | None:
    """The option that is named by its number, its letter, its label, or a plain yes or no."""
    if not question.options:
        return None
    how_many = bool(COUNTED & set(question.facts)) and len(core) == 1 and core[0].isdigit() and question.kind == "one"
    number = None if how_many else _number(core, question)
    if number is not None:
        return question.options[number]
    for option in question.options:
        if _says_label(core, option):
            return option
    return _yes_no_option(core, question)


def _number(core: tuple[str, ...], question: Question) -> int | None:
    """The index of the option named by "2", "option 2", "b", "the second one", "the last"."""
    words = [
        word
        for word in core
        if word not in ("the", "one", "option", "number", "answer", "no", ".", "choice", "i", "pick", "choose")
    ]
    if len(words) != 1:
        return None
    count = len(question.options)
    if words[0] in _ORDINALS:
        place = _ORDINALS[words[0]]
        return (count - 1 if place < 0 else place - 1) if place <= count else None
    if words[0].isdigit() and 1 <= int(words[0]) <= count:
        return int(words[0]) - 1
    return _LETTERS.index(words[0]) if words[0] in _LETTERS[:count] and "gender" not in question.facts else None


def _says_label(core: tuple[str, ...], option: Option) -> bool:
    label = read(option.label).norms
    if core == label or core == read(option.id.replace("_", " ")).norms:
        return True
    return len(" ".join(core)) > 6 and fuzz.ratio(" ".join(core), " ".join(label)) >= _ALIKE


def _yes_no_option(core: tuple[str, ...], question: Question) -> Option | None:
    if question.id in _GRAVE and unsure(core) and _OF_ABUSE & set(core):
        return None
    said = yes_or_no(core)
    if said is False and question.id in _GRAVE and not calm(core):
        return None
    wanted = {True: "yes", False: "no"}.get(said) if said is not None else "not_sure" if unsure(core) else None
    return next((option for option in question.options if option.id == wanted), None)


def _ticked(core: tuple[str, ...], question: Question) -> Answer:
    """Several of a list by their numbers ("1, 3 and 4"), or none of them: no to each, or the question is passed over."""
    numbers = [int(word) for word in core if word.isdigit()]
    rest = [word for word in core if not word.isdigit() and word not in ("and", ",", "also", "plus")]
    if len(numbers) > 1 and not rest and all(1 <= number <= len(question.options) for number in numbers):
        return Answer(None, _together(question, numbers), False)
    if yes_or_no(core) is not False or len(core) > _NONE_OF_THESE or _OTHERS & set(core):
        return Answer(None, {}, False)
    denied = {fact: False for option in question.options for fact, value in option.sets.items() if value is True}
    return Answer(None, denied, not denied)


def _together(question: Question, numbers: Sequence[int]) -> Facts:
    facts: dict[str, FactValue] = {}
    for number in numbers:
        for fact, value in question.options[number - 1].sets.items():
            before = facts.get(fact)
            facts[fact] = (*before, *value) if isinstance(before, tuple) and isinstance(value, tuple) else value
    return facts


def _set_by_words(core: tuple[str, ...], question: Question) -> dict[str, FactValue]:
    """The facts that a bare answer sets where the question has no option for it."""
    fact = question.facts[0]
    if fact == "age_group":
        return _age(core)
    known = [(name, replies().values[name]) for name in question.facts if name in replies().values]
    for name, values in known:
        found = _value(core, name, values)
        if found:
            return found
    return {} if known or fact in ("area", "wants", "animals") else _boolean(core, fact)


def _age(core: tuple[str, ...]) -> dict[str, FactValue]:
    ages = [int(word) for word in core if word.isdigit() and YOUNGEST <= int(word) <= OLDEST]
    if len(ages) == 1 and len(core) <= 8:
        return {"age_group": group_of(ages[0])}
    return _value(core, "age_group", replies().values["age_group"])


def _value(core: tuple[str, ...], fact: str, values: Mapping[str, frozenset[tuple[str, ...]]]) -> dict[str, FactValue]:
    trimmed = tuple(
        word for word in core if word not in ("a", "an", "my", "the", "i", "am", "'s", "for", "about", "to", "want")
    )
    for value, sayings in values.items():
        if core in sayings or (trimmed and trimmed in sayings):
            return {fact: value}
    return {}


def _boolean(core: tuple[str, ...], fact: str) -> dict[str, FactValue]:
    if fact in COUNTED and core[:1] and core[0].isdigit() and core[1:2] not in (("years",), ("yo",)):
        return {fact: int(core[0]) > 0}
    if fact in COUNTED and core[:1] in (("one",), ("just",), ("got",), ("only",), ("couple",)) and len(core) < 5:
        return {fact: True}
    pairs = set(zip(core, core[1:], strict=False))
    if {("have", "none"), ("got", "none"), ("not", "mine")} & pairs and core[:1] != ("yes",):
        return {fact: False}
    said = yes_or_no(core)
    if said is None and not unsure(core) and len(core) <= _WORDS_OF_AN_ANSWER and "?" not in core:
        said = said_when_asked(core, fact)
    if said is None or (said is False and fact in _GRAVE and not calm(core)):
        return {}
    return {fact: said}


def _option_for(question: Question, facts: Facts) -> str | None:
    """The one option of a single-choice question whose facts are all stated."""
    if question.kind != "one":
        return None
    full = [
        option
        for option in question.options
        if option.sets and all(facts.get(fact) == value for fact, value in option.sets.items())
    ]
    return max(full, key=lambda option: len(option.sets)).id if full else None
