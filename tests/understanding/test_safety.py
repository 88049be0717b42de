"""The safety net: what it must catch, what it must leave alone, and that nothing breaks it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pathway.load import load_pathway
from understanding import understand
from understanding.other_languages import foreign_help, is_english
from understanding.phrases import PhraseBook
from understanding.safety import Safety, screen
from understanding.wording import words

ROOT = Path(__file__).parents[2]

DANGER = (
    "He's kicking the door in",
    "hes got a knife",
    "help me please he is going to kill me",
    "I'm hiding in the bathroom, he's looking for me",
    "He strangled me this morning and I can't swallow properly",
    "my dad is hitting my mum right now",
    "I can hear her screaming next door and things smashing",
    "he has poured petrol through the letterbox",
    "They are flying me to Pakistan tomorrow to marry him",
    "SHE WONT LET ME OUT OF THE HOUSE AND SHE HAS A HAMMER",
    "im bleeding alot and he wont let me call ambulence",
    "I am going to hurt her if I stay here, I have the knife in my hand",
    "he is on his way home and he knows I told someone",
    "999",
    "🆘",
)
CANNOT_SPEAK = (
    "I can't talk, he's in the next room",
    "cant speak he will hear me",
    "I have to be quiet, I can only type",
)
SUICIDAL = (
    "I want to kill myself",
    "everyone would be better off without me",
    "I can't do this anymore, I don't want to be here",
    "i took all my tablets",
    "my client has been self harming and says she wants to die",
    "kms tonight",
)
QUIET = (
    "Hello",
    "I need to find a refuge in Kent that takes a dog",
    "this traffic is killing me",
    "What happens if I press 55?",
    "We watched a film where he stabs her with a knife",
    "I left him three years ago and I am safe now",
    "What is the MARAC threshold?",
    "When are the bins collected in Ashford?",
    "He controls all my money and checks my phone",
    "He always says he will kill himself if I leave",
    "I could murder a cup of tea",
    "thank you",
    "",
    "   ",
)


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "no", "ok", "hi", "bye", "skip", "back", "undo", "exit", "quit", "leave", "restart", "start again"),
        *(
            "none",
            "not sure",
            "rather not say",
            "1",
            "27",
            "1 and 3",
            "ME10",
            "Maidstone",
            "woman",
            "two kids",
            "my ex",
        ),
    ],
)
def test_an_answer_of_a_word_or_two_is_no_alarm(text: str) -> None:
    """What people answer all day raises nothing."""
    assert screen(text) == Safety()


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("relationship", "my ex, i can see his headlights turning in", "ex_partner"),
        ("gender", "woman and he's just put the music up and locked the front door", "woman"),
        ("age_group", "im 15 and he's taking the door off its hinges", "under_16"),
        ("relationship", "my husband, and he's outside smashing the windows", "partner"),
    ],
)
def test_danger_beside_an_answer_is_heard(question: str, text: str, option: str) -> None:
    """An answer that goes on to tell of danger is both: the option counts, and so does the danger."""
    understood = understand(text, load_pathway().questions[question])
    assert understood.safety.immediate
    assert understood.option == option


@pytest.mark.parametrize("text", ["yes please", "no thanks", "yeah", "nope", "1, 3 and 4", "yes", "ok thank you"])
def test_a_bare_answer_is_no_alarm(text: str) -> None:
    """A plain yes, no or number raises nothing, whatever was asked."""
    assert understand(text, load_pathway().questions["housing"]).safety == Safety()


@pytest.mark.parametrize("text", ["knife!", "trapped", "help", "SOS", "emergency", "hiding..."])
def test_one_word_of_danger_is_enough(text: str) -> None:
    """A reviewed word by itself is heard, with or without a mark behind it."""
    assert screen(text).immediate


def test_an_option_s_own_words_raise_nothing_that_the_option_does_not_say() -> None:
    """Each option of each question, typed as it stands: only danger, harm and suicide themselves raise a flag."""
    graph = load_pathway()
    raised = {
        (question.id, option.id)
        for question in graph.questions.values()
        for option in question.options
        if understand(option.label, question).safety != Safety()
    }
    grave = {("immediate_danger", "yes"), ("risk_level", "suicide_or_self_harm")}
    assert raised <= grave | {("happening", "child_hurt"), ("happening", "fgm")}


@pytest.mark.parametrize("text", DANGER)
def test_danger_now_is_caught(text: str) -> None:
    """Danger now is caught in plain words, bad spelling and single signs."""
    assert screen(text).immediate


@pytest.mark.parametrize("text", CANNOT_SPEAK)
def test_silence_is_caught(text: str) -> None:
    """Someone who says they cannot speak is heard."""
    assert screen(text).cannot_speak


@pytest.mark.parametrize("text", SUICIDAL)
def test_suicide_and_self_harm_are_caught(text: str) -> None:
    """Thoughts and acts of suicide and self-harm are caught, also of the person written about."""
    assert screen(text).suicidal


@pytest.mark.parametrize("text", QUIET)
def test_other_talk_raises_nothing(text: str) -> None:
    """Idioms, films, questions, the past, policy and everyday talk raise no flag."""
    assert screen(text) == Safety()


def test_danger_is_found_in_the_middle_of_a_long_message() -> None:
    """A long story does not hide one dangerous sentence in it."""
    before = "We have been married for eleven years and he was kind at first. We have two children and live in Deal. "
    after = " My mother says I should have listened to her. I work three days a week in a nursery and I like it there."
    assert screen(before + "He is outside the bedroom door now with a knife and I am hiding." + after).immediate


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_screened(text: str) -> None:
    """No text whatever raises an error."""
    assert isinstance(screen(text), Safety)


@pytest.mark.parametrize(
    "text",
    [
        "\x00" * 500,
        "🔥" * 3_000,
        "\u202eهو عند الباب\u202c" * 300,
        "a" * 10_000,
        "help " * 2_000,
        "\ud800",
        "\n" * 5_000,
        "'" * 999,
    ],
    ids=["nulls", "emoji", "right to left", "one long word", "many words", "half a surrogate", "line ends", "quotes"],
)
def test_hostile_text_is_screened(text: str) -> None:
    """Nulls, emoji, right-to-left text, single surrogates and 10,000 characters are read like any other text."""
    assert isinstance(screen(text), Safety)


@pytest.mark.parametrize(
    "text",
    [
        "Mój mąż mnie bije, proszę o pomoc",
        "Mi marido me quiere matar, ayuda",
        "Mon mari me frappe, j'ai peur, aidez-moi",
        "زوجي يضربني، ساعدوني",
        "Kocam beni dövüyor, yardım edin",
        "他打我，救救我",
        "助けて",
        "socorro",
    ],
)
def test_help_is_heard_in_other_languages(text: str) -> None:
    """A call for help in a language the embedding knows is recognised as one."""
    assert foreign_help(text)


@pytest.mark.parametrize(
    "text", ["¿Qué tiempo hace hoy?", "Où puis-je acheter du bon pain ?", "He is hitting me, help"]
)
def test_small_talk_and_english_are_not_foreign_help(text: str) -> None:
    """Small talk in another language, and English, are not taken for a foreign call for help."""
    assert not foreign_help(text)


@pytest.mark.parametrize("text", ["hez hit mi agen", "pls hlp", "F, 34, 2 ch, std DASH", "ok", "", "?!", "ME10 1AA"])
def test_bad_spelling_is_still_english(text: str) -> None:
    """Textspeak, shorthand and single words are read as English."""
    assert is_english(text)


def test_the_net_needs_neither_rasa_nor_tensorflow() -> None:
    """The safety net works where Rasa and TensorFlow cannot be imported at all."""
    code = (
        "import sys; sys.modules.update(rasa=None, tensorflow=None, rasa_sdk=None);"
        "from understanding.safety import screen; print(screen('he has a knife').immediate)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "True"


def test_words_are_spelt_out() -> None:
    """Textspeak, contractions and drawn-out letters become plain words."""
    assert words("hes HITTTTING me rn, cant u hear?!") == (
        ["he", "is", "hitting", "me", "right", "now", ",", "can", "not", "you", "hear", "?"]
    )


@pytest.mark.parametrize(
    ("phrase", "complaint"),
    [("@nobody hits me", "no word list 'nobody'"), ("", "must be text"), (True, "must be text")],
)
def test_a_wrong_phrase_is_named(phrase: str, complaint: str) -> None:
    """A phrase that cannot be read is refused with the file, the group and the phrase."""
    with pytest.raises(ValueError, match=complaint) as error:
        PhraseBook({"door": [phrase]}, {}, "lexicon/example.yaml")
    assert "lexicon/example.yaml: door" in str(error.value)


def test_a_gap_stays_within_the_sentence() -> None:
    """A gap in a phrase bridges up to three words and never the end of a sentence."""
    book = PhraseBook({"door": ["kicking .. door"]}, {}, "example")
    assert book.find(["kicking", "in", "the", "door"])
    assert not book.find(["kicking", ".", "the", "door"])
    assert not book.find(["kicking", "a", "b", "c", "d", "door"])
