"""What GitLab should send us.

Here: one builder a stream, named like it. Not here: allowed values (`sig_schema_drift`).

Only what GitLab's own server guarantees is expected. A git author may write any date, so nothing
is said of `authored_at` and `committed_at` but that they are there.
"""

from __future__ import annotations

from expectations.consequence import PARTIAL, WARNS, rules
from expectations.suite import (
    Expectation,
    Suite,
    between,
    known,
    known_where,
    matching,
    not_negative,
    object_names,
    ordered,
    suite,
)

Expectations = tuple[Expectation, ...]


def _in_a_project() -> Expectations:
    return (*known("project"), *matching("project", r"^[^/\s]+(/[^/\s]+)+$", "group/project"))


def projects() -> Suite:
    """A project has a path and was created before anything happened in it."""
    return suite(
        "raw_gitlab_projects",
        known("project_id", "is_archived", "created_at"),
        _in_a_project(),
        ordered("created_at", "last_activity_at"),
    )


def members() -> Suite:
    """A member has an account and a role."""
    return suite(
        "raw_gitlab_members",
        known("member_id", "group_path", "username"),
        between("access_level", 5, 60),
    )


def merge_requests() -> Suite:
    """A merge request ends after it began, and says when where it did."""
    return suite(
        "raw_gitlab_merge_requests",
        known("merge_request_id", "iid", "state", "is_draft", "created_at", "updated_at"),
        _in_a_project(),
        ordered("created_at", "updated_at"),
        ordered("created_at", "merged_at"),
        ordered("created_at", "closed_at"),
        known_where("merged_at", "state", "merged"),
        known_where("closed_at", "state", "closed"),
        object_names("head_sha", "merge_commit_sha", "squash_commit_sha"),
        not_negative("title_length", "description_length", "user_note_count"),
    )


def merge_request_notes() -> Suite:
    """A note belongs to a merge request and has a time."""
    return suite(
        "raw_gitlab_merge_request_notes",
        known("note_id", "merge_request_id", "is_system", "created_at"),
        _in_a_project(),
        ordered("created_at", "updated_at"),
        not_negative("body_length", "commit_count"),
    )


def merge_request_approvals() -> Suite:
    """An approval says who approved what."""
    return suite(
        "raw_gitlab_merge_request_approvals",
        known("approval_id", "merge_request_id", "username"),
        _in_a_project(),
    )


def merge_request_commits() -> Suite:
    """A commit of a merge request has its place in it."""
    return suite(
        "raw_gitlab_merge_request_commits",
        known("merge_request_commit_id", "merge_request_id", "commit_sha"),
        known("authored_at", "committed_at"),
        _in_a_project(),
        object_names("commit_sha"),
        not_negative("position", "message_length"),
    )


def commits() -> Suite:
    """A commit has an object name, a date and a size."""
    return suite(
        "raw_gitlab_commits",
        known("commit_id", "commit_sha", "authored_at", "committed_at", "additions", "deletions"),
        _in_a_project(),
        object_names("commit_sha"),
        not_negative("additions", "deletions", "message_length"),
    )


def pipelines() -> Suite:
    """A pipeline ran for a commit and has a state."""
    return suite(
        "raw_gitlab_pipelines",
        known("pipeline_id", "commit_sha", "status", "created_at", "updated_at"),
        _in_a_project(),
        object_names("commit_sha"),
        ordered("created_at", "updated_at"),
    )


def jobs() -> Suite:
    """A job belongs to a pipeline; it starts after it was made and ends after it started."""
    return suite(
        "raw_gitlab_jobs",
        known("job_id", "pipeline_id", "name", "status", "created_at"),
        _in_a_project(),
        ordered("created_at", "started_at"),
        ordered("started_at", "finished_at"),
        known_where("finished_at", "status", "success"),
        not_negative("duration_seconds", "queued_seconds"),
    )


def environments() -> Suite:
    """An environment has a name."""
    return suite("raw_gitlab_environments", known("environment_id", "name"), _in_a_project())


def deployments() -> Suite:
    """A deployment brings a commit to an environment."""
    return suite(
        "raw_gitlab_deployments",
        known("deployment_id", "environment", "commit_sha", "status", "created_at", "updated_at"),
        _in_a_project(),
        object_names("commit_sha"),
        ordered("created_at", "updated_at"),
        ordered("created_at", "finished_at"),
    )


def issues() -> Suite:
    """An issue is closed after it was opened, and says when where it was."""
    return suite(
        "raw_gitlab_issues",
        known("issue_id", "iid", "state", "created_at", "updated_at"),
        _in_a_project(),
        ordered("created_at", "updated_at"),
        ordered("created_at", "closed_at"),
        known_where("closed_at", "state", "closed"),
        not_negative("title_length", "description_length", "user_note_count"),
    )


def issue_notes() -> Suite:
    """A note belongs to an issue and has a time."""
    return suite(
        "raw_gitlab_issue_notes",
        known("note_id", "issue_id", "is_system", "created_at"),
        _in_a_project(),
        ordered("created_at", "updated_at"),
        not_negative("body_length"),
    )


RULES = (
    *rules(
        PARTIAL,
        projects,
        merge_requests,
        merge_request_notes,
        merge_request_approvals,
        merge_request_commits,
        commits,
        pipelines,
        jobs,
        environments,
        deployments,
        issues,
        issue_notes,
    ),
    *rules(WARNS, members),
)
