"""Every scenario played by good and bad champions, and what a scenario may not be."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pathway.engine import engine
from rehearsal.load import GROUPS, load_scenarios
from rehearsal.model import RehearsalError
from rehearsal.rehearsal import MOST_LINES, Rehearsal
from rehearsal.transcript import differences, named, read_runs

TRANSCRIPTS = Path(__file__).parent / "transcripts"
FILES = sorted(TRANSCRIPTS.glob("*.yaml"))
STEM_OF_SCENARIO = [path.stem for path in FILES]


def test_there_are_enough_scenarios_and_each_is_played(rehearsal: Rehearsal) -> None:
    """There are at least twenty, each group of people is met, and each has a transcript."""
    assert len(rehearsal.scenarios) >= 20
    assert sorted(rehearsal.scenarios) == sorted(STEM_OF_SCENARIO)
    assert {group for scenario in rehearsal.scenarios.values() for group in scenario.groups} == set(GROUPS)


@pytest.mark.parametrize("path", FILES, ids=STEM_OF_SCENARIO)
def test_a_good_champion_gets_full_marks_and_each_mistake_is_named(rehearsal: Rehearsal, path: Path) -> None:
    """The good run meets every mark with no remark against it; each bad run has its mistake named and fails a mark."""
    good, *bad = read_runs(path, rehearsal)
    played = rehearsal.play(good.scenario, good.lines)
    assert list(differences(good, played)) == []
    assert named(played) == set()
    assert len(bad) >= 2
    for run in bad:
        spoilt = rehearsal.play(run.scenario, (*run.lines, *good.lines))
        assert set(run.named) <= named(rehearsal.play(run.scenario, run.lines)), run.lines
        assert spoilt.met < played.met, run.lines


@pytest.mark.parametrize("scenario", STEM_OF_SCENARIO)
def test_picking_what_is_good_leads_to_full_marks(rehearsal: Rehearsal, scenario: str) -> None:
    """Whoever picks only lines without a remark against them meets every mark, whatever the directory holds today."""
    lines: list[str] = []
    played = rehearsal.play(scenario, lines)
    while played.met < len(played.marks) and len(lines) < MOST_LINES:
        tries = [rehearsal.play(scenario, [*lines, pick]) for pick in rehearsal.picks(played)]
        played = max((each for each in tries if not each.exchanges[-1].mark.missed), key=lambda each: each.met)
        lines.append(played.exchanges[-1].line)
    assert [mark.id for mark in played.marks if not mark.met] == []


@pytest.mark.parametrize("scenario", STEM_OF_SCENARIO)
def test_every_tempting_line_is_named_as_a_mistake(rehearsal: Rehearsal, scenario: str) -> None:
    """Each line that tempts has a remark against it."""
    for line in rehearsal.scenarios[scenario].tempts:
        assert rehearsal.play(scenario, [line]).exchanges[0].mark.missed, line


def test_better_lines_do_what_they_teach(rehearsal: Rehearsal) -> None:
    """A better line makes the move that was missed, and no better line is itself a mistake."""
    for move in rehearsal.moves.values():
        heard = rehearsal.read(move.better).moves
        assert not [made for made in heard if rehearsal.moves[made].mistake], move.id
        assert move.mistake or move.id == "gives_service" or move.id in heard, move.id


def test_the_person_remembers(rehearsal: Rehearsal) -> None:
    """What needs trust is told to one who believes, not to one who blames; who is hurt twice goes, and says no more."""
    told = "He grabs and he shoves."
    ask = "Has he hurt you?"

    def said(*lines: str) -> str:
        return " ".join(reply for e in rehearsal.play("hana", lines).exchanges for reply in e.replies)

    assert told in said("I believe you.", ask)
    assert told not in said(ask)
    assert told not in said("Why do you stay?", "I believe you.", ask)
    gone = rehearsal.play("hana", ["Why do you stay?", "Leave him.", "I believe you."])
    assert gone.gone
    assert len(gone.exchanges) == 2
    assert gone.exchanges[-1].replies == (rehearsal.scenarios["hana"].withdraws,)


def test_replaying_from_any_line_gives_the_same_as_never_having_gone_on(rehearsal: Rehearsal) -> None:
    """State is the lines alone: a shorter list is the same conversation, earlier."""
    lines = read_runs(TRANSCRIPTS / "hana.yaml", rehearsal)[0].lines
    whole = rehearsal.play("hana", lines)
    for kept in range(len(lines)):
        assert rehearsal.play("hana", lines[:kept]).exchanges == whole.exchanges[:kept]


def test_a_scenario_with_faults_says_each_of_them(rehearsal: Rehearsal, tmp_path: Path) -> None:
    """What is wrong is told with file, place and the nearest word that would be right."""
    source = (TRANSCRIPTS.parents[2] / "rehearsal" / "scenarios" / "01_hana.yaml").read_text(encoding="utf-8")
    broken = source.replace("tonbridge_and_malling", "tonbridge").replace("asks_children, asks_harm]", "ask_children]")
    (tmp_path / "01_hana.yaml").write_text(broken.replace('"2026-11-24 10:15"', '"tuesday"'), encoding="utf-8")
    with pytest.raises(RehearsalError) as failure:
        load_scenarios(engine().pathway, rehearsal.moves, ["safeguarding_child"], tmp_path)
    text = str(failure.value)
    assert "01_hana.yaml" in text
    assert "fact 'area' cannot be 'tonbridge'" in text
    assert "Did you mean 'asks_children'?" in text
    assert "'at' is 'tuesday'" in text


def test_moments_are_times_in_england(rehearsal: Rehearsal) -> None:
    """A scenario's hour is local time in winter: an hour off would change which number answers."""
    assert {scenario.at.utcoffset() for scenario in rehearsal.scenarios.values()} == {timedelta(0)}
