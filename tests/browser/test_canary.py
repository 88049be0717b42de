"""A phrase typed in a browser is found afterwards nowhere: in no file, log, storage, or answer to anyone else.

The service is the real one, as `make run` starts it, with folders of its own for everything that it or the browser
might write. What the repository holds is searched as well, as far as it changed while the service ran.

Chromium notes each form that it sent, to bring a page back after a crash, but not one whose answer led on to a page of
its own: so the phrase is not in the browser's profile with scripts off either.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import requests

from bot.launch import free_port
from bot.settings import ROOT
from bot.web.leaving import EXIT_ADDRESS
from tests.browser.starting import FLAGS, chromium
from tests.browser.visiting import EXIT, NUMBERS, WEATHER, reaches

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CANARY = "quibblewrenth"
WORDS = f"my partner hides my {CANARY} and I live in Dover"
FORMS = tuple(CANARY.encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be"))
UNCHANGING = (".venv", ".tools", ".git", "tests")

START_SECONDS = 180
STOP_SECONDS = 60


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Start the real service with `folder` for its output, its temporary files and its home; yield its address."""
    port = free_port()
    own = {name: str(folder) for name in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    output = folder / "output.txt"
    with output.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "web", "--port", str(port)],
            cwd=ROOT,
            env={**os.environ, **own, "REPORTS_FILE": str(folder / "wrong.txt")},
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + START_SECONDS
        while b"Ready: " not in output.read_bytes():
            assert process.poll() is None, output.read_text()
            assert time.monotonic() < deadline, output.read_text()
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGINT)
        process.wait(timeout=STOP_SECONDS)


def _talk(browser: Browser, address: str, profile: Path, *, script: bool) -> None:
    """Type the phrase, ask for numbers, report an entry, and leave; the browser keeps its profile in `profile`."""
    context = browser.browser_type.launch_persistent_context(
        str(profile), executable_path=chromium(), args=FLAGS, java_script_enabled=script
    )
    context.route(f"{EXIT_ADDRESS}**", lambda route: route.fulfill(body=WEATHER, content_type="text/html"))
    page = context.pages[0]
    page.goto(address)
    page.locator("#text").fill(WORDS)
    page.locator(".words .go").click()
    page.locator(".you", has_text=CANARY).wait_for()
    page.get_by_role("button", name=NUMBERS).click()
    page.locator(".card .checked summary").first.click()
    page.locator(".card").first.get_by_role("button", name="Something here is wrong").click()
    page.get_by_text("were noted, and nothing else").wait_for()
    page.get_by_role("button", name=EXIT).last.click()
    reaches(page, EXIT_ADDRESS)
    context.close()


def _answers_to_others(address: str) -> Iterator[str]:
    for path in ("/", "/browse", "/your-device", "/metrics", "/readyz", "/nowhere"):
        yield requests.get(address + path, timeout=20).text
    yield requests.post(f"{address}/api/chat", json={"text": "hello"}, timeout=20).text
    yield requests.post(address, data={"text": "hello"}, timeout=20).text
    yield requests.post(address, data={"text": "x" * 2001}, timeout=20).text


def _files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def _changed_in_the_repository(since: float) -> Iterator[Path]:
    kept = [path for path in ROOT.iterdir() if path.name not in UNCHANGING]
    for path in (*(path for path in kept if path.is_file()), *_files(*(path for path in kept if path.is_dir()))):
        if path.exists() and path.stat().st_mtime >= since:
            yield path


def _holds(path: Path) -> bool:
    content = path.read_bytes()
    return any(form in content for form in FORMS)


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_what_was_typed_is_found_nowhere(browser: Browser, tmp_path: Path, script: bool) -> None:
    """After a real talk and the exit, no file, log, profile or answer to anyone else holds the phrase."""
    begun, service, profile = time.time(), tmp_path / "service", tmp_path / "profile"
    service.mkdir()
    with _served(service) as address:
        _talk(browser, address, profile, script=script)
        assert [answer for answer in _answers_to_others(address) if CANARY in answer] == []
    assert re.fullmatch(r"\d{4}-\d\d-\d\d [a-z0-9-]+\n", (service / "wrong.txt").read_text(encoding="utf-8"))
    searched = [*_files(service, profile), *_changed_in_the_repository(begun)]
    assert len(searched) > 10
    assert [str(path) for path in searched if _holds(path)] == []


def test_the_search_would_find_it(tmp_path: Path) -> None:
    """A file that does hold the phrase is found, in each coding."""
    for number, form in enumerate(FORMS):
        path = tmp_path / str(number)
        path.write_bytes(b"before" + form + b"after")
        assert _holds(path)
