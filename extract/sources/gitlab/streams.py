"""The streams GitLab lands: keys, typed columns, scopes.

Belongs here: declarations only. Does not belong here: how a record is read (``parsing/``).
"""

from __future__ import annotations

from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.source import BOOLEAN, INSTANT, INTEGER, REAL, TEXT, Stream
from extract.sources.gitlab.merge_request_streams import (
    CHILDREN,
    MERGE_REQUESTS,
    PROJECT,
)

PROJECTS = Stream(
    "projects",
    "project_id",
    {
        "project_id": INTEGER,
        "project": TEXT,
        "group_path": TEXT,
        "default_branch": TEXT,
        "is_archived": BOOLEAN,
        "is_fork": BOOLEAN,
        "merge_method": TEXT,
        "squash_option": TEXT,
        "created_at": INSTANT,
        "last_activity_at": INSTANT,
    },
    "group_path",
)
MEMBERS = Stream(
    "members",
    "member_id",
    {
        "member_id": TEXT,
        "group_path": TEXT,
        "username": TEXT,
        "account_state": TEXT,
        "access_level": INTEGER,
        "created_at": INSTANT,
    },
    "group_path",
)
COMMITS = Stream(
    "commits",
    "commit_id",
    {
        "commit_id": TEXT,
        "project": TEXT,
        "commit_sha": TEXT,
        "parent_shas": TEXT,
        "authored_at": INSTANT,
        "committed_at": INSTANT,
        "additions": INTEGER,
        "deletions": INTEGER,
        "message_length": INTEGER,
        "reverts_sha": TEXT,
    },
    PROJECT,
)
PIPELINES = Stream(
    "pipelines",
    "pipeline_id",
    {
        "pipeline_id": INTEGER,
        "project": TEXT,
        "iid": INTEGER,
        "ref": TEXT,
        "commit_sha": TEXT,
        "status": TEXT,
        "pipeline_source": TEXT,
        "created_at": INSTANT,
        "updated_at": INSTANT,
    },
    PROJECT,
)
JOBS = Stream(
    "jobs",
    "job_id",
    {
        "job_id": INTEGER,
        "project": TEXT,
        "pipeline_id": INTEGER,
        "name": TEXT,
        "stage": TEXT,
        "ref": TEXT,
        "is_tag": BOOLEAN,
        "commit_sha": TEXT,
        "status": TEXT,
        "failure_reason": TEXT,
        "may_fail": BOOLEAN,
        "created_at": INSTANT,
        "started_at": INSTANT,
        "finished_at": INSTANT,
        "duration_seconds": REAL,
        "queued_seconds": REAL,
        "username": TEXT,
    },
    PROJECT,
)
DEPLOYMENTS = Stream(
    "deployments",
    "deployment_id",
    {
        "deployment_id": INTEGER,
        "project": TEXT,
        "iid": INTEGER,
        "environment": TEXT,
        "environment_id": INTEGER,
        "ref": TEXT,
        "commit_sha": TEXT,
        "status": TEXT,
        "created_at": INSTANT,
        "updated_at": INSTANT,
        "finished_at": INSTANT,
        "job_id": INTEGER,
        "pipeline_id": INTEGER,
        "username": TEXT,
    },
    PROJECT,
)
ENVIRONMENTS = Stream(
    "environments",
    "environment_id",
    {
        "environment_id": INTEGER,
        "project": TEXT,
        "name": TEXT,
        "state": TEXT,
        "tier": TEXT,
        "created_at": INSTANT,
        "updated_at": INSTANT,
    },
    PROJECT,
)
ISSUES = Stream(
    "issues",
    "issue_id",
    {
        "issue_id": INTEGER,
        "project": TEXT,
        "project_id": INTEGER,
        "iid": INTEGER,
        "issue_type": TEXT,
        "severity": TEXT,
        "title_length": INTEGER,
        "description_length": INTEGER,
        "author_username": TEXT,
        "state": TEXT,
        "created_at": INSTANT,
        "updated_at": INSTANT,
        "closed_at": INSTANT,
        "closed_by_username": TEXT,
        "assignee_usernames": TEXT,
        "labels": TEXT,
        "is_confidential": BOOLEAN,
        "user_note_count": INTEGER,
    },
    PROJECT,
)
ISSUE_NOTES = Stream(
    "issue_notes",
    "note_id",
    {
        "note_id": INTEGER,
        "issue_id": INTEGER,
        "project": TEXT,
        "author_username": TEXT,
        "is_system": BOOLEAN,
        "action": TEXT,
        "note_type": TEXT,
        "created_at": INSTANT,
        "updated_at": INSTANT,
        "body_length": INTEGER,
        "added_usernames": TEXT,
        "removed_usernames": TEXT,
    },
    PROJECT,
)

GROUP_STREAMS = (PROJECTS, MEMBERS)
"""What belongs to the group as a whole."""

PROJECT_STREAMS = (
    MERGE_REQUESTS,
    *CHILDREN,
    COMMITS,
    PIPELINES,
    JOBS,
    ENVIRONMENTS,
    DEPLOYMENTS,
    ISSUES,
    ISSUE_NOTES,
)
"""What is read of each project."""

STREAMS = (*GROUP_STREAMS, *PROJECT_STREAMS, EXTRACTION_STATE, EXTRACTION_LOG, QUARANTINE)
