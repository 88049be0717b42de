"""The rehearsal in a terminal: the same scenarios, marks and words as on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timezone

from pathway.signpost import signpost
from pathway.signs import facts_of
from pathway.talk import Talk
from rehearsal.model import Exchange, Remark, Scenario
from rehearsal.plea import plea
from rehearsal.rehearsal import Played, Rehearsal
from rehearsal.transcript import Run, differences
from rehearsal.wording import all_words, say
from understanding.safety import Safety

Say = Callable[[str], None]
Ask = Callable[[str], str]
HELP = "Type a line, or the number of one that is offered. /back 2: again from line 2. /end: the marks. /quit: leave."


class Terminal:
    """Holds one rehearsal. `ask` reads a line, `tell` shows one: tests bring their own."""

    def __init__(self, rehearsal: Rehearsal, talk: Talk, ask: Ask = input, tell: Say = print) -> None:
        self._rehearsal, self._talk, self._ask, self._tell = rehearsal, talk, ask, tell

    def list_scenarios(self) -> None:
        """Show the scenarios by number."""
        for number, scenario in enumerate(self._rehearsal.scenarios.values(), start=1):
            self._tell(f"{number:3}. {scenario.id:10} {scenario.title}: {scenario.who}")

    def choose(self) -> str | None:
        """Ask for a scenario; None where nothing was chosen."""
        self._tell(f"{say('title')}. {say('banner')}")
        self._tell(say("content_warning_general"))
        self._tell(say("real_names"))
        self.list_scenarios()
        chosen = self._ask("Scenario (number or name): ").strip()
        ids = list(self._rehearsal.scenarios)
        if chosen.isdigit() and 0 < int(chosen) <= len(ids):
            return ids[int(chosen) - 1]
        return chosen if chosen in ids else None

    def rehearse(self, scenario_id: str) -> Played:
        """Play a scenario until it is ended, and return it."""
        scenario, lines = self._rehearsal.scenarios[scenario_id], list[str]()
        self._open(scenario)
        played = self._rehearsal.play(scenario_id, lines)
        while True:
            picks = self._offer(played)
            typed = self._ask(f"[{say('banner_short')}] you: ").strip()
            if typed == "/quit":
                return played
            if typed == "/end":
                self.show_marks(played)
                return played
            if typed.startswith("/back"):
                lines = lines[: _back_to(typed, len(lines))]
            elif typed and self._may_be_taken(played):
                line = picks[int(typed) - 1] if typed.isdigit() and 0 < int(typed) <= len(picks) else typed
                if self._breaks_out(line, picked=line is not typed):
                    continue
                lines.append(line)
            played = self._rehearsal.play(scenario_id, lines)
            if lines and not typed.startswith("/"):
                self._show(scenario, played.exchanges[-1])

    def replay(self, run: Run) -> list[str]:
        """Show a run of a transcript, and return how it differs from what its file expects."""
        played = self._rehearsal.play(run.scenario, run.lines)
        self._tell(f"{run.scenario}: {run.name}")
        self._open(played.scenario)
        for exchange in played.exchanges:
            self._tell(f"you: {exchange.line}")
            self._show(played.scenario, exchange)
        self.show_marks(played)
        return list(differences(run, played))

    def show_marks(self, played: Played) -> None:
        """Show every mark, with what was missed."""
        stages = all_words()["stages"]
        self._tell(say("judged"))
        for mark in played.marks:
            self._tell(f"  {'met    ' if mark.met else 'not yet'}  {stages[mark.stage]}: {mark.label}")
            for remark in mark.missed:
                self._tell(_written(remark))
        for prompt in (*played.scenario.debrief, *all_words()["debrief"]):
            self._tell(f"  ? {prompt}")
        self._tell(say("helper_support_short"))

    def _open(self, scenario: Scenario) -> None:
        self._tell(f"{scenario.title} ({scenario.at:%A %-d %B, %H:%M}). {scenario.who}.")
        self._tell(say("content_warning", warns=", ".join(scenario.warns)))
        self._tell(scenario.setting)
        self._tell(HELP)
        self._tell(f"{name_of(scenario)}: {scenario.opens}")

    def _offer(self, played: Played) -> tuple[str, ...]:
        if not self._may_be_taken(played):
            self._tell(say("gone", name=name_of(played.scenario)) if played.gone else say("most_lines"))
            return ()
        picks = self._rehearsal.picks(played)
        for number, pick in enumerate(picks, start=1):
            self._tell(f"    {number}) {pick}")
        return picks

    def _may_be_taken(self, played: Played) -> bool:
        return not (played.gone or played.full)

    def _show(self, scenario: Scenario, exchange: Exchange) -> None:
        for reply in exchange.replies:
            self._tell(f"{name_of(scenario)}: {reply}")
        for remark in exchange.mark.good:
            self._tell(f"      + {remark.text}")
        for remark in exchange.mark.missed:
            self._tell(_written(remark))

    def _breaks_out(self, line: str, *, picked: bool) -> bool:
        """Show the real card where the line is a real plea; say whether it was."""
        danger = Safety() if picked else plea(line, self._rehearsal.read)
        if not any((danger.immediate, danger.cannot_speak, danger.suicidal)):
            return False
        self._tell("-" * 70)
        self._tell(say("breakout"))
        for text in real_card(self._talk, danger):
            self._tell(text)
        self._tell("-" * 70)
        return True


def real_card(talk: Talk, danger: Safety) -> Iterator[str]:
    """Yield the lines of the real cards for `danger`, as the chat would show them now."""
    facts = facts_of(danger.signs())
    for card in signpost(talk.pathway, talk.directory, facts, datetime.now(timezone.utc)).crisis():
        yield f"{card.name}: " + ", ".join(contact.value for contact in card.contacts)
        yield f"  {card.what}"


def name_of(scenario: Scenario) -> str:
    """Return the first name of whoever speaks in the scenario."""
    return scenario.who.split(",")[0].split(" ")[0]


def _back_to(typed: str, lines: int) -> int:
    number = typed.removeprefix("/back").strip()
    return max(int(number) - 1, 0) if number.isdigit() else max(lines - 1, 0)


def _written(remark: Remark) -> str:
    source = f" [{'; '.join(source.title for source in remark.sources)}]" if remark.sources else ""
    better = f' Better: "{remark.better}"' if remark.better else ""
    return f"      - {remark.text}{better}{source}"
