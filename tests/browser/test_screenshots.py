"""The pictures in docs/screenshots: all there, and small."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from tests.browser.screenshots import ALSO_DARK, FOLDER, LARGEST, SCREENS, STATES, small


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def test_every_state_has_its_pictures() -> None:
    """Each state stands there at each width, some of them in the dark too, and nothing else does."""
    light = {f"{state}-{screen['width']}.png" for state in STATES for screen in SCREENS}
    dark = {f"{state}-{screen['width']}-dark.png" for state in ALSO_DARK for screen in SCREENS}
    assert {path.name for path in FOLDER.iterdir()} == light | dark


def test_pictures_are_small() -> None:
    """None takes more than it may."""
    assert [path.name for path in FOLDER.iterdir() if path.stat().st_size > LARGEST] == []


def test_a_picture_is_made_small_or_refused() -> None:
    """A plain page gets far smaller; what cannot be made small enough is refused with its size."""
    plain = _png(Image.new("RGB", (1280, 800), "white"))
    assert len(small(plain)) < LARGEST / 10
    noise = random.Random(1).randbytes(1280 * 800 * 3)
    with pytest.raises(ValueError, match="A picture takes"):
        small(_png(Image.frombytes("RGB", (1280, 800), noise)))
