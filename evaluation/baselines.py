"""A bare list of keywords, as many chatbots use one: what the safety net and the topics must beat."""

from __future__ import annotations

import re
from collections.abc import Mapping

DANGER = (
    "emergency|danger|knife|gun|kill me|kill us|hitting me|hit me|beating|strangl|chok|bleeding|attack|screaming|"
    "hiding|help me|call the police|999|weapon|hurt me|hurting me|threatening|trapped|locked me"
)
CANNOT_SPEAK = "can't talk|cant talk|can't speak|cant speak|can not speak|cannot speak|he can hear|silent"
SUICIDAL = "suicid|kill myself|end my life|want to die|self harm|self-harm|overdose|end it all"
TOPICS: Mapping[str, str] = {
    "helpline": "helpline|number|phone",
    "refuge": "refuge|shelter|safe place",
    "stay_home": "locks|sanctuary|stay in my home",
    "housing": "housing|council|homeless|tenancy",
    "pets": r"\bpets?\b|\bdogs?\b|\bcats?\b",
    "children": r"\bchild|\bkids?\b|school",
    "nrpf": "visa|immigration|recourse|public funds",
    "legal_orders": "injunction|solicitor|court|legal",
    "clares_law": "clare",
    "police": "police|report",
    "what_is_abuse": "is this abuse|is it abuse|what is",
    "deaf_bsl": "deaf|bsl|sign language",
    "drop_in": "drop in|drop-in|face to face",
    "recovery": "counsel|therapy|group",
    "own_behaviour": "my anger|my behaviour|i hit",
    "worried_about_someone": "my friend|my sister|worried about",
    "marac": "marac|dash",
    "safeguarding_child": "safeguarding|child protection",
    "safeguarding_adult": "vulnerable adult|adult safeguarding",
    "confidentiality": "confidential|private",
    "silent_call": r"\b55\b|silent",
    "who_are_you": "who are you|are you a|robot|bot",
    "human": "human|real person",
    "cover_tracks": "history|tracks|see this",
    "leave": "exit|leave|close",
    "restart": "restart|start again|start over",
    "back": "go back|back",
    "why": r"\bwhy\b",
    "greet": r"\b(hi|hello|hey)\b",
    "thanks": "thank|cheers",
    "goodbye": "bye",
}


def safety(text: str) -> dict[str, bool]:
    """Give the three flags of `text` by bare keywords."""
    lowered = text.lower()
    patterns = {"immediate": DANGER, "cannot_speak": CANNOT_SPEAK, "suicidal": SUICIDAL}
    return {flag: re.search(pattern, lowered) is not None for flag, pattern in patterns.items()}


def topics(text: str) -> frozenset[str]:
    """Give the topics of `text` by bare keywords."""
    lowered = text.lower()
    return frozenset(topic for topic, pattern in TOPICS.items() if re.search(pattern, lowered))
