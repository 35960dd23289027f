"""Holds requests and answers against a vendor's official OpenAPI 3.0 description.

Here: finding the operation of a request, reading its parameters, validating bodies and answers.
Not here: what is set aside of the findings (``openapi_problems.py``), or any one tool.

OpenAPI 3.0 schemas are JSON Schema of draft 4 but for ``nullable``, which is translated when a
description is read. Formats are not enforced except ``date-time``; ``readOnly``, headers and
``discriminator`` are not looked at.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT4

from tests.conformance.openapi_document import escaped, members, path_pattern, translated, types
from tests.conformance.openapi_problems import Exceptions, Problem

__all__ = ["Description", "Exceptions", "Operation", "Problem"]

_URI = "urn:description"
_FORMATS = FormatChecker(formats=())

Query = Mapping[str, str | Sequence[str]]
"""Query parameters as sent: a value, or its repetitions."""


@_FORMATS.checks("date-time", raises=ValueError)
def _is_instant(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.fromisoformat(value))


@dataclass(frozen=True)
class Operation:
    """One operation of a description.

    Attributes:
        name: As in ``Problem.operation``.
        pointer: Where it stands in the description (JSON pointer).
        value: The operation object.
        path_values: What the request has in the place of the path's parameters.
        parameters: Where each of its parameters is declared, by ``(in, name)``.
    """

    name: str
    pointer: str
    value: Mapping[str, Any]
    path_values: Mapping[str, str]
    parameters: Mapping[tuple[str, str], str]


class Description:
    """One vendor's description.

    Args:
        document: The OpenAPI 3.0 document.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = translated(document)
        resource = DRAFT4.create_resource(self._document)
        self._registry: Registry[Any] = Registry().with_resource(_URI, resource)
        self._validators: dict[str, Draft4Validator] = {}
        self._patterns = sorted(
            (path.count("{"), path, re.compile(path_pattern(path)))
            for path in self._document["paths"]
        )

    @classmethod
    def read(cls, path: Path) -> Description:
        """Read a gzipped description."""
        with gzip.open(path, "rt", encoding="utf-8") as file:
            return cls(json.load(file))

    def operation(self, method: str, path: str) -> Operation | None:
        """Return the operation of a request's path, or None; exact paths go before patterns."""
        for _, template, pattern in self._patterns:
            match = pattern.fullmatch(path)
            if match and method.lower() in self._document["paths"][template]:
                return self._described(method.lower(), template, match.groups())
        return None

    def _described(self, method: str, template: str, values: Sequence[str]) -> Operation:
        shared = f"/paths/{escaped(template)}"
        parameters = {}
        for holder in (shared, f"{shared}/{method}"):
            for number in range(len(self._at(holder).get("parameters", ()))):
                pointer = self._resolved(f"{holder}/parameters/{number}")
                declared = self._at(pointer)
                parameters[declared["in"], declared["name"]] = pointer
        names = re.findall(r"{([^}]+)}", template)
        return Operation(
            name=f"{method.upper()} {template}",
            pointer=f"{shared}/{method}",
            value=self._at(f"{shared}/{method}"),
            path_values=dict(zip(names, values, strict=True)),
            parameters=parameters,
        )

    def request_problems(
        self, method: str, path: str, query: Query | None = None, body: Any = None
    ) -> list[Problem]:
        """Return everything the description does not allow of a request.

        Args:
            method: HTTP method.
            path: As sent, without the base address and the query.
            query: Query parameters.
            body: The JSON body, or None if there is none.
        """
        operation = self.operation(method, path)
        if operation is None:
            return [Problem(f"{method.upper()} {path}", "path", "no such operation is described")]
        problems = [
            *self._path_problems(operation),
            *self._query_problems(operation, query or {}),
        ]
        if "requestBody" not in operation.value:
            return problems + [Problem(operation.name, "body", "no body is described")] * bool(body)
        pointer = self._resolved(f"{operation.pointer}/requestBody")
        if body is None:
            required = self._at(pointer).get("required", False)
            return problems + [Problem(operation.name, "body", "a body is required")] * required
        return [*problems, *self._invalid(operation, "body", self._content(pointer), body)]

    def answer_problems(self, method: str, path: str, status: int, body: Any) -> list[Problem]:
        """Return everything the description does not allow of an answer.

        A status described without content has no schema to hold the body against.

        Args:
            method: HTTP method of the request.
            path: As sent.
            status: The answer's status.
            body: The JSON body.
        """
        operation = self.operation(method, path)
        if operation is None:
            return [Problem(f"{method.upper()} {path}", "path", "no such operation is described")]
        responses = operation.value["responses"]
        name = next((key for key in (str(status), "default") if key in responses), None)
        if name is None:
            return [Problem(operation.name, str(status), "this status is not described")]
        pointer = self._content(f"{operation.pointer}/responses/{name}")
        return self._invalid(operation, str(status), pointer, body)

    def _path_problems(self, operation: Operation) -> Iterator[Problem]:
        for name, text in operation.path_values.items():
            pointer = operation.parameters.get(("path", name))
            if pointer is not None:
                value = self._read(unquote(text), f"{pointer}/schema")
                yield from self._invalid(operation, "path", f"{pointer}/schema", value)

    def _query_problems(self, operation: Operation, query: Query) -> Iterator[Problem]:
        for name, sent in query.items():
            where = f"query {name}"
            pointer = operation.parameters.get(("query", name))
            if pointer is None:
                yield Problem(operation.name, where, "no such parameter is described")
            else:
                value = self._read_parameter(sent, pointer)
                yield from self._invalid(operation, where, f"{pointer}/schema", value)
        for (place, name), pointer in operation.parameters.items():
            required = place == "query" and self._at(pointer).get("required", False)
            if required and name not in query:
                yield Problem(operation.name, f"query {name}", "is required")

    def _invalid(
        self, operation: Operation, where: str, pointer: str | None, value: Any
    ) -> list[Problem]:
        if pointer is None:
            return []
        if pointer not in self._validators:
            self._validators[pointer] = Draft4Validator(
                {"$ref": f"{_URI}#{pointer}"}, registry=self._registry, format_checker=_FORMATS
            )
        return [
            Problem(operation.name, where + members(error.absolute_path), error.message[:200])
            for error in self._validators[pointer].iter_errors(value)
        ]

    def _read_parameter(self, sent: str | Sequence[str], pointer: str) -> Any:
        """Return what a query parameter says, typed as far as its schema goes."""
        schema = self._at(self._resolved(f"{pointer}/schema"))
        if "array" not in types(schema):
            return self._read(sent if isinstance(sent, str) else sent[0], f"{pointer}/schema")
        values = [sent] if isinstance(sent, str) else sent
        if not self._at(pointer).get("explode", True):
            values = [part for value in values for part in value.split(",")]
        items = f"{self._resolved(f'{pointer}/schema')}/items"
        return [self._read(value, items) for value in values]

    def _read(self, text: str, pointer: str) -> Any:
        """Return a single value as its schema's type, or as text if it is not of that type."""
        wanted = types(self._at(self._resolved(pointer)))
        if wanted & {"integer", "number", "boolean"}:
            try:
                return json.loads(text)
            except ValueError:
                return text
        return text

    def _content(self, pointer: str) -> str | None:
        """Return where the JSON schema of a request body or a response stands, or None."""
        pointer = self._resolved(pointer)
        for media_type, content in self._at(pointer).get("content", {}).items():
            if "json" in media_type and content.get("schema") is not None:
                return f"{pointer}/content/{escaped(media_type)}/schema"
        return None

    def _resolved(self, pointer: str) -> str:
        """Return where references that start at a pointer end."""
        while "$ref" in self._at(pointer):
            pointer = self._at(pointer)["$ref"].removeprefix("#")
        return pointer

    def _at(self, pointer: str) -> Mapping[str, Any]:
        found: Any = self._document
        for part in pointer.split("/")[1:]:
            name = unquote(part).replace("~1", "/").replace("~0", "~")
            found = found[int(name)] if isinstance(found, list) else found[name]
        return found if isinstance(found, Mapping) else {}
