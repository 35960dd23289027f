"""The shape of a scenario file, as JSON schema.

Belongs here: which keys there are and what each may hold; a `description` says what was expected
in an error message. Does not belong here: references between keys (`sandbox.scenario`).
"""

import json
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from sandbox.behaviour import Behaviour, Noise, Quirks, Volume
from sandbox.texts.naming import HOSTILE, PLAIN

_PUBLISHED = Path(__file__).parents[1] / "extract/sources/file_drops/schemas"
_TEAM_SCHEMA = json.loads((_PUBLISHED / "organisation.schema.json").read_text(encoding="utf-8"))[
    "$defs"
]["team"]
_TEAM_TYPES = [name for name in _TEAM_SCHEMA["properties"]["team_type"]["enum"] if name]
_IDENTIFIER = {
    "type": "string",
    "pattern": "^[a-z0-9][a-z0-9-]*$",
    "description": "lower-case letters, digits and hyphens",
}
_DATE = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}$",
    "description": "a date like 2025-07-07",
}
_TEXT = {"type": "string", "minLength": 1, "description": "a text"}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1, "description": "a share from 0 to 1"}
_AMOUNT = {"type": "number", "minimum": 0, "description": "a number that is not negative"}
_ABOVE_ZERO = {"type": "number", "exclusiveMinimum": 0, "description": "a number above 0"}
_COUNT = {"type": "integer", "minimum": 0, "description": "a whole number that is not negative"}


def _object(required: tuple[str, ...], optional: tuple[str, ...] = (), **properties: Any) -> Any:
    return {
        "type": "object",
        "required": list(required),
        "additionalProperties": False,
        "properties": properties,
        "description": f"only the keys {', '.join(required + optional)}",
    }


def _number(number: Field[Any]) -> dict[str, Any]:
    if number.name == "dispersion":
        return _ABOVE_ZERO
    if number.type is int or number.type == "int":
        return _COUNT
    return _SHARE if number.name.endswith("_share") else _AMOUNT


def _numbers(kind: type[Any]) -> dict[str, Any]:
    """An object of optional numbers, one per field of a dataclass."""
    names = tuple(number.name for number in fields(kind))
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {number.name: _number(number) for number in fields(kind)},
        "description": f"only the keys {', '.join(names)}",
    }


def _list(items: Any, minimum: int = 0) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": minimum, "description": "a list"}


_SERVICE = _object(
    ("service_id", "repository"),
    ("path_prefix", "production_environments", "weight"),
    service_id=_IDENTIFIER,
    repository={
        "type": "string",
        "pattern": "^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$",
        "description": "a repository as owner/name",
    },
    path_prefix={"type": "string", "description": 'a path, or "" for the whole repository'},
    production_environments=_list(_TEXT, 1),
    weight=_ABOVE_ZERO,
)
_TEAM = _object(
    ("team_id", "team_name", "team_type", "people", "time_zone", "services"),
    ("other_time_zones", "holidays"),
    team_id=_IDENTIFIER,
    team_name=_TEXT,
    team_type={"enum": _TEAM_TYPES},
    people={
        "type": "integer",
        "minimum": 3,
        "maximum": 20,
        "description": "a whole number of people from 3 to 20",
    },
    time_zone=_TEXT,
    other_time_zones=_list(_TEXT),
    holidays=_list(_DATE),
    services=_list(_SERVICE, 1),
)
_ROSTER_CHANGE = {
    **_object(
        ("kind", "team", "day"),
        ("to",),
        kind={"enum": ["join", "leave", "move"]},
        team=_IDENTIFIER,
        to=_IDENTIFIER,
        day=_DATE,
    ),
    "if": {"properties": {"kind": {"const": "move"}}},
    "then": {"required": ["kind", "team", "day", "to"]},
}
_HANDOVER = _object(("service", "to", "day"), service=_IDENTIFIER, to=_IDENTIFIER, day=_DATE)
_EPISODE = _object(
    ("kind", "team", "start", "length_weeks", "dose"),
    kind=_TEXT,
    team=_IDENTIFIER,
    start=_DATE,
    length_weeks={"type": "integer", "minimum": 1, "description": "a whole number of weeks"},
    dose=_ABOVE_ZERO,
)
_ORGANISATION = _object(
    ("name", "github_organisation", "parent_team"),
    name=_TEXT,
    github_organisation=_IDENTIFIER,
    parent_team=_object(("team_id", "team_name"), team_id=_IDENTIFIER, team_name=_TEXT),
)

SCENARIO_SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Sandbox scenario",
    **_object(
        ("scenario", "seed", "as_of", "period", "organisation", "teams"),
        (
            "roster_changes",
            "handovers",
            "behaviour",
            "noise",
            "autocorrelation",
            "quirks",
            "volume",
            "limits",
            "episodes",
            "names",
        ),
        scenario=_IDENTIFIER,
        seed=_COUNT,
        as_of={
            "type": "string",
            "pattern": r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$",
            "description": "an instant with its offset like 2026-07-06T06:00:00Z",
        },
        period=_object(("start", "end"), start=_DATE, end=_DATE),
        organisation=_ORGANISATION,
        teams=_list(_TEAM, 1),
        roster_changes=_list(_ROSTER_CHANGE),
        handovers=_list(_HANDOVER),
        behaviour=_numbers(Behaviour),
        noise=_numbers(Noise),
        autocorrelation={
            "type": "number",
            "minimum": 0,
            "exclusiveMaximum": 1,
            "description": "a number from 0 to below 1",
        },
        quirks=_numbers(Quirks),
        volume=_numbers(Volume),
        limits={"type": "object", "description": "the limits of the sandbox's server"},
        episodes=_list(_EPISODE),
        names={"enum": [PLAIN, HOSTILE], "description": f"{PLAIN} or {HOSTILE}"},
    ),
}
