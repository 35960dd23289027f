"""Repositories and what hangs on them directly, and the organisation's teams, from GraphQL.

Belongs here: one raw record to one row. Does not belong here: pull requests, REST answers.
"""

from __future__ import annotations

from typing import Any

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.fields import Raw
from extract.core.source import Row
from extract.sources.github.parsing import connections


def repository_row(raw: Raw) -> Row:
    """Return one row of ``repositories`` from a ``Repository``.

    Raises:
        RecordError: A field is not as documented.
    """
    branch = fields.child(raw, "defaultBranchRef")
    kept = {name: raw.get(name) for name in _REPOSITORY_FIELDS}
    return {
        "repository_id": fields.text(raw, "id"),
        "repository": fields.text(raw, "nameWithOwner"),
        "default_branch": None if branch is None else fields.text(branch, "name"),
        "is_archived": fields.boolean(raw, "isArchived"),
        "is_fork": fields.boolean(raw, "isFork"),
        "created_at": fields.instant(raw, "createdAt"),
        "updated_at": fields.instant(raw, "updatedAt"),
        "pushed_at": fields.optional_instant(raw, "pushedAt"),
        "raw_json": fields.raw_json(kept),
    }


_REPOSITORY_FIELDS = (
    "id",
    "nameWithOwner",
    "defaultBranchRef",
    "isArchived",
    "isFork",
    "createdAt",
    "updatedAt",
    "pushedAt",
)


def issue_row(raw: Raw, repository: str) -> Row:
    """Return one row of ``issues`` from an ``Issue``."""
    return {
        "issue_id": fields.text(raw, "id"),
        "repository": repository,
        "number": fields.integer(raw, "number"),
        "author_login": connections.login(raw, "author"),
        "author_type": connections.account_type(raw, "author"),
        "state": fields.text(raw, "issueState"),
        "state_reason": fields.optional_text(raw, "stateReason"),
        "created_at": fields.instant(raw, "createdAt"),
        "updated_at": fields.instant(raw, "updatedAt"),
        "closed_at": fields.optional_instant(raw, "closedAt"),
        "labels": connections.label_names(raw),
        "raw_json": fields.raw_json(raw, without=_TYPE),
    }


_TYPE = frozenset({"__typename"})


def release_row(raw: Raw, repository: str) -> Row:
    """Return one row of ``releases`` from a ``Release``."""
    return {
        "release_id": fields.text(raw, "id"),
        "repository": repository,
        "tag_name": fields.text(raw, "tagName"),
        "tag_commit_sha": connections.sha(raw, "tagCommit"),
        "is_draft": fields.boolean(raw, "isDraft"),
        "is_prerelease": fields.boolean(raw, "isPrerelease"),
        "created_at": fields.instant(raw, "createdAt"),
        "published_at": fields.optional_instant(raw, "publishedAt"),
        "raw_json": fields.raw_json(raw, without=_TYPE),
    }


def deployment_row(raw: Raw, repository: str) -> Row:
    """Return one row of ``deployments`` from a ``Deployment``."""
    ref = fields.child(raw, "ref")
    return {
        "deployment_id": fields.text(raw, "id"),
        "repository": repository,
        "environment": fields.optional_text(raw, "environment"),
        "commit_sha": fields.text(raw, "commitOid"),
        "ref": None if ref is None else fields.text(ref, "name"),
        "task": fields.optional_text(raw, "task"),
        "created_at": fields.instant(raw, "createdAt"),
        "updated_at": fields.instant(raw, "updatedAt"),
        "creator_login": connections.login(raw, "creator"),
        "raw_json": fields.raw_json(raw, without=frozenset({"__typename", "statuses"})),
    }


def deployment_status_row(raw: Raw, deployment_id: str, repository: str) -> Row:
    """Return one row of ``deployment_statuses`` from a ``DeploymentStatus``."""
    return {
        "deployment_status_id": fields.text(raw, "id"),
        "deployment_id": deployment_id,
        "repository": repository,
        "state": fields.text(raw, "state"),
        "created_at": fields.instant(raw, "createdAt"),
        "creator_login": connections.login(raw, "creator"),
        "raw_json": fields.raw_json(raw),
    }


def commit_row(raw: Raw, repository: str) -> Row:
    """Return one row of ``commits`` from a ``Commit`` of the default branch."""
    oid = fields.text(raw, "oid")
    parents = [fields.record(parent, "parents") for parent in connections.items(raw, "parents")]
    return {
        "commit_id": f"{repository}:{oid}",
        "repository": repository,
        "commit_sha": oid,
        "parent_shas": ",".join(fields.text(parent, "oid") for parent in parents),
        "author_login": connections.commit_login(raw),
        "authored_at": fields.instant(raw, "authoredDate"),
        "committed_at": fields.instant(raw, "committedDate"),
        "additions": fields.integer(raw, "additions"),
        "deletions": fields.integer(raw, "deletions"),
        "pull_request_number": _pull_request_number(raw, oid, repository),
        "reverts_sha": connections.reverted_sha(fields.optional_text(raw, "message")),
        "raw_json": fields.raw_json(raw, without=_TYPE),
    }


def _pull_request_number(raw: Raw, oid: str, repository: str) -> int | None:
    """Return the pull request that brought a commit to the default branch.

    A commit can be part of several; the one it is the merge commit of comes first, then the
    oldest merged one of the same repository.
    """
    candidates: list[tuple[bool, int]] = []
    for member in connections.items(raw, "associatedPullRequests"):
        pull_request = fields.record(member, "associatedPullRequests")
        base = fields.child(pull_request, "baseRepository") or {}
        same = str(fields.optional_text(base, "nameWithOwner")).lower() == repository.lower()
        if same and fields.boolean(pull_request, "merged"):
            is_merge = connections.sha(pull_request, "mergeCommit") == oid
            candidates.append((not is_merge, fields.integer(pull_request, "number")))
    return min(candidates)[1] if candidates else None


def team_row(raw: Raw, organisation: str) -> Row:
    """Return one row of ``teams`` from a ``Team``."""
    parent = fields.child(raw, "parentTeam")
    return {
        "team_id": fields.text(raw, "id"),
        "organisation": organisation,
        "slug": fields.text(raw, "slug"),
        "parent_slug": None if parent is None else fields.text(parent, "slug"),
        "raw_json": fields.raw_json(raw, without=frozenset({"members"})),
    }


def team_member_row(edge: Any, team_slug: str) -> Row:
    """Return one row of ``team_members`` from an edge of a team's members."""
    raw = fields.record(edge, "members")
    member = connections.login(raw, "node")
    if member is None:
        raise RecordError("members.node: expected an account, found nothing")
    return {
        "team_member_id": f"{team_slug}:{member}",
        "team_slug": team_slug,
        "login": member,
        "role": fields.text(raw, "role"),
        "raw_json": fields.raw_json(raw),
    }
