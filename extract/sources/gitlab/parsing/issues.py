"""Issues and their notes.

Belongs here: one raw record to one row. Does not belong here: merge requests.
"""

from __future__ import annotations

from extract.core import fields
from extract.core.fields import Raw
from extract.core.source import Row
from extract.sources.gitlab.parsing.accounts import username, usernames
from extract.sources.gitlab.parsing.merge_requests import labels, note_contents

_DERIVED = frozenset(
    {"references", "task_completion_status", "task_status", "time_stats", "subscribed"}
)


def issue_row(raw: Raw, project: str) -> Row:
    """Return one row of ``issues``.

    Args:
        raw: An issue as the list gives it.
        project: Full path of the project it belongs to.

    Raises:
        RecordError: A field is not as documented.
    """
    return {
        "issue_id": fields.integer(raw, "id"),
        "project": project,
        "project_id": fields.integer(raw, "project_id"),
        "iid": fields.integer(raw, "iid"),
        "issue_type": fields.optional_text(raw, "issue_type"),
        "severity": fields.optional_text(raw, "severity"),
        "title_length": fields.length(raw, "title"),
        "description_length": fields.length(raw, "description"),
        "author_username": username(raw, "author"),
        "state": fields.text(raw, "state"),
        "created_at": fields.instant(raw, "created_at"),
        "updated_at": fields.instant(raw, "updated_at"),
        "closed_at": fields.optional_instant(raw, "closed_at"),
        "closed_by_username": username(raw, "closed_by"),
        "assignee_usernames": usernames(raw, "assignees"),
        "labels": labels(raw),
        "is_confidential": fields.optional_boolean(raw, "confidential"),
        "user_note_count": fields.optional_integer(raw, "user_notes_count"),
        "raw_json": fields.raw_json(raw, without=_DERIVED),
    }


def note_row(raw: Raw, issue_id: int, project: str) -> Row:
    """Return one row of ``issue_notes``; what a person wrote is only a length."""
    said = note_contents(raw)
    return {
        "note_id": fields.integer(raw, "id"),
        "issue_id": issue_id,
        "project": project,
        "author_username": username(raw, "author"),
        "is_system": fields.boolean(raw, "system"),
        "action": said.action if said else None,
        "note_type": fields.optional_text(raw, "type"),
        "created_at": fields.instant(raw, "created_at"),
        "updated_at": fields.optional_instant(raw, "updated_at"),
        "body_length": fields.length(raw, "body"),
        "added_usernames": fields.joined(list(said.added)) if said else "",
        "removed_usernames": fields.joined(list(said.removed)) if said else "",
        "raw_json": fields.raw_json(raw),
    }
