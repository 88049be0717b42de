"""Where a conversation stands: the graph walked from its start with what is known, to the first question worth asking.

A question is worth asking only where, with what is known, two of its answers would show the person something
different (`matters`). Nothing is stored between turns but what is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pathway.directory import Directory
from pathway.model import Facts, FactValue, Option, Outcome, Pathway, Question, any_holds
from pathway.signpost import advice_for, offers
from pathway.state import Known

MOST_SIGNATURES = 20_000
"""How many sets of facts the cache of what they show may hold: some 20 MB."""


@dataclass(frozen=True)
class Position:
    """The question to put next, or the outcome reached, and the nodes walked to get there."""

    question: Question | None
    outcome: Outcome | None
    path: tuple[str, ...]


class Walker:
    """Walks one pathway with one directory."""

    def __init__(self, pathway: Pathway, directory: Directory) -> None:
        self.pathway = pathway
        self.directory = directory
        self._shown = lru_cache(MOST_SIGNATURES)(self._compute_shown)

    def position(self, known: Known) -> Position:
        """Return where the walk stops with what is known."""
        path: list[str] = []
        node = self.pathway.start
        while node not in self.pathway.outcomes:
            path.append(node)
            fork = self.pathway.forks.get(node)
            if fork:
                node = next(branch.to for branch in fork.branches if branch.when.holds(known.facts))
                continue
            question = self.pathway.questions[node]
            if is_open(question, known) and self.matters(question, known):
                return Position(question, None, tuple(path))
            node = way_on(question, known.facts)
        return Position(None, self.pathway.outcomes[node], (*path, node))

    def matters(self, question: Question, known: Known) -> bool:
        """Say whether two answers to `question` (skipping included) would show something different."""
        answers = [known, *(answered(question, option, known) for option in question.options)]
        if len({self.shown(answer.facts) for answer in answers}) > 1:
            return True
        return any(self._leads_to_one_that_matters(question, known, answer) for answer in answers[1:])

    def worthwhile_options(self, question: Question, known: Known) -> tuple[Option, ...]:
        """Return the options to put: all of a `one` question; of a `many` question those that change what is shown."""
        if question.kind == "one":
            return question.options
        return tuple(
            option
            for option in question.options
            if not _is_settled_tick(option, known) and self._changes(question, option, known)
        )

    def shown(self, facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the ids of services and advice that `facts` show at any hour, in order."""
        return self._shown(tuple(sorted(facts.items())))

    def _compute_shown(self, items: tuple[tuple[str, FactValue], ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        facts = dict(items)
        found, _ = offers(self.pathway, self.directory, facts)
        return tuple(offer.service for offer in found), tuple(a.id for a in advice_for(self.pathway, facts))

    def _changes(self, question: Question, option: Option, known: Known) -> bool:
        after = answered(question, option, known)
        different = self.shown(after.facts) != self.shown(known.facts)
        return different or self._leads_to_one_that_matters(question, known, after)

    def _leads_to_one_that_matters(self, question: Question, before: Known, after: Known) -> bool:
        """Say whether the answer opens a follow-up question that was shut before and that matters."""
        for follow_up in self.pathway.questions.values():
            if not _turns_on(follow_up, question) or not is_open(follow_up, after) or is_open(follow_up, before):
                continue
            if self.matters(follow_up, after):
                return True
        return False


def is_open(question: Question, known: Known) -> bool:
    """Say whether `question` is still to be answered: put to this person, not passed, declined or known."""
    if question.id in known.passed or not (not question.asked_when or any_holds(question.asked_when, known.facts)):
        return False
    if question.kind == "many":
        return not all(_is_settled_tick(option, known) for option in question.options)
    asked_for = question.facts[0]
    if asked_for in known.facts or asked_for in known.declined:
        return False
    return not any(option.sets and states(option, known.facts) for option in question.options)


def states(option: Option, facts: Facts) -> bool:
    """Say whether `facts` hold all that `option` states."""
    return all(
        set(value) <= set(_as_tuple(facts.get(fact))) if isinstance(value, tuple) else facts.get(fact) == value
        for fact, value in option.sets.items()
    )


def way_on(question: Question, facts: Facts) -> str:
    """Return the node that `question` leads to with `facts`: by the option they state, else as if skipped."""
    if question.kind == "one":
        for option in question.options:
            if option.sets and states(option, facts):
                return option.next
    return question.skip


def answered(question: Question, option: Option, known: Known) -> Known:
    """Return what is known after `option` was chosen."""
    after = known.with_facts(merged(known.facts, option.sets))
    return Known(after.facts, after.declined, (*after.passed, question.id))


def merged(facts: Facts, more: Facts) -> Facts:
    """Return `more` with its lists added to those in `facts`, in the order in which they were named."""
    return {
        fact: tuple(dict.fromkeys([*_as_tuple(facts.get(fact)), *value])) if isinstance(value, tuple) else value
        for fact, value in more.items()
    }


def _as_tuple(value: FactValue | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _is_settled_tick(option: Option, known: Known) -> bool:
    """Say whether what the tick states was told already, one way or another, or declined.

    Someone who named one animal or one wish was asked nothing more about it: naming some of a list settles the list.
    """
    return all(fact in known.facts or fact in known.declined for fact in option.sets)


def _turns_on(follow_up: Question, question: Question) -> bool:
    return any(fact in question.facts for condition in follow_up.asked_when for fact in condition.facts)
