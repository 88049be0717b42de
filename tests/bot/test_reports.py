"""Reports that an entry is wrong: what is noted, where, and how one gets back."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest

from bot.web.settings import SettingsError, WebSettings, settings_from
from tests.bot.page_reading import Form, Page
from tests.bot.site import TALK, make_site

ENTRY = "samaritans"


def _report(page: Page) -> Form:
    return next(form for form in page.forms if form.action == "/wrong")


def test_a_report_is_counted_by_entry_and_day_and_by_nothing_else() -> None:
    """Without a file the count is in the metrics: the entry's id, the day, and how often."""
    site = make_site()
    page = site.send(say="numbers", text="", shown="")
    form = _report(page)
    answer = site.client.post("/wrong", data={**form.fields, "text": "canary"})
    assert answer.status_code == 200
    assert "The name of this entry and the day were noted, and nothing else." in answer.text
    lines = [line for line in site.client.get("/metrics").text.splitlines() if line.startswith("signpost_entry_rep")]
    counted = [line for line in lines if "_total{" in line]
    service = form.fields["service"]
    assert len(counted) == 1
    pattern = rf'signpost_entry_reports_total\{{day="\d{{4}}-\d\d-\d\d",entry="{service}"\}} 1\.0'
    assert re.fullmatch(pattern, counted[0])
    assert form.fields["session"] not in "".join(lines)


def test_a_report_adds_one_line_to_the_file(tmp_path: Path) -> None:
    """The file that the operator chose gets the day and the id, a line for each report."""
    file = tmp_path / "wrong.txt"
    site = make_site(settings=WebSettings(reports=file))
    for _ in range(2):
        site.client.post("/wrong", data={"service": ENTRY, "session": "a-session", "shown": ENTRY})
    assert re.fullmatch(rf"(\d{{4}}-\d\d-\d\d {ENTRY}\n){{2}}", file.read_text(encoding="utf-8"))


def test_a_file_that_cannot_be_written_loses_no_thanks(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The report still counts, the person is thanked, and the log names the kind of error alone."""
    site = make_site(settings=WebSettings(reports=tmp_path / "gone" / "wrong.txt"))
    with caplog.at_level(logging.ERROR):
        assert site.client.post("/wrong", data={"service": ENTRY}).status_code == 200
    assert "FileNotFoundError" in caplog.text
    assert "_total{" in site.client.get("/metrics").text


@pytest.mark.parametrize("service", ["", "nobody", "canary phrase"])
def test_what_is_no_entry_is_not_noted(service: str) -> None:
    """Only an id of the directory can be noted, so nobody can write words into the file."""
    site = make_site()
    assert site.client.post("/wrong", data={"service": service}).status_code == 404
    assert "signpost_entry_reports_total{" not in site.client.get("/metrics").text


def test_entries_that_are_not_shown_cannot_be_reported() -> None:
    """A report cannot be used to learn which hidden entries there are."""
    hidden = next(service for service in TALK.directory.services.values() if not service.may_be_shown)
    assert make_site().client.post("/wrong", data={"service": hidden.id}).status_code == 404


def test_one_gets_back_to_the_talk_without_a_script() -> None:
    """The page of thanks leads back to the question and the services that stood there, by the session in its form."""
    site = make_site()
    page = site.send(say="numbers")
    thanks = Page(site.client.post("/wrong", data=_report(page).fields).text)
    assert "Exit this page" in thanks.words
    assert thanks.session == page.session
    back = next(form for form in thanks.forms if ("say", "here") in form.buttons)
    again = site.send(**back.fields, say="here")
    assert again.services() == page.services()
    assert again.session == page.session
    assert "You are back in the chat." in again.words


def test_the_file_has_to_be_writable_from_the_start(tmp_path: Path) -> None:
    """A setting that names no file in a folder that is there stops the start with what would be right."""
    assert settings_from({"REPORTS_FILE": str(tmp_path / "wrong.txt")}).reports == tmp_path / "wrong.txt"
    assert settings_from({}).reports is None
    for path in (tmp_path, tmp_path / "none" / "wrong.txt"):
        with pytest.raises(SettingsError, match="REPORTS_FILE has to name a file in a folder that is there"):
            settings_from({"REPORTS_FILE": str(path)})
