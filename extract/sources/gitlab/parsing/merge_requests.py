"""Merge requests with their notes, approvals and commits.

Belongs here: one raw record to one row. Does not belong here: any other record, or the wording
of notes (``system_notes.py``) and reverts (``reverts.py``).
"""

from __future__ import annotations

from typing import Any

from extract.core import fields
from extract.core.fields import Raw
from extract.core.source import Row
from extract.sources.gitlab.parsing import system_notes
from extract.sources.gitlab.parsing.accounts import username, usernames
from extract.sources.gitlab.parsing.reverts import reverted_iid, reverted_sha

_DERIVED = frozenset(
    {"references", "reference", "task_completion_status", "time_stats", "subscribed"}
)


def merge_request_row(raw: Raw, project: str) -> Row:
    """Return one row of ``merge_requests``.

    Args:
        raw: A merge request as the list gives it.
        project: Full path of the project it belongs to.

    Raises:
        RecordError: A field is not as documented.
    """
    title, text = fields.optional_text(raw, "title"), fields.optional_text(raw, "description")
    return {
        "merge_request_id": fields.integer(raw, "id"),
        "project": project,
        "project_id": fields.integer(raw, "project_id"),
        "iid": fields.integer(raw, "iid"),
        "title_length": fields.length(raw, "title"),
        "description_length": fields.length(raw, "description"),
        "author_username": username(raw, "author"),
        "state": fields.text(raw, "state"),
        "is_draft": _is_draft(raw),
        "created_at": fields.instant(raw, "created_at"),
        "updated_at": fields.instant(raw, "updated_at"),
        "merged_at": fields.optional_instant(raw, "merged_at"),
        "closed_at": fields.optional_instant(raw, "closed_at"),
        "merged_by_username": username(raw, "merge_user") or username(raw, "merged_by"),
        "closed_by_username": username(raw, "closed_by"),
        "merge_commit_sha": fields.optional_text(raw, "merge_commit_sha"),
        "squash_commit_sha": fields.optional_text(raw, "squash_commit_sha"),
        "is_squashed": fields.optional_boolean(raw, "squash"),
        "source_branch": fields.text(raw, "source_branch"),
        "target_branch": fields.text(raw, "target_branch"),
        "source_project_id": fields.optional_integer(raw, "source_project_id"),
        "head_sha": fields.optional_text(raw, "sha"),
        "labels": labels(raw),
        "reviewer_usernames": usernames(raw, "reviewers"),
        "assignee_usernames": usernames(raw, "assignees"),
        "user_note_count": fields.optional_integer(raw, "user_notes_count"),
        "reverts_iid": reverted_iid(project, text, title),
        "reverts_sha": reverted_sha(text, title),
        "raw_json": fields.raw_json(raw, without=_DERIVED),
    }


def note_row(raw: Raw, merge_request_id: int, project: str) -> Row:
    """Return one row of ``merge_request_notes``; what a person wrote is only a length."""
    said = note_contents(raw)
    position = fields.child(raw, "position")
    return {
        "note_id": fields.integer(raw, "id"),
        "merge_request_id": merge_request_id,
        "project": project,
        "author_username": username(raw, "author"),
        "is_system": fields.boolean(raw, "system"),
        "action": said.action if said else None,
        "note_type": fields.optional_text(raw, "type"),
        "created_at": fields.instant(raw, "created_at"),
        "updated_at": fields.optional_instant(raw, "updated_at"),
        "body_length": fields.length(raw, "body"),
        "is_resolvable": fields.optional_boolean(raw, "resolvable"),
        "is_resolved": fields.optional_boolean(raw, "resolved"),
        "resolved_at": fields.optional_instant(raw, "resolved_at"),
        "resolved_by_username": username(raw, "resolved_by"),
        "added_usernames": fields.joined(list(said.added)) if said else "",
        "removed_usernames": fields.joined(list(said.removed)) if said else "",
        "commit_count": said.commit_count if said else None,
        "short_shas": ",".join(said.short_shas) if said else "",
        "path": _path(position) if position else None,
        "raw_json": fields.raw_json(raw),
    }


def approval_row(raw: Raw, merge_request_id: int, project: str) -> Row:
    """Return one row of ``merge_request_approvals`` from one entry of ``approved_by``."""
    user = fields.record(raw.get("user"), "user")
    return {
        "approval_id": f"{merge_request_id}:{fields.integer(user, 'id')}",
        "merge_request_id": merge_request_id,
        "project": project,
        "username": fields.text(user, "username"),
        "approved_at": fields.optional_instant(raw, "approved_at"),
        "raw_json": fields.raw_json(raw),
    }


def merge_request_commit_row(raw: Raw, merge_request_id: int, project: str, position: int) -> Row:
    """Return one row of ``merge_request_commits``.

    Args:
        raw: The commit.
        merge_request_id: The merge request it is part of.
        project: Where that is.
        position: Its place among the merge request's commits, the oldest being 0.
    """
    sha = fields.text(raw, "id")
    return {
        "merge_request_commit_id": f"{merge_request_id}:{sha}",
        "merge_request_id": merge_request_id,
        "project": project,
        "commit_sha": sha,
        "position": position,
        "authored_at": fields.instant(raw, "authored_date"),
        "committed_at": fields.instant(raw, "committed_date"),
        "parent_shas": parent_shas(raw),
        "message_length": fields.length(raw, "message"),
        "raw_json": fields.raw_json(raw),
    }


def note_contents(raw: Raw) -> system_notes.SystemNote | None:
    """Return what GitLab itself says in a note; None for a note of a person."""
    if not fields.boolean(raw, "system"):
        return None
    return system_notes.read(fields.optional_text(raw, "body") or "")


def labels(raw: Raw) -> str:
    """Return the labels sorted and joined by commas; a label's own comma becomes a semicolon."""
    return fields.joined([_label(label) for label in fields.listed(raw, "labels")])


def parent_shas(raw: Raw) -> str:
    """Return the object names of a commit's parents in their order, joined by commas."""
    return ",".join(str(parent) for parent in fields.listed(raw, "parent_ids"))


def _label(label: Any) -> str:
    return fields.text({"labels": label}, "labels")


def _is_draft(raw: Raw) -> bool:
    draft = fields.optional_boolean(raw, "draft")
    return draft if draft is not None else fields.boolean(raw, "work_in_progress")


def _path(position: Raw) -> str | None:
    return fields.optional_text(position, "new_path") or fields.optional_text(position, "old_path")
