"""The streams of merge requests and what hangs on them: keys, typed columns, scopes.

Belongs here: declarations only. Does not belong here: how a record is read (``parsing/``).
"""

from __future__ import annotations

from extract.core.source import BOOLEAN, INSTANT, INTEGER, TEXT, Stream

PROJECT = "project"
"""The column that names a record's project by its full path; a project is a scope."""

MERGE_REQUESTS = Stream(
    "merge_requests",
    "merge_request_id",
    {
        "merge_request_id": INTEGER,
        "project": TEXT,
        "project_id": INTEGER,
        "iid": INTEGER,
        "title_length": INTEGER,
        "description_length": INTEGER,
        "author_username": TEXT,
        "state": TEXT,
        "is_draft": BOOLEAN,
        "created_at": INSTANT,
        "updated_at": INSTANT,
        "merged_at": INSTANT,
        "closed_at": INSTANT,
        "merged_by_username": TEXT,
        "closed_by_username": TEXT,
        "merge_commit_sha": TEXT,
        "squash_commit_sha": TEXT,
        "is_squashed": BOOLEAN,
        "source_branch": TEXT,
        "target_branch": TEXT,
        "source_project_id": INTEGER,
        "head_sha": TEXT,
        "labels": TEXT,
        "reviewer_usernames": TEXT,
        "assignee_usernames": TEXT,
        "user_note_count": INTEGER,
        "reverts_iid": INTEGER,
        "reverts_sha": TEXT,
    },
    PROJECT,
)
MERGE_REQUEST_NOTES = Stream(
    "merge_request_notes",
    "note_id",
    {
        "note_id": INTEGER,
        "merge_request_id": INTEGER,
        "project": TEXT,
        "author_username": TEXT,
        "is_system": BOOLEAN,
        "action": TEXT,
        "note_type": TEXT,
        "created_at": INSTANT,
        "updated_at": INSTANT,
        "body_length": INTEGER,
        "is_resolvable": BOOLEAN,
        "is_resolved": BOOLEAN,
        "resolved_at": INSTANT,
        "resolved_by_username": TEXT,
        "added_usernames": TEXT,
        "removed_usernames": TEXT,
        "commit_count": INTEGER,
        "short_shas": TEXT,
        "path": TEXT,
    },
    PROJECT,
)
MERGE_REQUEST_APPROVALS = Stream(
    "merge_request_approvals",
    "approval_id",
    {
        "approval_id": TEXT,
        "merge_request_id": INTEGER,
        "project": TEXT,
        "username": TEXT,
        "approved_at": INSTANT,
    },
    PROJECT,
)
MERGE_REQUEST_COMMITS = Stream(
    "merge_request_commits",
    "merge_request_commit_id",
    {
        "merge_request_commit_id": TEXT,
        "merge_request_id": INTEGER,
        "project": TEXT,
        "commit_sha": TEXT,
        "position": INTEGER,
        "authored_at": INSTANT,
        "committed_at": INSTANT,
        "parent_shas": TEXT,
        "message_length": INTEGER,
    },
    PROJECT,
)

CHILDREN = (MERGE_REQUEST_NOTES, MERGE_REQUEST_APPROVALS, MERGE_REQUEST_COMMITS)
"""What is read with each merge request."""
