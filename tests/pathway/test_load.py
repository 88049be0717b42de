"""A graph that is not sound does not load, and the error says which file, which place, what is wrong, what is right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pathway.directory import load_directory
from pathway.engine import DIRECTORY
from pathway.issues import check
from pathway.load import GRAPH, PathwayError, load_pathway

SOURCE = "    source: [S000, RESPECT]\n"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A copy of the real graph, to be broken."""
    return Path(shutil.copytree(GRAPH, tmp_path / "graph"))


def broken(graph: Path, file: str, old: str, new: str) -> str:
    """Replace `old` by `new` in a file of the graph and return the error that loading then gives."""
    path = graph / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PathwayError) as error:
        check(load_pathway(graph), load_directory(DIRECTORY))
    return str(error.value)


def test_the_real_graph_is_sound() -> None:
    """The graph in use loads and fits the directory in use."""
    check(load_pathway(), load_directory(DIRECTORY))


FAULTS = {
    "a way to nowhere": (
        "1_start.yaml",
        "next: how_to_call}",
        "next: how_to_cal}",
        ["1_start.yaml", "immediate_danger", "option 'yes'", "how_to_cal", "Did you mean 'how_to_call'?"],
    ),
    "a skip to nowhere": (
        "1_start.yaml",
        "skip: area\n",
        "skip: aera\n",
        ["asking_as", "skip", "Did you mean 'area'?"],
    ),
    "a branch to nowhere": (
        "1_start.yaml",
        "to: risk_level}",
        "to: risk}",
        ["after_area", "branch", "'risk'", "no such question"],
    ),
    "an unknown key": (
        "1_start.yaml",
        "    kind: one\n",
        "    kid: one\n",
        ["unknown key 'kid'", "Did you mean 'kind'?"],
    ),
    "an unknown section": ("1_start.yaml", "forks:", "fork:", ["unknown section 'fork'", "Did you mean 'forks'?"]),
    "an unknown fact": (
        "1_start.yaml",
        "sets: {danger_not_sure: true}",
        "sets: {danger_notsure: true}",
        ["fact 'danger_notsure' is not in facts.yaml", "Did you mean 'danger_not_sure'?"],
    ),
    "a value that the fact cannot have": (
        "5_doors.yaml",
        "{risk_level: [high]}",
        "{risk_level: [higher]}",
        ["5_doors.yaml", "marac", "cannot be 'higher'", "standard, medium, high"],
    ),
    "an unknown source": ("1_start.yaml", "[S000, FHDC,", "[S000, FHDD,", ["source 'FHDD'", "Did you mean 'FHDC'?"]),
    "no source": ("3_needs.yaml", "    source: [NEW44, S000]\n", "", ["gender", "has no 'source'"]),
    "no default wording": (
        "1_start.yaml",
        "    ask:\n      default: ",
        "    ask:\n      self: ",
        ["immediate_danger", "'ask'", "under 'default'"],
    ),
    "an unknown audience": (
        "5_doors.yaml",
        "audience: [own_behaviour]",
        "audience: [own_behavior]",
        ["audience 'own_behavior'", "Did you mean 'own_behaviour'?"],
    ),
    "advice about nothing known": (
        "6_advice.yaml",
        "about: danger",
        "about: dangre",
        ["'about' is 'dangre'", "'danger'?"],
    ),
    "a source that was never checked": (
        "sources.yaml",
        'checked: "2026-11-22"',
        'checked: "soon"',
        ["S000", "'checked'"],
    ),
    "an unknown tier": ("5_doors.yaml", "tier: suicide\n", "tier: suicidal\n", ["'tier' is 'suicidal'", "'suicide'?"]),
    "an id twice": ("5_doors.yaml", "id: suicide_text", "id: suicide_nhs", ["'suicide_nhs' is there twice"]),
    "a door without a reason to open": (
        "5_doors.yaml",
        "    wants: [safeguarding_adult]\n",
        "",
        ["asked_adult_safeguarding", "needs 'when' or 'wants'"],
    ),
    "a door without a service": (
        "5_doors.yaml",
        "    services: [samaritans]\n",
        "    services: []\n",
        ["suicide_listening", "names no service"],
    ),
    "a service that the directory does not have": (
        "5_doors.yaml",
        "services: [samaritans]",
        "services: [samaritan]",
        ["door 'suicide_listening'", "'samaritan'", "Did you mean 'samaritans'?"],
    ),
    "values that are no list": (
        "5_doors.yaml",
        "{suicidal: [true]}",
        "{suicidal: true}",
        ["the values of 'suicidal' have to be a list"],
    ),
    "a condition that lists nothing": (
        "6_advice.yaml",
        "when: [{cannot_speak: [true]}]",
        "when: [{cannot_speak: []}]",
        ["text_999_caution", "lists no value"],
    ),
    "a fork without a last way": (
        "1_start.yaml",
        "    - {to: after_risk}\n",
        "",
        ["after_area", "the last branch must have no 'when'"],
    ),
    "a question with one option": (
        "4_follow_up.yaml",
        '      - {id: "no", label: "No", sets: {assault_recent: false}, next: suicidal}\n',
        "",
        ["assault_recent", "at least two options"],
    ),
    "two options of one id": (
        "3_needs.yaml",
        "{id: man,",
        "{id: woman,",
        ["question 'gender'", "two options are called 'woman'"],
    ),
    "a node that no way leads to": (
        "4_follow_up.yaml",
        "{to: support}",
        "{to: recovery}",
        ["node 'support': no way leads to it"],
    ),
    "a circle": (
        "4_follow_up.yaml",
        "    skip: suicidal\n",
        "    skip: relationship\n",
        ["node 'relationship'", "leads back to it"],
    ),
    "advice without a condition": (
        "6_advice.yaml",
        "    when: [{immediate_danger: [true]}]\n",
        "",
        ["when_safe", "needs 'when'"],
    ),
    "an empty text": (
        "9_phrases.yaml",
        "  went_back: ",
        '  went_back: ""\n  spare: ',
        ["9_phrases.yaml", "went_back", "has to be a text"],
    ),
    "words for a value that a fact does not have": (
        "facts.yaml",
        "said: {mobile:",
        "said: {mobil:",
        ["phone", "'said' has words for 'mobil'"],
    ),
    "an interrupt for an unknown sign": (
        "7_interrupts.yaml",
        "safety: suicidal",
        "safety: suicide",
        ["'safety' is 'suicide'", "Did you mean 'suicidal'?"],
    ),
    "an aside that shows something unknown": (
        "8_asides.yaml",
        "shows: doors",
        "shows: door",
        ["'shows' is 'door'", "Did you mean 'doors'?"],
    ),
    "a flag that is no flag": (
        "8_asides.yaml",
        "wants: true",
        "wants: yes",
        ["'wants' has to be true or false", "'yes'"],
    ),
    "a text with an unknown wording": (
        "9_phrases.yaml",
        '    easy: "Please tap one of the answers."',
        '    eazy: "Please tap one of the answers."',
        ["not_understood_2", "unknown key 'eazy'", "Did you mean 'easy'?"],
    ),
    "one text with two Easy Read wordings": (
        "4_follow_up.yaml",
        '      - {id: not_sure, label: "Not sure", sets: {}, next: animals}\n',
        '      - {id: not_sure, label: "Not sure", easy: "Maybe", sets: {}, next: animals}\n'
        '      - {id: unsure, label: "Not sure", easy: "Perhaps", sets: {}, next: animals}\n',
        ["abuser_lives_there", "'easy' is worded in another way elsewhere", "'Maybe'"],
    ),
    "text that is not YAML": ("8_asides.yaml", "asides:", "asides: [", ["8_asides.yaml", "this is not YAML", "line"]),
    "a list in place of a mapping": (
        "9_phrases.yaml",
        "phrases:",
        "phrases: &x\n  a: []\n#",
        ["a", "has to be a text"],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_broken_graph_is_refused(graph: Path, fault: str) -> None:
    """Each kind of fault is refused, with its place and the remedy."""
    file, old, new, expected = FAULTS[fault]
    message = broken(graph, file, old, new)
    for part in expected:
        assert part in message, message


def test_all_faults_are_told_at_once(graph: Path) -> None:
    """Two faults in two files come in one error."""
    path = graph / "9_phrases.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("  restarted: ", '  restarted: ""\n  spare: '), encoding="utf-8"
    )
    message = broken(graph, "1_start.yaml", "next: how_to_call}", "next: nowhere}")
    assert "restarted" in message
    assert "nowhere" in message


def test_a_folder_without_a_graph_is_refused(tmp_path: Path) -> None:
    """An empty folder is no graph."""
    with pytest.raises(PathwayError, match=r"there is no \*\.yaml file here"):
        load_pathway(tmp_path)


def test_the_version_changes_with_the_text(graph: Path) -> None:
    """Any change of a file gives the pathway another version; the same text gives the same."""
    before = load_pathway(graph).version
    assert load_pathway(graph).version == before
    path = graph / "9_phrases.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# a remark\n", encoding="utf-8")
    assert load_pathway(graph).version != before
