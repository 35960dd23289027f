"""Projects and the members of the group.

Belongs here: one raw record to one row. Does not belong here: what is inside a project.
"""

from __future__ import annotations

from dataclasses import dataclass

from extract.core import fields
from extract.core.fields import Raw
from extract.core.source import Row

_PROJECT_FIELDS = (
    "id",
    "path_with_namespace",
    "default_branch",
    "archived",
    "empty_repo",
    "forked_from_project",
    "created_at",
    "last_activity_at",
    "merge_method",
    "squash_option",
    "visibility",
    "issues_access_level",
    "merge_requests_access_level",
    "repository_access_level",
    "builds_access_level",
    "environments_access_level",
    "only_allow_merge_if_pipeline_succeeds",
    "only_allow_merge_if_all_discussions_are_resolved",
    "ci_config_path",
    "topics",
)
_DISABLED = "disabled"


@dataclass(frozen=True)
class Project:
    """What the reading of a project has to know about it.

    Attributes:
        id: GitLab's number, which survives a new name.
        path: Full path; the scope of its records.
        default_branch: None where the token may not see it, or there is none.
        is_empty: Whether the repository has no commits.
        disabled: Parts that are switched off: ``issues``, ``merge_requests``, ``repository``,
            ``builds``, ``environments``.
    """

    id: int
    path: str
    default_branch: str | None
    is_empty: bool = False
    disabled: frozenset[str] = frozenset()


PARTS = ("issues", "merge_requests", "repository", "builds", "environments")


def project(raw: Raw) -> Project:
    """Return what the reading of a project has to know.

    Raises:
        RecordError: A field is not as documented.
    """
    return Project(
        id=fields.integer(raw, "id"),
        path=fields.text(raw, "path_with_namespace"),
        default_branch=fields.optional_text(raw, "default_branch") or None,
        is_empty=fields.optional_boolean(raw, "empty_repo") or False,
        disabled=frozenset(part for part in PARTS if raw.get(f"{part}_access_level") == _DISABLED),
    )


def project_row(raw: Raw, group: str) -> Row:
    """Return one row of ``projects``.

    Args:
        raw: A project.
        group: The group it was found in.

    Raises:
        RecordError: A field is not as documented.
    """
    kept = {name: raw.get(name) for name in _PROJECT_FIELDS if name != "forked_from_project"}
    return {
        "project_id": fields.integer(raw, "id"),
        "project": fields.text(raw, "path_with_namespace"),
        "group_path": group,
        "default_branch": fields.optional_text(raw, "default_branch"),
        "is_archived": fields.optional_boolean(raw, "archived") or False,
        "is_fork": raw.get("forked_from_project") is not None,
        "merge_method": fields.optional_text(raw, "merge_method"),
        "squash_option": fields.optional_text(raw, "squash_option"),
        "created_at": fields.instant(raw, "created_at"),
        "last_activity_at": fields.optional_instant(raw, "last_activity_at"),
        "raw_json": fields.raw_json(kept),
    }


def member_row(raw: Raw, group: str) -> Row:
    """Return one row of ``members`` from a member of the group, inherited ones included."""
    return {
        "member_id": f"{group}:{fields.integer(raw, 'id')}",
        "group_path": group,
        "username": fields.text(raw, "username"),
        "account_state": fields.optional_text(raw, "state"),
        "access_level": fields.integer(raw, "access_level"),
        "created_at": fields.optional_instant(raw, "created_at"),
        "raw_json": fields.raw_json(raw),
    }
