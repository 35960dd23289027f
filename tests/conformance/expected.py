"""What each row must say, read from the raw record without the extractor's code.

Here: for every stream replayed, column by column, where REST keeps the value.
Not here: the parsers, or the rewriting to GraphQL's names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

Expected = Mapping[str, Callable[[Any], Any]]


def at(*path: str) -> Callable[[Any], Any]:
    """The value at a path; None where any step of it is null or absent."""

    def value(raw: Any) -> Any:
        for step in path:
            raw = raw.get(step) if isinstance(raw, dict) else None
        return raw

    return value


def moment(*path: str) -> Callable[[Any], datetime | None]:
    """The instant at a path as naive UTC, read digit by digit."""

    def value(raw: Any) -> datetime | None:
        text = at(*path)(raw)
        if text is None:
            return None
        found = re.fullmatch(r"([0-9-]{10}T[0-9:]{8})(\.\d+)?(Z|[+-]\d\d:\d\d)", text)
        assert found is not None, text
        seconds = datetime.strptime(f"{found[1]} {found[3]}", "%Y-%m-%dT%H:%M:%S %z")
        exact = seconds + timedelta(seconds=float(found[2] or 0))
        return exact.astimezone(UTC).replace(tzinfo=None)

    return value


def upper(*path: str) -> Callable[[Any], str | None]:
    """The enumeration value at a path in upper case."""

    def value(raw: Any) -> str | None:
        found = at(*path)(raw)
        return None if found is None else str(found).upper()

    return value


def label_names(raw: Any) -> str:
    """Labels sorted and joined; a comma inside a name becomes a semicolon."""
    return ",".join(sorted(label["name"].replace(",", ";") for label in raw.get("labels", [])))


def text_length(*path: str) -> Callable[[Any], int]:
    """How long a text is that may be null."""

    def value(raw: Any) -> int:
        return len(at(*path)(raw) or "")

    return value


def state(raw: Any) -> str:
    """The state of a pull request as GraphQL tells it."""
    return "MERGED" if raw.get("merged_at") else str(raw["state"]).upper()


def merge_commit(raw: Any) -> str | None:
    """The merge commit of a merged pull request."""
    return raw.get("merge_commit_sha") if raw.get("merged_at") else None


def attempt(raw: Any) -> int:
    """The attempt; answers from before attempts existed are the first."""
    return int(raw.get("run_attempt") or 1)


EXPECTED: Mapping[str, Expected] = {
    "pushes": {
        "push_id": lambda raw: str(raw["id"]),
        "ref": at("ref"),
        "before_sha": at("before"),
        "after_sha": at("after"),
        "pushed_at": moment("timestamp"),
        "activity_type": at("activity_type"),
        "actor_login": at("actor", "login"),
    },
    "workflow_runs": {
        "workflow_run_id": at("id"),
        "workflow_name": at("name"),
        "event": at("event"),
        "head_branch": at("head_branch"),
        "head_sha": at("head_sha"),
        "run_number": at("run_number"),
        "run_attempt": attempt,
        "status": at("status"),
        "conclusion": at("conclusion"),
        "created_at": moment("created_at"),
        "run_started_at": moment("run_started_at"),
        "updated_at": moment("updated_at"),
        "actor_login": at("actor", "login"),
    },
    "workflow_jobs": {
        "workflow_job_id": at("id"),
        "workflow_run_id": at("run_id"),
        "run_attempt": attempt,
        "name": at("name"),
        "status": at("status"),
        "conclusion": at("conclusion"),
        "created_at": moment("created_at"),
        "started_at": moment("started_at"),
        "completed_at": moment("completed_at"),
    },
    "pull_requests": {
        "pull_request_id": at("node_id"),
        "number": at("number"),
        "title_length": text_length("title"),
        "author_login": at("user", "login"),
        "author_type": at("user", "type"),
        "state": state,
        "is_draft": at("draft"),
        "created_at": moment("created_at"),
        "updated_at": moment("updated_at"),
        "closed_at": moment("closed_at"),
        "merged_at": moment("merged_at"),
        "merged_by_login": at("merged_by", "login"),
        "merge_commit_sha": merge_commit,
        "base_branch": at("base", "ref"),
        "head_branch": at("head", "ref"),
        "head_sha": at("head", "sha"),
        "head_repository": at("head", "repo", "full_name"),
        "additions": at("additions"),
        "deletions": at("deletions"),
        "changed_files": at("changed_files"),
        "labels": label_names,
        "commit_count": at("commits"),
    },
    "pull_request_reviews": {
        "review_id": at("node_id"),
        "author_login": at("user", "login"),
        "author_type": at("user", "type"),
        "state": at("state"),
        "submitted_at": moment("submitted_at"),
        "commit_sha": at("commit_id"),
        "body_length": text_length("body"),
    },
    "pull_request_timeline": {
        "event_id": at("node_id"),
        "event_type": lambda raw: raw["event"].title().replace("_", "") + "Event",
        "created_at": moment("created_at"),
        "actor_login": at("actor", "login"),
        "actor_type": at("actor", "type"),
        "reviewer_login": at("requested_reviewer", "login"),
        "reviewer_team_slug": at("requested_team", "slug"),
    },
    "issues": {
        "issue_id": at("node_id"),
        "number": at("number"),
        "author_login": at("user", "login"),
        "author_type": at("user", "type"),
        "state": upper("state"),
        "state_reason": upper("state_reason"),
        "created_at": moment("created_at"),
        "updated_at": moment("updated_at"),
        "closed_at": moment("closed_at"),
        "labels": label_names,
    },
    "commits": {
        "commit_sha": at("sha"),
        "parent_shas": lambda raw: ",".join(parent["sha"] for parent in raw["parents"]),
        "author_login": at("author", "login"),
        "authored_at": moment("commit", "author", "date"),
        "committed_at": moment("commit", "committer", "date"),
        "additions": at("stats", "additions"),
        "deletions": at("stats", "deletions"),
    },
    "releases": {
        "release_id": at("node_id"),
        "tag_name": at("tag_name"),
        "is_draft": at("draft"),
        "is_prerelease": at("prerelease"),
        "created_at": moment("created_at"),
        "published_at": moment("published_at"),
    },
    "deployments": {
        "deployment_id": at("node_id"),
        "environment": at("environment"),
        "commit_sha": at("sha"),
        "ref": at("ref"),
        "task": at("task"),
        "created_at": moment("created_at"),
        "updated_at": moment("updated_at"),
        "creator_login": at("creator", "login"),
    },
    "deployment_statuses": {
        "deployment_status_id": at("node_id"),
        "state": upper("state"),
        "created_at": moment("created_at"),
        "creator_login": at("creator", "login"),
    },
    "teams": {
        "team_id": at("node_id"),
        "slug": at("slug"),
        "parent_slug": at("parent", "slug"),
    },
}
