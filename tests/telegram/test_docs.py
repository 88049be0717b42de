"""The operator's page and the code say the same."""

from __future__ import annotations

import re

from bot.settings import ROOT
from bot.telegram import settings
from tests.telegram.test_words import TELLING, WORDING

PAGE = (ROOT / "docs" / "telegram.md").read_text(encoding="utf-8")
SOURCE = (ROOT / "bot" / "telegram" / "settings.py").read_text(encoding="utf-8")


def test_every_setting_is_on_the_page() -> None:
    """Each variable that is read has a line with its default, and the page names no other."""
    read = set(re.findall(r'"((?:TELEGRAM|CHAT)_[A-Z_]+)"', SOURCE))
    assert set(re.findall(r"^\| `([A-Z_]+)`", PAGE, re.MULTILINE)) == read
    for default in (settings.DEFAULT_CHAT, settings.DEFAULT_SERVER, settings.DEFAULT_LISTEN):
        assert f"`{default}`" in PAGE


def test_the_commands_are_on_the_page() -> None:
    """The list of commands is what the bridge registers."""
    listed = dict(re.findall(r"^(\w+) - (.+)$", PAGE, re.MULTILINE))
    assert listed == dict(WORDING.commands)


def test_what_botfather_is_told_tells_nothing() -> None:
    """Name, about text and description fit Telegram's limits and hold no telling word."""
    texts = dict(re.findall(r"^\| `/(newbot|setabouttext|setdescription)` \| (.+) \|$", PAGE, re.MULTILINE))
    assert set(texts) == {"newbot", "setabouttext", "setdescription"}
    assert not any(TELLING.search(text) for text in texts.values())
    assert len(texts["setabouttext"].strip("`")) <= 120
    assert len(texts["setdescription"].strip("`")) <= 512


def test_what_the_bridge_prints_is_on_the_page() -> None:
    """Each line that an operator may see is explained."""
    launch = (ROOT / "bot" / "telegram" / "launch.py").read_text(encoding="utf-8")
    for line in ("Telegram cannot be reached", "Telegram refuses the token", "Another bridge runs with the same token"):
        assert line in PAGE
        assert line in launch
