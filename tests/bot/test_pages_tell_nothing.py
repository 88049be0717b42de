"""What no response may hold: nothing kept, nothing from elsewhere, nothing that tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

import bot.web
from bot.web.browse import listed, mark_of
from tests.bot.page_reading import Page
from tests.bot.site import DANGER, NO_DANGER, TALK, Site, make_site

STATIC = Path(bot.web.__file__).parent / "static"
TELLING = re.compile(r"abus|violen|refuge|victim|survivor|domestic|escape|helpline|safe", re.IGNORECASE)


@pytest.fixture
def site() -> Site:
    """Return a fresh application."""
    return make_site()


def _every_response(site: Site) -> Iterator[TestResponse]:
    yield site.client.get("/")
    yield site.client.get("/your-device")
    yield site.client.get("/browse")
    yield site.client.get(f"/browse/{mark_of(listed(TALK.directory)[0])}")
    yield site.client.get("/static/page.css")
    yield site.client.get("/static/page.js")
    yield (led := site.client.post("/", data=DANGER))
    yield site.client.get(led.location)
    yield site.client.post("/", data=DANGER, headers={"X-Fragment": "1"})
    yield site.client.post("/", data={"text": ""})
    yield site.client.post("/leave", data={"session": "none"})


def test_no_response_sets_a_cookie_or_may_be_kept(site: Site) -> None:
    """Every response, also of files and of leaving, is no-store and without a cookie."""
    for response in _every_response(site):
        assert "Set-Cookie" not in response.headers
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere(site: Site) -> None:
    """The content policy has no unsafe source, and names no other site than the exit's, for forms alone."""
    policy = site.client.get("/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert "unsafe" not in policy
    assert directives.pop("form-action") == "'self' https://www.bbc.co.uk"
    assert set(directives.values()) == {"'none'", "'self'"}


def test_pages_hold_no_inline_script_style_or_handler(site: Site) -> None:
    """Nothing on a page would need the policy to be weaker."""
    for response in _every_response(site):
        for tag, have in Page(response.text).attributes if response.mimetype == "text/html" else ():
            assert "style" not in have
            assert not [name for name in have if name.startswith("on")]
            assert tag != "style"
            assert tag != "script" or have["src"].startswith("/static/")


def test_nothing_is_loaded_from_another_site(site: Site) -> None:
    """Each source, stylesheet and icon lies here; only links that a person follows lead elsewhere."""
    for response in _every_response(site):
        for tag, have in Page(response.text).attributes if response.mimetype == "text/html" else ():
            assert have.get("src", "/").startswith("/")
            assert tag != "link" or have["href"].startswith("/")
            if tag == "a" and have.get("href", "").startswith("http"):
                assert have["rel"] == "noreferrer noopener"


def test_addresses_titles_and_file_names_tell_nothing(site: Site) -> None:
    """No address within the site, no title and no file name gives away what the page is about."""
    for response in _every_response(site):
        page = Page(response.text)
        inside = [have[name] for _, have in page.attributes for name in ("href", "src", "action") if name in have]
        assert not [address for address in inside if address.startswith("/") and TELLING.search(address)]
        assert not TELLING.search(page.html.split("<title>")[-1].split("</title>")[0] if "<title>" in page.html else "")
    assert not [path.name for path in STATIC.iterdir() if TELLING.search(path.name + path.read_text())]


def test_session_travels_in_hidden_fields_and_nowhere_else(site: Site) -> None:
    """Each form is a POST to the page or to leaving, carries the session, and no address holds it."""
    page = site.send(**NO_DANGER)
    assert page.session
    assert {(form.action, form.method) for form in page.forms} == {("/", "post"), ("/leave", "post")}
    assert {form.fields["session"] for form in page.forms} == {page.session}
    assert not [have for _, have in page.attributes if page.session in have.get("href", "") + have.get("action", "")]
