"""A chart as text: the same content in the same order, for reading aloud, searching and screen readers."""

from __future__ import annotations

from collections.abc import Iterator

from pathway.picture.chart import Chart, Step
from pathway.picture.opened import words


def write(chart: Chart, emergency: str) -> str:
    """Return the chart as Markdown."""
    return "\n".join(_lines(chart, emergency)) + "\n"


def _lines(chart: Chart, emergency: str) -> Iterator[str]:
    texts = words()
    yield from (f"# {chart.page.title}", "", f"{texts['name']}. {texts['lead'].format(name=chart.page.name)}", "")
    yield from (f"**{texts['danger'].format(number=emergency)}**", "")
    numbers = {step.id: number for number, step in enumerate(chart.steps, 1)}
    for step in chart.steps:
        yield from _step(step, numbers)
    if chart.outcomes:
        yield from _section(texts["end"], list(chart.outcomes))
    if chart.always:
        yield from _section(texts["always"], list(chart.always))
    if chart.together:
        together = [f"{texts['joined'].join(each.facts)}: {', '.join(each.services)}" for each in chart.together]
        yield from _section(texts["together"], [text[0].upper() + text[1:] for text in together])
    for about, said in chart.lines.items():
        yield from _section(texts["headings"][about], list(said))
    yield texts["version"].format(pathway=chart.version, directory=chart.directory_version)


def _step(step: Step, numbers: dict[str, int]) -> Iterator[str]:
    notes = [words()[note] for note, there in (("many", step.many), ("only", step.only)) if there]
    yield f"## {numbers[step.id]}. {step.text}"
    yield ""
    if notes:
        yield from (f"({'; '.join(notes)})", "")
    for way in step.ways:
        opened = f" {words()['opens']}: {', '.join(way.services)}" if way.services else ""
        onward = f" ({words()['to'].format(number=numbers[way.to])})" if way.to in numbers else ""
        yield f"- **{' / '.join(way.labels)}**{opened}{onward}"
    yield ""


def _section(heading: str, texts: list[str]) -> Iterator[str]:
    yield from (f"## {heading}", "", *(f"- {text}" for text in texts), "")
