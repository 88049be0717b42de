"""What a conversation holds: the answers given, in order. Everything known follows from replaying them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from pathway.model import Facts, FactValue

NOTHING: Facts = MappingProxyType({})


@dataclass(frozen=True)
class Known:
    """What is known at one moment: facts, facts declined, and questions passed (answered, whatever was said)."""

    facts: Facts = field(default_factory=lambda: NOTHING)
    declined: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()

    def with_facts(self, more: Facts) -> Known:
        """Return this with `more` facts, where the latest word counts."""
        declined = tuple(fact for fact in self.declined if fact not in more)
        return Known({**self.facts, **more}, declined, self.passed)


@dataclass(frozen=True)
class Step:
    """One turn's contribution: what it stated, declined and passed, and what it took back (`forgets`)."""

    facts: Facts = field(default_factory=lambda: NOTHING)
    declined: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    forgets: tuple[str, ...] = ()

    def is_empty(self) -> bool:
        """Say whether the step changes nothing."""
        return not (self.facts or self.declined or self.passed or self.forgets)


@dataclass(frozen=True)
class State:
    """The steps of a conversation, and how many messages in a row were not understood."""

    steps: tuple[Step, ...] = ()
    misses: int = 0

    def known(self) -> Known:
        """Return what is known, by replaying the steps: a later word overrides an earlier one."""
        facts: dict[str, FactValue] = {}
        declined: dict[str, None] = {}
        passed: dict[str, None] = {}
        for step in self.steps:
            for fact in step.forgets:
                facts.pop(fact, None)
            facts.update(step.facts)
            declined.update(dict.fromkeys(step.declined))
            for fact in step.facts:
                declined.pop(fact, None)
            passed.update(dict.fromkeys(step.passed))
        return Known(facts, tuple(declined), tuple(passed))

    def after(self, step: Step) -> State:
        """Return the state with `step` taken; an empty step adds nothing."""
        return State(self.steps, 0) if step.is_empty() else State((*self.steps, step), 0)

    def missed(self) -> State:
        """Return the state after one more message that was not understood."""
        return State(self.steps, self.misses + 1)

    def back(self) -> State:
        """Return the state with the last step undone."""
        return State(self.steps[:-1], 0)


def state_to_json(state: State) -> dict[str, Any]:
    """Return `state` as plain lists and mappings."""
    steps = [
        {"facts": dict(s.facts), "declined": [*s.declined], "passed": [*s.passed], "forgets": [*s.forgets]}
        for s in state.steps
    ]
    return {"steps": steps, "misses": state.misses}


def state_from_json(content: Mapping[str, Any] | None) -> State:
    """Return the state that `state_to_json` wrote, or a fresh one for None."""
    if not content:
        return State()
    steps = tuple(
        Step(facts_from_json(s["facts"]), tuple(s["declined"]), tuple(s["passed"]), tuple(s["forgets"]))
        for s in content["steps"]
    )
    return State(steps, int(content["misses"]))


def facts_from_json(content: Mapping[str, Any]) -> Facts:
    """Return facts with their lists as tuples."""
    return {fact: tuple(value) if isinstance(value, list) else value for fact, value in content.items()}
