"""The nouns of a rehearsal, as frozen values: moves, scenarios, what a line was heard to say, and what it was worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pathway.model import Facts, Source

Stage = Literal["recognise", "respond", "refer"]
STAGES: tuple[Stage, ...] = ("recognise", "respond", "refer")


class RehearsalError(ValueError):
    """Moves, names or scenarios cannot be used. The message lists every fault with file, place and remedy."""


@dataclass(frozen=True)
class Move:
    """One kind of thing that a champion's line may do.

    `text` says what a line did, `missed` what was not done (of a good move), `better` is a line that does well.
    `trust` is by how much it changes the person's trust; a mistake lowers it. `negated` is the move that a "not" before
    it makes.
    """

    id: str
    stage: Stage
    mistake: bool
    text: str
    missed: str
    better: str
    trust: int
    negated: str | None
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Heard:
    """What one line of a champion was heard to say.

    `numbers` are the phone numbers in it, `later` says that it speaks of another time than now.
    """

    moves: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    later: bool = False


@dataclass(frozen=True)
class Saying:
    """Something the person says only when asked for it with one of the moves `to`, and only with enough trust."""

    to: tuple[str, ...]
    say: str
    trust: int


@dataclass(frozen=True)
class Scenario:
    """An invented person at one moment, and what a good conversation with them does.

    `first` is the move that has to come before all else. `recognise` and `respond` are moves that are looked for,
    `needs` are needs (as in the directory) for which a fitting service is looked for beside the first one.
    `reacts` says how the person takes a move; `otherwise` is said in turn where nothing else is; `tempts` are lines
    that are offered for picking and would be mistakes.
    """

    id: str
    groups: tuple[str, ...]
    title: str
    who: str
    setting: str
    warns: tuple[str, ...]
    at: datetime
    facts: Facts
    opens: str
    sayings: tuple[Saying, ...]
    guarded: str
    reacts: Mapping[str, str]
    otherwise: tuple[str, ...]
    withdraws: str
    first: str
    recognise: tuple[str, ...]
    respond: tuple[str, ...]
    needs: tuple[str, ...]
    tempts: tuple[str, ...]
    debrief: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Remark:
    """One thing to say about a line or a whole conversation: what it is about, a better line, and the source."""

    about: str
    text: str
    better: str | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class LineMark:
    """What one line did well, and what it should not have done or left out."""

    good: tuple[Remark, ...] = ()
    missed: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Exchange:
    """One line of the champion and what the person said to it."""

    line: str
    heard: Heard
    replies: tuple[str, ...]
    mark: LineMark


@dataclass(frozen=True)
class Mark:
    """One of the marks of a conversation: met, or not yet and then what was missed."""

    id: str
    stage: Stage
    label: str
    met: bool
    missed: tuple[Remark, ...] = ()
