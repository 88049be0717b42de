"""The files of the pictures under docs/pathway: written anew, or compared with what the graph would draw now."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pathway.directory import Directory
from pathway.model import Pathway
from pathway.picture.chart import PAGES, chart
from pathway.picture.svg import draw
from pathway.picture.text import write
from pathway.signpost import EMERGENCY

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pathway"


def pictures(pathway: Pathway, directory: Directory) -> Mapping[str, str]:
    """Return every file by its name."""
    emergency = next(c.value for c in directory.services[EMERGENCY].contacts if c.type == "phone")
    files: dict[str, str] = {}
    for page in PAGES:
        shown = chart(pathway, directory, page)
        files[f"{page.name}.svg"] = draw(shown, emergency)
        files[f"{page.name}.md"] = write(shown, emergency)
    return files


def write_all(pathway: Pathway, directory: Directory, folder: Path = FOLDER) -> None:
    """Write every file anew. Raises OSError where that is not possible."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in pictures(pathway, directory).items():
        (folder / name).write_text(content, encoding="utf-8")


def stale(pathway: Pathway, directory: Directory, folder: Path = FOLDER) -> tuple[str, ...]:
    """Return the names of the files that are missing or differ from what would be drawn now."""
    drawn = pictures(pathway, directory)
    here = {name: (folder / name).read_text(encoding="utf-8") for name in drawn if (folder / name).exists()}
    return tuple(name for name, content in drawn.items() if here.get(name) != content)
