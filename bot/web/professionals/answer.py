"""The answer for a professional: is it 999, is it MARAC, children, adults, services, words, limits, records. No HTML.

Everything in it comes from `signpost`: doors become cards, advice becomes lines, each with its sources.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from bot.web.professionals.words import wording
from pathway.directory import Conflict, Service
from pathway.hours import hours_in_words
from pathway.model import ABOUT, Advice, Facts, Question, worded
from pathway.signpost import EMERGENCY, Card, ContactNow, Signposts, signpost
from pathway.state import Known
from pathway.talk import Talk
from pathway.walk import is_open, states

FOLDED_TIERS = ("general", "more", "last", "always")
SAFEGUARDING = {"high_risk": "marac", "safeguarding_child": "children", "safeguarding_adult": "adults"}
"""The needs by which a service of the directory belongs under a heading of its own."""


@dataclass(frozen=True)
class Reach:
    """A way to reach a service, with its hours in words where they are known."""

    contact: ContactNow
    hours: str | None


@dataclass(frozen=True)
class Door:
    """A service as a professional sees it: the card, whom it takes, on what criteria, and where sources disagree."""

    card: Card
    who: str
    criteria: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    reaches: tuple[Reach, ...]
    folded: bool


@dataclass(frozen=True)
class Section:
    """One heading of the answer. `verdict` is the key of its short answer, where it is a question."""

    about: str
    verdict: str | None
    lines: tuple[Advice, ...]
    doors: tuple[Door, ...]


@dataclass(frozen=True)
class NotOffered:
    """The services that do not fit for one reason."""

    because: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """An answer that may be ticked, and whether it stands."""

    id: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Ask:
    """A question of the graph as the page puts it."""

    id: str
    text: str
    why: str
    kind: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Answer:
    """The whole answer. `first`: the doors to begin with; `asks`: questions that would change it; `settled`: others."""

    first: tuple[Door, ...]
    sections: tuple[Section, ...]
    not_offered: tuple[NotOffered, ...]
    asks: tuple[Ask, ...]
    settled: tuple[Ask, ...]
    pathway_version: str
    directory_version: str
    checked_on: date

    def section(self, about: str) -> Section | None:
        """Return the section under that heading, or None where there is nothing to say."""
        return next((section for section in self.sections if section.about == about), None)


def answer(talk: Talk, facts: Facts, at: datetime) -> Answer:
    """Return the answer for `facts` at the moment `at` (an aware datetime)."""
    found = signpost(talk.pathway, talk.directory, facts, at)
    sections = [_section(talk, about, facts, found) for about in ABOUT]
    asks = [(_ask(question, facts), _changes(talk, question, facts)) for question in _questions(talk, facts)]
    return Answer(
        tuple(_door(talk.directory.services[card.service], card) for card in found.first()),
        tuple(section for section in sections if section.lines or section.doors),
        _not_offered(talk, found),
        tuple(ask for ask, changes in asks if changes),
        tuple(ask for ask, changes in asks if not changes),
        talk.pathway.version,
        talk.directory.version,
        min([advice.checked_on for advice in found.advice] + [card.checked_on for card in found.cards]),
    )


def _section(talk: Talk, about: str, facts: Facts, found: Signposts) -> Section:
    lines = sorted((advice for advice in found.advice if advice.about == about), key=_is_for_anyone)
    cards = [card for card in found.cards if _about(talk.directory.services[card.service], card) == about]
    doors = tuple(_door(talk.directory.services[card.service], card) for card in cards)
    return Section(about, _verdict(about, facts, found), tuple(lines), doors)


def _is_for_anyone(advice: Advice) -> bool:
    """Say whether a line is not worded for professionals alone: those that are come first."""
    return not all("asking_as" in condition.facts for condition in advice.when)


def _about(service: Service, card: Card) -> str:
    """Return the heading that a card stands under: danger and safeguarding have their own, all else meets a need."""
    if card.tier in ("danger", "suicide") or service.id == EMERGENCY:
        return "danger"
    if card.tier in FOLDED_TIERS:
        return "need"
    return next((about for need, about in SAFEGUARDING.items() if need in service.needs), "need")


def _door(service: Service, card: Card) -> Door:
    hours: dict[tuple[str, str, str], str | None] = {
        (contact.type, contact.value, contact.label): contact.hours for contact in service.contacts
    }
    reaches = []
    for contact in card.contacts:
        written = hours.get((contact.type, contact.value, contact.label))
        reaches.append(Reach(contact, hours_in_words(written) if written else None))
    folded = card.tier in FOLDED_TIERS
    return Door(card, service.who, service.referral_criteria, service.conflicts, tuple(reaches), folded)


def _verdict(about: str, facts: Facts, found: Signposts) -> str | None:
    """Return the key of the short answer to "is it 999 now" and "is it MARAC", read off the doors and facts."""
    if about == "danger":
        if any(card.tier == "danger" for card in found.cards):
            return "danger_yes"
        return "danger_no" if facts.get("immediate_danger") is False else "danger_ask"
    if about == "marac":
        tiers = {card.tier for card in found.cards if card.service == "marac-kent-medway"}
        if "urgent" in tiers:
            return "marac_yes"
        if tiers:
            return "marac_judge"
        return "marac_no" if facts.get("risk_level") in ("standard", "medium") else "marac_ask"
    return None


def _not_offered(talk: Talk, found: Signposts) -> tuple[NotOffered, ...]:
    withheld = sorted(found.withheld, key=lambda withheld: withheld.because)
    return tuple(
        NotOffered(because, tuple(talk.directory.services[one.service].name for one in group))
        for because, group in groupby(withheld, key=lambda withheld: withheld.because)
    )


def _questions(talk: Talk, facts: Facts) -> Iterable[Question]:
    """Give the questions that can be put to a professional about a person with `facts`, whether or not answered."""
    for question in talk.pathway.questions.values():
        answered = any(option.sets and states(option, facts) for option in question.options)
        if question.id != "asking_as" and (answered or is_open(question, Known(facts))):
            yield question


def _changes(talk: Talk, question: Question, facts: Facts) -> bool:
    known = Known(facts)
    return is_open(question, known) and talk.walker.matters(question, known)


def _ask(question: Question, facts: Facts) -> Ask:
    stated = [option for option in question.options if option.sets and states(option, facts)]
    chosen = {option.id for option in stated}
    if question.kind == "one" and stated:
        chosen = {max(stated, key=lambda option: len(option.sets)).id}
    choices = tuple(Choice(option.id, option.label, option.id in chosen) for option in question.options if option.sets)
    text = worded(question.ask, "professional")
    return Ask(question.id, text, worded(question.why, "professional"), question.kind, choices)


def not_stated(answer_shown: Answer) -> tuple[str, ...]:
    """Return what the open questions ask about, in a few words each."""
    names = wording()["questions"]
    return tuple(names[ask.id] for ask in answer_shown.asks)
