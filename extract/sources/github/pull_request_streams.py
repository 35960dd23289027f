"""The streams of pull requests and what belongs to them: keys, typed columns, scopes.

Belongs here: declarations only. Does not belong here: how a record is read (``parsing/``).
"""

from __future__ import annotations

from extract.core.source import BOOLEAN, INSTANT, INTEGER, TEXT, Stream

REPOSITORY = "repository"

PULL_REQUESTS = Stream(
    "pull_requests",
    "pull_request_id",
    {
        "pull_request_id": TEXT,
        "repository": TEXT,
        "number": INTEGER,
        "title_length": INTEGER,
        "author_login": TEXT,
        "author_type": TEXT,
        "state": TEXT,
        "is_draft": BOOLEAN,
        "created_at": INSTANT,
        "updated_at": INSTANT,
        "closed_at": INSTANT,
        "merged_at": INSTANT,
        "merged_by_login": TEXT,
        "merge_commit_sha": TEXT,
        "base_branch": TEXT,
        "head_branch": TEXT,
        "head_sha": TEXT,
        "head_repository": TEXT,
        "additions": INTEGER,
        "deletions": INTEGER,
        "changed_files": INTEGER,
        "reverts_number": INTEGER,
        "reverts_sha": TEXT,
        "labels": TEXT,
        "commit_count": INTEGER,
        "review_count": INTEGER,
    },
    REPOSITORY,
)
PULL_REQUEST_FILES = Stream(
    "pull_request_files",
    "pull_request_file_id",
    {
        "pull_request_file_id": TEXT,
        "pull_request_id": TEXT,
        "repository": TEXT,
        "path": TEXT,
        "additions": INTEGER,
        "deletions": INTEGER,
        "change_type": TEXT,
    },
    REPOSITORY,
)
PULL_REQUEST_REVIEWS = Stream(
    "pull_request_reviews",
    "review_id",
    {
        "review_id": TEXT,
        "pull_request_id": TEXT,
        "repository": TEXT,
        "author_login": TEXT,
        "author_type": TEXT,
        "state": TEXT,
        "submitted_at": INSTANT,
        "commit_sha": TEXT,
        "body_length": INTEGER,
        "comment_count": INTEGER,
    },
    REPOSITORY,
)
PULL_REQUEST_COMMITS = Stream(
    "pull_request_commits",
    "pull_request_commit_id",
    {
        "pull_request_commit_id": TEXT,
        "pull_request_id": TEXT,
        "repository": TEXT,
        "commit_sha": TEXT,
        "position": INTEGER,
        "author_login": TEXT,
        "authored_at": INSTANT,
        "committed_at": INSTANT,
        "additions": INTEGER,
        "deletions": INTEGER,
        "parent_count": INTEGER,
    },
    REPOSITORY,
)
PULL_REQUEST_TIMELINE = Stream(
    "pull_request_timeline",
    "event_id",
    {
        "event_id": TEXT,
        "pull_request_id": TEXT,
        "repository": TEXT,
        "event_type": TEXT,
        "created_at": INSTANT,
        "actor_login": TEXT,
        "actor_type": TEXT,
        "reviewer_login": TEXT,
        "reviewer_team_slug": TEXT,
        "before_sha": TEXT,
        "after_sha": TEXT,
    },
    REPOSITORY,
)

CHILDREN = (
    PULL_REQUEST_FILES,
    PULL_REQUEST_REVIEWS,
    PULL_REQUEST_COMMITS,
    PULL_REQUEST_TIMELINE,
)
"""Streams whose records belong to one pull request and vanish from it by themselves."""
