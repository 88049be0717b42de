"""What is kept of practice: results with the rehearsal, and confidence as sums from which nobody can be told."""

from __future__ import annotations

from pathlib import Path

from rehearsal.record import LEAST, Confidence, Practice, answers_of
from rehearsal.rehearsal import Rehearsal
from rehearsal.transcript import read_runs
from rehearsal.wording import all_words

TRANSCRIPTS = Path(__file__).parent / "transcripts"
LOW, HIGH = (1,) * 6, (5,) * 6


def test_nothing_is_shown_before_five_people(rehearsal: Rehearsal) -> None:
    """Four people give no average; the fifth gives one over all."""
    sums = Confidence()
    for _ in range(LEAST - 1):
        sums.add(LOW, HIGH)
    assert sums.averages() is None
    sums.add(HIGH, HIGH)
    shown = sums.averages()
    assert shown is not None
    assert (shown.people, shown.before[0], shown.after[0]) == (5, 1.8, 5.0)


def test_one_more_person_changes_nothing_that_is_shown() -> None:
    """Averages move on in steps of five, so that the sixth person's answers cannot be worked out."""
    sums = Confidence()
    for _ in range(LEAST):
        sums.add(LOW, LOW)
    before = sums.averages()
    for _ in range(LEAST - 1):
        sums.add(HIGH, HIGH)
        assert sums.averages() == before
    sums.add(HIGH, HIGH)
    assert sums.averages() != before


def test_answers_are_six_numbers_from_one_to_five() -> None:
    """Anything else is no answer."""
    items = [item["id"] for item in all_words()["confidence"]]
    assert len(items) == 6
    assert answers_of(dict.fromkeys(items, "3")) == (3,) * 6
    for wrong in ("0", "6", "", "x", "-1", "3.5"):
        assert answers_of({**dict.fromkeys(items, "3"), items[2]: wrong}) is None
    assert answers_of({}) is None


def test_the_best_run_counts(rehearsal: Rehearsal) -> None:
    """A worse run after a good one takes nothing away; groups and outcomes are those of good runs."""
    good = rehearsal.play("hana", read_runs(TRANSCRIPTS / "hana.yaml", rehearsal)[0].lines)
    practice = Practice().with_result(good).with_result(rehearsal.play("hana", ["Why do you stay?"]))
    assert practice.results["hana"].full
    assert practice.groups(rehearsal.scenarios) == ("children_at_home",)
    assert "front" in practice.outcomes()
    assert Practice().with_result(rehearsal.play("hana", [])).groups(rehearsal.scenarios) == ()
