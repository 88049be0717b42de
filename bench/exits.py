"""`python -m bench.exits`: leave a page by this chat's exit and by GOV.UK Frontend's, in one Chromium, and print both.

GOV.UK Frontend comes from its npm package, checked against the digest below, into a folder that is removed afterwards.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import re
import sys
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from bench.__main__ import running
from bot.launch import free_port
from bot.settings import ROOT
from bot.web.leaving import EXIT_ADDRESS
from tests.browser.starting import launched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

VERSION = "6.6.0"
PACKAGE = f"https://registry.npmjs.org/govuk-frontend/-/govuk-frontend-{VERSION}.tgz"
DIGEST = "xctkWrQvLnvQt7fyjQ3MGX9S0wz0x0RQuLxCeoXF+s8EjGICG81/DYQGKN5qgO+0KVT12UAaRwUsGY6fulRcRg=="
"""SHA-512 of the package, as npm publishes it."""
ASSETS = ("govuk-frontend.min.css", "govuk-frontend.min.js")
OUR_EXIT, THEIR_EXIT = "#exit button", ".govuk-js-exit-this-page-button"
WORDS = "my partner hides my quibblewrenth"
THEIR_PAGE = f"""<!doctype html>
<html lang="en" class="govuk-template"><head><meta charset="utf-8"><title>Support options</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="{ASSETS[0]}"></head>
<body class="govuk-template__body"><script>document.body.className += ' js-enabled govuk-frontend-supported';</script>
<div class="govuk-exit-this-page" data-module="govuk-exit-this-page">
<a href="{EXIT_ADDRESS}" role="button" draggable="false" rel="nofollow noreferrer" data-module="govuk-button"
class="govuk-button govuk-button--warning govuk-exit-this-page__button govuk-js-exit-this-page-button">
<span class="govuk-visually-hidden">Emergency</span> Exit this page</a></div>
<main class="govuk-main-wrapper"><p class="govuk-body">{WORDS}</p></main>
<script type="module">import {{ initAll }} from './{ASSETS[1]}'; initAll();</script></body></html>"""
PRESS = """([button, words]) => {
  const began = performance.now();
  document.querySelector(button).click();
  return document.body.innerText.includes(words) ? NaN : performance.now() - began;
}"""
"""Presses the exit and says after how many milliseconds the words are not to be seen; NaN where they still are."""


@dataclass
class Exit:
    """What leaving by one exit showed."""

    weight: int
    hidden_ms: float = 0.0
    shown_by_back: bool = True
    server_told: bool = False
    dark: bool = False
    asked: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """Return the figures as a row of the table."""
        yes_no = ["yes" if each else "no" for each in (self.server_told, self.shown_by_back, self.dark)]
        return f"| {name} | {self.hidden_ms:.0f} | {' | '.join(yes_no)} | {self.weight / 1000:.0f} |"


def main() -> int:
    """Leave by both and print the table."""
    with launched() as browser, tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder))
        with served_folder(Path(folder)) as address:
            theirs = leave(browser, address, THEIR_EXIT, weight([f"{address}/{name}" for name in ASSETS]))
        port = free_port()
        ours_at = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "bot", "web", "--port", str(port)]
        with running(command, ROOT, f"{ours_at}/readyz", {"RATE_LIMIT": "off"}):
            files = [f"{ours_at}/static/{name}" for name in ("page.css", "page.js")]
            ours = leave(browser, ours_at, OUR_EXIT, weight(files), typed=True)
    print(
        "| exit | words hidden after, ms | server told | Back shows the words | dark where wished | style, script, kB |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    print(theirs.row(f"GOV.UK Frontend {VERSION}, exit this page"))
    print(ours.row("this chat"))
    return 0


def leave(browser: Browser, address: str, button: str, size: int, *, typed: bool = False) -> Exit:
    """Open the page at `address`, press its exit `button` while the way out is slow, and go back afterwards."""
    context = browser.new_context(color_scheme="dark")
    held: list[Route] = []
    context.route(f"{EXIT_ADDRESS}**", lambda route: held.append(route))
    page = context.new_page()
    seen = Exit(size)
    page.on("request", lambda request: seen.asked.append(request.url))
    page.goto(address)
    if typed:
        page.locator("#text").fill(WORDS)
        page.locator(".words .go").click()
    page.get_by_text(WORDS).first.wait_for()
    seen.dark = is_dark(page)
    seen.hidden_ms = page.evaluate(PRESS, [button, WORDS])
    page.wait_for_timeout(500)
    seen.server_told = any(url.endswith("/leave") for url in seen.asked)
    held[0].fulfill(body="<p>Weather</p>", content_type="text/html")
    page.wait_for_url(f"{EXIT_ADDRESS}**")
    page.go_back()
    page.wait_for_timeout(500)
    seen.shown_by_back = WORDS in page.locator("body").inner_text()
    context.close()
    return seen


def is_dark(page: Page) -> bool:
    """Say whether the page's words are light, as they are on a dark ground."""
    colour = page.evaluate("() => getComputedStyle(document.body).color")
    return sum(map(int, re.findall(r"\d+", colour)[:3])) > 3 * 128


def weight(files: list[str]) -> int:
    """Return the bytes of `files` over the wire, compressed."""
    return sum(len(gzip.compress(requests.get(each, timeout=20).content)) for each in files)


def fetch(folder: Path) -> None:
    """Put GOV.UK Frontend's style and script and a page that uses them into `folder`.

    Raises ValueError where the package is not the one whose digest stands here.
    """
    package = requests.get(PACKAGE, timeout=60).content
    if base64.b64encode(hashlib.sha512(package).digest()).decode() != DIGEST:
        raise ValueError(f"{PACKAGE}: not the package that this was written for")
    with tarfile.open(fileobj=io.BytesIO(package)) as files:
        for name in ASSETS:
            held = files.extractfile(f"package/dist/govuk/{name}")
            assert held is not None, name
            (folder / name).write_bytes(held.read())
    (folder / "index.html").write_text(THEIR_PAGE, encoding="utf-8")


@contextmanager
def served_folder(folder: Path) -> Iterator[str]:
    """Serve `folder` and yield the address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Print nothing: the table alone is wanted."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


if __name__ == "__main__":
    sys.exit(main())
