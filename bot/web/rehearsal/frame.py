"""What the pages of the rehearsal share: their frame, and the rehearsal that a form's token stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Response, current_app, render_template, request

from bot.web.rehearsal.practices import Practices
from bot.web.rehearsal.shelf import shelf
from pathway.talk import Talk
from rehearsal.record import Confidence, Practice
from rehearsal.rehearsal import Rehearsal
from rehearsal.terminal import name_of
from rehearsal.wording import all_words, say

LOST = "That rehearsal has ended, and its lines are wiped. You can begin again."


@dataclass(frozen=True)
class Screen:
    """What the frame of a page needs: the rehearsal's token, and what was wrong with what was sent."""

    session: str = ""
    problem: str | None = None


def scenarios_page(screen: Screen, practice: Practice, status: int = 200) -> Response:
    """Return the page of all scenarios, with what was met so far."""
    return page("start.html", screen, status, scenarios=rehearsal().scenarios, **progress(practice))


def talk_page(screen: Screen, practice: Practice, status: int = 200) -> Response:
    """Return the page of the conversation that is open."""
    played = rehearsal().play(practice.scenario or "", practice.lines)
    given = {"played": played, "name": name_of(played.scenario), "shelf": shelf(talk())}
    return page("talk.html", screen, status, picks=rehearsal().picks(played), **given)


def lost(status: int = 410) -> Response:
    """Return the page for someone whose rehearsal is gone: it says so, and nothing of what was sent."""
    return scenarios_page(Screen(problem=LOST), Practice(), status)


def page(template: str, screen: Screen, status: int = 200, **given: Any) -> Response:
    """Return a page of the rehearsal."""
    return Response(render_template(f"rehearse/{template}", view=screen, words=all_words(), say=say, **given), status)


def progress(practice: Practice) -> dict[str, Any]:
    """Return what the pages show of what was met."""
    return {"practice": practice, "groups": practice.groups(rehearsal().scenarios), "outcomes": practice.outcomes()}


def practice_of() -> tuple[str, Practice | None]:
    """Return the token of the form, and its rehearsal or None where it is not open."""
    token = request.form.get("session", "")
    return token, practices().get(token)


def practices() -> Practices:
    """Return the rehearsals that are open in this application."""
    held: Practices = current_app.extensions["rehearsal"]["practices"]
    return held


def rehearsal() -> Rehearsal:
    """Return the rehearsal engine of this application."""
    held: Rehearsal = current_app.extensions["rehearsal"]["rehearsal"]
    return held


def sums() -> Confidence:
    """Return the sums of how sure people feel."""
    held: Confidence = current_app.extensions["rehearsal"]["confidence"]
    return held


def talk() -> Talk:
    """Return the talk of this application."""
    held: Talk = current_app.extensions["signpost"]["talk"]
    return held
