"""The nouns of the pathway, as frozen values. Nothing here decides anything; `load` builds them, `walk` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

FactValue = bool | str | tuple[str, ...]
Facts = Mapping[str, FactValue]
AUDIENCES = ("self", "someone_else", "professional", "own_behaviour")
ABOUT = ("danger", "marac", "children", "adults", "need", "say", "avoid", "record")
"""What a piece of advice is about, in the order in which a professional reads it."""

UNKNOWN = "unknown"
"""In a condition: the fact was not stated (or was declined)."""


@dataclass(frozen=True)
class Source:
    """Where a statement comes from. `url` is None for a document without a public address.

    `checked_on` is when it was last read for the graph; the directory has that day with each service instead.
    """

    title: str
    url: str | None = None
    checked_on: date | None = None


@dataclass(frozen=True)
class Fact:
    """One thing that may be known about the person: its allowed values, and how each is said back to them.

    `many` facts hold a tuple of values in the order in which they were named.
    """

    id: str
    values: tuple[FactValue, ...]
    many: bool
    said: Mapping[str, str]

    def allows(self, value: object) -> bool:
        """Say whether `value` may be held by this fact."""
        if self.many:
            return isinstance(value, tuple) and all(item in self.values for item in value)
        return any(value is allowed or (isinstance(value, str) and value == allowed) for allowed in self.values)


@dataclass(frozen=True)
class Condition:
    """Holds when every named fact has one of the values listed for it (`UNKNOWN` means not stated)."""

    facts: Mapping[str, tuple[FactValue, ...]]

    def holds(self, facts: Facts) -> bool:
        """Say whether the condition holds for `facts`. Of a `many` fact, one value in common is enough."""
        return all(_is_among(facts.get(fact), allowed) for fact, allowed in self.facts.items())


def _is_among(value: FactValue | None, allowed: tuple[FactValue, ...]) -> bool:
    if value is None or value == ():
        return UNKNOWN in allowed
    if isinstance(value, tuple):
        return any(item in allowed for item in value)
    return any(value is item or (isinstance(value, str) and value == item) for item in allowed)


def any_holds(conditions: tuple[Condition, ...], facts: Facts) -> bool:
    """Say whether one of several alternatives holds."""
    return any(condition.holds(facts) for condition in conditions)


@dataclass(frozen=True)
class Option:
    """One answer to a question: the facts it states, and the node it leads to."""

    id: str
    label: str
    sets: Facts
    next: str


@dataclass(frozen=True)
class Question:
    """A node that asks.

    `facts` are those it can settle, the first being what it asks for. `ask` and `why` are keyed by audience, with
    `default`. `asked_when` (alternatives) limits to whom it is put; `with_doors` names the audiences (or `default`
    for all) who see the services found so far beside it.
    """

    id: str
    kind: Literal["one", "many"]
    facts: tuple[str, ...]
    ask: Mapping[str, str]
    why: Mapping[str, str]
    options: tuple[Option, ...]
    skip: str
    asked_when: tuple[Condition, ...]
    with_doors: tuple[str, ...]
    source: tuple[Source, ...]

    def option(self, option_id: str) -> Option | None:
        """Return the option of that id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True)
class Branch:
    """One way out of a fork: taken when `when` holds; the last way has none and always holds."""

    when: Condition
    to: str


@dataclass(frozen=True)
class Fork:
    """A node that says nothing and leads on by what is known: the first branch that holds."""

    id: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Outcome:
    """A node that ends the questions: the sentence said above the services, keyed by audience."""

    id: str
    say: Mapping[str, str]
    source: tuple[Source, ...]


@dataclass(frozen=True)
class Door:
    """A reason to name services: for whom (`audience`), when (alternatives), how urgent (`tier`), and why.

    None of the `unless` may hold. Asking for what a door `wants` moves it up. `because` names facts to give back as
    reasons beside those of the condition that held; `why` is said where no stated fact is a reason. `for_child`: the
    service is for a child of the person, so the person's age does not decide. `in_hours`: counts only while open.
    """

    id: str
    tier: str
    services: tuple[str, ...]
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    audience: tuple[str, ...]
    wants: tuple[str, ...]
    because: tuple[str, ...]
    why: str | None
    for_child: bool
    in_hours: bool
    source: tuple[Source, ...]


@dataclass(frozen=True)
class Advice:
    """A reviewed thought, shown to its audience when it applies. `about` is one of `ABOUT`."""

    id: str
    text: str
    when: tuple[Condition, ...]
    unless: tuple[Condition, ...]
    audience: tuple[str, ...]
    about: str
    source: tuple[Source, ...]

    @property
    def checked_on(self) -> date:
        """Return the day on which the source read longest ago was checked."""
        return min(source.checked_on for source in self.source if source.checked_on)


@dataclass(frozen=True)
class Interrupt:
    """What is said at any node when the sign of danger named by `safety` is heard."""

    id: str
    safety: str
    say: str
    source: tuple[Source, ...]


@dataclass(frozen=True)
class Aside:
    """The answer to a side question, after which the open question is put again.

    `wants`: the topic is kept as something asked for. `shows`: what comes with the answer.
    """

    topic: str
    say: Mapping[str, str]
    wants: bool
    shows: Literal["nothing", "doors", "emergency"]
    source: tuple[Source, ...]


@dataclass(frozen=True)
class Pathway:
    """The whole graph, loaded and sound.

    `version` is a fingerprint of its text. `easy` gives for a usual text its Easy Read wording, where it has one.
    """

    version: str
    start: str
    facts: Mapping[str, Fact]
    questions: Mapping[str, Question]
    forks: Mapping[str, Fork]
    outcomes: Mapping[str, Outcome]
    tiers: tuple[str, ...]
    doors: tuple[Door, ...]
    advice: tuple[Advice, ...]
    interrupts: tuple[Interrupt, ...]
    asides: Mapping[str, Aside]
    phrases: Mapping[str, str]
    easy: Mapping[str, str]


def audience_of(facts: Facts) -> str:
    """Return whose words and doors apply: what `asking_as` says, or `self` while it is not known."""
    asking_as = facts.get("asking_as", "self")
    return asking_as if isinstance(asking_as, str) else "self"


def worded(texts: Mapping[str, str], audience: str) -> str:
    """Return the wording for `audience`, or the default one."""
    return texts.get(audience, texts["default"])
