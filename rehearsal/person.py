"""The invented person: what they say to a line, from their reviewed phrases alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rehearsal.load import ANY_MISTAKE
from rehearsal.model import Heard, Move, Saying, Scenario

MOST_PHRASES = 3
MOST_SAYINGS = 2
WITHDRAWS_AT = -2
"""A clumsy remark is forgiven; after two more mistakes than kindnesses the person goes."""


@dataclass(frozen=True)
class Mood:
    """Where the person stands: their trust, what they said, which moves have reached them, and whether they went."""

    trust: int = 0
    said: frozenset[str] = frozenset()
    reached: frozenset[str] = frozenset()
    empty_turns: int = 0
    gone: bool = False


def answer(scenario: Scenario, moves: Mapping[str, Move], mood: Mood, heard: Heard) -> tuple[Mood, tuple[str, ...]]:
    """Return the mood after a line that was `heard`, and what the person says to it."""
    trust = mood.trust + sum(moves[move].trust for move in heard.moves if _counts(moves[move], mood))
    reached = mood.reached | set(heard.moves)
    if trust <= WITHDRAWS_AT:
        return Mood(trust, mood.said, reached, mood.empty_turns, gone=True), (scenario.withdraws,)
    hurt = any(moves[move].mistake for move in heard.moves)
    told, guarded = ((), False) if hurt else _told(scenario, mood, heard, trust)
    phrases = [*_reactions(scenario, moves, mood, heard), *(saying.say for saying in told)]
    if guarded and not told:
        phrases.append(scenario.guarded)
    empty = mood.empty_turns
    if not phrases:
        phrases.append(scenario.otherwise[empty % len(scenario.otherwise)])
        empty += 1
    said = mood.said | {saying.say for saying in told}
    return Mood(trust, said, reached, empty), tuple(dict.fromkeys(phrases[:MOST_PHRASES]))


def _counts(move: Move, mood: Mood) -> bool:
    """Kindness counts once; a mistake counts each time."""
    return move.mistake or move.id not in mood.reached


def _told(scenario: Scenario, mood: Mood, heard: Heard, trust: int) -> tuple[tuple[Saying, ...], bool]:
    """Return what is told, and whether something was asked for that the person does not trust them with yet."""
    asked = [s for s in scenario.sayings if s.say not in mood.said and set(s.to) & set(heard.moves)]
    told = tuple(saying for saying in asked if trust >= saying.trust)
    return told[:MOST_SAYINGS], len(told) < len(asked)


def _reactions(scenario: Scenario, moves: Mapping[str, Move], mood: Mood, heard: Heard) -> list[str]:
    mistakes = [move for move in heard.moves if moves[move].mistake]
    if mistakes:
        own = [scenario.reacts[move] for move in mistakes if move in scenario.reacts]
        return own[:1] or [scenario.reacts[ANY_MISTAKE]]
    good = [move for move in heard.moves if move in scenario.reacts and move not in mood.reached]
    return [scenario.reacts[move] for move in good[:1]]
