"""What one page shows: a chat reply, put together with what the page itself adds. No HTML here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any

from pathway.model import FactValue, Option, Pathway, Question, audience_of, worded
from pathway.reply_json import card_to_json, question_to_json, reply_to_json
from pathway.signpost import EMERGENCY, signpost
from pathway.state import Known, facts_from_json
from pathway.talk import QuestionView, Talk
from pathway.walk import states

Json = Mapping[str, Any]
RATHER_NOT = "I would rather not say"


@dataclass(frozen=True)
class Answer:
    """A question that has been answered: what was said, and what is needed to answer it anew."""

    question: Json
    said: str
    ticked: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """One page or fragment.

    `you` is what the person has just said; `urgent` the card for danger; `fresh` says that what stood before is gone,
    `more` that the cards are those folded away; `closed` that the talk has ended; `problem` is what was wrong with
    what was sent, and `text` is given back for mending.
    """

    session: str = ""
    you: str | None = None
    messages: tuple[str, ...] = ()
    urgent: Json | None = None
    question: Json | None = None
    asking_as: str = ""
    cards: tuple[Json, ...] = ()
    folded: int = 0
    more: bool = False
    advice: tuple[Json, ...] = ()
    answers: tuple[Answer, ...] = ()
    first: bool = False
    fresh: bool = False
    closed: bool = False
    problem: str | None = None
    text: str = ""


def now() -> datetime:
    """Return the moment at which opening hours are looked up."""
    return datetime.now(timezone.utc)


def opening_view(talk: Talk, mark: str) -> View:
    """Return the first page: the opening words and the first question. No conversation is begun by looking at it.

    `mark` takes the place of a session until there is one.
    """
    _, reply = talk.begin(now())
    shown = reply_to_json(reply)
    return View(session=mark, messages=_texts(shown), question=shown["question"], first=True)


def lost_view(talk: Talk, mark: str) -> View:
    """Return the first page for someone whose conversation is gone: it says so, and nothing of what was sent."""
    opening = opening_view(talk, mark)
    return replace(opening, messages=(talk.pathway.phrases["lost_place"],), first=False, fresh=True)


def reply_view(talk: Talk, reply: Json, you: str | None, sent_session: str | None, *, more: bool = False) -> View:
    """Return the page for a `reply` of the gateway to what came with `sent_session`."""
    phrases = talk.pathway.phrases
    said = _texts(reply)
    fresh = phrases["restarted"] in said or bool(reply.get("leaving"))
    facts = facts_from_json(reply["facts"])
    urgent = urgent_card(talk, facts) if any(reply["safety"].values()) else None
    return View(
        session="" if reply.get("leaving") else reply["session"],
        you=None if fresh else you,
        messages=said if fresh else _without_opening(talk, said, reply, sent_session),
        urgent=urgent,
        question=reply["question"],
        asking_as=str(facts.get("asking_as", "")),
        cards=tuple(card for card in reply["signposts"] if not urgent or card["service"] != urgent["service"]),
        folded=0 if more else reply.get("more", 0),
        more=more,
        advice=() if more else tuple(reply.get("advice", ())),
        answers=answers(talk, facts, reply["declined"], reply["question"]),
        fresh=fresh,
        closed=bool(reply.get("leaving")),
    )


def problem_view(talk: Talk, problem: str, form: Mapping[str, str], signs: Mapping[str, bool] | None = None) -> View:
    """Return the page that says what was wrong with a form, with the question that stood open and the words sent.

    `signs` are the signs of danger in the words: their card is shown whatever else was wrong.
    """
    asking_as = form.get("as", "")
    known = Known({"asking_as": asking_as} if asking_as in talk.pathway.facts["asking_as"].values else {})
    question = talk.pathway.questions.get(form.get("open") or form.get("question", ""))
    facts: dict[str, FactValue] = {_FACT_OF[sign]: True for sign, present in (signs or {}).items() if present}
    return View(
        session=form.get("session", ""),
        urgent=urgent_card(talk, {**known.facts, **facts}) if facts else None,
        question=question_to_json(talk.view(question, known)) if question else None,
        asking_as=asking_as,
        problem=problem,
        text=form.get("text", ""),
    )


def trouble_view(talk: Talk, said: str) -> View:
    """Return the page for when something failed: `said`, and who can be reached now."""
    found = signpost(talk.pathway, talk.directory, {}, now())
    cards = tuple(card_to_json(card) for card in found.first())
    return View(messages=(said,), cards=cards)


def urgent_card(talk: Talk, facts: Mapping[str, FactValue]) -> Json | None:
    """Return the card that comes first in danger, or None where none applies."""
    crisis = signpost(talk.pathway, talk.directory, facts, now()).crisis()
    return card_to_json(crisis[0]) if crisis else None


def emergency_number(talk: Talk) -> str:
    """Return the number for emergencies, from the directory."""
    return next(contact.value for contact in talk.directory.services[EMERGENCY].contacts if contact.type == "phone")


_FACT_OF = {"immediate": "immediate_danger", "cannot_speak": "cannot_speak", "suicidal": "suicidal"}


def _texts(reply: Json) -> tuple[str, ...]:
    return tuple(message["text"] for message in reply["messages"])


def _without_opening(talk: Talk, said: tuple[str, ...], reply: Json, sent_session: str | None) -> tuple[str, ...]:
    """Leave out the opening words, which the first page has shown; after a lost session say instead that it is lost."""
    if reply["session"] == sent_session:
        return said
    _, opening = talk.begin(now())
    rest = tuple(text for text in said if text not in opening.messages)
    if not sent_session:
        return rest
    lost = talk.pathway.phrases["lost_place"]
    return (*rest, lost) if any(reply["safety"].values()) else (lost, *rest)


def answers(
    talk: Talk, facts: Mapping[str, FactValue], declined: Iterable[str], open_now: Json | None
) -> tuple[Answer, ...]:
    """Return the questions that `facts` answer or that were declined, in the graph's order, without the open one."""
    known = Known(facts, tuple(declined))
    owners = _owners(talk.pathway)
    found = []
    for question in talk.pathway.questions.values():
        chosen = _chosen(question, facts, owners)
        refused = not chosen and _is_refused(question, known)
        if (chosen or refused) and not (open_now and open_now["id"] == question.id):
            said = RATHER_NOT if refused else ", ".join(option.label for option in chosen)
            found.append(Answer(_asked_anew(question, facts), said, tuple(option.id for option in chosen)))
    return tuple(found)


def _asked_anew(question: Question, facts: Mapping[str, FactValue]) -> Json:
    """Return `question` with all its options: also those that no longer change anything can be taken back."""
    audience = audience_of(facts)
    ask, why = worded(question.ask, audience), worded(question.why, audience)
    return question_to_json(QuestionView(question.id, ask, why, question.kind, question.options)) or {}


def _owners(pathway: Pathway) -> dict[str, str]:
    """Return for each fact the question that asks for it, where one does."""
    owners: dict[str, str] = {}
    for question in pathway.questions.values():
        for fact in question.facts if question.kind == "many" else question.facts[:1]:
            owners.setdefault(fact, question.id)
    return owners


def _chosen(question: Question, facts: Mapping[str, FactValue], owners: Mapping[str, str]) -> tuple[Option, ...]:
    """Return the options of `question` that `facts` state; of one-answer questions the one that says most."""
    stated = [
        option
        for option in question.options
        if option.sets
        and states(option, facts)
        and any(owners.get(fact, question.id) == question.id for fact in option.sets)
    ]
    if question.kind == "one" and stated:
        return (max(stated, key=lambda option: len(option.sets)),)
    return tuple(stated)


def _is_refused(question: Question, known: Known) -> bool:
    asked = question.facts if question.kind == "many" else question.facts[:1]
    return (
        bool(asked)
        and all(fact in known.declined or fact in known.facts for fact in asked)
        and any(fact in known.declined for fact in asked)
    )
