"""The marks of a whole conversation: recognise, respond, refer. They judge replies, never the one who wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pathway.directory import Directory
from rehearsal.marker import GIVES_999, GIVES_SERVICE
from rehearsal.model import Exchange, Mark, Move, Remark, Scenario, Stage
from rehearsal.right import Right, contacts_of, is_reached_by_number
from rehearsal.services import better_line, given, line_for
from rehearsal.wording import all_words, say

AFTER_SAFETY = frozenset(
    {"asks_harm", "asks_children", "asks_area", "asks_wants", "asks_needs", "asks_permission", GIVES_SERVICE}
)
"""What waits until safety was checked."""
WRONG_NUMBER = ("shut", "number")


class Marking:
    """Marks conversations of one scenario with what is right for it now."""

    def __init__(self, scenario: Scenario, moves: Mapping[str, Move], right: Right, directory: Directory) -> None:
        self._scenario, self._moves, self._right, self._directory = scenario, moves, right, directory

    def marks(self, exchanges: Sequence[Exchange]) -> tuple[Mark, ...]:
        """Return every mark of the conversation so far, met or not yet."""
        return tuple(
            mark
            for mark in (
                self._safety_first(exchanges),
                self._moves_made("asked", "recognise", self._scenario.recognise, exchanges),
                self._moves_made("responded", "respond", self._scenario.respond, exchanges),
                self._no_mistakes(exchanges),
                self._first_signpost(exchanges),
                self._open_number(exchanges),
                self._needs_met(exchanges),
            )
            if mark is not None
        )

    def _safety_first(self, exchanges: Sequence[Exchange]) -> Mark:
        missed = self._missing([self._scenario.first], exchanges)
        if not missed and comes_late(self._scenario, exchanges):
            missed = [
                Remark(self._scenario.first, say("service_before_safety"), self._moves[self._scenario.first].better)
            ]
        return _mark("safety_first", "recognise", missed)

    def _moves_made(
        self, mark: str, stage: Stage, wanted: tuple[str, ...], exchanges: Sequence[Exchange]
    ) -> Mark | None:
        return _mark(mark, stage, self._missing(wanted, exchanges)) if wanted else None

    def _missing(self, wanted: Iterable[str], exchanges: Sequence[Exchange]) -> list[Remark]:
        made = {move for exchange in exchanges for move in exchange.heard.moves}
        absent = [self._moves[move] for move in wanted if move not in made]
        return [Remark(move.id, move.missed, move.better, move.sources) for move in absent]

    def _no_mistakes(self, exchanges: Sequence[Exchange]) -> Mark:
        harmful = [e for e in exchanges if any(self._moves[move].mistake for move in e.heard.moves)]
        missed = [Remark("mistakes", say("mistake_missed", count=str(len(harmful))))] if harmful else []
        return _mark("no_mistakes", "respond", missed)

    def _first_signpost(self, exchanges: Sequence[Exchange]) -> Mark:
        if self._right.emergency:
            return _mark("first_signpost", "refer", self._missing([GIVES_999], exchanges))
        firsts = {card.service for card in self._right.first}
        met = bool(firsts & set(self._services(exchanges)))
        return _mark(
            "first_signpost", "refer", [] if met else [Remark("first", say("first_missed"), better_line(self._right))]
        )

    def _open_number(self, exchanges: Sequence[Exchange]) -> Mark:
        wrong = [remark for e in exchanges for remark in e.mark.missed if remark.about in WRONG_NUMBER]
        if not wrong and not self._gave_an_open_way(exchanges):
            wrong = [Remark("open", say("open_missed"), better_line(self._right))]
        return _mark("open_number", "refer", wrong)

    def _gave_an_open_way(self, exchanges: Sequence[Exchange]) -> bool:
        if self._right.emergency:
            return any(GIVES_999 in exchange.heard.moves for exchange in exchanges)
        numbers = [number for exchange in exchanges for number in exchange.heard.numbers]
        for service in set(self._services(exchanges)) & self._right.all_right:
            card = self._right.cards[service]
            if not is_reached_by_number(card) or any(c.open_now is not False for c in contacts_of(card, numbers)):
                return True
        return False

    def _needs_met(self, exchanges: Sequence[Exchange]) -> Mark | None:
        if not self._right.by_need:
            return None
        named = set(self._services(exchanges))
        missed = [
            Remark(need, say("need_missed", need=need.replace("_", " ")), line_for(cards[0]), cards[0].source)
            for need, cards in self._right.by_need.items()
            if not named & {card.service for card in cards}
        ]
        return _mark("needs_met", "refer", missed)

    def _services(self, exchanges: Sequence[Exchange]) -> Iterator[str]:
        for exchange in exchanges:
            yield from given(exchange.heard, self._right, self._directory).services


def comes_late(scenario: Scenario, exchanges: Sequence[Exchange]) -> bool:
    """Say whether something that has to wait came before the move that comes first."""
    for exchange in exchanges:
        if scenario.first in exchange.heard.moves:
            return False
        if AFTER_SAFETY & set(exchange.heard.moves) or scenario.first == GIVES_999:
            return True
    return False


def _mark(mark: str, stage: Stage, missed: Sequence[Remark]) -> Mark:
    return Mark(mark, stage, all_words()["marks"][mark], not missed, tuple(missed))
