"""The pieces of SVG that a picture is made of, and its colours."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

from pathway.picture.type import width

INK, DEEP, SOFT, TINT, RED = "#15222b", "#0d3b4c", "#4b5963", "#e4eef1", "#a3151b"


@dataclass(frozen=True)
class Mark:
    """Something drawn, at its place within a block."""

    x: float
    y: float
    svg: str


# Each is drawn around a point of its own.


def put(mark: Mark, x: float, y: float) -> str:
    """Return a mark at its place in the block whose corner is at `x` and `y`."""
    return f'<g transform="translate({x + mark.x:.1f} {y + mark.y:.1f})">{mark.svg}</g>'


def text(words: str, size: float, colour: str, *, bold: bool = False) -> str:
    """Return a line of text, its baseline at the point."""
    weight = ' font-weight="700"' if bold else ""
    wide = width(words, size, bold=bold)
    # Where Arial is missing, another face is squeezed into the room that was measured: nothing may run over.
    length = f' textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text font-size="{size:.2f}" fill="{colour}"{weight}{length}>{escape(words)}</text>'


def box(wide: float, high: float, colour: str) -> str:
    """Return a filled box with round corners."""
    return f'<rect width="{wide:.1f}" height="{high:.1f}" rx="5" fill="{colour}"/>'


def circle(number: str, size: float) -> str:
    """Return a white circle with a number in it."""
    face = f'font-size="{size:.2f}" font-weight="700" fill="{DEEP}"'
    number_in_it = f'<text {face} text-anchor="middle" y="{size * 0.36:.2f}">{number}</text>'
    return f'<circle r="{size:.2f}" fill="#fff"/>{number_in_it}'


def rule(wide: float, high: float, colour: str) -> str:
    """Return a thin line, across and then down."""
    return f'<path d="M0 0h{wide:.1f}v{high:.1f}" fill="none" stroke="{colour}" stroke-width="1.2"/>'


def arrow(size: float) -> str:
    """Return an arrow to the right."""
    tip = size * 0.35
    head = f"m{-tip:.1f} {-tip:.1f}l{tip:.1f} {tip:.1f}l{-tip:.1f} {tip:.1f}"
    return f'<path d="M0 0h{size * 1.4:.1f}{head}" fill="none" stroke="{DEEP}" stroke-width="1.2"/>'


def down(high: float) -> str:
    """Return an arrow down."""
    return f'<path d="M0 0v{high:.1f}m-3.5 -4l3.5 4l3.5 -4" fill="none" stroke="{DEEP}" stroke-width="1.6"/>'


def dot(size: float) -> str:
    """Return the dot before an entry of a list."""
    return f'<circle r="{size * 0.16:.2f}" cx="{size * 0.35:.2f}" fill="{DEEP}"/>'
