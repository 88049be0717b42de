"""`python -m tests.browser.screenshots`: small pictures of the chat for docs/screenshots, always of the same states."""

from __future__ import annotations

import io
import logging
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timezone
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image
from werkzeug.serving import make_server

import bot.web.view
from bot.settings import ROOT
from pathway.talk import Talk
from tests.browser.starting import launched
from tests.browser.visiting import EXIT, NUMBERS, Served, Visit, begun
from tests.stand_in import DirectRasa

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = ROOT / "docs" / "screenshots"
MOMENT = datetime(2026, 11, 24, 10, tzinfo=timezone.utc)
"""A Tuesday morning: what is open in the pictures does not hang on when they are made."""

LARGEST = 100_000
COLOURS = 64
SCREENS: tuple[dict[str, Any], ...] = (
    {"width": 320, "height": 640, "has_touch": True},
    {"width": 1280, "height": 800},
)


def _to_ticks(visit: Visit) -> None:
    for answer in ("3 No", "1 Me", "Medway", "Somewhere else to stay"):
        visit.press(answer)
    for need in ("Children", "Pets"):
        visit.page.locator(".question").get_by_label(need).check()
    visit.page.locator(".question").scroll_into_view_if_needed()


def _to_outcome(visit: Visit) -> None:
    _to_ticks(visit)
    visit.press("Continue")
    while visit.page.locator(".question").count():
        visit.press("Skip this question")
    visit.page.locator("#help").evaluate("help => help.scrollIntoView()")


def _to_exit(visit: Visit) -> None:
    visit.press("3 No")
    # Without a network the blank page stands long enough for a picture.
    visit.context.set_offline(True)
    visit.page.get_by_role("button", name=EXIT).last.click()


STATES: dict[str, Callable[[Visit], None]] = {
    "first": lambda visit: None,
    "question": lambda visit: visit.press("3 No"),
    "ticks": _to_ticks,
    "crisis": lambda visit: visit.press("Yes, now"),
    "outcome": _to_outcome,
    "numbers": lambda visit: visit.press(NUMBERS),
    "easy": lambda visit: visit.page.get_by_role("button", name="Easy Read").click(),
    "exit": _to_exit,
}
ALSO_DARK = ("first", "crisis", "outcome")


def pictures(browser: Browser, served: Served, folder: Path) -> list[Path]:
    """Take every picture into `folder` and return the paths. Raises ValueError where one is too large."""
    made = []
    for screen, (state, reach) in product(SCREENS, STATES.items()):
        for scheme in ("light", "dark") if state in ALSO_DARK else ("light",):
            visit = Visit.begin(browser, served, **screen, color_scheme=scheme)
            reach(visit)
            visit.page.mouse.move(0, 0)
            visit.page.wait_for_timeout(300)
            path = folder / f"{state}-{screen['width']}{'-dark' if scheme == 'dark' else ''}.png"
            path.write_bytes(small(visit.page.screenshot()))
            visit.context.close()
            made.append(path)
    return made


def small(picture: bytes) -> bytes:
    """Return a PNG with few colours. Raises ValueError where it is still larger than a picture may be."""
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        out, "PNG", optimize=True
    )
    if out.tell() > LARGEST:
        raise ValueError(f"A picture takes {out.tell():,} bytes; at most {LARGEST:,} are wanted.")
    return out.getvalue()


def _at_the_moment(talk: Talk) -> DirectRasa:
    return DirectRasa(talk, lambda: MOMENT)


def main() -> int:
    """Serve the chat with a stand-in behind it, and take the pictures."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    bot.web.view.now = lambda: MOMENT
    rasa, app = begun(_at_the_moment)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        made = pictures(browser, Served(rasa, f"http://127.0.0.1:{server.server_port}"), folder)
    server.shutdown()
    print(f"{len(made)} pictures in {folder}, the largest of {max(path.stat().st_size for path in made):,} bytes.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
