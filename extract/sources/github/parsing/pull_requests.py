"""Pull requests and their files, reviews, commits and timeline, as GraphQL gives them.

Belongs here: one raw record to one row. Does not belong here: any other record.
"""

from __future__ import annotations

from extract.core import fields
from extract.core.fields import Raw
from extract.core.source import Row
from extract.sources.github.parsing import connections

ALREADY_LANDED = "alreadyLanded"
"""Names, in a raw pull request, the lists it came without because they are landed already."""

_NESTED = frozenset({"reviews", "commits", "timelineItems", "files", "__typename", ALREADY_LANDED})


def pull_request_row(raw: Raw, repository: str) -> Row:
    """Return one row of ``pull_requests``.

    Args:
        raw: A ``PullRequest`` with the fields of ``PullRequestFields``.
        repository: ``owner/name`` of the repository it belongs to.

    Raises:
        RecordError: A field is not as documented.
    """
    title, body = fields.optional_text(raw, "title"), fields.optional_text(raw, "body")
    head = fields.child(raw, "headRepository")
    return {
        "pull_request_id": fields.text(raw, "id"),
        "repository": repository,
        "number": fields.integer(raw, "number"),
        "title_length": fields.length(raw, "title"),
        "author_login": connections.login(raw, "author"),
        "author_type": connections.account_type(raw, "author"),
        "state": fields.text(raw, "state"),
        "is_draft": fields.boolean(raw, "isDraft"),
        "created_at": fields.instant(raw, "createdAt"),
        "updated_at": fields.instant(raw, "updatedAt"),
        "closed_at": fields.optional_instant(raw, "closedAt"),
        "merged_at": fields.optional_instant(raw, "mergedAt"),
        "merged_by_login": connections.login(raw, "mergedBy"),
        "merge_commit_sha": connections.sha(raw, "mergeCommit"),
        "base_branch": fields.text(raw, "baseRefName"),
        "head_branch": fields.text(raw, "headRefName"),
        "head_sha": fields.text(raw, "headRefOid"),
        "head_repository": None if head is None else fields.text(head, "nameWithOwner"),
        "additions": fields.integer(raw, "additions"),
        "deletions": fields.integer(raw, "deletions"),
        "changed_files": fields.integer(raw, "changedFiles"),
        "reverts_number": connections.reverted_number(repository, title, body),
        "reverts_sha": connections.reverted_sha(body, title),
        "labels": connections.label_names(raw),
        "commit_count": connections.total(raw, "commits"),
        "review_count": connections.total(raw, "reviews"),
        "raw_json": fields.raw_json(raw, without=_NESTED),
    }


def review_row(raw: Raw, pull_request_id: str, repository: str) -> Row:
    """Return one row of ``pull_request_reviews`` from a ``PullRequestReview``."""
    return {
        "review_id": fields.text(raw, "id"),
        "pull_request_id": pull_request_id,
        "repository": repository,
        "author_login": connections.login(raw, "author"),
        "author_type": connections.account_type(raw, "author"),
        "state": fields.text(raw, "state"),
        "submitted_at": fields.optional_instant(raw, "submittedAt"),
        "commit_sha": connections.sha(raw, "commit"),
        "body_length": fields.length(raw, "body"),
        "comment_count": connections.total(raw, "comments"),
        "raw_json": fields.raw_json(raw),
    }


def pull_request_commit_row(raw: Raw, pull_request_id: str, repository: str, position: int) -> Row:
    """Return one row of ``pull_request_commits`` from a ``PullRequestCommit``.

    Args:
        raw: The record.
        pull_request_id: The pull request it is part of.
        repository: Where that is.
        position: Its place among the pull request's commits, the first being 0.
    """
    commit = fields.record(raw.get("commit"), "commit")
    oid = fields.text(commit, "oid")
    return {
        "pull_request_commit_id": f"{pull_request_id}:{oid}",
        "pull_request_id": pull_request_id,
        "repository": repository,
        "commit_sha": oid,
        "position": position,
        "author_login": connections.commit_login(commit),
        "authored_at": fields.instant(commit, "authoredDate"),
        "committed_at": fields.instant(commit, "committedDate"),
        "additions": fields.integer(commit, "additions"),
        "deletions": fields.integer(commit, "deletions"),
        "parent_count": connections.total(commit, "parents"),
        "raw_json": fields.raw_json(commit),
    }


def timeline_row(raw: Raw, pull_request_id: str, repository: str) -> Row:
    """Return one row of ``pull_request_timeline``.

    The reviewer is who was asked, un-asked, or whose review was dismissed; what came after is the
    new head of a force push, or the commit a merge made.
    """
    reviewer = fields.child(raw, "requestedReviewer") or {}
    review = fields.child(raw, "review") or {}
    return {
        "event_id": fields.text(raw, "id"),
        "pull_request_id": pull_request_id,
        "repository": repository,
        "event_type": fields.text(raw, "__typename"),
        "created_at": fields.instant(raw, "createdAt"),
        "actor_login": connections.login(raw, "actor"),
        "actor_type": connections.account_type(raw, "actor"),
        "reviewer_login": fields.optional_text(reviewer, "login")
        or connections.login(review, "author"),
        "reviewer_team_slug": fields.optional_text(reviewer, "slug"),
        "before_sha": connections.sha(raw, "beforeCommit"),
        "after_sha": connections.sha(raw, "afterCommit") or connections.sha(raw, "commit"),
        "raw_json": fields.raw_json(raw),
    }


def file_row(raw: Raw, pull_request_id: str, repository: str) -> Row:
    """Return one row of ``pull_request_files`` from a ``PullRequestChangedFile``."""
    path = fields.text(raw, "path")
    return {
        "pull_request_file_id": f"{pull_request_id}:{path}",
        "pull_request_id": pull_request_id,
        "repository": repository,
        "path": path,
        "additions": fields.integer(raw, "additions"),
        "deletions": fields.integer(raw, "deletions"),
        "change_type": fields.text(raw, "changeType"),
        "raw_json": fields.raw_json(raw),
    }
