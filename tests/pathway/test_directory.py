"""The services directory: the real file is sound and says what was reviewed, and each kind of mistake is refused."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from pathway.directory import CONTACT_ORDER, Directory, DirectoryError, Service, load_directory
from pathway.directory_check import problems
from pathway.directory_terms import AREAS, DISTRICTS, same_number
from pathway.hours import hours_in_words
from pathway.model import Source

HERE = Path(__file__).parent
FILE = HERE.parents[1] / "services_directory.yaml"
NUMBERED = ("phone", "text", "relay")

Raw = dict[str, Any]
Change = Callable[[Raw], object]


@pytest.fixture(scope="module")
def directory() -> Directory:
    """The directory as it stands in the repository."""
    return load_directory(FILE)


def small() -> Raw:
    """Give a sound directory of three entries, to be spoilt one way at a time."""
    helpline: Raw = {
        "id": "helpline",
        "name": "Helpline",
        "organization": "A charity",
        "description": "A helpline.",
        "status": "active",
        "display": "shown",
        "eligibility": {
            "description": "Anyone.",
            "audience": ["public"],
            "ages": ["adult"],
            "genders": ["woman", "man", "non_binary"],
        },
        "service_areas": ["kent"],
        "needs": ["general"],
        "phones": [
            {"number": "0808 157 0000", "type": "voice", "schedules": "Mo-Fr 09:00-17:00; PH off", "sources": ["PAGE"]}
        ],
        "urls": [{"url": "https://www.example.org", "sources": ["PAGE"]}],
        "assured_date": date(2026, 11, 22),
        "assured_by": "desk research",
        "sources": [{"ref": "PAGE", "title": "Their own page", "url": "https://www.example.org/contact"}],
    }
    office = copy.deepcopy(helpline) | {"id": "office", "service_areas": ["kent", "medway"]}
    house = copy.deepcopy(helpline) | {"id": "house", "refuge": True, "display": "through_another", "via": ["helpline"]}
    del house["phones"]
    return {
        "version": "2026-11-25",
        "licence": "CC BY 4.0",
        "never_show": [
            {"number": "020 7395 7771", "why": "Wrong."},
            {"number": "01634 304400", "areas": ["swale"], "why": "Medway's."},
        ],
        "never_link": [{"address": "taken-over.example", "why": "Taken over."}],
        "housing_office": dict.fromkeys(AREAS[:-1], "office"),
        "services": [helpline, office, house],
    }


def load(raw: Raw, folder: Path) -> Directory:
    """Write `raw` as a directory file and load it."""
    file = folder / "directory.yaml"
    file.write_text(yaml.safe_dump(raw, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return load_directory(file)


def first(raw: Raw) -> Raw:
    """Give the first entry of a directory."""
    entry: Raw = raw["services"][0]
    return entry


def phone(raw: Raw) -> Raw:
    """Give the phone of the first entry."""
    contact: Raw = first(raw)["phones"][0]
    return contact


def house(raw: Raw) -> Raw:
    """Give the entry that is a refuge."""
    entry: Raw = raw["services"][2]
    return entry


def put(where: Callable[[Raw], Raw], **values: object) -> Change:
    """Make the change that sets `values` at `where`."""
    return lambda raw: where(raw).update(values)


def take(where: Callable[[Raw], Raw], key: str) -> Change:
    """Make the change that removes `key` at `where`."""
    return lambda raw: where(raw).pop(key)


def top(raw: Raw) -> Raw:
    """Give the top level of a directory."""
    return raw


def who(raw: Raw) -> Raw:
    """Give the eligibility of the first entry."""
    eligibility: Raw = first(raw)["eligibility"]
    return eligibility


VISIT = [{"address": "1 High Street", "sources": ["PAGE"]}]
WRONG_KINDS: tuple[object, ...] = (None, 5, True, "x", [], {}, [5], [[]], {"a": 1}, date(2026, 1, 1))
CONFLICT = {"field": "phone", "values": [{"value": "x", "source": "LOST"}], "settled": "so"}

REFUSALS: list[tuple[str, Change, list[str]]] = [
    ("unknown key", put(first, telephone="x"), ["helpline", "telephone", "not a known key", "Allowed: id, name"]),
    ("unknown key, near", put(first, descripton="x"), ["helpline", 'did you mean "description"?']),
    ("unknown key of a contact", put(phone, scheduls="24/7"), ["phones 1: scheduls", 'did you mean "schedules"?']),
    ("unknown key at the top", put(top, organisations=[]), ["organisations", "not a known key"]),
    ("no id", take(first, "id"), ["entry 1", "id: is missing"]),
    ("bad id", put(first, id="Help Line"), ["Help Line", "not an id", "small letters"]),
    ("no name", take(first, "name"), ["helpline: name: is missing"]),
    ("name not text", put(first, name=999), ["name: 999 is not text", "put numbers in quotes"]),
    ("no source", put(first, sources=[]), ["sources: there is none", "at least one"]),
    ("no assured date", take(first, "assured_date"), ["helpline: assured_date: is missing"]),
    (
        "assured date in words",
        put(first, assured_date="last week"),
        ["assured_date: 'last week' is not a date like 2026-11-22"],
    ),
    ("assured in the future", put(first, assured_date=date(2026, 11, 26)), ["2026-11-26", "future", "2026-11-25"]),
    ("duplicate id", lambda raw: raw["services"].append(copy.deepcopy(first(raw))), ["helpline: id: is used twice"]),
    ("bad status", put(first, status="doubtful"), ['status: "doubtful"', "Allowed: active"]),
    ("bad display", put(first, display="show"), ['display: "show"', 'did you mean "shown"?']),
    ("bad need", put(first, needs=["houses"]), ['needs: "houses"', 'did you mean "housing"?']),
    ("bad area", put(first, service_areas=["folkestone-hythe"]), ['did you mean "folkestone_and_hythe"?']),
    ("areas not a list", put(first, service_areas="kent"), ["service_areas: 'kent' is not a list of texts"]),
    ("no area", put(first, service_areas=[]), ["service_areas: is empty"]),
    ("bad age", put(who, ages=["child"]), ['eligibility: ages: "child"', "under_16"]),
    ("no gender", put(who, genders=[]), ["eligibility: genders: [] is not a list of texts"]),
    ("bad audience", put(who, audience=["everyone"]), ['eligibility: audience: "everyone"']),
    ("impossible number", put(phone, number="0808 157 00"), ["0808 157 00", "cannot be a phone number"]),
    ("number one digit short", put(phone, number="0808 157 000"), ["0808 157 000", "count its digits"]),
    ("number one digit long", put(phone, number="0808 157 00000"), ["0808 157 00000", "count its digits"]),
    ("number without quotes", put(phone, number=8081570000), ["phones 1: number: 8081570000 is not text", "quotes"]),
    ("words in a number", put(phone, number="0808 157 0000 option 2"), ["more than digits", "description"]),
    ("short code not marked", put(phone, number="101"), ["101 is a short code", "short_code: true"]),
    ("unknown short code", put(phone, number="102", short_code=True), ["102 is no short code", "Allowed:"]),
    ("bad type of phone", put(phone, type="mobile"), ['type "mobile"', "voice"]),
    (
        "number never to be shown",
        put(phone, number="02073957771"),
        ["phones", "02073957771", "never be shown", "Wrong."],
    ),
    ("the same from abroad", put(phone, number="+44 20 7395 7771"), ["+44 20 7395 7771 must never be shown"]),
    ("the same in a sentence", put(first, description="Or ring 020-7395 7771."), ["description: 020-7395 7771"]),
    ("the same in a label", put(phone, description="not (020) 7395 7771"), ["must never be shown"]),
    ("number wrong for an area", put(phone, number="01634 304 400"), ["helpline: phones: 01634 304 400", "Medway's."]),
    (
        "dead address",
        put(first, urls=[{"url": "https://www.Taken-Over.example/x", "sources": ["PAGE"]}]),
        ["urls: taken-over.example must never be linked", "Taken over."],
    ),
    ("dead address in words", put(first, description="See taken-over.example."), ["description: taken-over.example"]),
    ("address of a refuge", put(house, visits=VISIT), ["house: visits: a refuge never has an address"]),
    (
        "address where a refuge is offered",
        put(first, needs=["refuge"], visits=VISIT),
        ["helpline: visits: a refuge never has an address"],
    ),
    ("via nobody", put(house, via=["helplin"]), ["house: via: helplin is no entry", 'did you mean "helpline"?']),
    (
        "via an entry not shown",
        put(first, display="not_shown", display_note="To be rung."),
        ["house: via: helpline is not shown"],
    ),
    ("through nobody", take(house, "via"), ["house: via: is missing"]),
    ("bad hours", put(phone, schedules="9 to 5"), ["0808 157 0000: schedules", '"9 to 5" cannot be read']),
    ("hours silent on holidays", put(phone, schedules="Mo-Fr 09:00-17:00"), ["schedules", "bank holidays"]),
    ("hours shown and not shown", put(first, display="shown_without_hours"), ["has schedules", "shown_without_hours"]),
    ("contact without a source", put(phone, sources=[]), ["phones 1: sources: [] is not a list of texts"]),
    ("contact with an unknown source", put(phone, sources=["PAG"]), ["source PAG", 'did you mean "PAGE"?']),
    ("conflict with an unknown source", put(first, conflicts=[CONFLICT]), ["source LOST is cited"]),
    (
        "conflict not settled",
        put(first, conflicts=[CONFLICT | {"settled": ""}]),
        ["conflicts 1: settled: '' is not text"],
    ),
    ("bill without a source", put(first, bill={"description": "Not on bills."}), ["bill: sources: is missing"]),
    ("source twice", lambda raw: first(raw)["sources"].append(first(raw)["sources"][0]), ["PAGE is used twice"]),
    ("source without a title", lambda raw: first(raw)["sources"][0].pop("title"), ["sources 1: title: is missing"]),
    ("not shown without a reason", put(first, display="not_shown"), ["display_note: is missing"]),
    ("contact kept back without why", put(phone, display=False), ["kept from view without why"]),
    (
        "shown with no way in",
        lambda raw: [first(raw).pop("phones"), first(raw).pop("urls")],
        ["helpline: display: is shown, but there is neither a contact to show nor via"],
    ),
    (
        "no web address",
        put(first, urls=[{"url": "example.org", "sources": ["PAGE"]}]),
        ["urls 1: url: 'example.org' is not a web address", "https://"],
    ),
    (
        "no e-mail address",
        put(first, emails=[{"value": "me", "sources": ["PAGE"]}]),
        ["emails 1: value: 'me' is not an e-mail address"],
    ),
    ("contacts not a list", put(first, phones="0808 157 0000"), ["phones: '0808 157 0000' is not a list of mappings"]),
    ("held back without why", put(first, held_back=[{"value": "x"}]), ["held_back 1: why: is missing"]),
    ("area without an office", lambda raw: raw["housing_office"].pop("swale"), ["housing_office: swale has none"]),
    ("office unknown", lambda raw: raw["housing_office"].update(swale="ofice"), ["swale has ofice", '"office"']),
    ("office of elsewhere", lambda raw: raw["housing_office"].update(medway="helpline"), ["does not serve it"]),
    ("no version", put(top, version="soon"), ["version: 'soon' is not a date"]),
    ("services not a list", put(top, services={"a": 1}), ["services: {'a': 1} is not a list of entries"]),
    ("rule without why", lambda raw: raw["never_show"].append({"number": "1"}), ["never_show 3: why: is missing"]),
]


@pytest.mark.parametrize(("change", "says"), [case[1:] for case in REFUSALS], ids=[case[0] for case in REFUSALS])
def test_each_mistake_is_refused_with_what_is_wrong_and_what_would_be_right(
    change: Change, says: list[str], tmp_path: Path
) -> None:
    """One mistake in a sound file makes it unloadable, and a single problem holds every part of the explanation."""
    raw = small()
    change(raw)
    with pytest.raises(DirectoryError) as refusal:
        load(raw, tmp_path)
    found = refusal.value.problems
    assert any(all(part in problem for part in ["directory.yaml: ", *says]) for problem in found), found


def test_a_small_sound_file_is_accepted(tmp_path: Path) -> None:
    """The file that the refusals spoil is itself without a problem, so that each refusal comes from its mistake."""
    assert list(load(small(), tmp_path).services) == ["helpline", "office", "house"]


def test_all_problems_are_listed_at_once(tmp_path: Path) -> None:
    """Three mistakes in two entries give three sentences, not the first one only."""
    raw = small()
    phone(raw).update(number="0808 1", schedules="9 to 5")
    house(raw).update(via=["nobody"])
    with pytest.raises(DirectoryError) as refusal:
        load(raw, tmp_path)
    assert len(refusal.value.problems) == 3
    assert str(refusal.value).count("\n") == 2


def test_a_key_given_twice_is_refused(tmp_path: Path) -> None:
    """YAML would keep the second of two `phones` and lose the first; the loader says where it is."""
    file = tmp_path / "directory.yaml"
    file.write_text('version: "2026-11-25"\nversion: "2026-11-26"\n', encoding="utf-8")
    with pytest.raises(DirectoryError, match='"version" is given twice'):
        load_directory(file)


@pytest.mark.parametrize(
    "text", ["", "- a\n", "a: [", "services: 5\n", "services:\n  - 5\n", "services:\n  - id: [x]\n"]
)
def test_a_file_that_is_no_directory_at_all_is_refused_and_never_a_crash(text: str, tmp_path: Path) -> None:
    """Whatever is in the file, the answer is a DirectoryError that names it."""
    file = tmp_path / "directory.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DirectoryError, match=re.escape("directory.yaml")):
        load_directory(file)


def test_a_value_of_the_wrong_kind_anywhere_is_a_problem_to_read_and_never_a_crash(tmp_path: Path) -> None:
    """Each value of the small file, replaced by each kind of wrong one, is either accepted or a DirectoryError."""
    full = small()
    first(full).update(
        bill={"description": "Not on bills.", "sources": ["PAGE"]},
        conflicts=[CONFLICT | {"values": [{"value": "x", "source": "PAGE"}]}],
        held_back=[{"value": "x", "why": "y"}],
        confidence={"level": "low", "reason": "x"},
        languages=["English"],
    )
    for place in _places(full):
        for wrong in WRONG_KINDS:
            raw = copy.deepcopy(full)
            _set(raw, place, wrong)
            if problems(raw, "directory.yaml") == []:
                load(raw, tmp_path)


def _places(value: object, before: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if before:
        yield before
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from _places(each, (*before, key))


def _set(raw: Any, place: tuple[str | int, ...], value: object) -> None:
    for key in place[:-1]:
        raw = raw[key]
    raw[place[-1]] = value


def test_a_held_back_number_may_be_recorded_and_is_never_given_out(tmp_path: Path) -> None:
    """A number under `held_back`, or kept back with `display: false`, loads and is among no contacts."""
    raw = small()
    first(raw)["held_back"] = [{"value": "020 7395 7771", "why": "Wrong."}]
    first(raw)["phones"].append(
        {"number": "0808 157 0001", "type": "voice", "display": False, "why": "To be rung.", "sources": ["PAGE"]}
    )
    values = [contact.value for contact in load(raw, tmp_path).services["helpline"].contacts]
    assert values == ["0808 157 0000", "https://www.example.org"]


@pytest.mark.parametrize("change", [{"display": "not_shown", "display_note": "Ring it."}, {"status": "defunct"}])
def test_an_entry_that_is_not_shown_or_closed_gives_out_no_contact(change: Raw, tmp_path: Path) -> None:
    """Its contacts stay in the file, but nobody who holds the directory can show them."""
    raw = small()
    del house(raw)["via"]
    house(raw)["display"] = "shown"
    first(raw).update(change)
    service = load(raw, tmp_path).services["helpline"]
    assert service.contacts == ()
    assert not service.may_be_shown


def test_contacts_come_with_their_label_hours_and_sources_in_the_fixed_order(tmp_path: Path) -> None:
    """A text line says which word to send; hours that are not known are None; each contact cites its sources."""
    raw = small()
    text = {"number": "85258", "type": "text", "keyword": "KENT", "short_code": True, "description": "Free"}
    first(raw)["phones"].insert(0, text | {"sources": ["PAGE"]})
    first(raw)["relay"] = [{"value": "18001 0808 157 0000", "sources": ["PAGE"]}]
    contacts = load(raw, tmp_path).services["helpline"].contacts
    assert [(contact.type, contact.value, contact.label, contact.hours) for contact in contacts] == [
        ("phone", "0808 157 0000", "Phone", "Mo-Fr 09:00-17:00; PH off"),
        ("text", "85258", "Text KENT to 85258: free", None),
        ("relay", "18001 0808 157 0000", "Text relay", None),
        ("web", "https://www.example.org", "Website", None),
    ]
    assert contacts[0].sources == (Source("Their own page", "https://www.example.org/contact"),)


def test_kent_is_the_twelve_districts_and_national_is_everywhere(tmp_path: Path) -> None:
    """The groups of areas are spelled out: Kent is not Medway, and only a national service reaches beyond both."""
    raw = small()
    house(raw)["service_areas"] = ["national"]
    services = load(raw, tmp_path).services
    assert services["helpline"].areas == frozenset(DISTRICTS)
    assert services["office"].areas == frozenset(DISTRICTS) | {"medway"}
    assert services["house"].areas == frozenset(AREAS)
    assert [service.national for service in services.values()] == [False, False, True]


def test_the_real_file_holds_every_entry_and_shows_exactly_the_reviewed_numbers(directory: Directory) -> None:
    """Each of the 128 entries is there, and no number is shown, changed or lost beside the reviewed copy of them."""
    reviewed: dict[str, list[str]] = yaml.safe_load((HERE / "shown_numbers.yaml").read_text(encoding="utf-8"))
    shown = {service.id: sorted(_numbers(service)) for service in directory.services.values()}
    assert len(shown) == 128
    assert shown == {service: sorted(numbers) for service, numbers in reviewed.items()}


def _numbers(service: Service) -> set[str]:
    numbered = [contact.value for contact in service.contacts if contact.type in NUMBERED]
    return {same_number(value) for value in numbered if re.match(r"[+\d]", value)}


def test_one_number_is_always_printed_the_same_way(directory: Directory) -> None:
    """A number that several services share, such as 03000 41 91 91, is grouped alike everywhere."""
    prints: dict[str, set[str]] = {}
    for service in directory.services.values():
        for contact in service.contacts:
            if contact.type in NUMBERED and not contact.value.startswith("+"):
                prints.setdefault(same_number(contact.value), set()).add(contact.value)
    assert [several for several in prints.values() if len(several) > 1] == []


def test_each_area_has_its_own_council_office(directory: Directory) -> None:
    """Thirteen areas have thirteen offices, each serving that area alone."""
    assert set(directory.housing_office) == set(AREAS) - {"outside"}
    for area, office in directory.housing_office.items():
        assert directory.services[office].areas == {area}


def test_descriptions_are_short(directory: Directory) -> None:
    """No description has more than forty words, so that a card can be taken in by someone in distress."""
    assert [service.id for service in directory.services.values() if len(service.what.split()) > 40] == []


def test_no_refuge_gives_an_address(directory: Directory) -> None:
    """Whatever runs or offers a refuge has no place to go to among its contacts."""
    refuges = [service for service in directory.services.values() if service.refuge or "refuge" in service.needs]
    assert len(refuges) >= 10
    assert [refuge.id for refuge in refuges if any(contact.type == "in_person" for contact in refuge.contacts)] == []


def test_hours_of_the_real_file_can_be_said_in_words(directory: Directory) -> None:
    """Every shown contact with hours has them in words too, and nothing shown without hours has any."""
    for service in directory.services.values():
        for contact in service.contacts:
            assert contact.hours is None or hours_in_words(contact.hours)
            assert contact.hours is None or service.display != "shown_without_hours"
        order = [CONTACT_ORDER.index(contact.type) for contact in service.contacts]
        assert order == sorted(order)


@pytest.mark.parametrize("service", ["police-101", "childline", "maidstone-housing", "sevenoaks-housing", "galop"])
def test_lines_whose_hours_no_source_states_are_never_called_open(directory: Directory, service: str) -> None:
    """These have numbers and no hours, so that they can never be said to be open or shut."""
    phones = [contact for contact in directory.services[service].contacts if contact.type == "phone"]
    assert phones
    assert all(phone.hours is None for phone in phones)


@pytest.mark.parametrize("office", ["dover-housing", "tonbridge-malling-housing", "tunbridge-wells-housing"])
def test_offices_whose_number_is_unconfirmed_show_their_page_only(directory: Directory, office: str) -> None:
    """Three councils have no number that may be shown; their card leads to the council's page."""
    assert {contact.type for contact in directory.services[office].contacts} == {"web"}


def test_texting_999_is_not_offered_as_a_way_out_of_danger(directory: Directory) -> None:
    """Texting 999 works only for phones registered beforehand, so the 999 card has voice, relay and BSL alone."""
    assert [contact.type for contact in directory.services["emergency-999"].contacts] == ["phone", "relay", "bsl"]
