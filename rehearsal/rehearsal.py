"""A rehearsal: the lines of a champion replayed with an invented person, each line marked, and the whole marked.

State is the lines, replayed: nothing else is held, so that going back to any line is only leaving off the later ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pathway.directory import Directory
from pathway.model import Pathway
from pathway.signpost import EMERGENCY
from rehearsal.load import load_scenarios
from rehearsal.marker import GIVES_999, GIVES_SERVICE, Marker
from rehearsal.marks import AFTER_SAFETY, Marking
from rehearsal.model import Exchange, Heard, LineMark, Mark, Move, Remark, Scenario
from rehearsal.moves import load_moves
from rehearsal.person import Mood, answer
from rehearsal.right import Right, best_contact, right_answers
from rehearsal.services import line_for, service_remarks
from rehearsal.wording import say

MOST_LINES = 30
"""A conversation ends here, so that replaying it stays quick."""
MOST_PICKS = 5
_GOOD_PICKS = 2


@dataclass(frozen=True)
class Played:
    """A conversation so far: what was said and marked, whether it is over, and what was met of the outcomes."""

    scenario: Scenario
    exchanges: tuple[Exchange, ...]
    marks: tuple[Mark, ...]
    gone: bool
    full: bool
    outcomes: tuple[str, ...]

    @property
    def met(self) -> int:
        """How many marks are met."""
        return sum(mark.met for mark in self.marks)


class Rehearsal:
    """Plays scenarios with the pathway and the directory that it is given."""

    def __init__(self, pathway: Pathway, directory: Directory) -> None:
        """Load moves and scenarios. Raises RehearsalError where they cannot be used."""
        self._pathway, self._directory = pathway, directory
        moves = load_moves()
        self.moves: Mapping[str, Move] = moves.by_id
        self._marker = Marker(moves.phrases, moves.lists, directory, moves.names)
        needs = {need for service in directory.services.values() for need in service.needs}
        self.scenarios = load_scenarios(pathway, self.moves, needs)

    def play(self, scenario_id: str, lines: Sequence[str]) -> Played:
        """Replay `lines` and return the conversation with its marks. Raises KeyError for an unknown scenario."""
        scenario = self.scenarios[scenario_id]
        right = self.right(scenario_id)
        mood = Mood()
        exchanges: list[Exchange] = []
        for line in lines[:MOST_LINES]:
            heard = self.read(line)
            mark = self._mark_line(scenario, right, heard, exchanges)
            mood, replies = answer(scenario, self.moves, mood, heard)
            exchanges.append(Exchange(line, heard, replies, mark))
            if mood.gone:
                break
        marks = Marking(scenario, self.moves, right, self._directory).marks(exchanges)
        full = len(exchanges) >= MOST_LINES
        return Played(scenario, tuple(exchanges), marks, mood.gone, full, self._outcomes(exchanges, right))

    def read(self, line: str) -> Heard:
        """Return what one line was heard to say."""
        return self._marker.read(line)

    def right(self, scenario_id: str) -> Right:
        """Return what is right in a scenario now."""
        return right_answers(self.scenarios[scenario_id], self._pathway, self._directory)

    def picks(self, played: Played) -> tuple[str, ...]:
        """Return lines to pick from, good and not, in an order that says nothing about which is which."""
        right = self.right(played.scenario.id)
        said = {exchange.line for exchange in played.exchanges}
        turn = len(played.exchanges)
        good = [line for line in self._good_lines(played, right) if line not in said]
        tempting = [line for line in (*played.scenario.tempts, *self._wrong_services(right)) if line not in said]
        start = turn % max(len(tempting), 1)
        offered = [*good[:_GOOD_PICKS], *(tempting[start:] + tempting[:start])]
        return tuple(sorted(dict.fromkeys(offered[:MOST_PICKS]), key=_shuffled))

    def _mark_line(self, scenario: Scenario, right: Right, heard: Heard, before: Sequence[Exchange]) -> LineMark:
        of_services = service_remarks(heard, right, self._directory)
        moves = [self.moves[move] for move in heard.moves if move != GIVES_SERVICE]
        good = [Remark(m.id, m.text, None, m.sources) for m in moves if not m.mistake]
        missed = [Remark(m.id, m.text, m.better, m.sources) for m in moves if m.mistake]
        checked = any(scenario.first in exchange.heard.moves for exchange in before)
        if not checked and scenario.first not in heard.moves and AFTER_SAFETY & set(heard.moves):
            first = self.moves[scenario.first]
            missed.append(Remark("order", say("service_before_safety"), first.better, first.sources))
        return LineMark((*good, *of_services.good), (*missed, *of_services.missed))

    def _outcomes(self, exchanges: Sequence[Exchange], right: Right) -> tuple[str, ...]:
        """Return the tiers of the pathway for which a right service was named."""
        named = {service for exchange in exchanges for service in exchange.heard.services}
        if right.emergency and any(GIVES_999 in exchange.heard.moves for exchange in exchanges):
            named |= {EMERGENCY}
        counted = right.all_right | ({EMERGENCY} if right.emergency else set())
        return tuple(dict.fromkeys(card.tier for card in right.cards.values() if card.service in named & counted))

    def _good_lines(self, played: Played, right: Right) -> list[str]:
        scenario = played.scenario
        made = {move for exchange in played.exchanges for move in exchange.heard.moves}
        urgent = (GIVES_999,) if right.emergency else ()
        wanted = [
            move for move in (scenario.first, *scenario.respond, *scenario.recognise, *urgent) if move not in made
        ]
        services = [*right.first[:1], *(cards[0] for cards in right.by_need.values())]
        return [*(self.moves[move].better for move in dict.fromkeys(wanted)), *map(line_for, services)]

    def _wrong_services(self, right: Right) -> list[str]:
        """Return lines that give what does not fit, or is shut at that hour, as the directory has it now."""
        shut = [
            say("better_service", service=card.name, contact=contact.value)
            for card in right.cards.values()
            for contact in card.contacts
            if contact.open_now is False and contact.type == "phone" and best_contact(card) is not contact
        ]
        withheld = [
            say("better_service", service=service.name, contact=service.contacts[0].value)
            for service in map(self._directory.services.__getitem__, right.withheld)
            if service.contacts
        ]
        return [*shut[:1], *withheld[:1]]


def _shuffled(line: str) -> str:
    return hashlib.blake2s(line.encode()).hexdigest()
