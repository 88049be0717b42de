"""The open data against the published schema of Open Referral UK 3.0, its pages and its filters."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import jsonschema_rs
import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.oruk.records import published
from bot.oruk.taxonomies import identifier, term, terms
from pathway.directory_terms import GENDERS, NEEDS
from pathway.engine import engine
from tests.bot.site import make_site

SCHEMA = Path(__file__).parent / "schema"
TALK = engine()
CLIENT = make_site().client
ENVELOPE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}


@lru_cache
def schema(name: str) -> Any:
    """Return a validator for one of the published schemas; formats are checked too."""
    read = json.loads((SCHEMA / f"{name}.json").read_text(encoding="utf-8"))
    if name == "taxonomy":
        read["properties"]["taxonomy_terms"]["items"] = json.loads((SCHEMA / "taxonomy_term.json").read_text("utf-8"))
    return jsonschema_rs.Draft202012Validator(read, validate_formats=True)


def get(path: str, status: int = 200, /, **parameters: Any) -> Any:
    """Read an address of the feed."""
    response = CLIENT.get(f"/api/oruk{path}?{urlencode(parameters)}")
    assert response.status_code == status, response.text
    return response.json


def everything(path: str) -> list[dict[str, Any]]:
    """Read all pages of a list, a few at a time."""
    first = get(path, per_page=20)
    pages = [first, *(get(path, per_page=20, page=number) for number in range(2, first["total_pages"] + 1))]
    assert all(set(page) == ENVELOPE for page in pages)
    return [record for page in pages for record in page["contents"]]


def test_it_says_what_it_is() -> None:
    """Version, profile and contract as the profile asks."""
    about = get("/")
    assert about["version"] == "HSDS-UK-3.0"
    assert CLIENT.get("/" + about["openapi_url"].split("/", 3)[3]).status_code == 200


@pytest.mark.parametrize("service", published(TALK.directory), ids=lambda service: service.id)
def test_each_service_is_valid(service: Any) -> None:
    """In full by the service schema, found by its identifier and by its id in the directory."""
    record = get(f"/services/{identifier('service', service.id)}")
    schema("service").validate(record)
    assert get(f"/services/{service.id}") == record
    assert record["code"] == service.id


def test_the_list_is_valid_and_whole() -> None:
    """Each listed service fits the list's schema, and all that may be shown are there once."""
    records = everything("/services")
    validator = schema("service_list")
    for record in records:
        validator.validate(record)
    assert sorted(record["code"] for record in records) == sorted(s.id for s in published(TALK.directory))


def test_the_validator_finds_a_mistake() -> None:
    """A broken record does not pass."""
    record = {**get("/services/samaritans"), "status": "open"}
    assert not schema("service").is_valid(record)
    assert not schema("service").is_valid({**record, "status": "active", "id": "samaritans"})


def test_taxonomies_and_terms_are_valid() -> None:
    """By their schemas, each found by its identifier; every word of the directory has its term."""
    for taxonomy in everything("/taxonomies"):
        whole = get(f"/taxonomies/{taxonomy['id']}")
        schema("taxonomy").validate(whole)
        assert whole["taxonomy_terms"]
    for each in everything("/taxonomy_terms"):
        schema("taxonomy_term").validate(each)
        assert get(f"/taxonomy_terms/{each['id']}") == each
    assert {t["code"] for t in terms()} >= {*NEEDS, *GENDERS}


def test_what_may_not_be_shown_is_not_in_it() -> None:
    """No service held back or for professionals alone, no number held back, no address of a refuge."""
    records = [get(f"/services/{service.id}") for service in published(TALK.directory)]
    shown = {record["code"] for record in records}
    for service in TALK.directory.services.values():
        if service.display in ("not_shown", "professionals_only") or service.status != "active":
            assert service.id not in shown
            get(f"/services/{service.id}", 404)
        if service.refuge and service.id in shown:
            assert get(f"/services/{service.id}")["service_at_locations"] == []
    held = {"".join(filter(str.isdigit, rule.number)) for rule in TALK.directory.never_show if rule.areas is None}
    numbers = {
        "".join(filter(str.isdigit, phone["number"]))
        for record in records
        for contact in record["contacts"]
        for phone in contact.get("phones", ())
    }
    assert len(numbers) > 40
    assert not held & numbers


def test_a_services_phone_hours_and_terms_come_from_the_directory() -> None:
    """The numbers, the week and the needs of one service, as written there."""
    record = get("/services/victim-support-kent-medway")
    numbers = {phone["number"] for contact in record["contacts"] for phone in contact.get("phones", ())}
    assert {"0808 168 9276", "0808 168 9111"} <= numbers
    week = next(schedule for schedule in record["schedules"] if schedule["closes_at"] == "20:00")
    assert (week["byday"], week["opens_at"]) == ("MO,TU,WE,TH,FR", "08:00")
    assert record["assured_date"] == "2026-11-22"


@pytest.mark.parametrize(
    ("parameters", "code", "other"),
    [
        ({"search": "stalking helpline"}, "national-stalking-helpline", "samaritans"),
        ({"taxonomy_term_id": term("needs", "pets")["id"]}, "dogs-trust-freedom", "samaritans"),
        ({"taxonomy_id": identifier("taxonomy", "access")}, "emergency-999", "shelter"),
        ({"minimum_age": 60}, "hourglass", "samaritans"),
        ({"maximum_age": 17}, "childline", "samaritans"),
        ({"day": "TU", "start_time": "09:00", "end_time": "12:00"}, "oss-maidstone", "oss-tonbridge"),
        ({"day": "wednesday", "start_time": "09:00", "end_time": "12:00"}, "oss-tonbridge", "oss-maidstone"),
    ],
)
def test_the_filters_of_the_profile(parameters: dict[str, object], code: str, other: str) -> None:
    """Each filter lets the one through and not the other."""
    codes = {record["code"] for record in get("/services", per_page=100, **parameters)["contents"]}
    assert code in codes
    assert other not in codes


def test_pages() -> None:
    """First, last and beyond the last."""
    first = get("/services", per_page=10)
    assert (first["first_page"], first["last_page"], first["size"]) == (True, False, 10)
    last = get("/services", per_page=10, page=first["total_pages"])
    assert (last["first_page"], last["last_page"]) == (False, True)
    beyond = get("/services", per_page=10, page=first["total_pages"] + 1)
    assert (beyond["empty"], beyond["contents"], beyond["total_items"]) == (True, [], first["total_items"])


@pytest.mark.parametrize(
    "parameters",
    [
        {"page": 0},
        {"page": "x"},
        {"per_page": 101},
        {"minimum_age": "old"},
        {"start_time": "9"},
        {"day": "someday"},
        {"page": "²"},
    ],
)
def test_parameters_that_cannot_be_used(parameters: dict[str, object]) -> None:
    """The problem says which one, and what would be right."""
    problem = get("/services", 422, **parameters)
    assert next(iter(parameters)) in problem["detail"]


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["search", "page", "per_page", "day", "minimum_age", "start_time"]), st.text(max_size=8)
    )
)
def test_any_parameter_gets_a_page_or_a_problem(parameters: dict[str, str]) -> None:
    """Nothing that is asked makes the feed fail."""
    response = CLIENT.get(f"/api/oruk/services?{urlencode(parameters, errors='ignore')}")
    assert response.status_code in (200, 422)


@pytest.mark.parametrize("path", ["/services/none", "/taxonomies/none", "/taxonomy_terms/none", "/nothing"])
def test_what_does_not_exist_is_not_found(path: str) -> None:
    """As a problem document."""
    assert get(path, 404)["status"] == 404


def test_other_sites_may_read_it() -> None:
    """The feed is open to every page; the rest of the site is not."""
    assert CLIENT.get("/api/oruk/services").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in CLIENT.get("/").headers


@pytest.fixture
def client() -> FlaskClient:
    """Return a client of a fresh application."""
    return make_site().client


def test_only_reading_is_allowed(client: FlaskClient) -> None:
    """Nothing can be sent to the feed."""
    assert client.post("/api/oruk/services", json={}).status_code == 405
