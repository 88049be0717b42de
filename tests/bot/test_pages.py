"""The public page as it works without a script: the first page, and turns."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from html import escape, unescape
from pathlib import Path

import pytest

import bot.web
from bot.settings import CONVERSATION_IDLE_SECONDS
from bot.web.pages import SAYINGS
from pathway.signpost import signpost
from tests.bot.page_reading import Page
from tests.bot.site import DANGER, NO_DANGER, TALK, Site, make_site
from understanding.topics import topics

STATIC = Path(bot.web.__file__).parent / "static"


@pytest.fixture
def site() -> Site:
    """Return a fresh application."""
    return make_site()


# The first page


def test_first_page_has_a_neutral_title_and_the_opening_words(site: Site) -> None:
    """The title names nothing, and all the opening words of the graph are on the page."""
    page = site.get()
    assert "<title>Support options</title>" in page.html
    for phrase in ("opening", "opening_device", "opening_kept"):
        assert TALK.pathway.phrases[phrase] in page.words


def test_first_page_offers_999_a_text_box_and_the_first_question(site: Site) -> None:
    """999 is one tap away, there is one box for words, and each option of the first question is a button."""
    page = site.get()
    assert page.element("a", class_="call")["href"] == "tel:999"
    assert [have["name"] for tag, have in page.attributes if tag == "textarea"] == ["text"]
    question = page.question()
    assert question is not None
    assert question.options == [option.id for option in TALK.pathway.questions["immediate_danger"].options]


def test_looking_at_the_first_page_begins_no_conversation(site: Site) -> None:
    """Who only looks leaves nothing on the server."""
    site.get()
    assert site.rasa.open == {}


def test_the_notice_of_what_is_kept_agrees_with_the_setting() -> None:
    """The opening words name the minutes after which answers are wiped as they are set."""
    assert f"{CONVERSATION_IDLE_SECONDS // 60} " in TALK.pathway.phrases["opening_kept"]


def test_first_view_is_small(site: Site) -> None:
    """Page, stylesheet, script and icon are under 60 KB together, the script under 12 KB."""
    files = [path.stat().st_size for path in STATIC.iterdir()]
    assert len(site.get().html.encode()) + sum(files) < 60_000
    assert (STATIC / "page.js").stat().st_size < 12_000


def test_the_question_comes_after_the_notice_about_the_device(site: Site) -> None:
    """The exit and its limits are explained before the first question is put."""
    words = site.get().words
    assert words.index(TALK.pathway.phrases["opening_device"]) < words.index(
        TALK.pathway.questions["immediate_danger"].ask["default"]
    )


# Turns


def test_danger_brings_the_emergency_card_at_once(site: Site) -> None:
    """After "Yes, now" the card for 999 stands in an alert before anything else that can be pressed on the page."""
    page = site.send(**DANGER)
    assert page.element("div", role="alert")["data-service"] == "emergency-999"
    assert page.services()[0] == TALK.directory.services["emergency-999"].name
    main = page.html.split("<main")[1]
    assert main.index('href="tel:999"') < main.index('name="option"')


def test_danger_in_words_is_answered_like_danger_chosen(site: Site) -> None:
    """Typed danger brings the same card, whichever question is open."""
    page = site.send(text="he is kicking the door in right now please help")
    assert page.element("div", role="alert")["data-service"] == "emergency-999"


def test_the_danger_card_stays_while_danger_stands(site: Site) -> None:
    """A later answer does not take the card for danger away."""
    session = site.send(**DANGER).session
    page = site.send(session=session, question="how_to_call", option="can_speak")
    assert page.element("div", role="alert")["data-service"] == "emergency-999"


def test_without_danger_nothing_alerts(site: Site) -> None:
    """The alert is empty where no danger was named."""
    assert "data-service" not in site.send(**NO_DANGER).element("div", id="urgent")


def test_what_was_typed_is_repeated_as_text_only(site: Site) -> None:
    """Markup that somebody types is shown, never run."""
    page = site.send(text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page.html
    assert escape("<script>alert(1)</script>") in page.html


def test_the_opening_words_are_not_said_twice(site: Site) -> None:
    """The reply to the first message does not repeat what the first page has said."""
    page = site.send(text="my husband hits me")
    assert TALK.pathway.phrases["opening"] not in page.words
    assert "my husband hits me" in page.words


def test_whole_way_can_be_walked_without_a_script(site: Site) -> None:
    """Skipping every question by its button ends with services and no question, and every step has its ways out."""
    page = site.send(**NO_DANGER)
    steps = 0
    while (form := page.question()) and steps < 40:
        assert ("option", "skip") in form.buttons
        assert "Why do you ask?" in page.words
        assert "Exit this page" in page.words
        says = [value for each in page.forms for name, value in each.buttons if name == "say"]
        assert says == ["easy", "usual", "numbers", "silent", "back", "restart"]
        page = site.send(**form.fields, option="skip")
        steps += 1
    assert page.question() is None
    assert "Next step" in page.words
    expected = signpost(TALK.pathway, TALK.directory, {"immediate_danger": False}, datetime.now(timezone.utc))
    assert [unescape(name) for name in page.services()] == [card.name for card in expected.first()]


def test_ticks_are_taken_together(site: Site) -> None:
    """Several ticks and one button answer a question of that kind, and the page says what was ticked."""
    page = _until(site, "about_the_person")
    form = page.question()
    assert form is not None
    assert {"children", "pets"} <= set(form.ticks)
    after = site.send(**form.fields, option=["children", "pets"])
    assert "You said: Children, Pets" in after.words


def test_ticking_nothing_is_an_answer(site: Site) -> None:
    """Going on without a tick says that none fits; it is no error and the question is not put again."""
    form = _until(site, "about_the_person").question()
    assert form is not None
    after = site.send(**form.fields)
    assert "You said: None of these" in after.words
    asked = after.question()
    assert asked is None or asked.fields["question"] != "about_the_person"


def test_skip_wins_over_ticks(site: Site) -> None:
    """Who ticks and then skips has skipped."""
    form = _until(site, "about_the_person").question()
    assert form is not None
    assert "You said: I would rather not say" in site.send(**form.fields, option=["pets", "skip"]).words


def _until(site: Site, question: str) -> Page:
    page = site.send(**NO_DANGER)
    for _ in range(40):
        form = page.question()
        assert form is not None, f"the question {question} never came"
        if form.fields["question"] == question:
            return page
        page = site.send(**form.fields, option="self" if "self" in form.options else "skip")
    raise AssertionError(f"the question {question} never came")


@pytest.mark.parametrize(
    ("say", "topic"), [("numbers", "helpline"), ("silent", "silent_call"), ("back", "back"), ("restart", "restart")]
)
def test_each_way_button_is_understood(say: str, topic: str) -> None:
    """What a button says for the person is understood as what the button promises, and as nothing else."""
    assert topics(SAYINGS[say]) == (topic,)


def test_numbers_come_at_the_first_asking(site: Site) -> None:
    """The button for numbers brings numbers in one turn, before any question was answered."""
    assert site.send(say="numbers").html.count('href="tel:') > 2


def test_back_puts_the_question_before_again(site: Site) -> None:
    """Back undoes the last answer."""
    session = site.send(**NO_DANGER).session
    question = site.send(session=session, say="back").question()
    assert question is not None
    assert question.fields["question"] == "immediate_danger"


def test_starting_again_forgets_the_answers(site: Site) -> None:
    """Start again gives the first question and no answers, and the log is marked for emptying."""
    session = site.send(**NO_DANGER).session
    page = site.send(session=session, say="restart")
    question = page.question()
    assert question is not None
    assert question.fields["question"] == "immediate_danger"
    assert "Your answers so far" not in page.words
    assert "data-fresh" in page.element("div", id="log")


def test_an_answer_can_be_changed(site: Site) -> None:
    """Each answer given is listed with the form to answer anew, and the new answer takes its place."""
    page = site.send(**NO_DANGER)
    assert "Is anyone in danger right now? No Change" in page.words
    page = site.send(session=page.session, question="asking_as", option="someone_else")
    assert "Who is this about? Someone I know Change" in page.words
    page = site.send(session=page.session, question="asking_as", option="self")
    assert "Who is this about? Me Change" in page.words


def test_a_declined_answer_is_listed_as_such(site: Site) -> None:
    """A skipped question stands in the list, so that it can be answered after all."""
    page = site.send(**NO_DANGER)
    page = site.send(session=page.session, question="asking_as", option="skip")
    assert "Who is this about? I would rather not say Change" in page.words


def test_more_services_come_on_request(site: Site) -> None:
    """The folded services join those that were shown, and none is left."""
    page = site.send(say="numbers")
    first = page.services()
    fold = next(form for form in page.forms if form.fields.get("question") == "more")
    assert f"Not right? Show the others ({_left(page)})" in page.words
    more = site.send(**fold.fields, option="yes")
    assert more.services()[: len(first)] == first
    assert len(more.services()) == len(first) + _left(page)
    assert more.html.index('id="others"') > more.html.index(f'id="service-{_ids(page)[-1]}"')
    assert not [form for form in more.forms if form.fields.get("question") == "more"]


def _left(page: Page) -> int:
    found = re.search(r"Show the others \((\d+)\)", page.words)
    assert found
    return int(found.group(1))


def _ids(page: Page) -> list[str]:
    return page.element("section", id="help")["data-shown"].split()


def test_script_gets_the_same_parts_as_everyone(site: Site) -> None:
    """The fragment holds the very parts of the page, without its frame."""
    whole = site.client.post("/", data=DANGER, follow_redirects=True).text
    part = site.client.post("/", data=DANGER, headers={"X-Fragment": "1"}).text
    body = part.split("<body>")[1].split("</body>")[0].strip()
    # The two conversations differ in their token alone.
    anonymous = [re.sub(r'(value|data-session)="[\w-]{32}"', "", text) for text in (whole, body)]
    assert anonymous[1] in anonymous[0]
    assert "<header" not in part
