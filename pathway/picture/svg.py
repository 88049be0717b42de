"""A chart as SVG for A3 across (A4 by scaling): blocks of one column's width, flowing down and on into the next.

The layout is a table that grows, so nothing can overlap: each block knows its height before it is placed, and the type
is made smaller, step by step, until all of it fits on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from pathway.picture import pieces
from pathway.picture.chart import Chart, Step, Way
from pathway.picture.opened import Together, words
from pathway.picture.type import FONT, lines, width

PAGE_WIDTH, PAGE_HEIGHT = 1190.5, 841.9
MARGIN, GUTTER, HEAD = 24.0, 18.0, 52.0
COLUMNS = (2, 3, 4)
SIZES = tuple(size / 4 for size in range(80, 31, -1))
"""From 20 down to 8 points, in quarters."""


@dataclass(frozen=True)
class Block:
    """A piece of the page that is not torn apart: how tall it is, its marks, and whether an arrow leads on from it."""

    height: float
    marks: tuple[pieces.Mark, ...]
    is_step: bool


@dataclass(frozen=True)
class Measure:
    """The sizes of one attempt: type, line and column."""

    size: float
    column: float

    @property
    def line(self) -> float:
        """Return the height of a line."""
        return self.size * 1.2

    @property
    def pad(self) -> float:
        """Return the space around things."""
        return self.size * 0.42


class TooLongError(ValueError):
    """The chart does not fit on one page in the smallest type."""


def draw(chart: Chart, emergency: str) -> str:
    """Return the picture as SVG. Raises TooLongError where the chart does not fit on one page."""
    for size in SIZES:
        for columns in COLUMNS:
            measure = Measure(size, (PAGE_WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns)
            if width("Domestic Abuse Services", size) > measure.column * 0.45:
                continue
            placed = _placed(list(_blocks(chart, measure)), measure, columns)
            if placed is not None:
                return _page(chart, placed, emergency)
    raise TooLongError(f"{chart.page.name}: does not fit on one page; shorten a text of the graph or add a column.")


def _blocks(chart: Chart, measure: Measure) -> Iterator[Block]:
    numbers = {step.id: number for number, step in enumerate(chart.steps, 1)}
    for step in chart.steps:
        yield _step_block(step, numbers, measure)
    if chart.outcomes:
        yield _text_block(words()["end"], list(chart.outcomes), measure)
    if chart.always:
        yield _text_block(words()["always"], ["\u00a0· ".join(short(name) for name in chart.always)], measure)
    if chart.together:
        yield _together_block(chart.together, measure)
    for about, texts in chart.lines.items():
        yield _text_block(words()["headings"][about], list(texts), measure)


def _step_block(step: Step, numbers: dict[str, int], measure: Measure) -> Block:
    """Return a question with its answers: the answer to the left, what it opens to the right."""
    size, pad = measure.size, measure.pad
    head = lines(step.text, measure.column - 4.2 * size - pad, size, bold=True)
    notes = [words()[note] for note, there in (("many", step.many), ("only", step.only)) if there]
    note = lines("; ".join(notes), measure.column - 4.2 * size - pad, size * 0.85)
    box = len(head) * measure.line + len(note) * measure.line * 0.9 + 2 * pad
    marks = [pieces.Mark(0, 0, pieces.box(measure.column, box, pieces.DEEP))]
    marks.append(pieces.Mark(size * 1.5, box / 2, pieces.circle(str(numbers[step.id]), size)))
    y = pad
    for text, scale, bold in [*((line, 1.0, True) for line in head), *((line, 0.85, False) for line in note)]:
        marks.append(
            pieces.Mark(3.4 * size, y + measure.line * scale * 0.78, pieces.text(text, size * scale, "#fff", bold=bold))
        )
        y += measure.line * (scale if scale == 1 else 0.9)
    y = box + pad
    for way in step.ways:
        row, height = _way_row(way, numbers, measure)
        marks += [pieces.Mark(mark.x, mark.y + y, mark.svg) for mark in row]
        y += height + pad
    return Block(y, tuple(marks), True)


def _way_row(way: Way, numbers: dict[str, int], measure: Measure) -> tuple[list[pieces.Mark], float]:
    """Return the marks and the height of one row; answers that open nothing may use the whole width."""
    size = measure.size
    opened = [*(short(name) for name in way.services)]
    opened += [words()["to"].format(number=numbers[way.to])] if way.to in numbers else []
    left = measure.column * 0.37 if opened else measure.column
    labels = way.labels if opened else ("\u00a0/ ".join(way.labels),)
    broken = [lines(each, left - 2.3 * size, size, bold=True) for each in labels]
    label = [line for each in broken for line in each]
    entry = lines("\u00a0· ".join(opened), measure.column - left - 1.9 * size, size)
    begins = [sum(map(len, broken[:n])) for n in range(len(broken))]
    marks = [
        pieces.Mark(size * 0.6, (n + 0.55) * measure.line, pieces.rule(size * 0.9, 0, pieces.SOFT)) for n in begins
    ]
    marks += [_typed(1.8 * size, n, text, measure, bold=True) for n, text in enumerate(label)]
    marks += [pieces.Mark(left - 0.1 * size, measure.line * 0.55, pieces.arrow(size))] if opened else []
    marks += [_typed(left + 1.7 * size, n, text, measure) for n, text in enumerate(entry)]
    return marks, max(len(label), len(entry)) * measure.line


def short(name: str) -> str:
    """Return the name of a service without what stands in brackets behind it."""
    return name.split(" (")[0]


def _typed(x: float, row: int, text: str, measure: Measure, *, bold: bool = False) -> pieces.Mark:
    return pieces.Mark(
        x, row * measure.line + measure.line * 0.78, pieces.text(text, measure.size, pieces.INK, bold=bold)
    )


def _together_block(together: tuple[Together, ...], measure: Measure) -> Block:
    texts = [
        f"{words()['joined'].join(each.facts)}: {', '.join(short(name) for name in each.services)}" for each in together
    ]
    return _text_block(words()["together"], [text[0].upper() + text[1:] for text in texts], measure)


def _text_block(heading: str, texts: list[str], measure: Measure) -> Block:
    """Return a heading with its texts, in a tinted box."""
    size, pad = measure.size, measure.pad
    marks = [
        pieces.Mark(pad * 1.5, pad + measure.line * 0.78, pieces.text(heading, size * 1.05, pieces.DEEP, bold=True))
    ]
    y = pad + measure.line * 1.15
    for text in texts:
        marks.append(pieces.Mark(pad * 1.5, y + measure.line * 0.5, pieces.dot(size)))
        for line in lines(text, measure.column - pad * 3 - size, size):
            marks.append(pieces.Mark(pad * 1.5 + size, y + measure.line * 0.78, pieces.text(line, size, pieces.INK)))
            y += measure.line
        y += pad * 0.5
    y += pad * 0.5
    return Block(y, (pieces.Mark(0, 0, pieces.box(measure.column, y, pieces.TINT)), *marks), False)


def _placed(blocks: list[Block], measure: Measure, columns: int) -> list[str] | None:
    """Return the blocks drawn in their places, or None where they need more room than the page has."""
    bottom, gap = PAGE_HEIGHT - MARGIN - 16, measure.size
    drawn: list[str] = []
    column, y = 0, HEAD + MARGIN
    for at, block in enumerate(blocks):
        if y + block.height > bottom and y > HEAD + MARGIN:
            column, y = column + 1, HEAD + MARGIN
        if column >= columns or y + block.height > bottom:
            return None
        x = MARGIN + column * (measure.column + GUTTER)
        drawn += [pieces.put(mark, x, y) for mark in block.marks]
        follows = at + 1 < len(blocks) and block.is_step and blocks[at + 1].is_step
        fits = follows and y + block.height + gap + blocks[at + 1].height <= bottom
        if follows:
            drawn.append(_onward(x, y, block.height, gap, measure, goes_down=bool(fits)))
        y += block.height + gap
    return drawn


def _onward(x: float, y: float, height: float, gap: float, measure: Measure, *, goes_down: bool) -> str:
    """Return the arrow from one question to the next: down, or to the head of the next column."""
    line = x + measure.size * 0.6
    if goes_down:
        return pieces.put(pieces.Mark(0, 0, pieces.down(gap + measure.pad)), line, y + height - measure.pad)
    text = f"→ {words()['column']}"
    return pieces.put(
        pieces.Mark(0, 0, pieces.text(text, measure.size * 0.9, pieces.SOFT)), x, y + height + measure.size * 0.6
    )


def _page(chart: Chart, drawn: list[str], emergency: str) -> str:
    texts = words()
    danger = texts["danger"].format(number=emergency)
    strip = width(danger, 20, bold=True) + 36
    version = texts["version"].format(pathway=chart.version, directory=chart.directory_version)
    alike = texts["text_version"].format(name=chart.page.name)
    foot = PAGE_HEIGHT - MARGIN + 6
    head = [
        pieces.put(pieces.Mark(0, 0, pieces.text(chart.page.title, 26, pieces.DEEP, bold=True)), MARGIN, MARGIN + 24),
        pieces.put(pieces.Mark(0, 0, pieces.text(texts["name"], 13, pieces.SOFT)), MARGIN, MARGIN + 44),
        pieces.put(pieces.Mark(0, 0, pieces.box(strip, 40, pieces.RED)), PAGE_WIDTH - MARGIN - strip, MARGIN + 2),
        pieces.put(
            pieces.Mark(0, 0, pieces.text(danger, 20, "#fff", bold=True)), PAGE_WIDTH - MARGIN - strip + 18, MARGIN + 29
        ),
        pieces.put(pieces.Mark(0, 0, pieces.text(version, 8.5, pieces.SOFT)), MARGIN, foot),
    ]
    body = "\n".join([*head, *drawn])
    title = f"{texts['name']}. {chart.page.title}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {PAGE_WIDTH} {PAGE_HEIGHT}" '
        'width="420mm" height="297mm" '
        f'role="img" aria-labelledby="title about" font-family={quoteattr(FONT)}>\n'
        f'<title id="title">{escape(title)}</title>\n<desc id="about">{escape(alike)}</desc>\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{body}\n</svg>\n'
    )
