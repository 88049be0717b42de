"""A service as paragraphs of a message: how to reach it first in danger, otherwise what it is; the rest folds away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape
from typing import Any

from bot.dialling import dialled, href, is_web, site
from bot.telegram.wording import Wording

Json = Mapping[str, Any]
SHOWN_CONTACTS = 3
SHOWN_SOURCES = 3
"""The directory holds all of them; a phone's screen has room for a few."""


def card(one: Json, wording: Wording, *, urgent: bool) -> tuple[str, ...]:
    """Return the paragraphs of a card in Telegram's HTML. `urgent`: the ways to reach it come first."""
    contacts = "\n".join(line for contact in one["contacts"][:SHOWN_CONTACTS] for line in _contact(contact, wording))
    name, what = f"<b>{escape(one['name'])}</b>", escape(one["what"])
    reasons = "\n".join(escape(f"{reason[0].upper()}{reason[1:]}.") for reason in one["why"])
    head = (f"{name}\n{contacts}", what, reasons) if urgent else (f"{name}\n{what}", reasons, contacts)
    rest = (escape(_trace(one, wording)), escape(one["caution"] or ""), _folded(one, wording))
    return tuple(paragraph for paragraph in (*head, *rest) if paragraph)


def advice(thoughts: Iterable[Json], wording: Wording) -> tuple[str, ...]:
    """Return the paragraphs of advice: each thought, and where they come from."""
    texts = list(thoughts)
    if not texts:
        return ()
    titles = dict.fromkeys(source["title"] for thought in texts for source in thought["source"])
    sources = wording.cards["advice_sources"].format(sources="; ".join(titles))
    lines = "\n".join(f"• {escape(thought['text'])}" for thought in texts)
    return (f"<b>{escape(wording.cards['advice'])}</b>", fold(lines), fold(escape(sources)))


def fold(markup: str) -> str:
    """Return `markup` as a quote that Telegram shows folded where it is long."""
    return f"<blockquote expandable>{markup}</blockquote>"


def _contact(contact: Json, wording: Wording) -> tuple[str, ...]:
    """Return the lines of one way to reach a service; a number also in the form that Telegram makes a link of."""
    about = escape(f"{contact['label']}. {_state(contact, wording)}".strip())
    to = href(contact)
    if is_web(contact):
        return (f'<a href="{escape(contact["value"])}">{escape(site(contact["value"]))}</a>', about)
    ways = wording.cards["ways"]
    way = ways.get(contact["type"], ways["other"]) if to else ways["other"]
    lines = [f"<b>{escape(way.format(value=contact['value']))}</b>"]
    number = dialled(contact["value"]) if to and not to.startswith("mailto:") else ""
    if number.startswith("+"):
        tap = "tap_text" if contact["type"] == "text" else "tap"
        lines.append(escape(wording.cards[tap].format(number=number)))
    return (*lines, about)


def _state(contact: Json, wording: Wording) -> str:
    words = wording.cards
    if contact["open_now"] is True:
        return f"{words['open']}."
    if contact["open_now"] is False:
        opens = contact["next_opens"]
        return f"{words['opens'].format(when=opens) if opens else words['shut']}."
    return f"{words['unknown']}." if contact["type"] in ("phone", "text", "webchat", "in_person") else ""


def _trace(one: Json, wording: Wording) -> str:
    kinds = [contact["type"] for contact in one["contacts"]]
    left = next((kind for kind in ("phone", "text") if kind in kinds), "web")
    cost = f"{wording.cards['cost'].format(cost=one['cost'])} " if one["cost"] else ""
    return f"{cost}{one['bill'] or wording.cards['trace'][left]}"


def _folded(one: Json, wording: Wording) -> str:
    words, lines = wording.cards, []
    if one["what_happens"]:
        lines.append(escape(words["what_happens"].format(text=one["what_happens"])))
    others = one["contacts"][SHOWN_CONTACTS:]
    if others:
        lines.append(escape(words["other_ways"]))
        lines += [line for contact in others for line in _contact(contact, wording)]
    titles = "; ".join(source["title"] for source in one["source"][:SHOWN_SOURCES])
    lines.append(escape(words["checked"].format(date=_in_words(one["checked_on"]), sources=titles)))
    return fold("\n".join(lines))


def _in_words(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B} {day.year}"
