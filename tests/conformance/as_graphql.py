"""Rewrites REST records to the names GraphQL gives the same fields.

Here: renaming, so that real values reach the parsers of records which we read by GraphQL.
A field that the REST record lacks stays away, and the parser has to say so.
Not here: any interpretation of a value beyond GitHub's own upper case of enumerations.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Raw = Mapping[str, Any]


def renamed(raw: Raw, **names: str) -> dict[str, Any]:
    """The fields `names` (GraphQL name = REST name) that the record has."""
    return {new: raw[old] for new, old in names.items() if old in raw}


def account(raw: Raw | None) -> dict[str, Any] | None:
    """A user as an actor."""
    return None if raw is None else renamed(raw, login="login", __typename="type")


def labels(raw: Raw) -> dict[str, Any]:
    """Labels as a connection; very old answers have none."""
    return {"nodes": [renamed(label, name="name") for label in raw.get("labels", [])]}


def upper(value: Any) -> Any:
    """An enumeration value as GraphQL writes it."""
    return value.upper() if isinstance(value, str) else value


def commit_reference(sha: Any) -> dict[str, Any] | None:
    """A commit known by its identifier only."""
    return None if sha is None else {"oid": sha}


def pull_request(raw: Raw) -> dict[str, Any]:
    """A single pull request; REST names a test merge commit before the merge, GraphQL does not."""
    head = raw["head"]["repo"]
    merged = raw.get("merged_at") is not None
    return {
        **renamed(
            raw,
            id="node_id",
            number="number",
            title="title",
            body="body",
            isDraft="draft",
            createdAt="created_at",
            updatedAt="updated_at",
            closedAt="closed_at",
            mergedAt="merged_at",
            additions="additions",
            deletions="deletions",
            changedFiles="changed_files",
        ),
        "state": "MERGED" if merged else upper(raw.get("state")),
        "author": account(raw["user"]),
        "mergedBy": account(raw.get("merged_by")),
        "mergeCommit": commit_reference(raw.get("merge_commit_sha")) if merged else None,
        "baseRefName": raw["base"]["ref"],
        "headRefName": raw["head"]["ref"],
        "headRefOid": raw["head"]["sha"],
        "headRepository": None if head is None else {"nameWithOwner": head["full_name"]},
        "labels": labels(raw),
        "commits": {"totalCount": raw.get("commits")},
        "reviews": {"totalCount": 0},
    }


def review(raw: Raw) -> dict[str, Any]:
    """A review."""
    return {
        **renamed(raw, id="node_id", state="state", submittedAt="submitted_at", body="body"),
        "author": account(raw["user"]),
        "commit": commit_reference(raw.get("commit_id")),
        "comments": {"totalCount": 0},
    }


EVENTS = {
    "ready_for_review": "ReadyForReviewEvent",
    "convert_to_draft": "ConvertToDraftEvent",
    "head_ref_force_pushed": "HeadRefForcePushedEvent",
    "review_requested": "ReviewRequestedEvent",
    "review_request_removed": "ReviewRequestRemovedEvent",
    "closed": "ClosedEvent",
    "reopened": "ReopenedEvent",
    "merged": "MergedEvent",
}


def timeline_event(raw: Raw) -> dict[str, Any]:
    """An event of those in `EVENTS`; REST does not tell the commits of a force push."""
    person, team = raw.get("requested_reviewer"), raw.get("requested_team")
    asked = account(person) if person else renamed(team, slug="slug") if team else None
    return {
        **renamed(raw, id="node_id", createdAt="created_at"),
        "__typename": EVENTS[raw["event"]],
        "actor": account(raw["actor"]),
        "requestedReviewer": asked,
    }


def issue(raw: Raw) -> dict[str, Any]:
    """An issue that is no pull request."""
    return {
        **renamed(
            raw,
            id="node_id",
            number="number",
            createdAt="created_at",
            updatedAt="updated_at",
            closedAt="closed_at",
            title="title",
            body="body",
        ),
        "issueState": upper(raw.get("state")),
        "stateReason": upper(raw.get("state_reason")),
        "author": account(raw["user"]),
        "labels": labels(raw),
    }


def commit(raw: Raw) -> dict[str, Any]:
    """A single commit with its statistics."""
    user = raw.get("author")
    return {
        **renamed(raw, oid="sha"),
        **renamed(raw.get("stats", {}), additions="additions", deletions="deletions"),
        "message": raw["commit"]["message"],
        "authoredDate": raw["commit"]["author"]["date"],
        "committedDate": raw["commit"]["committer"]["date"],
        "author": {"user": None if not user else renamed(user, login="login")},
        "parents": {"nodes": [{"oid": parent["sha"]} for parent in raw["parents"]]},
        "associatedPullRequests": {"nodes": []},
    }


def release(raw: Raw) -> dict[str, Any]:
    """A release; REST does not name the tag's commit."""
    return renamed(
        raw,
        id="node_id",
        tagName="tag_name",
        isDraft="draft",
        isPrerelease="prerelease",
        createdAt="created_at",
        publishedAt="published_at",
    )


def deployment(raw: Raw) -> dict[str, Any]:
    """A deployment; REST's `ref` is what was asked for, GraphQL's the branch or tag."""
    return {
        **renamed(
            raw,
            id="node_id",
            environment="environment",
            commitOid="sha",
            task="task",
            createdAt="created_at",
            updatedAt="updated_at",
        ),
        "ref": {"name": raw["ref"]},
        "creator": account(raw["creator"]),
    }


def deployment_status(raw: Raw) -> dict[str, Any]:
    """A status of a deployment."""
    return {
        **renamed(raw, id="node_id", createdAt="created_at"),
        "state": upper(raw.get("state")),
        "creator": account(raw["creator"]),
    }


def team(raw: Raw) -> dict[str, Any]:
    """A team."""
    parent = raw.get("parent")
    return {
        **renamed(raw, id="node_id", slug="slug"),
        "parentTeam": None if parent is None else renamed(parent, slug="slug"),
    }
