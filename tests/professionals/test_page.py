"""The page: complete by the second turn, without script, client-blind, and nothing of a client in any address."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from bot.web.professionals.words import wording
from pathway.engine import engine
from pathway.model import ABOUT
from tests.bot.page_reading import Form, Page
from tests.bot.site import make_site
from understanding.identifiers import KINDS

TALK = engine()
WORDS = wording()
SAID = "F 34, two under 5s, spousal visa, Chatham, DASH 17, has a staffie, wants refuge"


@pytest.fixture
def client() -> FlaskClient:
    """Return a client of a fresh application."""
    return make_site().client


def send(client: FlaskClient, status: int = 200, /, **form: object) -> Page:
    """Send the page's form and read what comes."""
    response = client.post("/professionals", data=form)
    assert response.status_code == status
    return Page(response.text)


def carried(page: Page) -> list[str]:
    """Return the facts that the page's form carries to the next turn."""
    return [have["value"] for _, have in page.attributes if (have.get("name"), have.get("form")) == ("fact", "facts")]


def asked(page: Page) -> list[str]:
    """Return the questions that stand in an open list."""
    open_list = page.html.split('<details class="asks" open>')
    if len(open_list) == 1:
        return []
    return [piece.split('"')[0] for piece in open_list[1].split("</details>")[0].split('name="put" value="')[1:]]


def test_the_first_page_has_a_box_and_facts_to_tick(client: FlaskClient) -> None:
    """It says what must not be typed, and every question can be answered by ticks."""
    page = Page(client.get("/professionals").text)
    assert "No names" in page.words
    assert {have["value"] for tag, have in page.attributes if have.get("name") == "put"} >= {"area", "risk_level"}


def test_one_line_gives_the_route_on_the_first_turn(client: FlaskClient) -> None:
    """MARAC with its criterion, the children's door of Medway, the refuge line, the pet line, and what to say."""
    page = send(client, text=SAID)
    for part in (
        WORDS["verdicts"]["marac_yes"],
        "14 or more yes answers",
        "Medway children",
        "National Domestic Abuse Helpline",
        "Dogs Trust",
        "mediation or couples work",
        "immigration advice",
        "never family or friends",
        TALK.pathway.version,
        TALK.directory.version,
        "22 November 2026",
    ):
        assert part in page.words, part


def test_facts_come_back_as_chips_that_can_be_removed(client: FlaskClient) -> None:
    """Each fact has a button that takes it back, and with it what it had opened."""
    page = send(client, text=SAID)
    facts = carried(page)
    assert "area=medway" in facts
    buttons = {have["value"] for tag, have in page.attributes if tag == "button" and have.get("name") == "drop"}
    assert buttons == set(facts)
    after = send(client, fact=facts, turn="1", drop="marac_criterion=visible_high_risk")
    assert "marac_criterion=visible_high_risk" not in carried(after)
    assert WORDS["verdicts"]["marac_ask"] in after.words


def test_a_fact_is_corrected_by_words_and_by_ticks(client: FlaskClient) -> None:
    """The last word counts, whether typed or ticked; what is no longer ticked is gone."""
    facts = carried(send(client, text=SAID))
    typed = carried(send(client, fact=facts, turn="1", text="actually she is in Dover"))
    assert "area=dover" in typed
    assert "area=medway" not in typed
    ticked = carried(
        send(
            client,
            fact=facts,
            turn="1",
            put=["area", "about_the_person"],
            **{"q.area": "swale", "q.about_the_person": ["children"]},
        )
    )
    assert {"area=swale", "children=true"} <= set(ticked)
    assert not {"pets=true", "nrpf=true", "area=medway"} & set(ticked)


@pytest.mark.parametrize("text", ["Chatham", SAID, "M 71 Thanet", "what about MARAC"])
def test_the_second_answer_is_complete(client: FlaskClient, text: str) -> None:
    """The first answer asks what would change it, the second asks nothing more, whatever was left open."""
    first = send(client, text=text)
    assert asked(first)
    second = send(client, fact=carried(first), turn="1", put=asked(first))
    assert not asked(second)
    assert WORDS["page"]["complete"] in second.words


def test_ticks_alone_give_the_answer_on_the_first_turn(client: FlaskClient) -> None:
    """Somebody who types nothing gets the same route."""
    page = send(client, turn="0", put=["risk_level", "area"], **{"q.risk_level": "dash_14_or_more", "q.area": "dover"})
    assert WORDS["verdicts"]["marac_yes"] in page.words


def test_what_is_not_offered_comes_with_its_reason(client: FlaskClient) -> None:
    """Services of other areas are named under the reason."""
    page = send(client, text=SAID)
    assert WORDS["headings"]["not_offered"] in page.words
    assert "It does not serve the area that was said." in page.words


def test_where_sources_disagree_both_are_shown_with_what_is_used(client: FlaskClient) -> None:
    """The values, their sources and the safer door stand together."""
    page = send(client, text=SAID)
    assert "Sources differ on the first door in Medway" in page.words
    assert WORDS["page"]["settled_by"] in page.words


def test_a_name_is_refused_and_dropped_and_the_facts_stay(client: FlaskClient) -> None:
    """The page says what it saw and why, gives back the rest, keeps the facts so far and counts no turn."""
    facts = carried(send(client, text=SAID))
    page = send(client, 422, fact=facts, turn="1", text="Sarah Jones, 07700 900123, has a cat")
    assert "a name and a phone number" in page.words
    assert WORDS["refused"]["why"] in page.words
    assert "Sarah" not in page.html
    assert "900123" not in page.html
    assert "has a cat" in page.html
    assert carried(page) == facts
    assert 'name="turn" value="1"' in page.html


def test_danger_is_shown_although_a_name_is_refused(client: FlaskClient) -> None:
    """999 comes first whatever was wrong with the words."""
    page = send(client, 422, text="Sarah Jones says he is at her door now with a knife")
    assert WORDS["verdicts"]["danger_yes"] in page.words


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 422),
        ({"text": " "}, 422),
        ({"text": "a" * 2001}, 413),
        ({"text": "a" * 20000}, 413),
        ({"turn": "x", "text": "Dover"}, 200),
    ],
)
def test_what_cannot_be_read_is_said(client: FlaskClient, form: dict[str, str], status: int) -> None:
    """An empty, endless or odd form gets a page, never an error of the machine."""
    send(client, status, **form)


def test_facts_and_answers_that_do_not_exist_are_left_out(client: FlaskClient) -> None:
    """A form that was tampered with adds nothing."""
    page = send(
        client,
        text="Dover",
        fact=["area=mars", "nonsense=true", "wants=refuge"],
        put=["nonsense", "area"],
        **{"q.area": "mars"},
    )
    assert carried(page) == ["wants=refuge", "area=dover"]


def _forms(client: FlaskClient) -> Iterator[Form]:
    for page in (Page(client.get("/professionals").text), send(client, text=SAID)):
        yield from page.forms


def test_no_fact_is_in_an_address_and_nothing_is_stored(client: FlaskClient) -> None:
    """Forms are POSTs to fixed addresses; no cookie, no-store, no link holds a fact."""
    assert {(form.action, form.method) for form in _forms(client)} <= {
        ("/professionals", "post"),
        ("/professionals/checklist", "post"),
        ("/leave", "post"),
    }
    response = client.post("/professionals", data={"text": SAID})
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    links = [have["href"] for tag, have in Page(response.text).attributes if tag == "a"]
    assert not [link for link in links if "medway=" in link or "fact" in link]


def test_everything_has_its_words() -> None:
    """Each fact and value, question, heading and kind of identifier is called something."""
    for fact in TALK.pathway.facts.values():
        if fact.id != "asking_as":
            named = set(WORDS["facts"][fact.id])
            assert named == {str(value).lower() if isinstance(value, bool) else value for value in fact.values}
    assert set(WORDS["questions"]) == set(TALK.pathway.questions) - {"asking_as"}
    assert set(ABOUT) <= set(WORDS["headings"])
    assert set(WORDS["refused"]["kinds"]) == set(KINDS)
