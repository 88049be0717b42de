"""The public page: the same talk with and without a script. A script gets the fragment, everyone else the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flask import Blueprint, Response, current_app, request
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.datastructures import MultiDict

from bot import dialling
from bot.gateway import Turn
from bot.rasa.client import ReplyJson
from bot.settings import CONVERSATION_IDLE_SECONDS, LONGEST_TEXT
from bot.web.answers import RATHER_NOT
from bot.web.beginnings import Beginnings, is_mark
from bot.web.browse import browse
from bot.web.device import device
from bot.web.easy import sentences
from bot.web.leaving import EXIT_ADDRESS, leaving
from bot.web.once import Once
from bot.web.reports import reports
from bot.web.shown import beginnings, once, shown, talk, wording
from bot.web.slip import numbers
from bot.web.trouble import answer_trouble, danger_in
from bot.web.view import View, emergency_number, lost_view, opening_view, problem_view, reply_view, shown_once_view
from pathway.talk import MORE, SKIP, ChoiceError

pages = Blueprint("pages", __name__)
for part in (leaving, browse, device, reports):
    pages.register_blueprint(part)
answer_trouble(pages)

Form = MultiDict[str, str]

SAYINGS = {
    "numbers": "I want a phone number",
    "silent": "How do 999 and 55 work?",
    "back": "Go back one step",
    "restart": "Start again",
}
"""What the buttons beside the text box say for the person; understood as if it had been typed."""

LOOKS = ("easy", "usual", "here")
"""What the other buttons ask for: the talk as it stands, in Easy Read words, in the usual ones, or as before."""

EMPTY = "Write something first, or choose an answer."
TOO_LONG = f"That is too long. Use {LONGEST_TEXT:,} characters or fewer. A few words are enough."
NOT_AN_ANSWER = "That answer does not belong to the question. Please choose again."


@pages.get("/")
def first() -> Response:
    """Show the opening words and the first question."""
    return shown(opening_view(talk(), beginnings().issue()))


@pages.get("/t/<key>", endpoint="once")
def answered(key: str) -> Response:
    """Show the page that answers a form, once: whoever comes back to the address finds a first page."""
    return once().take(key) or shown(shown_once_view(talk(), beginnings().issue()))


@pages.post("/")
def take_turn() -> Response:
    """Take one turn from a form and show the reply."""
    form = request.form
    if form.get("say") in LOOKS:
        return look_again(form["say"], form.get("session", ""))
    text = form.get("text", "").strip()
    if len(text) > LONGEST_TEXT:
        return refused(TOO_LONG, 413)
    turn = turn_of(form)
    if turn is None:
        return refused(EMPTY, 422)
    if turn.session and is_mark(turn.session):
        may_begin = beginnings().take(turn.session)
        turn = replace(turn, session=None)
        if not may_begin and not in_danger(turn):
            return shown(lost_view(talk(), beginnings().issue()))
    return answer_to(turn)


def answer_to(turn: Turn) -> Response:
    """Pass `turn` on and show the reply; where its session is gone, only danger said in words is still answered."""
    gateway = current_app.extensions["signpost"]["gateway"]
    try:
        reply = gateway.hear(turn)
    except ChoiceError:
        return refused(NOT_AN_ANSWER, 422)
    if turn.session not in (None, reply["session"]) and not in_danger(turn):
        gateway.forget(reply["session"])
        return shown(lost_view(talk(), beginnings().issue()))
    more = turn.question == MORE
    return shown(reply_view(talk(), reply, said_by(turn), turn.session, shown_before(), more=more))


def look_again(how: str, session: str) -> Response:
    """Show the talk of `session` as it stands, in Easy Read, in the usual words, or in those of the page before."""
    easy = None if how == "here" else how == "easy"
    if not session or is_mark(session):
        return shown(replace(opening_view(talk(), session or beginnings().issue()), fresh=True), easy=easy)
    view = standing(session)
    if view is None:
        return shown(lost_view(talk(), beginnings().issue()), easy=easy)
    return shown(replace(view, messages=(wording()["turns"][how],)), easy=easy)


def refused(problem: str, status: int) -> Response:
    """Show what was wrong with the form, with the talk as it stands."""
    form = request.form
    view = problem_view(talk(), problem, form, danger_in(form.get("text", "")))
    stands = standing(form.get("session", ""))
    if stands:
        view = replace(stands, urgent=view.urgent or stands.urgent, problem=problem, text=view.text)
    return shown(view, status)


def standing(session: str) -> View | None:
    """Return the talk of `session` as it stands, with no words said, or None where there is none."""
    if not session or is_mark(session):
        return None
    gateway = current_app.extensions["signpost"]["gateway"]
    # The turn that asks for the folded services changes nothing; all but its services is what stands.
    reply: ReplyJson = gateway.hear(Turn(session, question=MORE))
    if reply["session"] != session:
        gateway.forget(reply["session"])
        return None
    return reply_view(talk(), {**reply, "messages": [], "signposts": [], "more": 0}, (), session, shown_before())


def shown_before() -> list[str]:
    """Return the ids of the services that stood on the page before."""
    return request.form.get("shown", "").split()


def turn_of(form: Form) -> Turn | None:
    """Return the turn that `form` asks for, or None where it says nothing."""
    session = form.get("session") or None
    if form.get("say") in SAYINGS:
        return Turn(session, text=SAYINGS[form["say"]])
    if form.get("question"):
        ticked = tuple(dict.fromkeys(form.getlist("option")))
        return Turn(session, question=form["question"], options=(SKIP,) if SKIP in ticked else ticked)
    # Half an emoji, as a broken keyboard may send it, cannot be passed on as UTF-8.
    text = form.get("text", "").strip().encode("utf-8", "ignore").decode("utf-8")
    return Turn(session, text=text) if text else None


def in_danger(turn: Turn) -> bool:
    """Say whether the words of `turn` hold a sign of danger."""
    return bool(danger_in(turn.text or ""))


def said_by(turn: Turn) -> tuple[str, ...]:
    """Return what the person said with `turn`, as the page repeats it."""
    if turn.question is None:
        return (turn.text,) if turn.text else ()
    if turn.question == MORE:
        return (wording()["turns"]["others"],)
    if turn.options == (SKIP,):
        return (RATHER_NOT,)
    question = talk().pathway.questions[turn.question]
    return tuple(option.label for option in question.options if option.id in turn.options) or ("None of these",)


# What the templates use.


@pages.record_once
def set_up(state: BlueprintSetupState) -> None:
    """Make templates send the lines of the page only, not those of their own statements, and begin what they share."""
    state.app.extensions["beginnings"] = Beginnings()
    state.app.extensions["once"] = Once(state.app.extensions["signpost"]["gateway"].is_open)
    state.app.jinja_env.trim_blocks = True
    state.app.jinja_env.lstrip_blocks = True


@pages.app_template_filter()
def long_date(iso: str) -> str:
    """Return an ISO date as people write it: 22 November 2026."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B} {day.year}"


@pages.app_template_filter()
def in_words(term: str) -> str:
    """Return how a term of the directory's `accessibility` is said."""
    said: str = wording()["accessibility"][term]
    return said


pages.app_template_filter("href")(dialling.href)
pages.app_template_filter("site")(dialling.site)
pages.app_template_filter("sentences")(sentences)
pages.app_template_filter("numbers")(numbers)
pages.app_template_test("web")(dialling.is_web)


@pages.app_context_processor
def for_every_page() -> dict[str, object]:
    """Return what the frame of each page needs."""
    return {
        "exit_address": EXIT_ADDRESS,
        "idle_seconds": CONVERSATION_IDLE_SECONDS,
        "emergency": emergency_number(talk()),
    }
