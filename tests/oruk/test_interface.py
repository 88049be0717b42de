"""The interface does what docs/openapi.yaml says: schemathesis sends what fits and what does not."""

from __future__ import annotations

import json
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, settings

from bot.settings import ROOT
from pathway.plain_yaml import read_yaml
from tests.bot.site import make_site

DESCRIBED = read_yaml(ROOT / "docs" / "openapi.yaml")
SITE = make_site()
APP = SITE.client.application
SCHEMA = schemathesis.openapi.from_wsgi("/api/openapi.json", APP)
# Which words, facts and questions exist is not in the schema: an answer of 422 to what fits it is no mistake.
CHECKS: Any = [
    check
    for check in schemathesis.checks.CHECKS.get_all()
    if check.__name__ not in ("positive_data_acceptance", "unsupported_method")
]


@SCHEMA.parametrize()
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_interface_is_as_described(case: schemathesis.Case[Any]) -> None:
    """No request makes it fail, and each answer has a status, a kind and a form that are described."""
    case.call_and_validate(checks=CHECKS)


def test_the_description_is_served_as_it_is_written() -> None:
    """The JSON is the YAML."""
    assert SITE.client.get("/api/openapi.json").json == DESCRIBED


def test_every_address_of_the_interface_is_described() -> None:
    """No address under /api is left out, but what is only for this machine."""
    routed = {str(rule).replace("<session>", "{session}").replace("<key>", "{id}") for rule in APP.url_map.iter_rules()}
    assert {rule for rule in routed if rule.startswith(("/api/", "/healthz", "/readyz"))} == set(DESCRIBED["paths"])


@pytest.mark.parametrize("name", ["Reply", "Signposts"])
def test_replies_fit_their_schema(name: str) -> None:
    """A chat reply with cards, and signposts for a professional."""
    schema = {**DESCRIBED["components"]["schemas"][name], "components": DESCRIBED["components"]}
    validator = jsonschema_rs.Draft202012Validator(schema)
    if name == "Reply":
        answer = SITE.client.post("/api/chat", json={"choice": {"question": "immediate_danger", "option": "yes"}})
    else:
        facts = {"asking_as": "professional", "risk_level": "high", "area": "medway"}
        answer = SITE.client.post("/api/signpost", json={"facts": facts})
    reply = json.loads(answer.text)
    validator.validate(reply)
    assert reply["signposts"]
