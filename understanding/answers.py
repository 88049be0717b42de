"""Answers to the question that is open, given in words: "yes", "none really", "the second one", "47", "a cat", "skip"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from pathway.model import Facts, FactValue, Option, Question
from understanding.ages import OLDEST, YOUNGEST, group_of
from understanding.patterns import Compiler, Phrase
from understanding.store import load_yaml
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
_FILLERS = frozenset(
    'um umm uh er erm well oh hi hello okay so please thanks thank you sorry just lol x xx actually really sure , . ! ( ) - : " ; … and it is'.split()
)
_LETTERS = "abcdefghij"
_ALIKE = 88


@dataclass(frozen=True)
class Answer:
    """What the words answer: the option picked, the facts set by that, and whether the person would rather not say."""

    option: str | None
    facts: Facts
    declined: bool


@dataclass(frozen=True)
class _Lexicon:
    yes: tuple[tuple[str, ...], ...]
    no: tuple[tuple[str, ...], ...]
    unsure: tuple[tuple[str, ...], ...]
    declined: tuple[Phrase, ...]
    values: Mapping[str, Mapping[str, frozenset[tuple[str, ...]]]]


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
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
    return _Lexicon(said["affirms"], said["denies"], said["unsure"], declined, values)


def declines(message: Message) -> bool:
    """Say whether `message` refuses an answer or asks for the next question. Not knowing is no refusal."""
    norms = message.norms
    present = set(norms)
    for phrase in _lexicon().declined:
        if phrase.anchor & present and any(True for _ in phrase.ends(norms)):
            return len(norms) <= 12 or norms[:1] in (("skip",), ("pass",))
    return False


def answer(message: Message, question: Question, stated: Facts) -> Answer:
    """Read `message` as an answer to `question`; `stated` is what it says in so many words, which goes first."""
    if declines(message):
        return Answer(None, {}, True)
    core = _core(message.norms)
    told = [fact for fact in question.facts if fact in stated]
    option = None if told else _picked(core, question)
    if option is not None:
        return Answer(option.id, option.sets, False)
    facts = {} if told else _set_by_words(core, question)
    return Answer(_option_for(question, {**stated, **facts}), facts, False)


def _core(norms: Sequence[str]) -> tuple[str, ...]:
    """Leave out what only fills: "um, well, the second one please" is "the second one"."""
    words = list(norms)
    while words and words[0] in _FILLERS and len(words) > 1 and words[:2] not in (["it", "is"], ["sure", "do"]):
        words.pop(0)
    while words and words[-1] in _FILLERS and len(words) > 1 and words[-2:] not in (["it", "is"],):
        words.pop()
    return tuple(words)


def _picked(core: tuple[str, ...], question: Question) -> Option | None:
    """The option that is named by its number, its letter, its label, or a plain yes or no."""
    if not question.options:
        return None
    counted = bool(COUNTED & set(question.facts)) or "age_group" in question.facts
    number = _number(core, question)
    if number is not None and not (counted and core[:1] == (core[-1:] or core[:1]) and core[0].isdigit()):
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
    said = yes_or_no(core)
    wanted = {True: "yes", False: "no"}.get(said) if said is not None else "not_sure" if _unsure(core) else None
    return next((option for option in question.options if option.id == wanted), None)


def yes_or_no(core: tuple[str, ...]) -> bool | None:
    """Read the beginning of an answer as yes or no, None if it is neither."""
    lexicon = _lexicon()
    if _unsure(core):
        return None
    longest = {
        said: max((len(s) for s in sayings if core[: len(s)] == s), default=0)
        for said, sayings in ((True, lexicon.yes), (False, lexicon.no))
    }
    if longest[True] == longest[False]:
        return None
    return longest[True] > longest[False]


def _unsure(core: tuple[str, ...]) -> bool:
    return any(core[: len(said)] == said or core[1 : 1 + len(said)] == said for said in _lexicon().unsure) and core[
        :1
    ] not in (("yes",), ("no",))


def _set_by_words(core: tuple[str, ...], question: Question) -> dict[str, FactValue]:
    """The facts that a bare answer sets where the question has no option for it."""
    if len(question.facts) != 1 and question.kind == "many":
        return _all_false(core, question)
    fact = question.facts[0]
    if fact == "age_group":
        return _age(core)
    values = _lexicon().values.get(fact)
    if values is not None:
        return _value(core, fact, values)
    return _boolean(core, fact) if fact not in ("area", "wants", "animals") else {}


def _all_false(core: tuple[str, ...], question: Question) -> dict[str, FactValue]:
    """ "None of these", said to a question about several facts, is no to each of them."""
    if yes_or_no(core) is not False or len(core) > 5:
        return {}
    return {fact: False for option in question.options for fact, value in option.sets.items() if value is True}


def _age(core: tuple[str, ...]) -> dict[str, FactValue]:
    ages = [int(word) for word in core if word.isdigit() and YOUNGEST <= int(word) <= OLDEST]
    if len(ages) == 1 and len(core) <= 8:
        return {"age_group": group_of(ages[0])}
    return _value(core, "age_group", _lexicon().values["age_group"])


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
    return {} if said is None else {fact: said}


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
