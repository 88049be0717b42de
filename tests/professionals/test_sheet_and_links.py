"""The sheet to print, the pages of single nodes, and the pictures."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from bot.web.professionals.nodes import condition_in_words, version_of
from bot.web.professionals.words import wording
from pathway.engine import engine
from pathway.model import Condition
from pathway.picture.chart import PAGES
from tests.bot.page_reading import Page
from tests.bot.site import make_site

TALK = engine()
WORDS = wording()
FACTS = ["area=medway", "gender=woman", "children=true", "marac_criterion=visible_high_risk", "risk_level=high"]


@pytest.fixture
def client() -> FlaskClient:
    """Return a client of a fresh application."""
    return make_site().client


def read(client: FlaskClient, address: str, status: int = 200) -> Page:
    """Read a page."""
    response = client.get(address)
    assert response.status_code == status
    return Page(response.text)


def test_the_sheet_has_facts_threshold_route_and_blanks(client: FlaskClient) -> None:
    """Everything for a referral but who the person is."""
    page = Page(client.post("/professionals/checklist", data={"fact": FACTS}).text)
    for part in (
        "Medway",
        WORDS["verdicts"]["marac_yes"],
        "14 or more yes answers",
        "MARAC: Kent and Medway MARAC Hub",
        "Medway children",
        "never family or friends",
        *WORDS["checklist"]["lines"],
        WORDS["checklist"]["blind"],
        TALK.pathway.version,
    ):
        assert part in page.words, part


def test_the_sheet_s_title_is_neutral_and_it_is_not_stored(client: FlaskClient) -> None:
    """A browser names the file after the title."""
    response = client.post("/professionals/checklist", data={"fact": FACTS})
    title = re.search(r"<title>(.*?)</title>", response.text)
    assert title
    assert title[1] == "Support options"
    assert response.headers["Cache-Control"] == "no-store"


def test_an_empty_or_odd_sheet_is_a_sheet(client: FlaskClient) -> None:
    """Without facts there are the blanks."""
    page = Page(client.post("/professionals/checklist", data={"fact": ["area=mars", "x"]}).text)
    assert WORDS["checklist"]["none"] in page.words


def test_every_node_has_its_page(client: FlaskClient) -> None:
    """Questions, forks, outcomes, doors and advice, with text, conditions and sources."""
    pathway = TALK.pathway
    ids = {*pathway.questions, *pathway.forks, *pathway.outcomes}
    ids |= {door.id for door in pathway.doors} | {advice.id for advice in pathway.advice}
    assert len(ids) > 200
    for node_id in ids:
        assert read(client, f"/pathway/{node_id}").words
    page = read(client, "/pathway/prof_marac_count")
    assert next(advice.text for advice in pathway.advice if advice.id == "prof_marac_count") in page.words
    assert "make a referral" in page.words
    read(client, "/pathway/nothing", 404)


def test_a_link_says_that_the_text_is_the_same(client: FlaskClient) -> None:
    """With the node's own version or the whole pathway's."""
    for version in (version_of(TALK.pathway, "marac"), TALK.pathway.version):
        assert WORDS["node"]["same"] in read(client, f"/pathway/marac?version={version}").words


def test_a_link_says_that_the_text_has_changed(client: FlaskClient) -> None:
    """A version of the node that is not today's; of an older whole pathway it is not known."""
    assert WORDS["node"]["changed"] in read(client, "/pathway/marac?version=00000000").words
    assert WORDS["node"]["unknown"] in read(client, "/pathway/marac?version=0123456789ab").words
    fresh = read(client, "/pathway/marac")
    assert f"/pathway/marac?version={version_of(TALK.pathway, 'marac')}" in fresh.html


def test_a_node_s_version_changes_with_its_own_text_alone() -> None:
    """Mending another line leaves a link good; mending this one does not."""
    pathway = TALK.pathway
    changed = tuple(replace(a, text="Other words.") if a.id == "prof_marac_count" else a for a in pathway.advice)
    other = replace(pathway, advice=changed, version="another")
    assert version_of(other, "marac") == version_of(pathway, "marac")
    assert version_of(other, "prof_marac_count") != version_of(pathway, "prof_marac_count")


def test_conditions_are_said_in_words() -> None:
    """Each fact with its values, who is asking, and not known."""
    condition = Condition({"asking_as": ("professional",), "children": (True, "unknown")})
    assert condition_in_words(condition) == "professionals; Children / Not known"
    assert condition_in_words(Condition({})) == WORDS["node"]["everyone"]


def test_each_line_of_the_answer_links_to_its_node(client: FlaskClient) -> None:
    """The links lead to pages that say that the text is the same."""
    page = Page(client.post("/professionals", data={"text": "F 34, Chatham, DASH 17"}).text)
    links = {have["href"] for tag, have in page.attributes if tag == "a" and have["href"].startswith("/pathway/")}
    assert len(links) > 15
    for link in sorted(links - {"/pathway/"})[:6]:
        assert WORDS["node"]["same"] in read(client, link).words


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_picture_is_served_with_its_text(client: FlaskClient, page: object) -> None:
    """The picture, a page with the picture and the text, and a list of all."""
    name = getattr(page, "name", "")
    assert client.get(f"/pathway/picture/{name}.svg").mimetype == "image/svg+xml"
    assert f"/pathway/picture/{name}.svg" in read(client, f"/pathway/picture/{name}").html
    assert f"/pathway/picture/{name}" in read(client, "/pathway/").html
    read(client, "/pathway/picture/none", 404)
    assert client.get("/pathway/picture/none.svg").status_code == 404
