"""The one engine of this process: the pathway in use and the directory in use, loaded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pathway.directory import load_directory
from pathway.issues import check
from pathway.load import load_pathway
from pathway.talk import Talk

DIRECTORY = Path(__file__).resolve().parent.parent / "services_directory.yaml"


@cache
def engine() -> Talk:
    """Return the engine.

    Raises PathwayError or DirectoryError where graph or directory cannot be used: then nothing may start.
    """
    pathway, directory = load_pathway(), load_directory(DIRECTORY)
    check(pathway, directory)
    return Talk(pathway, directory)
