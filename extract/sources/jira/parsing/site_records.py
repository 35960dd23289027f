"""Records that belong to the site: projects, statuses, types, priorities, boards, sprints.

Belongs here: one raw record to one row. Does not belong here: issues.
"""

from __future__ import annotations

from typing import Any

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.fields import Raw
from extract.core.source import Row
from extract.sources.jira.parsing.values import identifier, lean, optional_identifier

_NOT_LANDED = frozenset({"name", "goal"})
"""What people write about a sprint."""


def members(payload: Any, name: str) -> list[Any]:
    """Return the records of a page, or of an answer that is a list itself.

    Raises:
        RecordError: The answer is not shaped as documented.
    """
    if isinstance(payload, list):
        return payload
    page = fields.record(payload, name)
    if not isinstance(page.get("values"), list):
        raise RecordError(f"{name}: expected a list of values, found {fields.found(page)}")
    return list(page["values"])


def project_row(raw: Raw) -> Row:
    """Return one row of ``projects``."""
    return {
        "project_id": identifier(raw, "id"),
        "project_key": fields.text(raw, "key"),
        "name": fields.text(raw, "name"),
        "project_type": fields.optional_text(raw, "projectTypeKey"),
        "is_team_managed": fields.optional_boolean(raw, "simplified"),
        "raw_json": fields.raw_json(lean(raw), frozenset({"lead"})),
    }


def field_row(raw: Raw) -> Row:
    """Return one row of ``fields`` from what was found out about a field."""
    return {
        "field_id": fields.text(raw, "id"),
        "kind": fields.text(raw, "kind"),
        "name": fields.text(raw, "name"),
        "custom_type": fields.text(raw, "custom_type"),
        "raw_json": fields.raw_json(lean(raw)),
    }


def status_row(raw: Raw) -> Row:
    """Return one row of ``statuses``."""
    category = fields.record(raw.get("statusCategory"), "statusCategory")
    return {
        "status_id": identifier(raw, "id"),
        "name": fields.text(raw, "name"),
        "category": fields.text(category, "key"),
        "raw_json": fields.raw_json(lean(raw)),
    }


def issue_type_row(raw: Raw) -> Row:
    """Return one row of ``issue_types``; Data Center knows no levels."""
    return {
        "issue_type_id": identifier(raw, "id"),
        "name": fields.text(raw, "name"),
        "is_subtask": fields.boolean(raw, "subtask"),
        "hierarchy_level": fields.optional_integer(raw, "hierarchyLevel"),
        "raw_json": fields.raw_json(lean(raw)),
    }


def priority_row(raw: Raw) -> Row:
    """Return one row of ``priorities``."""
    return {
        "priority_id": identifier(raw, "id"),
        "name": fields.text(raw, "name"),
        "raw_json": fields.raw_json(lean(raw)),
    }


def board_row(raw: Raw) -> Row:
    """Return one row of ``boards``; one that belongs to a person has no project."""
    location = fields.child(raw, "location")
    key = None if location is None else fields.optional_text(location, "projectKey")
    kept = {"id": raw.get("id"), "type": raw.get("type"), "project_key": key}
    return {
        "board_id": identifier(raw, "id"),
        "board_type": fields.text(raw, "type"),
        "project_key": key,
        "raw_json": fields.raw_json(kept),
    }


def sprint_row(raw: Raw, board_id: int) -> Row:
    """Return one row of ``sprints``; its name and goal, which people write, are not landed."""
    origin = optional_identifier(raw, "originBoardId")
    return {
        "sprint_id": identifier(raw, "id"),
        "board_id": board_id if origin is None else origin,
        "state": fields.text(raw, "state").lower(),
        "start_at": fields.optional_instant(raw, "startDate"),
        "end_at": fields.optional_instant(raw, "endDate"),
        "complete_at": fields.optional_instant(raw, "completeDate"),
        "raw_json": fields.raw_json(lean(raw), _NOT_LANDED),
    }
