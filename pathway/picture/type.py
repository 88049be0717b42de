"""How wide words are, and where lines break: the widths of Arial, which Liberation Sans and Helvetica share."""

from __future__ import annotations

from functools import lru_cache

FONT = "Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans Condensed', sans-serif"
_BOLD = 1.08
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 "
    "556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 "
    "667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 "
    "556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584"
)
_OF = {chr(32 + at): int(width) / 1000 for at, width in enumerate(_WIDTHS.split())}


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide `text` is in `size`."""
    return _units(text) * size * (_BOLD if bold else 1)


@lru_cache(maxsize=8_000)
def _units(text: str) -> float:
    return sum(_OF.get(letter, 0.6) for letter in text)


def lines(text: str, room: float, size: float, *, bold: bool = False) -> list[str]:
    """Break `text` at its spaces into lines no wider than `room`; a single longer word keeps a line of its own."""
    broken: list[list[str]] = []
    left = 0.0
    for word in text.split(" ") if text else ():
        needed = width(word, size, bold=bold)
        space = width(" ", size, bold=bold)
        if broken and space + needed <= left:
            broken[-1].append(word)
            left -= space + needed
        else:
            broken.append([word])
            left = room - needed
    return [" ".join(words) for words in broken]
