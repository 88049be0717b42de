"""Every word of the graph read by rule: nothing that harms, blames or promises, and all of it short, plain and sourced.

The requirements are those of the safety list: what must never be said (S-20, S-33, S-36, S-38, S-43), what must be said
exactly (S-30), and how long and how hard a text may be (S-40, S-41). The words of the directory and of the page are
not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from pyphen import Pyphen

from bot.settings import CONVERSATION_IDLE_SECONDS
from pathway.engine import engine
from pathway.load import GRAPH
from pathway.model import AUDIENCES, worded
from pathway.plain_yaml import read_yaml
from pathway.talk import Heard

TALK = engine()
NOW = datetime(2026, 11, 24, 10, tzinfo=timezone.utc)
SECTIONS_WITH_TEXTS = {"questions", "outcomes", "doors", "advice", "interrupts", "asides", "phrases", "facts"}
TEXT_KEYS = ("ask", "why", "say", "text", "said", "label")
EASY = "easy"
PROFESSIONAL_FACTS = ("risk_level", "marac_criterion")
MOST_WORDS_A_TURN = 60
MOST_WORDS_A_SENTENCE = 20
HARDEST_TEXT = 6.0
HARDEST_FILE = 5.0
"""A reading age of 11 is about grade 6. Syllables counted by hyphenation come out low, by up to a grade."""
HYPHENS = Pyphen(lang="en_GB")
LONG_ENOUGH_TO_GRADE = 14
EASY_GRADE = 4.0
"""A reading age of 9: what is harder has an Easy Read wording beside it, and that is no harder than this."""
FEWEST_WORDS_FOR_EASY = 4
"""The measure says nothing about the name of a town or a single word on a button."""
MORE_WORDS_WHEN_EASY = 3


@dataclass(frozen=True)
class Said:
    """One text of the graph: where it stands, who reads it, its sources, and all words of the same entry around it."""

    file: str
    place: str
    key: str
    text: str
    professional: bool
    sources: tuple[str, ...]
    entry: str

    @property
    def where(self) -> str:
        """Return the file, the place and the kind of text, for errors."""
        return f"{self.file}: {self.place}, {self.key}"


def texts_of(file: str, content: Mapping[str, Any]) -> Iterator[Said]:
    """Yield every text in the sections of one file."""
    for section in SECTIONS_WITH_TEXTS & set(content):
        entries = content[section]
        pairs = entries.items() if isinstance(entries, dict) else [(entry["id"], entry) for entry in entries]
        for place, entry in pairs:
            yield from _texts_of_entry(file, str(place), entry if isinstance(entry, dict) else {"text": entry})


def _texts_of_entry(file: str, place: str, entry: Mapping[str, Any]) -> Iterator[Said]:
    found = [(key, audience, text) for key, audience, text in _texts_in(entry)]
    around = " ".join(text for _, _, text in found)
    for key, audience, text in found:
        professional = audience == "professional" or _is_professional(file, place, entry)
        yield Said(file, place, key, text, professional, tuple(entry.get("source", ())), around)


def _texts_in(entry: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key in (*TEXT_KEYS, EASY):
        value = entry.get(key, {})
        by_audience = value if isinstance(value, dict) and EASY not in value else {"default": value}
        for audience, text in by_audience.items():
            yield from _usual_and_easy(key, str(audience), text)
    for option in entry.get("options", ()):
        yield from ((key, "default", option[of]) for key, of in (("label", "label"), (EASY, EASY)) if of in option)


def _usual_and_easy(key: str, audience: str, text: str | Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    if isinstance(text, str):
        yield key, audience, text
    else:
        yield key, audience, text["text"]
        yield EASY, audience, text[EASY]


def _is_professional(file: str, place: str, entry: Mapping[str, Any]) -> bool:
    conditions = entry.get("when", ())
    return (
        file.startswith("2_")
        or place in PROFESSIONAL_FACTS
        or place.endswith("_professional")
        or entry.get("audience") == ["professional"]
        or (bool(conditions) and all(condition.get("asking_as") == ["professional"] for condition in conditions))
    )


RULES = read_yaml(Path(__file__).parent / "words.yaml")
FILES = {path.name: read_yaml(path) for path in sorted(GRAPH.glob("*.yaml"))}
SAID = tuple(text for file, content in FILES.items() for text in texts_of(file, content))
PUBLIC = tuple(text for text in SAID if not text.professional)


def sentences(text: str) -> list[str]:
    """Split a text at the ends of its sentences."""
    return [sentence for sentence in re.split(r"(?<=[.?!])\s+", text.strip()) if sentence]


def count_words(text: str) -> int:
    """Count the words of a text; a number printed in groups counts each group."""
    return len(re.findall(r"[\w'’+-]+", text))


def test_the_texts_are_found() -> None:
    """The reader of this file sees every kind of text, and as many of them as the graph holds."""
    assert {said.key for said in SAID} == {*TEXT_KEYS, EASY}
    assert {said.text for said in SAID if said.key == EASY} == set(TALK.pathway.easy.values())
    assert {said.file for said in SAID} == set(FILES) - {"sources.yaml"}
    counted = len(TALK.pathway.advice) + len(TALK.pathway.phrases)
    assert sum(said.key == "text" for said in SAID) == counted
    assert any(said.professional for said in SAID)


@pytest.mark.parametrize("rule", RULES["never"], ids=lambda rule: rule["bad"][0])
def test_words_that_are_never_said(rule: Mapping[str, Any]) -> None:
    """The pattern finds each of its bad examples, and nothing in the graph."""
    pattern = re.compile(rule["pattern"], re.IGNORECASE)
    assert [bad for bad in rule["bad"] if not pattern.search(bad)] == [], "the pattern misses its own examples"
    found = [said.where for said in SAID for part in sentences(said.text) if pattern.search(part)]
    assert not found, f"{rule['why']}: {found}"


@pytest.mark.parametrize("place", RULES["exactly"])
def test_words_that_have_to_be_said(place: str) -> None:
    """The text holds each of its parts."""
    parts = [part.replace("{minutes}", str(CONVERSATION_IDLE_SECONDS // 60)) for part in RULES["exactly"][place]]
    for keys in (("text", "say"), (EASY,)):
        said = " ".join(text.text for text in SAID if text.place == place and text.key in keys)
        missing = [part for part in parts if part not in said]
        assert not missing or (keys == (EASY,) and not said), f"{place} lacks {missing}: {said}"


def test_a_turn_is_short() -> None:
    """Whatever one thing is said before it, a question comes within sixty words; so do the opening and a new start."""
    pathway = TALK.pathway
    answers = [aside.say for aside in pathway.asides.values()]
    answers += [{"default": interrupt.say} for interrupt in pathway.interrupts]
    answers += [{"default": text} for phrase, text in pathway.phrases.items() if not phrase.startswith("opening")]
    for audience, question in product(AUDIENCES, pathway.questions.values()):
        ask = worded(question.ask, audience)
        for answer in (*answers, question.why):
            turn = f"{worded(answer, audience)} {ask}"
            assert count_words(turn) <= MOST_WORDS_A_TURN, (
                f"{audience}, {question.id}: {count_words(turn)} words: {turn}"
            )


@pytest.mark.parametrize("audience", ["public", "professional"])
def test_the_opening_is_short(audience: str) -> None:
    """The first turn, and the same after a new start, say what they have to within sixty words."""
    state, first = TALK.begin(NOW, audience)
    _, again = TALK.hear(state, Heard(topics=("restart",)), NOW)
    for reply in (first, again):
        assert reply.question
        turn = " ".join([*reply.messages, reply.question.text])
        assert count_words(turn) <= MOST_WORDS_A_TURN, f"{count_words(turn)} words: {turn}"


def test_sentences_are_short() -> None:
    """No sentence has more than twenty words, for professionals either."""
    long = [
        (said.where, part)
        for said in SAID
        for part in sentences(said.text)
        if count_words(part) > MOST_WORDS_A_SENTENCE
    ]
    assert not long, "\n".join(f"{where}: {part}" for where, part in long)


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text without what stands in brackets: the full name behind a short one."""
    plain = re.sub(r" \([^)]*\)", "", text)
    words = re.findall(r"[\w'’]+", plain)
    syllables = sum(len(HYPHENS.positions(word)) + 1 for word in words)
    return 0.39 * len(words) / len(sentences(plain)) + 11.8 * syllables / len(words) - 15.59


def test_the_measure_tells_plain_words_from_hard_ones() -> None:
    """Plain words pass, an official's do not."""
    plain = (
        "You can call them at night. They will listen to you. You do not have to give your name or say where you are."
    )
    hard = "Individuals experiencing abusive behaviours should contact the commissioned organisation for an assessment."
    assert grade(plain) < HARDEST_TEXT < grade(hard)


@pytest.mark.parametrize("file", sorted({said.file for said in PUBLIC if said.text[-1] in ".?!"}))
def test_the_public_can_read_it_at_eleven(file: str) -> None:
    """The whole sentences that a file says to the public are plain, taken together and each longer text alone."""
    whole = [said for said in PUBLIC if said.file == file and said.text[-1] in ".?!"]
    assert grade(" ".join(said.text for said in whole)) <= HARDEST_FILE
    longer = [said for said in whole if count_words(said.text) >= LONG_ENOUGH_TO_GRADE]
    hard = [f"{said.where}: {grade(said.text):.1f}: {said.text}" for said in longer if grade(said.text) > HARDEST_TEXT]
    assert not hard, "\n".join(hard)


def test_what_is_hard_at_nine_has_an_easy_wording() -> None:
    """Each public text above a reading age of nine has one that is not, and that takes hardly more words."""
    easy = TALK.pathway.easy
    usual = [said for said in PUBLIC if said.key not in (EASY, "said")]
    hard = [said for said in usual if count_words(said.text) >= FEWEST_WORDS_FOR_EASY and grade(said.text) > EASY_GRADE]
    assert hard
    assert [said.where for said in hard if said.text not in easy] == []
    for text, easier in easy.items():
        assert count_words(easier) < FEWEST_WORDS_FOR_EASY or grade(easier) <= EASY_GRADE, easier
        assert count_words(easier) <= count_words(text) + MORE_WORDS_WHEN_EASY, easier


def test_every_acronym_is_glossed() -> None:
    """Each acronym is spelled out in the entry that uses it, and no acronym is used that this table does not know."""
    for said in SAID:
        for acronym in set(re.findall(r"\b[A-Z]{2,}\b", said.text)) - set(RULES["known_by_letters"]):
            assert acronym in RULES["glosses"], f"{said.where}: '{acronym}' has no gloss"
            assert re.search(RULES["glosses"][acronym], said.entry), f"{said.where}: '{acronym}' is not spelled out"


def test_numbers_are_those_of_the_directory() -> None:
    """A run of three digits or more, spaces aside, is a number that the directory may show."""
    shown = read_yaml(Path(__file__).parent / "shown_numbers.yaml")
    known = {number for numbers in shown.values() for number in numbers}
    for said in SAID:
        for run in re.findall(r"\d[\d ]*\d", said.text):
            digits = run.replace(" ", "")
            assert len(digits) < 3 or digits in known, f"{said.where}: {run} is not a number of the directory"


WITHOUT_SOURCE = {"9_phrases.yaml", "facts.yaml"}
"""The chat speaking of itself, and the person's own words given back: statements that need no source."""


def test_every_text_has_a_source() -> None:
    """Every statement names sources that exist, and what rests on the project's judgement alone is listed."""
    sources = FILES["sources.yaml"]["sources"]
    stated = [said for said in SAID if said.file not in WITHOUT_SOURCE]
    assert [said.where for said in stated if not said.sources or not set(said.sources) <= set(sources)] == []
    assert {said.place for said in stated if set(said.sources) <= {"OWN", "RULES"}} == set(RULES["own_judgement"])
