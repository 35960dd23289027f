"""The streams GitHub lands: keys, typed columns, scopes.

Belongs here: declarations only. Does not belong here: how a record is read (``parsing/``).
"""

from __future__ import annotations

from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.source import BOOLEAN, INSTANT, INTEGER, TEXT, Stream
from extract.sources.github.pull_request_streams import (
    PULL_REQUEST_COMMITS,
    PULL_REQUEST_FILES,
    PULL_REQUEST_REVIEWS,
    PULL_REQUEST_TIMELINE,
    PULL_REQUESTS,
    REPOSITORY,
)

ORGANISATION_SCOPE = "organisation"

REPOSITORIES = Stream(
    "repositories",
    "repository_id",
    {
        "repository_id": TEXT,
        "repository": TEXT,
        "default_branch": TEXT,
        "is_archived": BOOLEAN,
        "is_fork": BOOLEAN,
        "created_at": INSTANT,
        "updated_at": INSTANT,
        "pushed_at": INSTANT,
    },
)
COMMITS = Stream(
    "commits",
    "commit_id",
    {
        "commit_id": TEXT,
        "repository": TEXT,
        "commit_sha": TEXT,
        "parent_shas": TEXT,
        "author_login": TEXT,
        "authored_at": INSTANT,
        "committed_at": INSTANT,
        "additions": INTEGER,
        "deletions": INTEGER,
        "pull_request_number": INTEGER,
        "reverts_sha": TEXT,
    },
    REPOSITORY,
)
PUSHES = Stream(
    "pushes",
    "push_id",
    {
        "push_id": TEXT,
        "repository": TEXT,
        "ref": TEXT,
        "before_sha": TEXT,
        "after_sha": TEXT,
        "pushed_at": INSTANT,
        "activity_type": TEXT,
        "actor_login": TEXT,
    },
    REPOSITORY,
)
ISSUES = Stream(
    "issues",
    "issue_id",
    {
        "issue_id": TEXT,
        "repository": TEXT,
        "number": INTEGER,
        "author_login": TEXT,
        "author_type": TEXT,
        "state": TEXT,
        "state_reason": TEXT,
        "created_at": INSTANT,
        "updated_at": INSTANT,
        "closed_at": INSTANT,
        "labels": TEXT,
    },
    REPOSITORY,
)
RELEASES = Stream(
    "releases",
    "release_id",
    {
        "release_id": TEXT,
        "repository": TEXT,
        "tag_name": TEXT,
        "tag_commit_sha": TEXT,
        "is_draft": BOOLEAN,
        "is_prerelease": BOOLEAN,
        "created_at": INSTANT,
        "published_at": INSTANT,
    },
    REPOSITORY,
)
DEPLOYMENTS = Stream(
    "deployments",
    "deployment_id",
    {
        "deployment_id": TEXT,
        "repository": TEXT,
        "environment": TEXT,
        "commit_sha": TEXT,
        "ref": TEXT,
        "task": TEXT,
        "created_at": INSTANT,
        "updated_at": INSTANT,
        "creator_login": TEXT,
    },
    REPOSITORY,
)
DEPLOYMENT_STATUSES = Stream(
    "deployment_statuses",
    "deployment_status_id",
    {
        "deployment_status_id": TEXT,
        "deployment_id": TEXT,
        "repository": TEXT,
        "state": TEXT,
        "created_at": INSTANT,
        "creator_login": TEXT,
    },
    REPOSITORY,
)
TEAMS = Stream(
    "teams",
    "team_id",
    {"team_id": TEXT, "organisation": TEXT, "slug": TEXT, "parent_slug": TEXT},
)
TEAM_MEMBERS = Stream(
    "team_members",
    "team_member_id",
    {"team_member_id": TEXT, "team_slug": TEXT, "login": TEXT, "role": TEXT},
)
WORKFLOW_RUNS = Stream(
    "workflow_runs",
    "workflow_run_id",
    {
        "workflow_run_id": INTEGER,
        "repository": TEXT,
        "workflow_name": TEXT,
        "event": TEXT,
        "head_branch": TEXT,
        "head_sha": TEXT,
        "run_number": INTEGER,
        "run_attempt": INTEGER,
        "status": TEXT,
        "conclusion": TEXT,
        "created_at": INSTANT,
        "run_started_at": INSTANT,
        "updated_at": INSTANT,
        "actor_login": TEXT,
    },
    REPOSITORY,
)
WORKFLOW_RUN_ATTEMPTS = Stream(
    "workflow_run_attempts",
    "workflow_run_attempt_id",
    {
        "workflow_run_attempt_id": TEXT,
        "workflow_run_id": INTEGER,
        "repository": TEXT,
        "run_attempt": INTEGER,
        "status": TEXT,
        "conclusion": TEXT,
        "run_started_at": INSTANT,
        "updated_at": INSTANT,
    },
    REPOSITORY,
)
WORKFLOW_JOBS = Stream(
    "workflow_jobs",
    "workflow_job_id",
    {
        "workflow_job_id": INTEGER,
        "workflow_run_id": INTEGER,
        "repository": TEXT,
        "run_attempt": INTEGER,
        "name": TEXT,
        "status": TEXT,
        "conclusion": TEXT,
        "created_at": INSTANT,
        "started_at": INSTANT,
        "completed_at": INSTANT,
    },
    REPOSITORY,
)

ORGANISATION_STREAMS = (REPOSITORIES, TEAMS, TEAM_MEMBERS)
GRAPHQL_STREAMS = (
    PULL_REQUESTS,
    PULL_REQUEST_FILES,
    PULL_REQUEST_REVIEWS,
    PULL_REQUEST_COMMITS,
    PULL_REQUEST_TIMELINE,
    ISSUES,
    RELEASES,
    DEPLOYMENTS,
    DEPLOYMENT_STATUSES,
    COMMITS,
)
WORKFLOW_STREAMS = (WORKFLOW_RUNS, WORKFLOW_RUN_ATTEMPTS, WORKFLOW_JOBS)
REST_STREAMS = (PUSHES, *WORKFLOW_STREAMS)
STREAMS = (
    *ORGANISATION_STREAMS,
    *GRAPHQL_STREAMS,
    *REST_STREAMS,
    EXTRACTION_STATE,
    EXTRACTION_LOG,
    QUARANTINE,
)
