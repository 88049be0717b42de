"""One turn of a conversation: what was heard changes the state, and the state decides the reply. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pathway.directory import Directory
from pathway.model import Aside, Facts, FactValue, Option, Pathway, Question, audience_of, worded
from pathway.signpost import EMERGENCY, Card, Signposts, signpost
from pathway.signs import SIGNS, facts_of, signs_of, signs_to_json
from pathway.state import NOTHING, Known, State, Step
from pathway.walk import Position, Walker, merged

SKIP = "skip"
MORE = "more"
"""A choice's question id that asks for the services folded away."""
CONTROLS = ("restart", "back", "leave", "why")


@dataclass(frozen=True)
class Heard:
    """What a message was understood to say. `choice` are the option ids picked for `question`, or `skip` alone."""

    safety: frozenset[str] = frozenset()
    facts: Facts = field(default_factory=lambda: NOTHING)
    declined: bool = False
    topics: tuple[str, ...] = ()
    question: str | None = None
    choice: tuple[str, ...] = ()
    area_candidates: tuple[str, ...] = ()
    another_language: bool = False


@dataclass(frozen=True)
class QuestionView:
    """A question as it is put to one person."""

    id: str
    text: str
    why: str
    kind: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Reply:
    """What is said and shown. `more` are the cards folded behind those shown."""

    messages: tuple[str, ...]
    question: QuestionView | None
    facts: Facts
    declined: tuple[str, ...]
    cards: tuple[Card, ...]
    signposts: Signposts
    path: tuple[str, ...]
    leaving: bool = False

    @property
    def done(self) -> bool:
        """True where nothing is left to ask."""
        return self.question is None

    def folded(self) -> int:
        """Return how many cards apply beyond those shown."""
        shown = {card.service for card in self.cards}
        return sum(card.service not in shown for card in self.signposts.cards) if self.cards else 0

    def safety(self) -> Mapping[str, bool]:
        """Return the three signs of danger as they stand."""
        return signs_to_json(signs_of(self.facts))


class ChoiceError(ValueError):
    """A choice names a question or an option that the graph does not have."""


class Talk:
    """Holds a pathway and a directory, and takes turns for any number of conversations."""

    def __init__(self, pathway: Pathway, directory: Directory) -> None:
        self.pathway = pathway
        self.directory = directory
        self.walker = Walker(pathway, directory)

    def begin(self, at: datetime, audience: str = "public") -> tuple[State, Reply]:
        """Return a fresh state and the opening words with the first question."""
        professional = audience == "professional"
        step = Step({"asking_as": "professional"}, passed=("asking_as",)) if professional else Step()
        state = State().after(step)
        phrases = ["opening", "opening_professional"] if professional else ["opening", "opening_device", "opening_kept"]
        return state, self._said(state, at, [self.pathway.phrases[phrase] for phrase in phrases])

    def open_question(self, state: State) -> Question | None:
        """Return the question that stands open, if any."""
        return self.walker.position(state.known()).question

    def hear(self, state: State, heard: Heard, at: datetime) -> tuple[State, Reply]:
        """Take one turn.

        Raises ChoiceError where the choice is not one that the graph has.
        """
        if heard.question == MORE:
            return state, self._more(state, at)
        control = next((topic for topic in heard.topics if topic in CONTROLS), None)
        if control and not heard.safety:
            return self._controlled(control, state, at)
        return self._heard(state, heard, at)

    # What a turn changes

    def _heard(self, state: State, heard: Heard, at: datetime) -> tuple[State, Reply]:
        before = state.known()
        open_question = self.walker.position(before).question
        step = self._step(before, open_question, heard)
        asides = [self.pathway.asides[topic] for topic in heard.topics if topic in self.pathway.asides]
        understood = not step.is_empty() or asides or heard.safety or heard.area_candidates or heard.another_language
        after = state.after(step) if understood else state.missed()
        messages = self._messages(before, after, heard, asides, bool(understood))
        now = signpost(self.pathway, self.directory, after.known().facts, at)
        shown = self._cards_to_show(before, after, heard, asides, now, at)
        return after, self._reply(after, now, messages, shown)

    def _step(self, before: Known, open_question: Question | None, heard: Heard) -> Step:
        """Gather what the turn says: the choice, the facts, the topics wanted, the signs of danger, a refusal."""
        chosen = self._chosen(before, heard)
        facts: dict[str, FactValue] = {**chosen.facts}
        facts.update(merged({**before.facts, **facts}, heard.facts))
        wanted = tuple(t for t in heard.topics if t in self.pathway.asides and self.pathway.asides[t].wants)
        if wanted:
            facts.update(merged({**before.facts, **facts}, {"wants": wanted}))
        facts.update(facts_of(heard.safety))
        new = {fact: value for fact, value in facts.items() if before.facts.get(fact) != value}
        declined, passed = chosen.declined, chosen.passed
        if heard.declined and open_question:
            undeclared = _undeclared(open_question, {**before.facts, **facts})
            declined, passed = (*declined, *undeclared), (*passed, open_question.id)
        return Step(new, declined, passed, chosen.forgets)

    def _chosen(self, before: Known, heard: Heard) -> Step:
        if heard.question is None:
            return Step()
        question = self.pathway.questions.get(heard.question)
        if question is None:
            raise ChoiceError(f"there is no question '{heard.question}'")
        passed = (question.id,)
        again = question.id in before.passed
        forgets = tuple(fact for fact in question.facts if fact in before.facts) if again else ()
        if heard.choice == (SKIP,):
            return Step(declined=_undeclared(question, {} if again else before.facts), passed=passed, forgets=forgets)
        facts: Facts = {}
        for option in self._options(question, heard.choice):
            facts = {**facts, **merged(facts, option.sets)}
        if not again:
            facts = merged(before.facts, facts)
        return Step(facts, (), passed, tuple(fact for fact in forgets if fact not in facts))

    def _options(self, question: Question, choice: tuple[str, ...]) -> list[Option]:
        if question.kind == "one" and len(choice) != 1:
            raise ChoiceError(f"question '{question.id}' takes one option")
        options = [question.option(option_id) for option_id in choice]
        if None in options:
            known = ", ".join(option.id for option in question.options)
            raise ChoiceError(f"question '{question.id}' has the options {known} and {SKIP}")
        return [option for option in options if option]

    # What a turn says

    def _messages(self, before: Known, after: State, heard: Heard, asides: list[Aside], understood: bool) -> list[str]:
        phrases = self.pathway.phrases
        known = after.known().facts
        audience = audience_of(known)
        messages = self._interrupts({*heard.safety, *_signs_raised(before.facts, known)}, audience)
        if heard.another_language:
            messages.append(phrases["another_language"])
        messages += [worded(aside.say, audience) for aside in asides]
        if heard.area_candidates:
            messages.append(phrases["ambiguous_area"])
        if not understood:
            messages.append(phrases[f"not_understood_{min(after.misses, 3)}"])
        return messages

    def _interrupts(self, signs: set[str], audience: str) -> list[str]:
        if "immediate" in signs and audience == "own_behaviour":
            signs = signs - {"immediate"} | {"own_behaviour_danger"}
        if "immediate" in signs:
            signs.discard("cannot_speak")
        return [interrupt.say for interrupt in self.pathway.interrupts if interrupt.safety in signs]

    def _cards_to_show(
        self, before: Known, after: State, heard: Heard, asides: list[Aside], now: Signposts, at: datetime
    ) -> tuple[Card, ...]:
        known = after.known()
        raised = heard.safety or _signs_raised(before.facts, known.facts)
        asked = heard.another_language or after.misses >= 3 or any(aside.shows == "doors" for aside in asides)
        if raised and not asked:
            return now.crisis() or now.first()
        if asked:
            return now.first()
        if any(aside.shows == "emergency" for aside in asides):
            return tuple(card for card in now.cards if card.service == EMERGENCY)
        position = self.walker.position(known)
        if not _shows_doors(position, known):
            return ()
        was = self.walker.position(before)
        shown_before = (
            signpost(self.pathway, self.directory, before.facts, at).first() if _shows_doors(was, before) else ()
        )
        return now.first() if position.outcome or _ids(now.first()) != _ids(shown_before) else ()

    def _controlled(self, control: str, state: State, at: datetime) -> tuple[State, Reply]:
        phrases = self.pathway.phrases
        if control == "restart":
            audience = "professional" if audience_of(state.known().facts) == "professional" else "public"
            fresh, reply = self.begin(at, audience)
            return fresh, self._said(fresh, at, [phrases["restarted"], *reply.messages])
        if control == "back":
            earlier = state.back()
            return earlier, self._said(earlier, at, [phrases["went_back" if state.steps else "nothing_to_undo"]])
        if control == "leave":
            return State(), Reply((phrases["left"],), None, {}, (), (), Signposts((), (), ()), (), leaving=True)
        question = self.open_question(state)
        why = worded(question.why, audience_of(state.known().facts)) if question else phrases["opening"]
        return state, self._said(state, at, [why])

    def _more(self, state: State, at: datetime) -> Reply:
        now = signpost(self.pathway, self.directory, state.known().facts, at)
        shown = set(_ids(now.first()))
        return self._reply(state, now, [], tuple(card for card in now.cards if card.service not in shown))

    def _said(self, state: State, at: datetime, messages: list[str]) -> Reply:
        """Return a reply of words alone, with the question that stands open."""
        return self._reply(state, signpost(self.pathway, self.directory, state.known().facts, at), messages, ())

    def _reply(self, state: State, now: Signposts, messages: list[str], cards: tuple[Card, ...]) -> Reply:
        known = state.known()
        position = self.walker.position(known)
        audience = audience_of(known.facts)
        if position.outcome and cards:
            messages = [*messages, worded(position.outcome.say, audience)]
        elif cards and position.question and not messages:
            messages = [self.pathway.phrases["more_precise"]]
        return Reply(
            messages=tuple(dict.fromkeys(messages)),
            question=self.view(position.question, known) if position.question else None,
            facts=known.facts,
            declined=known.declined,
            cards=cards,
            signposts=now,
            path=position.path,
        )

    def view(self, question: Question, known: Known) -> QuestionView:
        """Return `question` as it is put to the person with `known` facts."""
        audience = audience_of(known.facts)
        options = self.walker.worthwhile_options(question, known)
        return QuestionView(
            question.id, worded(question.ask, audience), worded(question.why, audience), question.kind, options
        )


def _signs_raised(before: Facts, after: Facts) -> set[str]:
    """Return the signs of danger that an answer has just raised. Not sure counts as danger (pathway rules, Cases)."""
    raised = {*SIGNS.items(), ("immediate", "danger_not_sure")}
    return {sign for sign, fact in raised if after.get(fact) is True and before.get(fact) is not True}


def _undeclared(question: Question, facts: Facts) -> tuple[str, ...]:
    return tuple(fact for fact in _asked_facts(question) if fact not in facts)


def _asked_facts(question: Question) -> tuple[str, ...]:
    """Return the facts that declining `question` declines: the one asked for, or each that may be ticked."""
    return question.facts if question.kind == "many" else question.facts[:1]


def _shows_doors(position: Position, known: Known) -> bool:
    if position.outcome:
        return True
    with_doors = position.question.with_doors if position.question else ()
    return "default" in with_doors or audience_of(known.facts) in with_doors


def _ids(cards: tuple[Card, ...]) -> tuple[str, ...]:
    return tuple(card.service for card in cards)
