"""The machine's own Chromium, started for tests and pictures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")


class NoBrowser(RuntimeError):
    """Playwright or a Chromium is not installed; the message says which."""


def chromium() -> str:
    """Return the path of the machine's Chromium. Raises NoBrowser."""
    path = next((found for name in NAMES if (found := shutil.which(name))), None)
    if path is None:
        raise NoBrowser(f"None of {', '.join(NAMES)} is installed.")
    return path


@contextmanager
def launched() -> Iterator[Browser]:
    """Start Chromium, and end it afterwards. Raises NoBrowser."""
    path = chromium()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise NoBrowser("Playwright is not installed.") from error
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


@contextmanager
def another(browser: Browser, **settings: Any) -> Iterator[Browser]:
    """Start a second Chromium beside `browser`, with further `settings` of Playwright's launch."""
    started = browser.browser_type.launch(executable_path=chromium(), args=FLAGS, **settings)
    yield started
    started.close()
