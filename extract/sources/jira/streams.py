"""What Jira lands: every stream with its key, columns and scope.

Belongs here: declarations. Does not belong here: how a column is read (``parsing/``).
"""

from __future__ import annotations

from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.source import BOOLEAN, DAY, INSTANT, INTEGER, REAL, TEXT, Stream

SITE_SCOPE = "site"
"""The scope of what belongs to the whole site; every project is a scope of its own, by its key."""

PROJECTS = Stream(
    name="projects",
    key="project_id",
    columns={
        "project_id": INTEGER,
        "project_key": TEXT,
        "name": TEXT,
        "project_type": TEXT,
        "is_team_managed": BOOLEAN,
    },
)

FIELDS = Stream(
    name="fields",
    key="field_id",
    columns={"field_id": TEXT, "kind": TEXT, "name": TEXT, "custom_type": TEXT},
)

STATUSES = Stream(
    name="statuses",
    key="status_id",
    columns={"status_id": INTEGER, "name": TEXT, "category": TEXT},
)

ISSUE_TYPES = Stream(
    name="issue_types",
    key="issue_type_id",
    columns={
        "issue_type_id": INTEGER,
        "name": TEXT,
        "is_subtask": BOOLEAN,
        "hierarchy_level": INTEGER,
    },
)

PRIORITIES = Stream(
    name="priorities",
    key="priority_id",
    columns={"priority_id": INTEGER, "name": TEXT},
)

BOARDS = Stream(
    name="boards",
    key="board_id",
    columns={"board_id": INTEGER, "board_type": TEXT, "project_key": TEXT},
)

SPRINTS = Stream(
    name="sprints",
    key="sprint_id",
    columns={
        "sprint_id": INTEGER,
        "board_id": INTEGER,
        "state": TEXT,
        "start_at": INSTANT,
        "end_at": INSTANT,
        "complete_at": INSTANT,
    },
)

ISSUES = Stream(
    name="issues",
    key="issue_id",
    columns={
        "issue_id": INTEGER,
        "issue_key": TEXT,
        "project_key": TEXT,
        "issue_type": TEXT,
        "status_id": INTEGER,
        "status": TEXT,
        "status_category": TEXT,
        "priority": TEXT,
        "resolution": TEXT,
        "created_at": INSTANT,
        "updated_at": INSTANT,
        "resolved_at": INSTANT,
        "due_date": DAY,
        "reporter_account": TEXT,
        "assignee_account": TEXT,
        "parent_id": INTEGER,
        "parent_key": TEXT,
        "story_points": REAL,
        "sprint_ids": TEXT,
        "labels": TEXT,
        "components": TEXT,
        "summary_length": INTEGER,
        "is_flagged": BOOLEAN,
    },
    scope_column="project_key",
)

ISSUE_CHANGES = Stream(
    name="issue_changes",
    key="issue_change_id",
    columns={
        "issue_change_id": TEXT,
        "issue_id": INTEGER,
        "project_key": TEXT,
        "history_id": INTEGER,
        "field": TEXT,
        "from_id": TEXT,
        "from_value": TEXT,
        "to_id": TEXT,
        "to_value": TEXT,
        "changed_at": INSTANT,
        "author_account": TEXT,
    },
    scope_column="project_key",
)

ISSUE_LINKS = Stream(
    name="issue_links",
    key="issue_link_id",
    columns={
        "issue_link_id": TEXT,
        "issue_id": INTEGER,
        "project_key": TEXT,
        "link_type": TEXT,
        "direction": TEXT,
        "other_issue_id": INTEGER,
    },
    scope_column="project_key",
)

SITE_STREAMS = (PROJECTS, FIELDS, STATUSES, ISSUE_TYPES, PRIORITIES, BOARDS, SPRINTS)
PROJECT_STREAMS = (ISSUES, ISSUE_CHANGES, ISSUE_LINKS)

STREAMS = (*SITE_STREAMS, *PROJECT_STREAMS, EXTRACTION_STATE, EXTRACTION_LOG, QUARANTINE)
