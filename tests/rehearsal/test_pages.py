"""The rehearsal in the browser, as a form without a script would use it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from rehearsal.wording import all_words, say
from tests.bot.site import make_site

ITEMS = [item["id"] for item in all_words()["confidence"]]
TOKEN = re.compile(r'name="session" value="(rehearsal\.[^"]+)"')
CANARY = "zebracrossing"
PLEA = "he is hitting me please help"


@pytest.fixture
def client() -> FlaskClient:
    """Return a client of a fresh application."""
    return make_site().client


def begun(client: FlaskClient, scenario: str = "hana") -> str:
    """Begin a scenario and return the token."""
    found = TOKEN.search(client.post("/rehearse/begin", data={"scenario": scenario}).text)
    assert found
    return found[1]


def said(client: FlaskClient, token: str, line: str) -> TestResponse:
    """Say a line."""
    return client.post("/rehearse/turn", data={"session": token, "text": line})


def held(client: FlaskClient) -> int:
    """Return how many rehearsals the application holds."""
    return len(client.application.extensions["rehearsal"]["practices"])


def test_the_warning_comes_before_the_scenarios(client: FlaskClient) -> None:
    """Before anything can be begun, the page says what it is about and that nobody is real."""
    page = client.get("/rehearse").text
    assert page.index(say("banner")) < page.index(say("content_warning_general")) < page.index("Begin")


def test_a_rehearsal_from_the_first_line_to_the_certificate(client: FlaskClient) -> None:
    """Lines, marks line by line, another try from the middle, and a certificate without a name."""
    token = begun(client)
    for line in ("Why do you put up with it?", "Are you safe to talk right now?"):
        assert said(client, token, line).status_code == 200
    marks = client.post("/rehearse/marks", data={"session": token}).text
    assert say("judged") in marks
    assert "It is not your fault. Nothing you did makes it right." in marks
    again = client.post("/rehearse/again", data={"session": token, "line": "1"}).text
    assert "Why do you put up with it?" in again
    assert "Are you safe to talk right now?" not in again
    certificate = client.post("/rehearse/certificate", data={"session": token}).text
    assert say("nothing_yet") in certificate
    assert 'name="name"' not in certificate


def test_every_page_of_a_rehearsal_is_marked_and_rings_nobody(client: FlaskClient) -> None:
    """The banner is on each page, each turn is marked, and no number of a service can be called by pressing it."""
    token = begun(client)
    pages = [client.get("/rehearse"), said(client, token, "You can ring Victim Support on 0808 168 9276.")]
    pages += [client.post(f"/rehearse/{way}", data={"session": token}) for way in ("marks", "choose", "certificate")]
    for page in pages:
        assert say("banner") in page.text
        assert set(re.findall(r'href="tel:([^"]+)"', page.text)) == {"999"}
        assert "rehearse.css" in page.text
    assert pages[1].text.count(say("banner_short")) == 3


def test_a_plea_leaves_for_the_real_card(client: FlaskClient) -> None:
    """The real card comes in the chat's own look, what was typed is not repeated, and the way back keeps the lines."""
    token = begun(client)
    said(client, token, "Are you safe to talk right now?")
    real = said(client, token, PLEA).text
    assert say("breakout") in real
    assert 'href="tel:999"' in real
    assert say("banner") not in real
    assert "rehearse.css" not in real
    assert PLEA not in real
    back = client.post("/rehearse/again", data={"session": token}).text
    assert "Are you safe to talk right now?" in back
    assert PLEA not in back


def test_a_plea_is_heard_even_where_the_rehearsal_is_gone(client: FlaskClient) -> None:
    """Danger is answered whatever became of the token."""
    assert say("breakout") in said(client, "rehearsal.gone", PLEA).text


@pytest.mark.parametrize("way", ["/leave", "/rehearse/stop"])
def test_leaving_forgets(client: FlaskClient, way: str) -> None:
    """The exit and the stop wipe the rehearsal; the exit leads where the chat's does."""
    token = begun(client)
    said(client, token, CANARY)
    assert held(client) == 1
    left = client.post(way, data={"session": token})
    assert held(client) == 0
    assert client.post("/rehearse/marks", data={"session": token}).status_code == 410
    if way == "/leave":
        assert left.headers["Location"] == "https://www.bbc.co.uk/weather"
    else:
        assert say("helper_support") in left.text
        assert "116 123" in left.text


def test_the_headers_are_those_of_the_chat(client: FlaskClient) -> None:
    """No cookie, no cache, no referrer, no frame: on every page as in the chat."""
    chat = client.get("/").headers
    token = begun(client)
    for response in (client.get("/rehearse"), said(client, token, "Hello"), client.get("/rehearse/nothing")):
        assert "Set-Cookie" not in response.headers
        for name in ("Cache-Control", "Content-Security-Policy", "Referrer-Policy", "X-Robots-Tag"):
            assert response.headers[name] == chat[name]


def test_its_token_is_none_of_the_chats(client: FlaskClient) -> None:
    """A rehearsal's token begins another conversation in the chat, and no address ever holds one."""
    token = begun(client)
    assert client.post("/api/chat", json={"session": token, "text": "hello"}).get_json()["session"] != token
    assert not re.findall(r'(?:action|href)="[^"]*rehearsal\.', said(client, token, "Hello").text)


def test_nothing_typed_reaches_the_log_or_the_disk(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A word that was typed is in no log record and in no file of the working folder."""
    monkeypatch.chdir(tmp_path)
    token = begun(client)
    said(client, token, f"My name is {CANARY}")
    client.post("/rehearse/marks", data={"session": token})
    assert CANARY not in caplog.text
    assert list(tmp_path.rglob("*")) == []


def test_what_cannot_be_taken_is_said(client: FlaskClient) -> None:
    """An empty line, one too long, a pick that was not offered, an unknown scenario: each has its answer."""
    token = begun(client)
    assert said(client, token, " ").status_code == 422
    assert said(client, token, "x" * 2_001).status_code == 413
    assert client.post("/rehearse/turn", data={"session": token, "pick": "never offered"}).status_code == 422
    assert client.post("/rehearse/begin", data={"scenario": "nobody"}).status_code == 404
    assert client.get("/rehearse/marks").status_code == 405
    assert "not offered" not in client.post("/rehearse/again", data={"session": token}).text


def test_confidence_is_shown_from_five_people_on(client: FlaskClient) -> None:
    """Before and after count together, and only as averages over at least five."""
    for number in range(5):
        assert say("confidence_few") in client.get("/rehearse/confidence").text, number
        token = begun(client)
        for value in ("2", "4"):
            client.post("/rehearse/confidence", data={"session": token, **dict.fromkeys(ITEMS, value)})
    page = client.get("/rehearse/confidence").text
    assert "5 people" in page
    assert "<td>2.0</td><td>4.0</td>" in page


def test_half_answered_confidence_is_asked_again(client: FlaskClient) -> None:
    """A missing answer is said, and nothing is counted."""
    page = client.post("/rehearse/confidence", data={"session": begun(client), ITEMS[0]: "3"}).text
    assert "Choose a number for each line." in page
