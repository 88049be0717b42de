"""No number, address or hour in any reply but the directory's, and none in the code."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from pathlib import Path

from pathway.engine import engine
from pathway.paths import covering_paths, walk_with
from pathway.reply_json import reply_to_json
from pathway.state import State
from pathway.talk import Heard

ROOT = Path(__file__).parent.parent
TALK = engine()
AT = datetime(2026, 11, 24, 10, 0, tzinfo=timezone.utc)
NUMBER = re.compile(r"\+?\d[\d \-]*\d|\d{3,}")
PHONE_LIKE = re.compile(r"\b0\d{2,4}[ \-]?\d{3}[ \-]?\d{3,4}\b|\b116 ?123\b|\b18000\b|\b85258\b")
ADDRESS = re.compile(r"\b[A-Z]{1,2}\d{1,2}[A-Z]? ?\d[A-Z]{2}\b|https?://")
HOUR = re.compile(r"\b\d{1,2}(?:[:.]\d{2}| ?[ap]m)\b")


def digits(text: str) -> str:
    """Return the digits of `text`."""
    return re.sub(r"\D", "", text)


IN_DIRECTORY = {digits(c.value) for s in TALK.directory.services.values() for c in s.contacts} - {""}


def said(reply: dict[str, object]) -> list[str]:
    """Return every text of a reply that is not a contact, a date or a source."""
    question = reply["question"]
    texts = [m["text"] for m in reply["messages"]] + [a["text"] for a in reply["advice"]]  # type: ignore[attr-defined]
    texts += [reason for card in reply["signposts"] for reason in card["why"]]  # type: ignore[attr-defined]
    if isinstance(question, dict):
        texts += [question["text"], question["why"], *(option["label"] for option in question["options"])]
    return texts


def check(texts: list[str]) -> None:
    """Each number in the texts is the directory's, and there is neither an address nor an hour."""
    for text in texts:
        for number in NUMBER.findall(text):
            assert len(digits(number)) < 3 or digits(number) in IN_DIRECTORY, text
        assert not ADDRESS.search(text), text
        assert not HOUR.search(text), text


def test_no_reply_on_any_path_holds_a_number_that_is_not_the_directory_s() -> None:
    """Over paths that cover every edge, with every aside and every sign of danger."""
    for answers in covering_paths(TALK.walker).values():
        state, reply = TALK.begin(AT)
        check(said(reply_to_json(reply)))
        for put in walk_with(TALK.walker, answers)[0]:
            state, reply = TALK.hear(state, Heard(question=put.question, choice=put.answer), AT)
            check(said(reply_to_json(reply)))
            for contact in (contact for card in reply.cards for contact in card.contacts):
                assert not digits(contact.value) or digits(contact.value) in IN_DIRECTORY
    for topic in TALK.pathway.asides:
        check(said(reply_to_json(TALK.hear(State(), Heard(topics=(topic,)), AT)[1])))
    for sign in ("immediate", "cannot_speak", "suicidal"):
        check(said(reply_to_json(TALK.hear(State(), Heard(safety=frozenset({sign})), AT)[1])))
    check(list(TALK.pathway.phrases.values()))


def test_no_phone_number_is_in_the_code() -> None:
    """Python, templates, scripts and page wording hold no phone number: each comes from the directory."""
    folders = [ROOT / name for name in ("pathway", "understanding", "bot", "actions", "rehearsal")]
    files = [f for folder in folders for kind in ("*.py", "*.html", "*.js") for f in folder.rglob(kind)]
    files += (ROOT / "bot").rglob("*.yaml")
    assert len(files) > 40
    # The loader's list of short codes that exist: with it a number in the directory is judged, none is shown from it.
    files = [f for f in files if f.name != "directory_terms.py"]
    found = {f.name: PHONE_LIKE.findall(f.read_text(encoding="utf-8")) for f in files}
    found = {name: numbers for name, numbers in found.items() if numbers}
    assert found == {}


def test_every_phone_number_of_a_rehearsal_is_the_directory_s() -> None:
    """Also in lines that tempt: a number that the directory drops may not be left standing on a button there."""
    files = sorted((ROOT / "rehearsal").rglob("*.yaml"))
    found = [(path.name, number) for path in files for number in PHONE_LIKE.findall(path.read_text(encoding="utf-8"))]
    assert found
    assert [(name, number) for name, number in found if digits(number) not in IN_DIRECTORY] == []
