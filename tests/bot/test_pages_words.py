"""The words that the pages themselves say: plain enough at eleven, and the page on covering tracks has its sources."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import bot.web
from bot.settings import CONVERSATION_IDLE_SECONDS
from bot.web.device import wording
from bot.web.pages import EMPTY, NOT_AN_ANSWER, TOO_LONG
from bot.web.trouble import FAR_TOO_LONG, TOO_FAST
from tests.bot.site import Site, make_site
from tests.pathway.test_words import HARDEST_TEXT, LONG_ENOUGH_TO_GRADE, count_words, grade, sentences

FOLDER = Path(bot.web.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))
SAID = [EMPTY, TOO_LONG, NOT_AN_ANSWER, FAR_TOO_LONG, TOO_FAST]


def _device_texts() -> list[str]:
    about = wording()
    parts = [text for part in about["parts"] for text in (*part.get("text", ()), *part.get("list", ()))]
    return [about["opening"], *parts]


def _template_texts() -> list[str]:
    found = [text for path in TEMPLATES for text in re.findall(r">([^<>{}]+[.?!])\s*<", path.read_text("utf-8"))]
    return [" ".join(text.split()) for text in found]


def test_pages_can_be_read_at_eleven() -> None:
    """Every longer text of the pages is plain, all of them together are, and no sentence is long."""
    texts = [*_device_texts(), *_template_texts(), *SAID]
    assert len(texts) > 30
    assert [text for text in texts if count_words(text) >= LONG_ENOUGH_TO_GRADE and grade(text) > HARDEST_TEXT] == []
    assert grade(" ".join(texts)) < HARDEST_TEXT
    assert [part for text in texts for part in sentences(text) if count_words(part) > 20] == []


def test_covering_tracks_shows_its_sources() -> None:
    """Each part of the page names where it comes from, folded away, and its links tell the other site nothing."""
    page = make_site().get("/your-device")
    parts = wording()["parts"]
    assert page.words.count("Where this comes from") == len(parts)
    for part in parts:
        assert part["source"]
        assert all(source["title"] in page.words for source in part["source"])
    assert "reducingtherisk" in page.html


def test_covering_tracks_says_that_closing_wipes() -> None:
    """The page says what closing it does, and after how many minutes a page left alone is wiped, as they are set."""
    words = make_site().get("/your-device").words
    assert "Closing the page wipes the chat as well" in words
    assert f"leaving it alone for {CONVERSATION_IDLE_SECONDS // 60} minutes" in words


def test_the_first_page_says_what_leaving_does_not_do() -> None:
    """History, spyware and phone bills are named before the first question."""
    words = make_site().get().words
    before = words[: words.index("Is anyone in danger right now?")]
    for limit in ("history", "account activity", "spyware", "phone bills"):
        assert limit in before


def test_advice_shows_its_sources() -> None:
    """Each piece of advice beside the services has its sources folded below it."""
    page = make_site().send(say="numbers")
    advice = page.html.split('<details class="advice">')[1]
    shown = advice.count("<li><p>")
    assert shown
    assert advice.count('<details class="from">') == shown


def test_999_and_55_are_one_tap_away() -> None:
    """Before anything is answered, 999 is a link and how 55 works is one button; so is danger's own card."""
    site = make_site()
    assert site.get().element("a", class_="call")["href"] == "tel:999"
    for form in ({"say": "silent"}, {"question": "immediate_danger", "option": "yes"}):
        assert "press 55" in site.send(**form).words


@pytest.fixture
def site() -> Site:
    """Return a fresh application."""
    return make_site()


def test_take_away_holds_numbers_alone(site: Site) -> None:
    """What can be copied or printed is the first number of each service, in their order, and no name."""
    page = site.send(say="numbers")
    slip = re.findall(r"<li>([^<]+)</li>", page.html.split('<ul class="slip">')[1].split("</ul>")[0])
    folded = re.findall(r"<li>([^<]+)</li>", page.html.split('<ul class="digits-only">')[1].split("</ul>")[0])
    assert slip == folded
    assert slip
    assert all(re.fullmatch(r"[\d ]+", number) for number in slip)
    first = re.search(r'class="reach digits"[^>]*>.*?</span>([\d ]+)</a>', page.html)
    assert first
    assert slip[0] == first.group(1)


def test_in_danger_999_comes_first_on_the_slip(site: Site) -> None:
    """The number for emergencies heads the list while danger stands."""
    page = site.send(question="immediate_danger", option="yes")
    page = site.send(session=page.session, say="numbers", shown="")
    assert re.findall(r'<ul class="slip">\s*<li>([^<]+)</li>', page.html) == ["999"]


def test_a_page_without_a_script_closes_itself(site: Site) -> None:
    """Without a script the browser turns the page over when the talk is forgotten; with one, the script does."""
    page = site.get()
    assert f'<noscript><meta http-equiv="refresh" content="{CONVERSATION_IDLE_SECONDS}; url=/closed">' in page.html
    closed = site.get("/closed")
    assert "This page was closed because it was not used." in closed.words


def test_cards_say_how_else_one_can_talk(site: Site) -> None:
    """British Sign Language, Relay UK and other languages are named where the directory knows them."""
    assert "Also: British Sign Language (BSL), Relay UK." in site.send(say="numbers").words
