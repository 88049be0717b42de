"""Reads the reviewed word lists that lie beside the code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

LEXICON = Path(__file__).parent / "lexicon"


def load_yaml(name: str) -> Any:
    """Read `lexicon/<name>`. Raises `FileNotFoundError` or `yaml.YAMLError`, which name the file."""
    with (LEXICON / name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
