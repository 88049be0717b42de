"""What a picture shows: the questions in their order, what each answer opens or leads to, and what is said beside it.

All of it is read off the graph and the directory, without a clock: a service that fits is shown whatever the hour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Literal

from pathway.directory import Directory
from pathway.model import ABOUT, Advice, Facts, Option, Outcome, Pathway, Question, audience_of, worded
from pathway.picture.opened import Together, always, context, may_hold, opened, together
from pathway.signpost import advice_for
from pathway.walk import merged

WHO = "asking_as"


@dataclass(frozen=True)
class Page:
    """One picture: its file's name, its title, and the facts that are the same for everyone on it.

    `part`: the `steps` alone, the `lines` said beside them alone, or `both`.
    """

    name: str
    title: str
    facts: Facts
    part: Literal["both", "steps", "lines"] = "both"


PAGES = (
    Page("public", "For someone who is being hurt", {WHO: "self"}),
    Page("young-people", "For a child or young person", {WHO: "self", "age_group": "under_16"}),
    Page("friends-and-family", "For someone who is worried about another person", {WHO: "someone_else"}),
    Page("professionals", "For professionals: where to refer", {WHO: "professional"}, "steps"),
    Page("professionals-conduct", "For professionals: what to say and record", {WHO: "professional"}, "lines"),
    Page("own-behaviour", "For someone who is worried about their own behaviour", {WHO: "own_behaviour"}),
)


@dataclass(frozen=True)
class Way:
    """Answers that do the same: their labels, the services that they open, and the step they jump to, if they do."""

    labels: tuple[str, ...]
    services: tuple[str, ...]
    to: str | None


@dataclass(frozen=True)
class Step:
    """A question as it is put to this page's people. `only`: it is put only to some of them."""

    id: str
    text: str
    many: bool
    only: bool
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class Chart:
    """All that a picture shows: `always` for everyone on it, `lines` what is said beside it, by what it is about."""

    page: Page
    steps: tuple[Step, ...]
    always: tuple[str, ...]
    together: tuple[Together, ...]
    outcomes: tuple[str, ...]
    lines: Mapping[str, tuple[str, ...]]
    version: str
    directory_version: str


def chart(pathway: Pathway, directory: Directory, page: Page) -> Chart:
    """Return what the picture of `page` shows."""
    lines = _lines(advice_for(pathway, page.facts)) if page.part != "steps" else {}
    if page.part == "lines":
        return Chart(page, (), (), (), (), lines, pathway.version, directory.version)
    nodes = _nodes(pathway, page.facts)
    questions = [pathway.questions[node] for node in nodes if node in pathway.questions and node != WHO]
    outcomes = [pathway.outcomes[node] for node in nodes if node in pathway.outcomes]
    return Chart(
        page,
        tuple(_step(pathway, directory, question, page.facts, nodes) for question in questions),
        always(pathway, directory, page.facts),
        tuple(together(pathway, directory, page.facts)),
        tuple(_sentence(outcome, page.facts) for outcome in outcomes),
        lines,
        pathway.version,
        directory.version,
    )


def _nodes(pathway: Pathway, facts: Facts) -> list[str]:
    """Return the nodes that people with `facts` can come to, each after all that lead to it."""
    ways: dict[str, list[str]] = {}
    waiting = [pathway.start]
    while waiting:
        node = waiting.pop()
        if node not in ways:
            ways[node] = list(_ways(pathway, node, facts))
            waiting += ways[node]
    before: dict[str, list[str]] = {node: [] for node in ways}
    for node, following in ways.items():
        for each in following:
            before[each].append(node)
    return [node for node in TopologicalSorter(before).static_order() if _is_put(pathway, node, facts)]


def _ways(pathway: Pathway, node: str, facts: Facts) -> Iterator[str]:
    if node in pathway.forks:
        for branch in pathway.forks[node].branches:
            if may_hold(branch.when, facts):
                yield branch.to
            if all(fact in facts for fact in branch.when.facts) and branch.when.holds(facts):
                return
    elif node in pathway.questions:
        question = pathway.questions[node]
        fitting = [option for option in question.options if _fits(option, facts)]
        yield from (option.next for option in fitting)
        if question.facts[0] not in facts:
            yield question.skip


def _fits(option: Option, facts: Facts) -> bool:
    """Say whether an answer agrees with what is the same for everyone on the page."""
    if WHO in option.sets and any(option.sets.get(fact) != value for fact, value in facts.items()):
        return False
    return all(facts.get(fact, value) == value for fact, value in option.sets.items())


def _is_put(pathway: Pathway, node: str, facts: Facts) -> bool:
    """Say whether a node is drawn: outcomes, and questions that are put and not yet answered for everyone here."""
    if node in pathway.forks:
        return False
    question = pathway.questions.get(node)
    if question is None:
        return True
    early = {fact: value for fact, value in facts.items() if not _comes_before_who(pathway, node)}
    if question.asked_when and not any(may_hold(condition, early) for condition in question.asked_when):
        return False
    return question.facts[0] not in facts or question.id == WHO


def _comes_before_who(pathway: Pathway, node: str) -> bool:
    order = list(pathway.questions)
    return order.index(node) < order.index(WHO)


def _step(pathway: Pathway, directory: Directory, question: Question, facts: Facts, nodes: list[str]) -> Step:
    options = [option for option in question.options if _fits(option, facts)]
    early = {} if _comes_before_who(pathway, question.id) or question.id == WHO else facts
    before = {**context(question), **facts}
    usual = _drawn(pathway, question.skip, facts, nodes)
    ways: dict[tuple[tuple[str, ...], str | None], list[str]] = {}
    for option in options:
        after = {**before, **merged(before, option.sets)}
        to = _drawn(pathway, option.next, {**facts, **option.sets}, nodes)
        opening = opened(pathway, directory, before, after, option)
        ways.setdefault((opening, None if to == usual else to), []).append(option.label)
    return Step(
        question.id,
        worded(question.ask, audience_of(early)),
        question.kind == "many",
        bool(question.asked_when),
        tuple(Way(tuple(labels), services, to) for (services, to), labels in ways.items()),
    )


def _drawn(pathway: Pathway, node: str, facts: Facts, nodes: list[str]) -> str | None:
    """Return the first node on the way from `node` that is drawn."""
    while node not in nodes:
        if node in pathway.outcomes:
            return None
        ways = list(_ways(pathway, node, facts))
        node = pathway.questions[node].skip if node in pathway.questions else ways[0]
    return node


def _sentence(outcome: Outcome, facts: Facts) -> str:
    return worded(outcome.say, audience_of(facts))


def _lines(advice: tuple[Advice, ...]) -> Mapping[str, tuple[str, ...]]:
    lines = {about: tuple(each.text for each in advice if each.about == about) for about in ABOUT}
    return {about: texts for about, texts in lines.items() if texts}
