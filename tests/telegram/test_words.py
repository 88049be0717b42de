"""The bridge's own words read by the rules of the graph's: plain, short, neutral where others may see them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from bot.telegram.incoming import COMMANDS
from bot.telegram.wording import WORDING as FILE
from bot.telegram.wording import graph_texts, load_wording
from tests.pathway.test_words import (
    HARDEST_FILE,
    HARDEST_TEXT,
    LONG_ENOUGH_TO_GRADE,
    MOST_WORDS_A_SENTENCE,
    RULES,
    count_words,
    grade,
    sentences,
)
from tests.telegram.running import TALK

WORDING = load_wording(TALK)
TELLING = re.compile(
    r"abuse|violen|danger|hurt|refuge|victim|domestic|partner|husband|police|999|crisis|suicid|threat|safe",
    re.IGNORECASE,
)


def texts_in(content: Any) -> Iterator[str]:
    """Yield every text of a part of the wording."""
    if isinstance(content, str):
        yield content
    for item in content.values() if isinstance(content, dict) else content if isinstance(content, list) else ():
        yield from texts_in(item)


SAID = tuple(texts_in(yaml.safe_load(FILE.read_text(encoding="utf-8"))))
WHOLE = tuple(re.sub(r"\{\w+\}", "15", text) for text in SAID if text[-1] in ".?!")


def test_the_texts_are_found() -> None:
    """The wording is read, and every command has its words."""
    assert len(SAID) > 60
    assert set(WORDING.commands) == set(COMMANDS)


def test_first_lines_tell_nothing() -> None:
    """What a locked screen or the list of chats shows holds no telling word, nor do the fixed lines and last words."""
    unread = [text for name, text in WORDING.unread.items() if name != "too_fast"]
    neutral = [*WORDING.first_line.values(), *WORDING.commands.values(), *unread, *texts_in(dict(WORDING.leaving))]
    assert [text for text in neutral if TELLING.search(text)] == []
    assert all(len(line) >= 40 or line.startswith("Please open") for line in WORDING.first_line.values())


def test_words_of_the_page_are_not_shown_here() -> None:
    """Every phrase and side answer that speaks of the page or its Exit has words of this channel in its place."""
    of_page = re.compile(r"this page|private window|browser", re.IGNORECASE)
    for texts in graph_texts(TALK.pathway).values():
        for text in texts:
            assert not any(of_page.search(said) for said in WORDING.here(text)), text


@pytest.mark.parametrize("rule", RULES["never"], ids=lambda rule: rule["bad"][0])
def test_words_that_are_never_said(rule: dict[str, Any]) -> None:
    """What the graph may never say is not said here either."""
    pattern = re.compile(rule["pattern"], re.IGNORECASE)
    assert [part for text in SAID for part in sentences(text) if pattern.search(part)] == []


def test_the_public_can_read_it_at_eleven() -> None:
    """Together and each by itself the texts are plain, and no sentence is long."""
    assert grade(" ".join(WHOLE)) <= HARDEST_FILE
    hard = [text for text in WHOLE if count_words(text) >= LONG_ENOUGH_TO_GRADE and grade(text) > HARDEST_TEXT]
    assert hard == []
    assert [part for text in WHOLE for part in sentences(text) if count_words(part) > MOST_WORDS_A_SENTENCE] == []


def test_stand_ins_keep_what_has_to_be_said() -> None:
    """What the graph's rules want said in a phrase is said by its stand-in, but for what is about the page."""
    about_the_page = {"Exit this page", "history", "single entries", "private window"}
    places = {place.split(".")[1]: place for place in yaml.safe_load(FILE.read_text(encoding="utf-8"))["instead"]}
    assert {"safe_reply", "opening_kept", "confidentiality"} <= set(places) & set(RULES["exactly"])
    for name in set(places) & set(RULES["exactly"]):
        said = " ".join(WORDING.here(graph_texts(TALK.pathway)[places[name]][0]))
        wanted = {part.replace("{minutes}", "15") for part in RULES["exactly"][name]} - about_the_page
        assert [part for part in wanted if part not in said] == [], name


def test_numbers_are_the_directory_s() -> None:
    """The file holds no number but the two days and the minute that it speaks of in words."""
    assert [text for text in SAID if re.search(r"\d", text)] == []
