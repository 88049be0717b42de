"""What is wrong with a graph and a directory taken together: each kind of issue is one small function in `CHECKS`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import product

from pathway.directory import Directory
from pathway.load import PathwayError
from pathway.model import UNKNOWN, Facts, FactValue, Pathway
from pathway.reading import nearest


def check(pathway: Pathway, directory: Directory) -> None:
    """Raise PathwayError with every issue found, in the order of `CHECKS`."""
    found = [issue for finder in CHECKS for issue in finder(pathway, directory)]
    if found:
        raise PathwayError("The pathway and the directory do not fit together:\n" + "\n".join(found))


def unknown_services(pathway: Pathway, directory: Directory) -> Iterator[str]:
    """Find doors that name a service which the directory does not have."""
    for door in pathway.doors:
        for service in door.services:
            if service not in directory.services:
                near = nearest(service, directory.services)
                yield f"door '{door.id}' names service '{service}', which is not in services_directory.yaml.{near}"


def unreachable_nodes(pathway: Pathway, _: Directory) -> Iterator[str]:
    """Find questions, forks and outcomes that no way leads to."""
    reached = set(_reached(pathway))
    for node in (*pathway.questions, *pathway.forks, *pathway.outcomes):
        if node not in reached:
            yield f"node '{node}': no way leads to it. Point an option, a skip or a branch at it, or remove it."


def circles(pathway: Pathway, _: Directory) -> Iterator[str]:
    """Find ways round in a circle, where a walk would never end, for each set of facts that the forks turn on."""
    found: set[str] = set()
    for facts in _facts_of_the_forks(pathway):
        found.update(_circle(pathway, facts))
    for node in sorted(found):
        yield f"node '{node}': a way on from it leads back to it. Let its options, skip or branches lead to an outcome."


def empty_conditions(pathway: Pathway, _: Directory) -> Iterator[str]:
    """Find conditions that list no value for a fact."""
    holders = [(door.id, (*door.when, *door.unless)) for door in pathway.doors]
    holders += [(advice.id, (*advice.when, *advice.unless)) for advice in pathway.advice]
    for holder, conditions in holders:
        for fact in (fact for condition in conditions for fact, values in condition.facts.items() if not values):
            yield f"'{holder}': the condition on '{fact}' lists no value, so it never holds."


def options_of_one_name(pathway: Pathway, _: Directory) -> Iterator[str]:
    """Find questions with two options of the same id."""
    for question in pathway.questions.values():
        ids = [option.id for option in question.options]
        for twice in sorted({option_id for option_id in ids if ids.count(option_id) > 1}):
            yield f"question '{question.id}': two options are called '{twice}'; ids have to differ."


CHECKS: tuple[Callable[[Pathway, Directory], Iterator[str]], ...] = (
    unknown_services,
    unreachable_nodes,
    circles,
    empty_conditions,
    options_of_one_name,
)


def _ways(pathway: Pathway, node: str) -> tuple[str, ...]:
    if node in pathway.forks:
        return tuple(branch.to for branch in pathway.forks[node].branches)
    question = pathway.questions.get(node)
    return (*(option.next for option in question.options), question.skip) if question else ()


def _reached(pathway: Pathway) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [pathway.start]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            yield node
            waiting += _ways(pathway, node)


def _facts_of_the_forks(pathway: Pathway) -> Iterator[Facts]:
    """Yield every combination of the values, and of not knowing them, that the conditions of forks name."""
    named: dict[str, dict[FactValue, None]] = {}
    for fork in pathway.forks.values():
        for branch in fork.branches:
            for fact, values in branch.when.facts.items():
                named.setdefault(fact, {UNKNOWN: None}).update(dict.fromkeys(values))
    for values in product(*named.values()):
        yield {fact: value for fact, value in zip(named, values, strict=True) if value != UNKNOWN}


def _circle(pathway: Pathway, facts: Facts) -> set[str]:
    """Return the nodes that lie on a circle when the forks decide by `facts` and the questions in any way."""
    ways = {node: _ways(pathway, node) for node in pathway.questions}
    for fork in pathway.forks.values():
        ways[fork.id] = (next(branch.to for branch in fork.branches if branch.when.holds(facts)),)
    try:
        tuple(TopologicalSorter(ways).static_order())
    except CycleError as circle:
        return set(circle.args[1])
    return set()
