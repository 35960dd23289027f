"""The reading of OpenAPI descriptions, proven on a small one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conformance.openapi import Description, Exceptions, Problem

JSON = "application/json"
DESCRIPTION = Description(
    {
        "paths": {
            "/things/search": {"get": {"responses": {"200": {"description": "no content"}}}},
            "/things/{thing_id}": {
                "parameters": [{"$ref": "#/components/parameters/thing"}],
                "get": {
                    "parameters": [
                        {"name": "from", "in": "query", "required": True,
                         "schema": {"type": "string", "format": "date-time"}},
                        {"name": "kinds", "in": "query", "explode": False,
                         "schema": {"type": "array", "items": {"enum": ["a", "b"]}}},
                        {"name": "ids[]", "in": "query",
                         "schema": {"type": "array", "items": {"type": "integer"}}},
                    ],
                    "responses": {
                        "200": {"$ref": "#/components/responses/thing"},
                        "default": {"content": {JSON: {"schema": {"required": ["error"]}}}},
                    },
                },
                "post": {
                    "requestBody": {"required": True, "content": {
                        JSON: {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                    "responses": {"201": {"description": "made"}},
                },
            },
        },
        "components": {
            "parameters": {"thing": {"name": "thing_id", "in": "path", "required": True,
                                     "schema": {"type": "integer"}}},
            "responses": {"thing": {"content": {
                JSON: {"schema": {"$ref": "#/components/schemas/Thing"}}}}},
            "schemas": {
                "Thing": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "id": {"type": "integer", "maximum": 9, "exclusiveMaximum": True},
                        "kind": {"type": "string", "enum": ["a", "b"], "nullable": True},
                        "part": {"nullable": True, "allOf": [
                            {"$ref": "#/components/schemas/Thing"}]},
                        "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}},
                    },
                }
            },
        },
    }
)  # fmt: skip
GET = "GET /things/{thing_id}"


def where(problems: list[Problem]) -> list[str]:
    return sorted(problem.where for problem in problems)


@pytest.mark.parametrize(
    ("path", "query", "places"),
    [
        ("/things/5", {"from": "2026-06-01T00:00:00Z", "kinds": "a,b", "ids[]": ["1", "2"]}, []),
        ("/things/five", {"from": "yesterday"}, ["path", "query from"]),
        ("/things/5", {"kinds": "a,c", "ids[]": ["1", "x"]},
         ["query from", "query ids[][]", "query kinds[]"]),
        ("/things/5", {"from": "2026-06-01T00:00:00Z", "size": "1"}, ["query size"]),
        ("/nothing", {}, ["path"]),
        ("/things/search", {}, []),
    ],
)  # fmt: skip
def test_a_request(path: str, query: dict[str, Any], places: list[str]) -> None:
    assert where(DESCRIPTION.request_problems("GET", path, query)) == places


@pytest.mark.parametrize(
    ("body", "places"),
    [({"id": 1}, []), (None, ["body"]), ({"id": 9}, ["body.id"]), ({"x": 1}, ["body"])],
)
def test_a_body(body: Any, places: list[str]) -> None:
    assert where(DESCRIPTION.request_problems("POST", "/things/5", {}, body)) == places


@pytest.mark.parametrize(
    ("status", "answer", "places"),
    [
        (200, {"id": 1, "kind": None, "part": None, "parts": [{"id": 2}]}, []),
        (200, {"kind": "c"}, ["200.kind"]),
        (200, {"parts": [{"id": 2}, {"id": None}]}, ["200.parts[].id"]),
        (200, [], ["200"]),
        (404, {"error": "none"}, []),
        (404, {}, ["404"]),
    ],
)
def test_an_answer(status: int, answer: Any, places: list[str]) -> None:
    assert where(DESCRIPTION.answer_problems("GET", "/things/5", status, answer)) == places


def test_a_status_nobody_described() -> None:
    assert where(DESCRIPTION.answer_problems("POST", "/things/5", 418, {})) == ["418"]


def test_exceptions_cover_what_they_name_and_say_if_they_cover_nothing() -> None:
    exceptions = Exceptions({("GET *", "200.parts[].*"): "known", ("POST *", "body"): "known"})
    problems = DESCRIPTION.answer_problems(
        "GET", "/things/5", 200, {"id": "1", "parts": [{"id": "1"}]}
    )
    assert where(exceptions.unexplained(problems)) == ["200.id"]
    assert exceptions.unmet() == {("POST *", "body")}


def test_an_operation_is_found_by_its_exact_path_first() -> None:
    operation = DESCRIPTION.operation("GET", "/things/5")
    assert operation is not None
    assert (operation.name, operation.path_values) == (GET, {"thing_id": "5"})
    assert DESCRIPTION.operation("DELETE", "/things/5") is None
