"""YAML read without surprises: only `true` and `false` are booleans, and `16_17` is text, not the number 1617."""

from __future__ import annotations

import re
from pathlib import Path
from string import digits
from typing import Any

import yaml

_BOOL = "tag:yaml.org,2002:bool"
_INT = "tag:yaml.org,2002:int"


class PlainLoader(yaml.CSafeLoader):
    """A safe loader that resolves booleans and whole numbers as YAML 1.2 does (`yes`, `no`, `on`, `1_7` stay text)."""


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in (_BOOL, _INT)]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$"), list("tf"))
PlainLoader.add_implicit_resolver(_INT, re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), list("-+" + digits))


def read_yaml(path: Path) -> Any:
    """Return the content of the YAML file at `path`.

    Raises yaml.YAMLError with file, line and column where the text is not YAML, OSError where it cannot be read.
    """
    with path.open(encoding="utf-8") as stream:
        return yaml.load(stream, Loader=PlainLoader)
