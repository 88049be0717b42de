"""How a contact becomes a link: a call, a text message, an e-mail or a web page, or nothing where it is only words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import phonenumbers

ContactJson = Mapping[str, Any]
_WEB = ("http://", "https://")
_NUMBER = re.compile(r"\+?[\d ]+")


def dialled(number: str) -> str:
    """Return `number` as a phone dials it: +44 form for a real number, the bare digits for a short code or a prefix."""
    try:
        parsed = phonenumbers.parse(number, "GB")
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed and phonenumbers.is_valid_number(parsed):
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return re.sub(r"\D", "", number)


def href(contact: ContactJson) -> str | None:
    """Return the address that leads to `contact` (as in a card's JSON), or None where there is nothing to follow."""
    kind, value = contact["type"], contact["value"]
    if value.startswith(_WEB):
        return str(value)
    if kind == "email":
        return f"mailto:{value}"
    if not _NUMBER.fullmatch(value):
        return None
    return f"sms:{dialled(value)}" if kind == "text" else f"tel:{dialled(value)}"


def is_web(contact: ContactJson) -> bool:
    """Say whether `contact` is a page on the web."""
    return str(contact["value"]).startswith(_WEB)


def site(address: str) -> str:
    """Return the name of the site that `address` is on, as people read it."""
    return re.sub(r"^https?://(www\.)?", "", address).split("/")[0]
