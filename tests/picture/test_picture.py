"""The pictures show the graph, whole, within the page, and are kept up to date with it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pathway.engine import engine
from pathway.picture.chart import PAGES, WHO, Chart, Page, chart
from pathway.picture.files import pictures, stale, write_all
from pathway.picture.svg import PAGE_HEIGHT, PAGE_WIDTH, TooLongError, draw, short
from pathway.picture.text import write
from pathway.picture.type import lines, width

TALK = engine()
SVG = "{http://www.w3.org/2000/svg}"
CHARTS = {page.name: chart(TALK.pathway, TALK.directory, page) for page in PAGES}
DRAWN = {name: draw(shown, "999") for name, shown in CHARTS.items()}
PLACE = re.compile(r"translate\(([\d.]+) ([\d.]+)\)")


def texts(svg: str) -> list[tuple[float, float, float, float, str]]:
    """Return every text of a picture: where it begins, its baseline, its width and size, and what it says."""
    found = []
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        place = PLACE.fullmatch(group.get("transform", ""))
        for text in group.iter(f"{SVG}text"):
            if place and text.get("text-anchor") != "middle":
                wide, size = float(text.get("textLength", "0")), float(text.get("font-size", "0"))
                found.append((float(place[1]), float(place[2]), wide, size, text.text or ""))
    return found


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_is_cut_off_or_written_over(name: str) -> None:
    """Each text lies within the page, and no two lie on each other."""
    placed = texts(DRAWN[name])
    assert len(placed) > 15
    for x, y, wide, size, text in placed:
        assert x > 0
        assert x + wide < PAGE_WIDTH - 10, text
        assert size < y < PAGE_HEIGHT - 5, text
    for at, (x, y, wide, size, text) in enumerate(placed):
        for other_x, other_y, other_wide, other_size, other in placed[at + 1 :]:
            apart = x + wide <= other_x + 0.5 or other_x + other_wide <= x + 0.5
            assert apart or abs(y - other_y) >= 0.8 * min(size, other_size), f"{text!r} on {other!r}"


@pytest.mark.parametrize("name", CHARTS)
def test_type_can_be_read(name: str) -> None:
    """No text is smaller than seven points, and most are of at least eight and a half on A3."""
    sizes = sorted(size for _, _, _, size, _ in texts(DRAWN[name]))
    assert sizes[0] >= 7
    assert sizes[len(sizes) // 2] >= 8.5


@pytest.mark.parametrize("name", CHARTS)
def test_picture_and_text_say_the_same(name: str) -> None:
    """Every question, answer and service of the chart stands in both."""
    shown = CHARTS[name]
    drawn = " ".join(text for *_, text in texts(DRAWN[name])).replace("\u00a0", " ")
    written = write(shown, "999")
    for step in shown.steps:
        assert step.text in drawn
        assert step.text in written
        for way in step.ways:
            for word in (*way.labels, *way.services):
                assert short(word) in " ".join(drawn.split())
                assert word in written


def test_every_question_is_on_a_picture() -> None:
    """What the graph asks is drawn somewhere; who is asking decides which picture it is."""
    drawn = {step.id for shown in CHARTS.values() for step in shown.steps}
    assert drawn == set(TALK.pathway.questions) - {WHO}


def test_every_door_s_service_is_on_a_picture() -> None:
    """Each service that can be a card is named, council offices by what they are."""
    named: set[str] = set()
    for shown in CHARTS.values():
        named.update(shown.always, *(way.services for step in shown.steps for way in step.ways))
        named.update(*(each.services for each in shown.together))
    services = {service for door in TALK.pathway.doors for service in door.services}
    offices = set(TALK.directory.housing_office.values())
    missing = {
        service
        for service in services - offices
        if TALK.directory.services[service].contacts and TALK.directory.services[service].name not in named
    }
    assert missing == set()


def test_nobody_worried_about_their_own_behaviour_sees_a_survivors_door() -> None:
    """No refuge line, no Victim Support, no drop-in on their picture."""
    text = write(CHARTS["own-behaviour"], "999")
    assert not re.search(r"Victim Support|Refuge|Drop-in|Clare's Law", text)
    assert "Respect" in text


def test_files_are_drawn_from_the_graph_in_use() -> None:
    """What lies under docs/pathway is what would be drawn now."""
    assert stale(TALK.pathway, TALK.directory) == ()


def test_a_changed_or_missing_file_is_noticed(tmp_path: Path) -> None:
    """The check names the file."""
    write_all(TALK.pathway, TALK.directory, tmp_path)
    assert stale(TALK.pathway, TALK.directory, tmp_path) == ()
    (tmp_path / "public.svg").write_text("<svg/>")
    (tmp_path / "public.md").unlink()
    assert stale(TALK.pathway, TALK.directory, tmp_path) == ("public.svg", "public.md")
    assert len(pictures(TALK.pathway, TALK.directory)) == 2 * len(PAGES)


def test_a_picture_that_does_not_fit_is_an_error() -> None:
    """It is never drawn over the edge."""
    crowded = Chart(Page("crowded", "Crowded", {}), (), (), (), ("A long sentence. " * 40,) * 60, {}, "v", "d")
    with pytest.raises(TooLongError, match="crowded"):
        draw(crowded, "999")


def test_lines_break_at_spaces_within_the_room() -> None:
    """Each line fits, nothing is lost, and a word that is too long stands alone."""
    text = "Where to refer, by the Kent and Medway pathway"
    broken = lines(text, 80, 10)
    assert " ".join(broken) == text
    assert all(width(line, 10) <= 80 for line in broken)
    assert lines("unbreakableunbreakable a", 20, 10) == ["unbreakableunbreakable", "a"]
