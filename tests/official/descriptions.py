"""Reads the official descriptions, each once per test run.

Belongs here: parsing and look-ups. Does not belong here: what is compared with them.
"""

import json
import re
from functools import cache
from typing import Any

import jsonschema
from graphql import GraphQLSchema, build_schema

from tests.official.fetch import GRAPHQL_SCHEMA, OPENAPI, fetch


@cache
def graphql_schema() -> GraphQLSchema:
    """GitHub's GraphQL schema; it breaks some rules of the specification, so it is not checked."""
    text = fetch(GRAPHQL_SCHEMA).read_text(encoding="utf-8")
    return build_schema(text, assume_valid=True, assume_valid_sdl=True)


@cache
def openapi() -> dict[str, Any]:
    """GitHub's description of its REST API, with OpenAPI 3.0's `nullable` as JSON Schema."""
    document: dict[str, Any] = _with_nulls(json.loads(fetch(OPENAPI).read_text(encoding="utf-8")))
    return document


def _with_nulls(node: Any) -> Any:
    if isinstance(node, list):
        return [_with_nulls(item) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {name: _with_nulls(value) for name, value in node.items()}
    # A property may be called `nullable` too; only the keyword is a boolean.
    is_nullable = isinstance(plain.get("nullable"), bool) and plain.pop("nullable")
    return {"anyOf": [plain, {"type": "null"}]} if is_nullable else plain


def operation(method: str, path: str) -> tuple[str, dict[str, Any]] | None:
    """The path template and operation that a request's path belongs to."""
    for template, methods in openapi()["paths"].items():
        pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(template))
        if re.fullmatch(pattern, path) and method.lower() in methods:
            return template, methods[method.lower()]
    return None


@cache
def _validator(reference: str) -> jsonschema.Draft202012Validator:
    pointer: Any = openapi()
    for step in reference.strip("/").split("/"):
        pointer = pointer[step.replace("~1", "/").replace("~0", "~")]
    schema = {**pointer, "components": openapi()["components"]}
    return jsonschema.Draft202012Validator(schema)


def answer_errors(template: str, method: str, status: int, content: Any) -> list[str]:
    """What the description objects to in an answer's JSON body; path and message each."""
    responses = openapi()["paths"][template][method.lower()]["responses"]
    if str(status) not in responses:
        return [f"{method} {template} has no answer {status}"]
    reference = f"/paths/{template.replace('~', '~0').replace('/', '~1')}/{method.lower()}"
    reference += f"/responses/{status}"
    if "$ref" in responses[str(status)]:
        reference = responses[str(status)]["$ref"].removeprefix("#")
    validator = _validator(f"{reference}/content/application~1json/schema")
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(content)]
