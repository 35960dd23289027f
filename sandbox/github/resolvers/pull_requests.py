"""Pull requests with their commits, files, reviews and open review requests.

Does not belong here: the events of their timeline (`timeline`).
"""

from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any

from graphql import GraphQLResolveInfo

from sandbox.github.connections import Page, offset_page, timed_page
from sandbox.github.context import Fields, store_of
from sandbox.github.resolvers.repositories import label_page
from sandbox.github.store import RepositoryState
from sandbox.github.text import WEB, pack
from sandbox.world import Account, Commit, Organisation, PullRequest, Review, Team


@dataclass(frozen=True, slots=True)
class PullRequestCommit:
    """A commit as part of a pull request."""

    pull_request: PullRequest
    commit: Commit

    @property
    def node_id(self) -> str:
        """The global id."""
        return pack("PURC", f"{self.pull_request.node_id}:{self.commit.sha}")


@dataclass(frozen=True, slots=True)
class ReviewComment:
    """The `index`-th inline comment of a review; its text is not part of the world."""

    review: Review
    index: int

    @property
    def node_id(self) -> str:
        """The global id."""
        return pack("PRRC", f"{self.review.node_id}:{self.index}")

    @property
    def created_at(self) -> datetime:
        """Comments become visible when their review is submitted."""
        return self.review.submitted_at


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """A review that has been asked for and not been given yet."""

    pull_request: PullRequest
    requested_reviewer: Account | Team
    as_code_owner: bool = False

    @property
    def node_id(self) -> str:
        """The global id."""
        return pack("RR", f"{self.pull_request.node_id}:{self.requested_reviewer.node_id}")


def commit_page(pull_request: PullRequest, args: dict[str, Any]) -> Page:
    """A page of a pull request's commits in branch order."""
    page = offset_page(pull_request.commits, args)
    page.nodes = [PullRequestCommit(pull_request, commit) for commit in page.nodes]
    return page


def _files(pull_request: PullRequest, info: GraphQLResolveInfo, **args: Any) -> Page:
    return offset_page(pull_request.files, args)


def _commits(pull_request: PullRequest, info: GraphQLResolveInfo, **args: Any) -> Page:
    return commit_page(pull_request, args)


def _reviews(pull_request: PullRequest, info: GraphQLResolveInfo, **args: Any) -> Page:
    states, author = args.get("states"), args.get("author")
    reviews = [
        review
        for review in pull_request.reviews
        if (not states or review.state in states)
        and (not author or (review.author is not None and review.author.login == author))
    ]
    return timed_page(reviews, attrgetter("submitted_at"), args)


def _review_requests(pull_request: PullRequest, info: GraphQLResolveInfo, **args: Any) -> Page:
    pending = _pending_requests(pull_request, store_of(info).teams)
    return offset_page([ReviewRequest(pull_request, reviewer) for reviewer in pending], args)


def _pending_requests(pull_request: PullRequest, teams: dict[str, Team]) -> list[Account | Team]:
    """Who has been asked, not been let off, and not answered; in order of asking."""
    pending: dict[str, Account | Team] = {}
    for event in pull_request.timeline:
        reviewer = event.requested_reviewer or teams.get(event.requested_team_slug or "")
        if reviewer is None:
            continue
        if event.event_type == "ReviewRequestedEvent":
            pending[reviewer.node_id] = reviewer
        elif event.event_type == "ReviewRequestRemovedEvent":
            pending.pop(reviewer.node_id, None)
    answered = {review.author.node_id for review in pull_request.reviews if review.author}
    return [reviewer for node_id, reviewer in pending.items() if node_id not in answered]


def _review_decision(pull_request: PullRequest, info: GraphQLResolveInfo) -> str | None:
    opinions: dict[str, str] = {}
    for review in pull_request.reviews:
        if review.author is not None and review.state != "COMMENTED":
            opinions[review.author.login] = review.state
    for decision in ("CHANGES_REQUESTED", "APPROVED"):
        if decision in opinions.values():
            return decision
    return "REVIEW_REQUIRED" if _pending_requests(pull_request, store_of(info).teams) else None


def _head_repository(pull_request: PullRequest, info: GraphQLResolveInfo) -> RepositoryState | None:
    if pull_request.head_repository is None:
        return None
    return store_of(info).repository_or_fork(pull_request.head_repository)


def _head_owner(
    pull_request: PullRequest, info: GraphQLResolveInfo
) -> Account | Organisation | None:
    head = pull_request.head_repository
    return None if head is None else store_of(info).owner(head)


def _is_cross_repository(pull_request: PullRequest, info: GraphQLResolveInfo) -> bool:
    return pull_request.head_repository != store_of(info).home(pull_request).full_name


def _merge_commit(pull_request: PullRequest, info: GraphQLResolveInfo) -> Commit | None:
    return store_of(info).home(pull_request).commit(pull_request.merge_commit_sha)


def _path(pull_request: PullRequest, info: GraphQLResolveInfo) -> str:
    return f"/{store_of(info).home(pull_request).full_name}/pull/{pull_request.number}"


def _url(pull_request: PullRequest, info: GraphQLResolveInfo) -> str:
    return WEB + _path(pull_request, info)


def _labels(pull_request: PullRequest, info: GraphQLResolveInfo, **args: Any) -> Page:
    return label_page(store_of(info).home(pull_request), pull_request.labels, args)


def _review_commit(review: Review, info: GraphQLResolveInfo) -> Commit | None:
    return store_of(info).home(review).commit(review.commit_sha)


def _review_comments(review: Review, info: GraphQLResolveInfo, **args: Any) -> Page:
    page = offset_page(range(review.comment_count), args)
    page.nodes = [ReviewComment(review, index) for index in page.nodes]
    return page


def _review_path(review: Review, info: GraphQLResolveInfo) -> str:
    path = _path(store_of(info).parent(review), info)
    return f"{path}#pullrequestreview-{review.database_id}"


def _comment_path(comment: ReviewComment, info: GraphQLResolveInfo) -> str:
    path = _path(store_of(info).parent(comment.review), info)
    return f"{path}#discussion_r{comment.review.database_id}{comment.index:03}"


FIELDS: Fields = {
    "PullRequest": {
        "closed": lambda record, info: record.state != "OPEN",
        "merged": lambda record, info: record.state == "MERGED",
        "publishedAt": lambda record, info: record.created_at,
        "mergeCommit": _merge_commit,
        "baseRefName": lambda record, info: record.base_branch,
        "headRefName": lambda record, info: record.head_branch,
        "headRefOid": lambda record, info: record.head_sha,
        "headRepository": _head_repository,
        "headRepositoryOwner": _head_owner,
        "baseRepository": lambda record, info: store_of(info).home(record),
        "repository": lambda record, info: store_of(info).home(record),
        "isCrossRepository": _is_cross_repository,
        "changedFiles": lambda record, info: len(record.files),
        "labels": _labels,
        "commits": _commits,
        "files": _files,
        "reviews": _reviews,
        "reviewRequests": _review_requests,
        "reviewDecision": _review_decision,
        "resourcePath": _path,
        "url": _url,
        "permalink": _url,
    },
    "PullRequestCommit": {
        "resourcePath": lambda record, info: (
            f"{_path(record.pull_request, info)}/commits/{record.commit.sha}"
        ),
        "url": lambda record, info: (
            f"{_url(record.pull_request, info)}/commits/{record.commit.sha}"
        ),
    },
    "PullRequestReview": {
        "createdAt": lambda review, info: review.submitted_at,
        "updatedAt": lambda review, info: review.submitted_at,
        "publishedAt": lambda review, info: review.submitted_at,
        "commit": _review_commit,
        "comments": _review_comments,
        "pullRequest": lambda review, info: store_of(info).parent(review),
        "repository": lambda review, info: store_of(info).home(review),
        "resourcePath": _review_path,
        "url": lambda review, info: WEB + _review_path(review, info),
    },
    "PullRequestReviewComment": {
        "body": lambda comment, info: "",
        "author": lambda comment, info: comment.review.author,
        "updatedAt": lambda comment, info: comment.created_at,
        "pullRequest": lambda comment, info: store_of(info).parent(comment.review),
        "pullRequestReview": lambda comment, info: comment.review,
        "repository": lambda comment, info: store_of(info).home(comment.review),
        "resourcePath": _comment_path,
        "url": lambda comment, info: WEB + _comment_path(comment, info),
    },
}
