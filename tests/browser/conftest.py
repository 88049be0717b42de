"""A real browser before the served page.

The tests need Playwright and a Chromium of the machine. Without them they are skipped, or, where the environment
variable REQUIRE_BROWSER is set, they fail: a check that is meant to run must not pass by being absent.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from werkzeug.serving import make_server

from tests.browser.starting import NoBrowser, launched
from tests.browser.visiting import Served, Visit, begun
from tests.stand_in import DirectRasa

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the machine's Chromium once for all tests."""
    try:
        with launched() as started:
            yield started
    except NoBrowser as missing:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(str(missing))
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """Serve the application, with a stand-in for Rasa behind it, on a free port of this machine."""
    rasa, app = begun(DirectRasa)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(rasa, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()


@pytest.fixture
def visit(browser: Browser, served: Served) -> Iterator[Visit]:
    """Open the first page at the width of a small phone, with a script."""
    made = Visit.begin(browser, served, width=320, height=640)
    yield made
    made.close()


@pytest.fixture
def plain_visit(browser: Browser, served: Served) -> Iterator[Visit]:
    """Open the first page at the width of a small phone, without a script."""
    made = Visit.begin(browser, served, width=320, height=640, script=False)
    yield made
    made.close()
