"""State is the answers, replayed."""

from __future__ import annotations

import json

from pathway.state import State, Step, state_from_json, state_to_json

DOVER = Step({"area": "dover"}, passed=("area",))


def test_a_later_word_overrides_an_earlier_one() -> None:
    """The last version of a fact counts."""
    state = State().after(DOVER).after(Step({"area": "swale"}))
    assert state.known().facts == {"area": "swale"}


def test_a_fact_stated_after_it_was_declined_is_known() -> None:
    """Declining is undone by stating."""
    state = State().after(Step(declined=("pets",))).after(Step({"pets": True}))
    assert state.known().declined == ()
    assert state.known().facts == {"pets": True}


def test_back_undoes_one_step_and_all_that_it_said() -> None:
    """A step that stated two facts is undone whole; the one before stands."""
    state = State().after(DOVER).after(Step({"pets": True, "children": True}, ("nrpf",)))
    assert state.back().known() == State().after(DOVER).known()
    assert State().back() == State()


def test_a_step_can_take_a_fact_back() -> None:
    """What a step forgets is no longer known."""
    state = State().after(Step({"risk_level": "high", "marac_criterion": "escalation"}))
    after = state.after(Step({"risk_level": "medium"}, forgets=("marac_criterion",)))
    assert after.known().facts == {"risk_level": "medium"}


def test_an_empty_step_adds_nothing_but_clears_the_misses() -> None:
    """A turn that was understood but changed nothing leaves no step to undo."""
    state = State().after(DOVER).missed().missed()
    assert state.misses == 2
    assert state.after(Step()) == State((DOVER,), 0)


def test_a_state_survives_json() -> None:
    """Written as JSON and read back, a state is the same, tuples included."""
    state = State().after(Step({"wants": ("pets", "police"), "nrpf": False}, ("area",), ("area", "wants"), ("x",)))
    assert state_from_json(json.loads(json.dumps(state_to_json(state.missed())))) == state.missed()
    assert state_from_json(None) == State()
