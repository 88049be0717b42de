"""A page for each node of the graph, to be linked to, and the pictures. No fact of anybody is in these addresses.

A link names the version of the node's text. As long as the text is the same, the page says so, next month too; after a
change it says that the text is another one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, abort, current_app, render_template, request

from bot.web.professionals.words import wording
from pathway.model import Advice, Condition, Door, Fork, Outcome, Pathway, Question
from pathway.picture.chart import PAGES, Page
from pathway.picture.files import FOLDER
from pathway.talk import Talk

nodes = Blueprint("nodes", __name__, url_prefix="/pathway")
Node = Question | Fork | Outcome | Door | Advice
_WHOLE = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True)
class Shown:
    """A node on its page, with what kind it is (a key of the wording)."""

    kind: str
    node: Node


@nodes.get("/")
def index() -> Response:
    """List the pictures and everything that can be linked to."""
    pathway = _talk().pathway
    kinds = {
        "question": pathway.questions.values(),
        "outcome": pathway.outcomes.values(),
        "door": pathway.doors,
        "advice": pathway.advice,
    }
    return _page("index.html", pages=PAGES, kinds=kinds, version_of=version_of)


@nodes.get("/picture/<name>.svg")
def picture(name: str) -> Response:
    """Give a picture, as it was drawn into docs/pathway."""
    return Response((FOLDER / f"{_page_named(name).name}.svg").read_text(encoding="utf-8"), mimetype="image/svg+xml")


@nodes.get("/picture/<name>")
def picture_page(name: str) -> Response:
    """Show a picture with its text."""
    page = _page_named(name)
    return _page("picture.html", page=page, text=(FOLDER / f"{page.name}.md").read_text(encoding="utf-8"))


@nodes.get("/<node_id>")
def node(node_id: str) -> Response:
    """Show what stands in the graph under that id, and whether it is what the link was made for."""
    pathway = _talk().pathway
    found = tuple(_found(pathway, node_id))
    if not found:
        abort(404)
    own = version_of(pathway, node_id)
    return _page(
        "node.html",
        node_id=node_id,
        found=found,
        own=own,
        state=_state(pathway, own, request.args.get("version")),
        condition=condition_in_words,
        pathway=pathway,
        directory=_talk().directory,
    )


def version_of(pathway: Pathway, node_id: str) -> str:
    """Return the fingerprint of all that the graph says under an id."""
    content = "\n".join(repr(shown) for shown in _found(pathway, node_id))
    return hashlib.sha256(content.encode()).hexdigest()[:8]


def condition_in_words(condition: Condition) -> str:
    """Return a condition as the page says it: each fact with the values that fit."""
    words = wording()
    parts = []
    for fact, values in condition.facts.items():
        named = words["audiences"] if fact == "asking_as" else words["facts"][fact]
        called = [words["page"]["unknown"] if value == "unknown" else named[_word(value)] for value in values]
        parts.append(" / ".join(called))
    return "; ".join(parts) or words["node"]["everyone"]


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _state(pathway: Pathway, own: str, named: str | None) -> str:
    """Return the key of the sentence about the version that a link names: of this node, or of the whole pathway."""
    if named is None:
        return "fresh"
    if named in (own, pathway.version):
        return "same"
    return "unknown" if _WHOLE.fullmatch(named) else "changed"


def _found(pathway: Pathway, node_id: str) -> Iterator[Shown]:
    for kind, kept in (("question", pathway.questions), ("fork", pathway.forks), ("outcome", pathway.outcomes)):
        if node_id in kept:
            yield Shown(kind, kept[node_id])
    yield from (Shown("door", door) for door in pathway.doors if door.id == node_id)
    yield from (Shown("advice", advice) for advice in pathway.advice if advice.id == node_id)


def _page_named(name: str) -> Page:
    """Return the picture of that name; any other address is not found."""
    found = next((page for page in PAGES if page.name == name), None)
    if found is None:
        abort(404)
    return found


def _page(template: str, **said: object) -> Response:
    return Response(render_template(f"professionals/{template}", words=wording(), **said))


def _talk() -> Talk:
    talk: Talk = current_app.extensions["signpost"]["talk"]
    return talk
