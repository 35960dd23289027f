"""The published JSON Schemas, and what they say about one row in words.

Here: loading `schemas/*.schema.json`, the formats JSON Schema does not define, and the translation
of schema errors into field, reason and remedy.
Not here: rules between rows (organisation.py, people.py).
"""

from __future__ import annotations

import json
import re
import zoneinfo
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

Path = tuple[str | int, ...]

_FORMATS = FormatChecker(formats=())


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a row.

    Attributes:
        path: the way to the wrong value inside the row.
        value: the wrong value, or None where it is missing.
        reason: what is wrong, one clause.
        remedy: what to write instead, one sentence.
    """

    path: Path
    value: Any
    reason: str
    remedy: str


@_FORMATS.checks("date")
def _is_date(value: object) -> bool:
    """Whether a text of the right pattern is a day of the calendar."""
    if isinstance(value, str):
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
    return True


@_FORMATS.checks("iana-time-zone")
def _is_time_zone(value: object) -> bool:
    return not isinstance(value, str) or value in time_zones()


@_FORMATS.checks("portable-regex")
def _is_portable_regex(value: object) -> bool:
    """Whether a text compiles for Python and for RE2, the engine DuckDB matches paths with."""
    if isinstance(value, str):
        try:
            re.compile(value)
            pc.match_substring_regex(pa.array([""]), pattern=value)
        except (re.error, OverflowError, RecursionError, pa.ArrowInvalid):
            return False
    return True


@cache
def time_zones() -> frozenset[str]:
    """The names of the time zone database that mean the same on every machine."""
    return frozenset(
        name for name in zoneinfo.available_timezones() if "/" in name or name == "UTC"
    )


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    r"""`pattern` as JSON Schema means it: a final `$` does not match before a line break."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError("does not match")


_Validator = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]


@cache
def load(name: str) -> dict[str, Any]:
    """The schema `schemas/<name>.schema.json`."""
    folder = resources.files("extract.sources.file_drops") / "schemas"
    schema: dict[str, Any] = json.loads((folder / f"{name}.schema.json").read_text("utf-8"))
    return schema


@cache
def validator(name: str, definition: str | None = None) -> Validator:
    """A validator of a whole schema, or of one of its `$defs`."""
    schema = load(name)
    if definition is not None:
        schema = {"$ref": f"#/$defs/{definition}", "$defs": schema["$defs"]}
    made: Validator = _Validator(schema, format_checker=_FORMATS)
    return made


def findings(row: Any, name: str, definition: str | None = None) -> list[Finding]:
    """What the schema finds wrong with a row: at most one finding a field, in order of path."""
    found: dict[Path, Finding] = {}
    for error in validator(name, definition).iter_errors(row):
        for finding in _translated(error):
            found.setdefault(finding.path, finding)
    return [found[path] for path in sorted(found, key=str)]


def row_findings(cells: Mapping[str, Any], name: str) -> list[Finding]:
    """What the schema of a CSV file finds wrong with a row: at most one finding a column.

    Cells repeat from row to row, so each value of a column is judged once; a whole row is looked
    at only where the schema has conditions between columns.
    """
    found = {
        column: finding
        for column, value in cells.items()
        if (finding := _cell_finding(name, column, value))
    }
    if "if" in load(name):
        for finding in findings(cells, name):
            found.setdefault("".join(map(str, finding.path[:1])), finding)
    return [found[column] for column in sorted(found)]


@lru_cache(maxsize=100_000, typed=True)
def _cell_finding(name: str, column: str, value: Any) -> Finding | None:
    """What is wrong with one value of a column."""
    errors = _property_validator(name, column).iter_errors(value)
    found = [finding for error in errors for finding in _translated(error)]
    return Finding((column,), value, found[0].reason, found[0].remedy) if found else None


@cache
def _property_validator(name: str, column: str) -> Validator:
    made: Validator = _Validator(load(name)["properties"][column], format_checker=_FORMATS)
    return made


def _translated(error: ValidationError) -> Iterator[Finding]:
    path = tuple(error.absolute_path)
    instance: Any = error.instance
    schema: Any = error.schema
    wanted: Any = error.validator_value
    if error.validator == "required":
        for name in wanted:
            if name not in instance:
                yield Finding((*path, name), None, "it is missing", _missing_remedy(name))
    elif error.validator == "additionalProperties":
        known = sorted(schema["properties"])
        for name in sorted(set(instance) - set(known)):
            remedy = f"Remove it, or use one of: {', '.join(known)}"
            yield Finding((*path, name), instance[name], "it is not known here", remedy)
    elif isinstance(schema, dict) and "properties" in schema and "description" not in schema:
        remedy = f"Write a mapping with {', '.join(sorted(schema['properties']))}"
        yield Finding(path, instance, "it is not a mapping", remedy)
    else:
        description = schema.get("description", "what the schema allows")
        reason = "it is blank" if instance is None else f"it is not {description}"
        yield Finding(path, instance, reason, _example_remedy(schema, description))


def _missing_remedy(name: str) -> str:
    return f"Add {name}, as docs/inputs.md describes it"


def _example_remedy(schema: dict[str, Any], description: str) -> str:
    examples = schema.get("examples")
    if not examples:
        return f"Write {description}"
    example = examples[0]
    text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return f"Write for example: {text}"
