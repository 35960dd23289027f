"""Rows of the shape we publish for alerts of any tool: ``schemas/alert_event.schema.json``.

Belongs here: checking a record against the schema, with words of our own. Does not belong here:
reading files.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.keys import digest
from extract.core.source import Row


def event_row(raw: fields.Raw) -> Row:
    """Return the row of a record.

    Raises:
        RecordError: It is not as the schema says; the text never quotes a value.
    """
    for error in sorted(_validator().iter_errors(dict(raw)), key=_place):
        raise RecordError(_words(error, set(raw)))
    occurred_at = fields.instant(raw, "occurred_at")
    alert_id, event = fields.text(raw, "alert_id"), fields.text(raw, "event")
    responder = fields.optional_text(raw, "responder")
    return {
        "alert_event_id": digest(alert_id, event, occurred_at.isoformat(), responder),
        "alert_id": alert_id,
        "tiny_id": None,
        "dialect": "generic",
        "event": event,
        "action": event,
        "occurred_at": occurred_at,
        "alert_created_at": None,
        "service": fields.optional_text(raw, "service"),
        "priority": fields.optional_text(raw, "priority"),
        "actor_account": responder,
        "team_ids": "",
        "responder_ids": "",
        "tags": "",
        "message_length": fields.length(raw, "message"),
        "note_length": 0,
    }


@cache
def schema() -> dict[str, Any]:
    """Return the published schema."""
    file = resources.files(__package__) / "schemas/alert_event.schema.json"
    read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return read


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def _place(error: ValidationError) -> str:
    return "/".join(str(part) for part in error.absolute_path)


def _words(error: ValidationError, given: set[str]) -> str:
    """Return what is wrong, without the value, which may be something a person wrote."""
    properties = schema()["properties"]
    name = _place(error)
    if name:
        allowed = ", ".join(str(value) for value in properties[name].get("enum", ()) if value)
        wanted = f"one of {allowed}" if allowed else properties[name]["description"]
        return f"{name}: expected {wanted}, found something else"
    missing = sorted(set(schema()["required"]) - given)
    if missing:
        return f"{missing[0]}: expected {properties[missing[0]]['description']}, found nothing"
    other = min(given - set(properties))
    return f"{other[:40]}: expected one of {', '.join(properties)}, found another field"
