"""Rows of the payloads that Opsgenie's outgoing webhook sends.

Belongs here: the names Opsgenie has for things. Does not belong here: reading files.

Never landed: the message, description, notes and custom details (only ``details.service``), names
and e-mail addresses; accounts are Opsgenie's ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.keys import digest
from extract.core.source import Row

EVENTS: Mapping[str, str] = {
    "Create": "created",
    "Acknowledge": "acknowledged",
    "UnAcknowledge": "unacknowledged",
    "AssignOwnership": "assigned",
    "TakeOwnership": "assigned",
    "AddTeam": "responder_added",
    "AddRecipient": "responder_added",
    "AddResponder": "responder_added",
    "Escalate": "escalated",
    "EscalateNext": "escalated",
    "EscalateToNext": "escalated",
    "Snooze": "snoozed",
    "SnoozeEnded": "snooze_ended",
    "AddNote": "noted",
    "UpdatePriority": "priority_changed",
    "AddTags": "edited",
    "RemoveTags": "edited",
    "AddDetails": "edited",
    "RemoveDetails": "edited",
    "UpdateMessage": "edited",
    "UpdateDescription": "edited",
    "Close": "closed",
    "Delete": "deleted",
}
"""What an action is to us; actions that an organisation defines itself are ``other``."""

_SERVICE_TAG = "service:"
_FIRST = datetime(1970, 1, 1)  # noqa: DTZ001 - naive UTC, as everything landed
_FIRST_NANOSECONDS = 10**17
"""As milliseconds this would be after the year 5000; as nanoseconds it is March 1973."""

_LAST_MILLISECOND = 253_402_300_799_999


def is_opsgenie(raw: fields.Raw) -> bool:
    """Whether a record is a webhook's payload."""
    return "action" in raw and "alert" in raw


def event_row(raw: fields.Raw) -> Row:
    """Return the row of a payload.

    Raises:
        RecordError: It lacks the alert's id or time, or a value is of the wrong kind.
    """
    action = fields.text(raw, "action")
    alert = fields.record(raw["alert"], "alert")
    created_at = _moment(alert, "createdAt")
    updated_at = _moment(alert, "updatedAt")
    occurred_at = created_at if action == "Create" else updated_at
    if occurred_at is None:
        name = "createdAt" if action == "Create" else "updatedAt"
        raise RecordError(f"alert.{name}: expected milliseconds since 1970, found nothing")
    alert_id = _named(alert, "alertId")
    actor = _known(alert, "userId")
    tags = [_word(tag, "tags") for tag in fields.listed(alert, "tags")]
    return {
        "alert_event_id": digest(alert_id, action, occurred_at.isoformat(), actor),
        "alert_id": alert_id,
        "tiny_id": _known(alert, "tinyId"),
        "dialect": "opsgenie",
        "event": EVENTS.get(action, "other"),
        "action": action,
        "occurred_at": occurred_at,
        "alert_created_at": created_at,
        "service": _service(alert, tags),
        "priority": _known(alert, "priority"),
        "actor_account": actor,
        "team_ids": fields.joined(_ids(alert, "teams") + _ids(alert, "responders", "team")),
        "responder_ids": fields.joined(
            _ids(alert, "recipients") + _ids(alert, "responders", "user")
        ),
        "tags": fields.joined(tags),
        "message_length": fields.length(alert, "message"),
        "note_length": fields.length(alert, "note"),
    }


def _moment(alert: fields.Raw, name: str) -> datetime | None:
    """Return an instant; Opsgenie states some in milliseconds and others in nanoseconds."""
    value = fields.optional_integer(alert, name)
    if value is None:
        return None
    milliseconds = value // 1_000_000 if value >= _FIRST_NANOSECONDS else value
    if not 0 < milliseconds <= _LAST_MILLISECOND:
        raise RecordError(f"alert.{name}: expected milliseconds since 1970, found another number")
    microseconds = value // 1000 if value >= _FIRST_NANOSECONDS else value * 1000
    return _FIRST + timedelta(microseconds=microseconds)


def _named(alert: fields.Raw, name: str) -> str:
    value = _known(alert, name)
    if value is None:
        raise RecordError(f"alert.{name}: expected text, found nothing")
    return value


def _known(alert: fields.Raw, name: str) -> str | None:
    """Return a text; Opsgenie writes an empty one where it has none."""
    return fields.optional_text(alert, name) or None


def _service(alert: fields.Raw, tags: list[str]) -> str | None:
    """Return the service: of the details, else of a tag ``service:...``, else the entity."""
    stated = _known(fields.child(alert, "details") or {}, "service")
    tagged = [tag.removeprefix(_SERVICE_TAG) for tag in tags if tag.startswith(_SERVICE_TAG)]
    return stated or (tagged[0] if tagged else None) or _known(alert, "entity")


def _ids(alert: fields.Raw, name: str, kind: str | None = None) -> list[str]:
    """Return the ids of a list: plain ones, or those of the records of a kind."""
    members = fields.listed(alert, name)
    if kind is None:
        return [_word(member, name) for member in members]
    records = [fields.record(member, name) for member in members]
    return [fields.text(record, "id") for record in records if record.get("type") == kind]


def _word(value: Any, name: str) -> str:
    return fields.text({f"alert.{name}": value}, f"alert.{name}")
