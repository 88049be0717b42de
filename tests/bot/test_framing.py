"""Which sites may hold the chat in a frame, and what unknown addresses answer to whom."""

from __future__ import annotations

import pytest

from bot.web.settings import SettingsError, WebSettings, settings_from
from tests.bot.page_reading import Page
from tests.bot.site import Site, make_site

COUNCIL = "https://www.example.gov.uk"


@pytest.fixture
def site() -> Site:
    """Return a fresh application."""
    return make_site()


def _frames(site: Site, address: str = "/") -> str:
    return site.client.get(address).headers["Content-Security-Policy"].rsplit("frame-ancestors ", 1)[1]


def test_no_site_may_frame_the_pages_unless_it_is_named(site: Site) -> None:
    """By default none may; with the setting exactly those, on every page."""
    assert _frames(site) == "'none'"
    framed = make_site(settings=WebSettings(frame_hosts=(COUNCIL, "https://b.example.org")))
    for address in ("/", "/browse", "/your-device", "/nowhere"):
        assert _frames(framed, address) == f"{COUNCIL} https://b.example.org"


def test_only_the_frame_s_own_script_is_for_other_sites() -> None:
    """Other sites may load the script that makes the frame, once one is named, and nothing else."""
    framed = make_site(settings=WebSettings(frame_hosts=(COUNCIL,)))
    policy = "Cross-Origin-Resource-Policy"
    assert framed.client.get("/static/frame.js").headers[policy] == "cross-origin"
    assert framed.client.get("/static/page.js").headers[policy] == "same-origin"
    assert make_site().client.get("/static/frame.js").headers[policy] == "same-origin"


def test_sites_are_named_in_a_setting() -> None:
    """Several are parted by spaces; a closing slash does no harm."""
    given = settings_from({"FRAME_HOSTS": f"{COUNCIL}/ https://b.example.org:8443 http://localhost:9000"})
    assert given.frame_hosts == (COUNCIL, "https://b.example.org:8443", "http://localhost:9000")
    assert settings_from({}).frame_hosts == ()


@pytest.mark.parametrize(
    "host", ["*", "https://*.gov.uk", "http://www.example.gov.uk", "https://a.b/path", "a.b; script-src *", "'self'"]
)
def test_a_site_that_is_none_is_refused(host: str) -> None:
    """Wildcards, paths, plain http and pieces of a policy stop the start with what would be right."""
    with pytest.raises(SettingsError, match="FRAME_HOSTS has to list sites such as"):
        settings_from({"FRAME_HOSTS": host})


def test_exit_and_links_leave_the_frame(site: Site) -> None:
    """The exit and each link to another site take the whole window along, not the frame alone."""
    page = site.send(say="numbers")
    assert page.element("form", id="exit")["target"] == "_top"
    out = [have for tag, have in page.attributes if tag == "a" and have.get("href", "").startswith("http")]
    assert out
    assert all(have["target"] == "_top" for have in out)


def test_an_unknown_address_is_a_page_to_people_and_a_problem_to_programs(site: Site) -> None:
    """A browser gets a plain page with the exit and a way on; a program gets a problem document."""
    response = site.client.get("/nowhere", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (response.status_code, response.mimetype) == (404, "text/html")
    page = Page(response.text)
    assert "There is nothing at this address" in page.words
    assert "Exit this page" in page.words
    assert "nowhere" not in page.html
    for headers in ({}, {"Accept": "*/*"}, {"Accept": "application/json"}):
        response = site.client.get("/nowhere", headers=headers)
        assert (response.status_code, response.mimetype) == (404, "application/problem+json")


def test_the_interface_always_answers_programs(site: Site) -> None:
    """Below /api/ even a browser gets the problem document."""
    response = site.client.get("/api/nowhere", headers={"Accept": "text/html"})
    assert response.mimetype == "application/problem+json"


def test_a_method_that_an_address_does_not_take_is_told_likewise(site: Site) -> None:
    """Opening the address of the exit in a browser brings the plain page, with its status."""
    response = site.client.get("/leave", headers={"Accept": "text/html"})
    assert response.status_code == 405
    assert "Exit this page" in response.text
