"""Topics: what a message asks about, and nothing that it only mentions."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from understanding.hearing import hear
from understanding.topics import topics
from understanding.training.data import TOPICS

ASKED = {
    "What number can I ring?": "helpline",
    "I need somewhere safe to stay tonight": "refuge",
    "can someone change my locks so he can't get in": "stay_home",
    "will the council give me a flat if I'm homeless": "housing",
    "what happens to my dog if I go into refuge": "pets",
    "is there any help for my kids, they've seen it all": "children",
    "I'm on a spouse visa, can I get any help?": "nrpf",
    "how do I get a non molestation order": "legal_orders",
    "can I find out if my new boyfriend has a violent past": "clares_law",
    "if I report him what will the police do": "police",
    "is this even abuse?": "what_is_abuse",
    "do you have anyone who signs BSL": "deaf_bsl",
    "where can I go to see someone face to face without an appointment": "drop_in",
    "are there any support groups for afterwards": "recovery",
    "I keep losing my temper with my wife and want to change": "own_behaviour",
    "I'm worried about my sister, how do I help her": "worried_about_someone",
    "how do I refer to MARAC": "marac",
    "how do I report a child being hurt": "safeguarding_child",
    "who do I tell about an old man being hurt by his carer": "safeguarding_adult",
    "is this confidential": "confidentiality",
    "how does pressing 55 work": "silent_call",
    "are you a robot?": "who_are_you",
    "can I talk to a real person": "human",
    "can he see that I've been on this page": "cover_tracks",
    "close this chat": "leave",
    "start again from the beginning": "restart",
    "go back one question": "back",
    "why do you need to know that?": "why",
    "hello": "greet",
    "thank you so much": "thanks",
    "bye for now": "goodbye",
    "when is my bin collected": "out_of_scope",
}


@pytest.mark.parametrize(("text", "topic"), ASKED.items(), ids=ASKED.values())
def test_each_topic_is_recognised(text: str, topic: str) -> None:
    """A plain question about each topic of the contract is taken for that topic."""
    assert topic in topics(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [("how do I cover my tracks?", "cover_tracks"), ("F 28, Thanet, non-mol needed", "legal_orders")],
)
def test_what_is_asked_outright_does_not_wait_for_the_encoder(text: str, topic: str) -> None:
    """Words that mean nothing else are asked, and business elsewhere is not."""
    assert topic in topics(text)
    assert "out_of_scope" not in topics(text)


def test_every_topic_of_the_contract_is_tested() -> None:
    """No topic is left out above, or in the training data's labels."""
    assert set(ASKED.values()) == set(TOPICS)


def test_two_questions_are_two_topics_in_the_order_asked() -> None:
    """Topics come in the order in which they are asked."""
    assert topics("Can I take my cat to a refuge? And is this chat confidential?")[-1] == "confidentiality"
    assert topics("Is this chat confidential? And where can I go with my cat?")[0] == "confidentiality"


@pytest.mark.parametrize("text", ["", "   ", "I own my place", "he hits me", "two boys, 4 and 7", "Maidstone"])
def test_statements_are_no_topics(text: str) -> None:
    """A fact told in passing asks about nothing."""
    assert topics(text) == ()


def test_topics_are_not_said_twice() -> None:
    """A topic asked about twice is one topic."""
    found = topics("what number do I call? is there a helpline? what number?")
    assert found.count("helpline") == 1


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_has_topics_of_the_contract_or_none(text: str) -> None:
    """No text raises an error or yields a topic that the contract does not know."""
    assert set(topics(text)) <= set(TOPICS)


def test_small_talk_in_another_language_is_out_of_scope() -> None:
    """Small talk in another language is out of scope, a plea for help in one is not."""
    assert topics("¿Qué tiempo hace hoy en Canterbury?") == ("out_of_scope",)
    assert topics("Mi marido me pega, necesito ayuda por favor") == ()


CONTROLS = {
    "leave": [
        *("exit", "leave", "leave this page", "get me out of this chat", "close this", "how do I leave this page"),
        *("stop this chat", "quick exit", "hide this page", "end the chat"),
    ],
    "restart": ["restart", "start again", "start over", "can we start again", "wipe this chat", "delete what I said"],
    "back": ["go back", "back", "undo", "go back one question", "change my answer", "I pressed the wrong button"],
}


@pytest.mark.parametrize(("topic", "text"), [(topic, text) for topic, texts in CONTROLS.items() for text in texts])
def test_the_chat_itself_can_be_steered_in_words(topic: str, text: str) -> None:
    """Leaving the page, wiping and going back a step are understood in everyday words, and done."""
    assert topic in topics(text)
    assert topic in hear(text).topics


@pytest.mark.parametrize(
    "text",
    [
        "I need to get out",
        "I want to leave this house",
        "how do I get out of this relationship",
        "I have to leave this place tonight",
        "I need to leave this man",
        "should I go back to him",
        "I went back to him last year",
        "he made me delete everything on my phone",
        "he wants to start over",
        "we agreed to start again",
        "he told me to forget everything",
        "I want to escape",
        "I want this to end",
        "he won't leave me alone",
        "take me back to my mum's",
        "I said the wrong thing and he hit me",
        "he's coming back",
    ],
)
def test_leaving_a_person_or_a_home_is_never_taken_for_leaving_the_page(text: str) -> None:
    """Nothing said about a life wipes or turns back the conversation about it."""
    assert not set(hear(text).topics) & {"leave", "restart", "back"}
