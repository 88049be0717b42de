"""Fitting paragraphs into messages: what belongs together stays together, long text is cut where a sentence ends."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

BETWEEN = "\n\n"
Group = Sequence[str]
"""Paragraphs in Telegram's HTML that belong together, such as a card."""


def visible(markup: str) -> int:
    """Return how long Telegram counts `markup` to be: UTF-16 units of what is left without tags."""
    return len(html.unescape(re.sub(r"<[^>]+>", "", markup)).encode("utf-16-le")) // 2


def fitted(first_line: str, groups: Iterable[Group], limit: int) -> tuple[str, ...]:
    """Return messages of at most `limit` with `groups` in order, each beginning with `first_line`; at least one."""
    room = limit - visible(first_line) - len(BETWEEN)
    bodies: list[str] = []
    for part in _parts(groups, room):
        joined = f"{bodies[-1]}{BETWEEN}{part}" if bodies else part
        if bodies and visible(joined) <= room:
            bodies[-1] = joined
        else:
            bodies.append(part)
    return tuple(f"{first_line}{BETWEEN}{body}" for body in bodies) or (first_line,)


def _parts(groups: Iterable[Group], room: int) -> Iterator[str]:
    """Yield each group whole where it fits, or else its paragraphs, or else their sentences."""
    for group in groups:
        whole = BETWEEN.join(group)
        if visible(whole) <= room:
            yield from [whole] if whole else []
            continue
        for paragraph in group:
            yield from [paragraph] if visible(paragraph) <= room else sentences_within(paragraph, room)


def sentences_within(text: str, room: int) -> Iterator[str]:
    """Yield pieces of `text` (without tags) of at most `room`: whole sentences, or words where one is longer."""
    piece = ""
    for sentence in re.split(r"(?<=[.?!]) +", text):
        for part in [sentence] if visible(sentence) <= room else _words_within(sentence, room):
            joined = f"{piece} {part}" if piece else part
            if piece and visible(joined) > room:
                yield piece
                piece = part
            else:
                piece = joined
    yield piece


def _words_within(sentence: str, room: int) -> Iterator[str]:
    piece = ""
    for word in sentence.split(" "):
        joined = f"{piece} {word}" if piece else word
        if piece and visible(joined) > room:
            yield piece
            piece = word
        else:
            piece = joined
    yield piece
