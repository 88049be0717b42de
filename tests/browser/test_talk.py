"""The talk in a browser: alike with and without a script, heard as well as seen, by keyboard alone, in private."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.browser.visiting import NUMBERS, Served, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route


def _walked(visit: Visit) -> list[str]:
    visit.press("Not sure")
    visit.press("Me")
    visit.press("Medway")
    for _ in range(40):
        if not visit.page.locator(".question").count():
            break
        if visit.page.locator(".question").get_by_label("Pets").count():
            visit.page.locator(".question").get_by_label("Pets").check()
            visit.press("Continue")
        else:
            visit.press("Skip this question")
    return visit.services()


def test_same_answers_lead_to_the_same_services_with_and_without_a_script(visit: Visit, plain_visit: Visit) -> None:
    """The whole way ends alike for both."""
    found = _walked(visit)
    assert "Next step" in visit.words()
    assert found == _walked(plain_visit)


def test_script_never_loads_another_page(visit: Visit) -> None:
    """With a script the turns come as parts: the address stays, and history gets no entry for Back to lead to."""
    entries = visit.page.evaluate("() => history.length")
    _walked(visit)
    assert visit.page.evaluate("() => history.length") == entries
    assert visit.page.url == visit.served.address + "/"


def test_nothing_is_stored_and_nobody_else_is_asked(visit: Visit) -> None:
    """A whole talk sets no cookie, stores nothing, and sends every request to the page's own server."""
    _walked(visit)
    visit.press("Show the others")
    assert visit.context.cookies() == []
    stored = visit.page.evaluate("() => [localStorage.length, sessionStorage.length, window.name, document.cookie]")
    assert stored == [0, 0, "", ""]
    assert visit.page.evaluate("async () => (await indexedDB.databases()).length + (await caches.keys()).length") == 0
    assert [url for _, url in visit.asked if not url.startswith(visit.served.address)] == []


def test_session_is_in_no_address(visit: Visit) -> None:
    """No request and no entry of history has the session in its address."""
    visit.press("Yes, now")
    assert visit.session()
    assert not [url for _, url in visit.asked if visit.session() in url]


def test_focus_moves_to_what_is_new(visit: Visit) -> None:
    """After a turn the keyboard stands at the head of the reply, or at the question where nothing was said."""
    visit.press("Not sure")
    assert visit.page.evaluate("() => document.activeElement.textContent").endswith("Not sure")
    visit.press("Me")
    assert visit.page.evaluate("() => document.activeElement.textContent").startswith("Which area")


def test_what_has_focus_is_never_under_the_bar(visit: Visit) -> None:
    """Whatever the keyboard reaches, backwards too, is in sight and not covered by the bar."""
    visit.press(NUMBERS)
    visit.page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    seen = 0
    for _ in range(60):
        visit.page.keyboard.press("Shift+Tab")
        place = visit.page.evaluate(
            """() => {
              const at = document.activeElement, box = at.getBoundingClientRect();
              const bar = document.querySelector('.bar').getBoundingClientRect().bottom;
              const elsewhere = at === document.body || !!at.closest('.bar, .skip');
              const large = box.height > innerHeight - bar;
              const inSight = box.bottom > bar && box.top < innerHeight && (large || box.top >= bar);
              return {free: elsewhere || inSight, name: at.outerHTML.slice(0, 80)};
            }"""
        )
        assert place["free"], place["name"]
        seen += 1
    assert seen == 60


def test_talk_can_be_had_by_keyboard_alone(visit: Visit) -> None:
    """Tab, Space and Enter are enough to answer a choice, to tick and to type."""
    for name in ("Not sure", "Me", "Medway"):
        _tab_to(visit, name)
        visit.page.keyboard.press("Enter")
        visit.page.locator("[aria-busy]").wait_for(state="detached")
        visit.page.locator(".you", has_text=name).first.wait_for()
    visit.say("I need somewhere to stay")
    assert "I need somewhere to stay" in visit.page.locator(".you").last.inner_text()


def _tab_to(visit: Visit, name: str) -> None:
    for _ in range(60):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("() => document.activeElement.innerText").split("\n")[-1].strip().endswith(name):
            return
    raise AssertionError(f"the keyboard does not reach {name}")


def test_enter_sends_the_words_and_presses_no_answer(visit: Visit) -> None:
    """The Enter key in the box sends what was typed; with Shift it makes a new line."""
    box = visit.page.locator("#text")
    box.fill("hello")
    box.press("Shift+Enter")
    assert box.input_value() == "hello\n"
    with visit.page.expect_response(lambda answer: answer.request.method == "POST"):
        box.press("Enter")
    visit.page.locator(".you").wait_for()
    assert visit.page.locator(".you").inner_text().endswith("hello")


def test_danger_is_announced_once_and_at_once(visit: Visit) -> None:
    """The alert gets the card in the turn of danger and is left untouched while danger stands."""
    visit.page.evaluate(
        """() => {
          window.changes = 0;
          const watch = new MutationObserver(() => { window.changes += 1; });
          watch.observe(document.getElementById('urgent'), {childList: true});
        }"""
    )
    visit.press("Yes, now")
    alert = visit.page.locator("#urgent[role=alert]")
    assert alert.get_by_role("link", name="Call 999").get_attribute("href") == "tel:999"
    visit.press("Yes")
    assert visit.page.evaluate("() => window.changes") == 1
    assert alert.get_by_role("link", name="Call 999").is_visible()


def test_each_turn_is_added_to_the_log_once(visit: Visit) -> None:
    """The log is a polite region that each reply joins as one addition; what stood there stays."""
    log = visit.page.locator("#log")
    assert (log.get_attribute("role"), log.get_attribute("aria-live")) == ("log", "polite")
    visit.press("Not sure")
    visit.press("Me")
    assert visit.page.locator("#log > .turn").count() == 3


def test_services_stay_until_others_come(visit: Visit) -> None:
    """An answer without services of its own leaves those that were shown; the folded ones join them."""
    visit.press(NUMBERS)
    first = visit.services()
    visit.press("3 No")
    assert visit.services() == first
    visit.press("Show the others")
    assert visit.services()[: len(first)] == first
    assert len(visit.services()) > len(first)
    assert visit.page.get_by_role("button", name="Show the others").count() == 0


def test_the_others_are_shown_where_one_stands(visit: Visit) -> None:
    """After the others are asked for, the first of them is in sight and has the focus."""
    visit.press(NUMBERS)
    before = len(visit.services())
    visit.press("Show the others")
    at = visit.page.evaluate("() => [...document.querySelectorAll('.cards > li')].indexOf(document.activeElement)")
    assert at == before
    top = visit.page.locator("#others").bounding_box()
    assert top is not None
    assert 0 < top["y"] < 640


def test_easy_read_keeps_place_services_and_focus(visit: Visit) -> None:
    """The switch changes the words in place, stays on from turn to turn, and keeps the keyboard where it is."""
    visit.press(NUMBERS)
    before = visit.services()
    visit.press("Easy Read")
    assert visit.page.evaluate("() => document.activeElement.textContent") == "Usual words"
    assert visit.services() == before
    visit.press("3 No")
    assert "Someone I help in my job, paid or not" in visit.words()
    assert visit.page.context.cookies() == []
    visit.press("Usual words")
    assert "Someone I support as a professional or volunteer" in visit.words()


def test_easy_read_without_a_script(plain_visit: Visit) -> None:
    """Without a script the switch holds as well."""
    plain_visit.press("Easy Read")
    plain_visit.press("3 No")
    assert "Someone I help in my job, paid or not" in plain_visit.words()
    assert plain_visit.page.get_by_role("button", name="Usual words").is_visible()
    assert not plain_visit.page.get_by_role("button", name="Easy Read").is_visible()


def test_services_stay_without_a_script(plain_visit: Visit) -> None:
    """An answer that brings no services of its own leaves those that were shown on the next page too."""
    plain_visit.press(NUMBERS)
    before = plain_visit.services()
    plain_visit.press("3 No")
    assert before
    assert plain_visit.services() == before


def test_paper_gets_numbers_and_nothing_else(visit: Visit) -> None:
    """Printed, the page holds the numbers: no name, no word of the talk, nothing of the site but its neutral title."""
    visit.press(NUMBERS)
    visit.say("my partner controls my money")
    visit.page.emulate_media(media="print")
    printed = visit.words().split("\n")
    assert len([line for line in printed if line.strip()]) >= 2
    assert all(re.fullmatch(r"[\d ]*", line) for line in printed)


def test_copy_takes_numbers_and_nothing_else(browser: Browser, served: Served) -> None:
    """What goes into the clipboard is the list of numbers."""
    visit = Visit.begin(browser, served, width=320, height=640, permissions=["clipboard-read", "clipboard-write"])
    visit.press(NUMBERS)
    visit.page.get_by_text("Take the numbers with you").click()
    visit.page.get_by_role("button", name="Copy").click()
    visit.page.locator("#presses", has_text="Copied.").wait_for()
    copied = visit.page.evaluate("() => navigator.clipboard.readText()")
    assert copied.split("\n") == visit.page.locator(".digits-only li").all_inner_texts()
    assert re.fullmatch(r"[\d \n]+", copied)
    visit.close()


def test_a_wrong_entry_is_reported_in_place(visit: Visit) -> None:
    """The report is thanked for where it was made; the talk and its services stay as they were."""
    visit.press(NUMBERS)
    before = visit.services()
    card = visit.page.locator(".card").first
    card.locator(".checked summary").click()
    card.get_by_role("button", name="Something here is wrong").click()
    card.get_by_text("The name of this entry and the day were noted, and nothing else.").wait_for()
    assert visit.services() == before
    assert visit.page.locator(".turn:not(.opening)").count() == 2


def test_a_wrong_entry_is_reported_without_a_script(plain_visit: Visit) -> None:
    """The page of thanks leads back to the services."""
    plain_visit.press(NUMBERS)
    before = plain_visit.services()
    plain_visit.page.locator(".card .checked summary").first.click()
    plain_visit.press("Something here is wrong")
    plain_visit.press("Back to the chat")
    assert plain_visit.services() == before


def test_starting_again_empties_the_log(visit: Visit) -> None:
    """Start again takes the old turns, the services and the danger card off the page."""
    visit.press("Yes, now")
    visit.press("Start again")
    assert visit.services() == []
    assert visit.page.locator(".you").count() == 0
    assert "Is anyone in danger right now?" in visit.words()


def test_asking_to_leave_takes_the_talk_off_the_page(visit: Visit) -> None:
    """The typed wish empties the page of the talk and leaves the exit."""
    visit.press("Yes, now")
    visit.say("exit")
    assert visit.services() == []
    assert visit.page.locator(".you").count() == 0
    assert "This chat is closed and wiped." in visit.words()


def test_a_lost_connection_keeps_the_words_and_names_999(visit: Visit) -> None:
    """Where the server cannot be reached, the page says so at once, keeps what was typed, and gives 999."""
    visit.page.locator("#text").fill("please help")
    visit.context.set_offline(True)
    visit.page.locator(".words .go").click()
    problem = visit.page.locator(".problem")
    problem.wait_for()
    assert problem.get_by_role("link", name="call 999").get_attribute("href") == "tel:999"
    assert visit.page.locator("#text").input_value() == "please help"
    visit.context.set_offline(False)
    visit.say("please help")
    assert visit.page.locator(".problem").count() == 0


def test_a_broken_answer_is_never_silence(visit: Visit) -> None:
    """An answer that is no page, such as a proxy's error, is treated like a lost connection."""

    def broken(route: Route) -> None:
        route.fulfill(status=502, body="bad gateway", content_type="text/plain")

    visit.context.route(visit.served.address + "/", broken)
    visit.page.get_by_role("button", name="Yes, now").click()
    visit.page.locator(".problem").wait_for()
    assert "call 999" in visit.page.locator(".problem").inner_text()


def test_too_long_text_is_a_problem_at_the_top_with_the_words_kept(visit: Visit) -> None:
    """The problem gets the focus and the words stay in the box."""
    visit.say("x" * 2001)
    assert visit.page.evaluate("() => document.activeElement.className") == "problem"
    assert len(visit.page.locator("#text").input_value()) == 2001


def test_covering_tracks_is_shown_without_ending_the_talk(visit: Visit) -> None:
    """The page about the device opens within the talk, which goes on."""
    visit.press("Yes, now")
    session = visit.session()
    visit.page.get_by_role("link", name="Covering your tracks on this device").last.click()
    visit.page.get_by_role("heading", name="What leaving does not do").wait_for()
    assert visit.session() == session
    assert session in visit.served.rasa.open
    visit.press("Yes")
    assert visit.session() == session


def test_an_answer_is_changed_in_place(visit: Visit) -> None:
    """The list of answers opens a question anew, and the change is taken."""
    visit.press("Not sure")
    visit.press("Someone I know")
    visit.page.get_by_text("Your answers so far").click()
    given = visit.page.locator(".answers li", has_text="Who is this about?").first
    given.get_by_text("Change").click()
    with visit.page.expect_response(lambda answer: answer.request.method == "POST"):
        given.get_by_role("button", name="1 Me", exact=True).click()
    visit.page.locator("[aria-busy]").wait_for(state="detached")
    visit.page.get_by_text("Your answers so far").click()
    assert "Me" in visit.page.locator(".answers li", has_text="Who is this about?").first.locator("strong").inner_text()


def test_links_to_services_tell_them_nothing(browser: Browser, served: Served) -> None:
    """A link to a service is followed without saying where from."""
    visit = Visit.begin(browser, served, width=1280, height=800)
    said: list[str | None] = []

    def answered(route: Route) -> None:
        said.append(route.request.headers.get("referer"))
        route.fulfill(body="<title>A service</title>", content_type="text/html")

    visit.context.route("https://**", answered)
    visit.press(NUMBERS)
    visit.page.locator(".card .checked summary").first.click()
    visit.page.locator(".cards a[href^=https]").first.click()
    visit.page.wait_for_url("https://**")
    assert said
    assert set(said) == {None}
    visit.close()
