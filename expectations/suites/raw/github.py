"""What GitHub should send us.

Here: one builder a stream, named like it. Not here: allowed values (`sig_schema_drift`).

Only what GitHub's own server guarantees is expected. A git author may write any date, so nothing
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


def _in_a_repository() -> Expectations:
    return (*known("repository"), *matching("repository", r"^[^/\s]+/[^/\s]+$", "owner/name"))


def repositories() -> Suite:
    """A repository has a name and was created before it was touched."""
    return suite(
        "raw_github_repositories",
        known("repository_id", "is_archived", "created_at"),
        _in_a_repository(),
        ordered("created_at", "updated_at"),
    )


def pull_requests() -> Suite:
    """A pull request ends after it began, and says when where it did."""
    return suite(
        "raw_github_pull_requests",
        known("pull_request_id", "number", "state", "is_draft", "created_at", "updated_at"),
        _in_a_repository(),
        ordered("created_at", "merged_at"),
        ordered("created_at", "closed_at"),
        ordered("created_at", "updated_at"),
        known_where("merged_at", "state", "MERGED"),
        known_where("closed_at", "state", "CLOSED"),
        object_names("head_sha", "merge_commit_sha"),
        not_negative("additions", "deletions", "changed_files", "commit_count", "review_count"),
    )


def pull_request_files() -> Suite:
    """A file has a path and counts of changed lines."""
    return suite(
        "raw_github_pull_request_files",
        known("pull_request_file_id", "pull_request_id", "path"),
        _in_a_repository(),
        not_negative("additions", "deletions"),
    )


def pull_request_reviews() -> Suite:
    """A review that was submitted says when."""
    return suite(
        "raw_github_pull_request_reviews",
        known("review_id", "pull_request_id", "state"),
        _in_a_repository(),
        known_where("submitted_at", "state", "APPROVED"),
        known_where("submitted_at", "state", "CHANGES_REQUESTED"),
        not_negative("body_length", "comment_count"),
    )


def pull_request_commits() -> Suite:
    """A commit of a pull request has its place in it."""
    return suite(
        "raw_github_pull_request_commits",
        known("pull_request_commit_id", "pull_request_id", "commit_sha", "position"),
        known("authored_at", "committed_at"),
        _in_a_repository(),
        object_names("commit_sha"),
        not_negative("position", "additions", "deletions", "parent_count"),
    )


def pull_request_timeline() -> Suite:
    """An event says what happened when."""
    return suite(
        "raw_github_pull_request_timeline",
        known("event_id", "pull_request_id", "event_type", "created_at"),
        _in_a_repository(),
        object_names("before_sha", "after_sha"),
    )


def commits() -> Suite:
    """A commit has an object name and a date."""
    return suite(
        "raw_github_commits",
        known("commit_id", "commit_sha", "authored_at", "committed_at"),
        _in_a_repository(),
        object_names("commit_sha"),
        not_negative("additions", "deletions"),
    )


def pushes() -> Suite:
    """A push says which branch moved where, and when the server saw it."""
    return suite(
        "raw_github_pushes",
        known("push_id", "ref", "after_sha", "pushed_at", "activity_type"),
        _in_a_repository(),
        object_names("before_sha", "after_sha"),
    )


def issues() -> Suite:
    """An issue is closed after it was opened, and says when where it was."""
    return suite(
        "raw_github_issues",
        known("issue_id", "number", "state", "created_at"),
        _in_a_repository(),
        ordered("created_at", "closed_at"),
        known_where("closed_at", "state", "CLOSED"),
    )


def releases() -> Suite:
    """A release has a tag."""
    return suite(
        "raw_github_releases",
        known("release_id", "tag_name", "is_draft", "is_prerelease", "created_at"),
        _in_a_repository(),
    )


def deployments() -> Suite:
    """A deployment says what went where."""
    return suite(
        "raw_github_deployments",
        known("deployment_id", "environment", "commit_sha", "created_at"),
        _in_a_repository(),
        object_names("commit_sha"),
        ordered("created_at", "updated_at"),
    )


def deployment_statuses() -> Suite:
    """A status belongs to a deployment and has a time."""
    return suite(
        "raw_github_deployment_statuses",
        known("deployment_status_id", "deployment_id", "state", "created_at"),
        _in_a_repository(),
    )


def teams() -> Suite:
    """A team has a slug."""
    return suite("raw_github_teams", known("team_id", "organisation", "slug"))


def team_members() -> Suite:
    """A member belongs to a team."""
    return suite("raw_github_team_members", known("team_member_id", "team_slug", "login"))


def workflow_runs() -> Suite:
    """A run has a commit, a state and times in order."""
    return suite(
        "raw_github_workflow_runs",
        known("workflow_run_id", "head_sha", "status", "created_at", "run_started_at"),
        _in_a_repository(),
        object_names("head_sha"),
        between("run_attempt", 1),
        ordered("created_at", "run_started_at"),
    )


def workflow_run_attempts() -> Suite:
    """An attempt belongs to a run and has a number and a state."""
    return suite(
        "raw_github_workflow_run_attempts",
        known("workflow_run_attempt_id", "workflow_run_id", "run_attempt", "status"),
        _in_a_repository(),
        between("run_attempt", 1),
    )


def workflow_jobs() -> Suite:
    """A job belongs to a run."""
    return suite(
        "raw_github_workflow_jobs",
        known("workflow_job_id", "workflow_run_id", "name", "status", "created_at"),
        _in_a_repository(),
        between("run_attempt", 1),
    )


RULES = (
    *rules(
        PARTIAL,
        repositories,
        pull_requests,
        pull_request_files,
        pull_request_reviews,
        pull_request_commits,
        pull_request_timeline,
        commits,
        pushes,
        issues,
        releases,
        deployments,
        deployment_statuses,
        workflow_runs,
        workflow_run_attempts,
        workflow_jobs,
    ),
    *rules(WARNS, teams, team_members),
)
