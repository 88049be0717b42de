"""What one page shows: a chat reply, put together with what the page itself adds. No HTML here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any

from bot.web.answers import Answer, Json, answers
from pathway.model import FactValue
from pathway.reply_json import advice_to_json, card_to_json, question_to_json, reply_to_json
from pathway.signpost import EMERGENCY, signpost
from pathway.signs import facts_of
from pathway.state import Known, facts_from_json
from pathway.talk import Talk


@dataclass(frozen=True)
class View:
    """One page or fragment.

    `you` is what the person has just said; `urgent` the card for danger; `fresh` says that what stood before is gone;
    from card number `others` on, the cards are those that were folded away; `closed` that the talk has ended; `problem`
    is what was wrong with what was sent, and `text` is given back for mending; `easy` that the words are Easy Read.
    """

    session: str = ""
    you: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    urgent: Json | None = None
    question: Json | None = None
    asking_as: str = ""
    cards: tuple[Json, ...] = ()
    folded: int = 0
    others: int | None = None
    advice: tuple[Json, ...] = ()
    answers: tuple[Answer, ...] = ()
    first: bool = False
    fresh: bool = False
    closed: bool = False
    problem: str | None = None
    text: str = ""
    easy: bool = False

    @property
    def shown(self) -> str:
        """Return the ids of the services shown, as a form carries them to the next page."""
        return " ".join(card["service"] for card in self.cards)


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


def shown_once_view(talk: Talk, mark: str) -> View:
    """Return the first page for someone who comes back to a page that was shown before."""
    return replace(lost_view(talk, mark), messages=(talk.pathway.phrases["shown_once"],))


def reply_view(
    talk: Talk, reply: Json, you: tuple[str, ...], sent_session: str | None, shown: Iterable[str], *, more: bool = False
) -> View:
    """Return the page for a `reply` of the gateway to what came with `sent_session`.

    `shown` are the services that stood on the page before: they stay where the reply brings none or (`more`) others.
    """
    phrases = talk.pathway.phrases
    said = _texts(reply)
    fresh = phrases["restarted"] in said or bool(reply.get("leaving"))
    facts = facts_from_json(reply["facts"])
    urgent = urgent_card(talk, facts) if any(reply["safety"].values()) else None
    view = View(
        session="" if reply.get("leaving") else reply["session"],
        you=() if fresh else you,
        messages=said if fresh else _without_opening(talk, said, reply, sent_session),
        urgent=urgent,
        question=reply["question"],
        asking_as=str(facts.get("asking_as", "")),
        cards=tuple(card for card in reply["signposts"] if not urgent or card["service"] != urgent["service"]),
        folded=reply.get("more", 0),
        advice=tuple(reply.get("advice", ())),
        answers=answers(talk, facts, reply["declined"], reply["question"]),
        fresh=fresh,
        closed=bool(reply.get("leaving")),
    )
    stays = not fresh and (more or not view.cards)
    return with_services_before(talk, view, facts, set(shown)) if stays else view


def with_services_before(talk: Talk, view: View, facts: Mapping[str, FactValue], shown: set[str]) -> View:
    """Return `view` with the services `shown` before in front of its own, as far as they still fit `facts`."""
    found = signpost(talk.pathway, talk.directory, facts, now())
    urgent = view.urgent["service"] if view.urgent else None
    applying = [card for card in found.cards if card.service != urgent]
    before = tuple(card_to_json(card) for card in applying if card.service in shown)
    if not before:
        return view
    cards = (*before, *(card for card in view.cards if card["service"] not in shown))
    return replace(
        view,
        cards=cards,
        others=len(before) if view.cards else None,
        folded=len(applying) - len(cards),
        advice=tuple(advice_to_json(advice) for advice in found.advice),
    )


def problem_view(talk: Talk, problem: str, form: Mapping[str, str], signs: Collection[str] = ()) -> View:
    """Return the page that says what was wrong with a form, with the question that stood open and the words sent.

    `signs` are the signs of danger in the words: their card is shown whatever else was wrong.
    """
    asking_as = form.get("as", "")
    known = Known({"asking_as": asking_as} if asking_as in talk.pathway.facts["asking_as"].values else {})
    question = talk.pathway.questions.get(form.get("open") or form.get("question", ""))
    facts = facts_of(signs)
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


def _texts(reply: Mapping[str, Any]) -> tuple[str, ...]:
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
