"""Answers in words to the question that is open."""

from __future__ import annotations

import pytest

from tests.understanding.test_facts import PATHWAY, question_about
from understanding import understand
from understanding.facts import Stated, read_facts


def said(text: str, question: str) -> Stated:
    """Return what `text` says to the question."""
    return read_facts(text, question_about(question))


@pytest.mark.parametrize(
    ("question", "text", "option"),
    [
        ("gender", "2", "man"),
        ("gender", "the second one", "man"),
        ("gender", "the last one", "non_binary"),
        ("gender", "Woman", "woman"),
        ("gender", "f", "woman"),
        ("age_group", "47", "adult"),
        ("age_group", "3", "adult"),
        ("age_group", "over 60", "older_adult"),
        ("area", "Swale", "swale"),
        ("housing", "stay put", "wants_to_stay_home"),
        ("housing", "neither", "neither"),
        ("relationship", "my ex", "ex_partner"),
        ("relationship", "mother in law", "family"),
        ("asking_as", "for my friend", "someone_else"),
        ("asking_as", "me", "self"),
        ("risk_level", "std", "standard"),
        ("abuser_lives_there", "no, he moved out", "no"),
        ("abuser_lives_there", "not sure", "not_sure"),
    ],
)
def test_words_pick_an_option(question: str, text: str, option: str) -> None:
    """A number, an ordinal, a label or a plain word picks the option it means."""
    assert said(text, question).option == option


@pytest.mark.parametrize(
    "text", ["rather not say", "skip", "pass", "next question please", "none of your business", "I'd sooner not"]
)
def test_refusals_are_declined(text: str) -> None:
    """A refusal or the wish to skip is declined and sets nothing."""
    answer = said(text, "gender")
    assert answer.declined
    assert not answer.facts


@pytest.mark.parametrize("text", ["I don't know", "no idea", "what does that mean", "why do you ask?", "not sure"])
def test_not_knowing_is_no_answer_and_no_refusal(text: str) -> None:
    """Not knowing and asking back set no fact and are not declined."""
    answer = said(text, "pregnant")
    assert not answer.declined
    assert not answer.facts


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", False),
        ("none", False),
        ("none really", False),
        ("nope", False),
        ("0", False),
        ("2", True),
        ("yeah a cat", True),
        ("yes", True),
        ("a couple", True),
        ("not any more", False),
        ("his dog, I have none", False),
        ("just the one", True),
    ],
)
def test_bare_answers_about_animals(text: str, value: bool) -> None:
    """Yes, no and how many answer the question about animals."""
    assert said(text, "pets").facts["pets"] is value


@pytest.mark.parametrize(
    "text", ["no", "not right now", "no, he is away", "he is asleep", "I am safe", "nope all good"]
)
def test_a_plain_no_to_danger_is_no(text: str) -> None:
    """A no that leaves no doubt answers the question about danger."""
    assert said(text, "immediate_danger").facts["immediate_danger"] is False


@pytest.mark.parametrize(
    "text",
    [
        "no I'm not safe",
        "I'm not ok",
        "not safe",
        "no one is helping me",
        "no he's coming back",
        "no he just locked the door",
        "no but I think he will",
        "no he has my phone",
    ],
)
def test_a_no_that_leaves_doubt_is_never_taken_as_no_danger(text: str) -> None:
    """A no with anything else told beside it does not close the question about danger."""
    assert said(text, "immediate_danger").facts.get("immediate_danger") is not False


@pytest.mark.parametrize(
    "text", ["not sure", "I'm not sure", "I'm really not sure", "no idea", "I don't know", "maybe"]
)
def test_not_sure_about_danger_is_its_own_answer(text: str) -> None:
    """Doubt about danger picks the option made for it."""
    assert said(text, "immediate_danger").option == "not_sure"


@pytest.mark.parametrize("text", ["no I just want to sleep forever", "no but I cut myself"])
def test_a_doubtful_no_to_suicide_stays_open(text: str) -> None:
    """A no with more beside it does not close the question about suicide."""
    assert said(text, "suicidal").facts.get("suicidal") is not False


def test_several_ticks_by_number() -> None:
    """ "1 and 2" ticks two of a list."""
    facts = said("1 and 2", "about_the_person").facts
    assert facts == {fact: True for option in PATHWAY.questions["about_the_person"].options[:2] for fact in option.sets}


def test_none_of_these_is_no_to_each() -> None:
    """ "None of these" to a list of facts is no to each of them."""
    facts = said("none of these", "about_the_person").facts
    assert set(facts.values()) == {False}
    assert len(facts) == len(PATHWAY.questions["about_the_person"].options)


def test_wanting_none_of_a_list_of_wishes_passes_on() -> None:
    """ "None" to the list of wishes asks for the next question."""
    assert said("none", "wants").declined


def test_facts_beside_the_answer_count_too() -> None:
    """What is told beside the answer is kept."""
    facts = said("no pets but I've two kids and I'm deaf", "pets").facts
    assert facts == {"pets": False, "children": True, "deaf": True}


def test_understand_joins_safety_facts_and_topics() -> None:
    """One call gives safety, facts, topics and the option together."""
    heard = understand("yes, a dog. Is there a refuge in Thanet?", question_about("pets"))
    assert heard.facts["pets"] is True
    assert "refuge" in heard.topics
    assert heard.safety.immediate is False


def test_danger_and_suicide_are_not_facts_unless_they_were_asked_for() -> None:
    """The safety net speaks for itself: danger is no fact of a free message."""
    facts = read_facts("he has a knife, I want to kill myself").facts
    assert not {"immediate_danger", "cannot_speak", "suicidal"} & set(facts)


@pytest.mark.parametrize(
    ("text", "question"),
    [("no, he's at work till 6", "housing"), ("no she sleeps", "happening"), ("no he isn't here", "about_the_person")],
)
def test_the_one_who_harms_is_not_taken_for_the_person(text: str, question: str) -> None:
    """Where "he" is says nothing of the person: not whether they are a man, nor that they have no children."""
    assert said(text, question).facts == {}


@pytest.mark.parametrize(("text", "option"), [("no, he's at work till 6", "no"), ("no he is at the door", None)])
def test_a_no_with_where_he_is_counts_where_he_is_away(text: str, option: str | None) -> None:
    """A no about danger counts where the rest of the words is calm, and is asked again where it is not."""
    assert said(text, "immediate_danger").option == option


def test_not_sure_whether_it_is_abuse_is_no_answer_about_danger() -> None:
    """Whoever wonders is still asked whether anyone is in danger; whoever is not sure of that has answered."""
    told = said("not sure if this is abuse, my husband takes my wages", "immediate_danger")
    assert told.option is None
    assert "danger_not_sure" not in told.facts
    assert said("not sure if he is coming back", "immediate_danger").option == "not_sure"
