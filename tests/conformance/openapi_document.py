"""Small readings of an OpenAPI 3.0 document, without state.

Here: translating its schemas, and names and places in it. Not here: holding anything against it
(``openapi.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any


def translated(value: Any) -> Any:
    """Return a description in which ``nullable`` is written as draft 4 does."""
    if isinstance(value, list):
        return [translated(member) for member in value]
    if not isinstance(value, dict):
        return value
    schema = {key: translated(member) for key, member in value.items()}
    if schema.get("nullable") is not True:
        return schema
    del schema["nullable"]
    if not isinstance(schema.get("type"), str):
        return {"anyOf": [{"type": "null"}, schema]}
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    return schema | {"type": [schema["type"], "null"]}


def types(schema: Mapping[str, Any]) -> set[str]:
    """The types a schema allows by name; none if it names none."""
    declared = schema.get("type", ())
    return {declared} if isinstance(declared, str) else set(declared)


def path_pattern(template: str) -> str:
    """A regular expression for the paths of a template; its parameters are groups."""
    parts = re.split(r"({[^}]+})", template)
    return "".join("([^/]+)" if part.startswith("{") else re.escape(part) for part in parts)


def members(path: Iterable[str | int]) -> str:
    """Where an error lies below a body, list places left out."""
    return "".join("[]" if isinstance(part, int) else f".{part}" for part in path)


def escaped(name: str) -> str:
    """A name as a part of a JSON pointer inside a URI."""
    return name.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
