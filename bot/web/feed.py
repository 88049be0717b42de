"""The addresses of the open data. Anyone's program may read it from anywhere: it holds nothing about anybody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request

from bot.oruk.feed import QueryError, page, read_query, services
from bot.oruk.records import MANY, full, published
from bot.oruk.taxonomies import identifier, taxonomies, terms
from bot.web.problems import DETAILS, Problem, problem_response
from pathway.directory import Directory
from pathway.talk import Talk

feed = Blueprint("feed", __name__, url_prefix="/api/oruk")
PROFILE = "https://docs.openreferraluk.org/en/latest/"


@feed.get("/")
def about() -> Response:
    """Say what this is, and where its contract stands."""
    return jsonify(
        {
            "version": "HSDS-UK-3.0",
            "profile": PROFILE,
            "openapi_url": f"{request.host_url}api/openapi.json",
            "licence": _directory().licence,
            "directory_version": _directory().version,
        }
    )


@feed.get("/services")
def list_services() -> Response:
    """List the services that pass the filters, a page at a time."""
    found = services(_directory(), read_query(request.args))
    short = [{field: value for field, value in record.items() if field not in MANY} for record in found]
    return jsonify(page(short, request.args))


@feed.get("/services/<key>")
def one_service(key: str) -> Response:
    """Give one service in full, by its identifier or by its id in the directory."""
    for service in published(_directory()):
        if key in (service.id, identifier("service", service.id)):
            return jsonify(full(service, _directory()))
    raise Problem(404, DETAILS[404])


@feed.get("/taxonomies")
def list_taxonomies() -> Response:
    """List the taxonomies, a page at a time."""
    return jsonify(page(taxonomies(), request.args))


@feed.get("/taxonomies/<key>")
def one_taxonomy(key: str) -> Response:
    """Give one taxonomy with its terms."""
    taxonomy = _one(taxonomies(), key)
    return jsonify({**taxonomy, "taxonomy_terms": [term for term in terms() if term["taxonomy_id"] == key]})


@feed.get("/taxonomy_terms")
def list_terms() -> Response:
    """List the terms of all taxonomies, a page at a time."""
    return jsonify(page(terms(), request.args))


@feed.get("/taxonomy_terms/<key>")
def one_term(key: str) -> Response:
    """Give one term."""
    return jsonify(_one(terms(), key))


@feed.errorhandler(QueryError)
def a_query_error(error: QueryError) -> Response:
    """Say which parameter cannot be used, as every other mistake is said."""
    return problem_response(422, str(error))


@feed.after_request
def open_to_all(response: Response) -> Response:
    """Let pages of other sites read the feed."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _one(records: tuple[dict[str, Any], ...], key: str) -> dict[str, Any]:
    found = next((record for record in records if record["id"] == key), None)
    if found is None:
        raise Problem(404, DETAILS[404])
    return found


def _directory() -> Directory:
    talk: Talk = current_app.extensions["signpost"]["talk"]
    return talk.directory
