"""What happened to a pull request, in order of time.

Does not belong here: the records that events point to (`pull_requests`, `commits`).
"""

import re
from datetime import datetime
from operator import itemgetter
from typing import Any

from graphql import GraphQLResolveInfo

from sandbox.github.connections import Page, timed_page
from sandbox.github.context import Fields, store_of
from sandbox.github.resolvers.pull_requests import PullRequestCommit
from sandbox.github.resolvers.repositories import Branch
from sandbox.github.text import WEB
from sandbox.world import Account, Commit, PullRequest, Review, Team, TimelineEvent


class TimelinePage(Page):
    """A page of the timeline with the figures that only this connection has."""

    __slots__ = ("filtered_count", "updated_at")

    def __init__(self, page: Page, filtered_count: int, updated_at: datetime) -> None:
        super().__init__(
            page.nodes,
            page.total_count,
            (page.has_previous_page, page.has_next_page),
            page._cursor,  # noqa: SLF001 - the same class
        )
        self.filtered_count = filtered_count
        self.updated_at = updated_at

    @property
    def page_count(self) -> int:
        """How many items this page has."""
        return len(self.nodes)


def _item_type(event_type: str) -> str:
    """The enum value of a type: `MergedEvent` is `MERGED_EVENT`."""
    return re.sub(r"(?<=.)([A-Z])", r"_\1", event_type).upper()


_EVENT_TYPES = (
    "ReadyForReviewEvent",
    "ConvertToDraftEvent",
    "HeadRefForcePushedEvent",
    "ReviewRequestedEvent",
    "ReviewRequestRemovedEvent",
    "ReviewDismissedEvent",
    "ClosedEvent",
    "ReopenedEvent",
    "MergedEvent",
)
_ITEM_TYPES = {event_type: _item_type(event_type) for event_type in _EVENT_TYPES}


def _items(pull_request: PullRequest, wanted: set[str] | None) -> list[tuple[datetime, Any]]:
    """Time and record of every item of the wanted types; commits, reviews and events."""
    items: list[tuple[datetime, Any]] = [
        (event.created_at, event)
        for event in pull_request.timeline
        if wanted is None or _ITEM_TYPES[event.event_type] in wanted
    ]
    if wanted is None or "PULL_REQUEST_COMMIT" in wanted:
        items += [
            (commit.committed_at, PullRequestCommit(pull_request, commit))
            for commit in pull_request.commits
        ]
    if wanted is None or "PULL_REQUEST_REVIEW" in wanted:
        items += [(review.submitted_at, review) for review in pull_request.reviews]
    return items


def _timeline_items(
    pull_request: PullRequest, info: GraphQLResolveInfo, **args: Any
) -> TimelinePage:
    """`totalCount` counts every item, `filteredCount` those of the types that were asked for."""
    types = args.get("itemTypes")
    items = _items(pull_request, set(types) if types else None)
    since = args.get("since")
    if since is not None:
        items = [item for item in items if item[0] >= since]
    items.sort(key=itemgetter(0))
    shown = items[args.get("skip") or 0 :]
    page = timed_page(shown, itemgetter(0), args)
    page.nodes = [record for _, record in page.nodes]
    page.total_count = (
        len(pull_request.timeline) + len(pull_request.commits) + len(pull_request.reviews)
    )
    return TimelinePage(page, len(shown), pull_request.updated_at)


def _pull_request(event: TimelineEvent, info: GraphQLResolveInfo) -> PullRequest:
    pull_request: PullRequest = store_of(info).parent(event)
    return pull_request


def _reviewer(event: TimelineEvent, info: GraphQLResolveInfo) -> Account | Team | None:
    if event.requested_team_slug is not None:
        return store_of(info).teams.get(event.requested_team_slug)
    return event.requested_reviewer


def _before(event: TimelineEvent, info: GraphQLResolveInfo) -> Commit | None:
    return store_of(info).home(event).commit(event.before_sha)


def _after(event: TimelineEvent, info: GraphQLResolveInfo) -> Commit | None:
    return store_of(info).home(event).commit(event.after_sha)


def _head_ref(event: TimelineEvent, info: GraphQLResolveInfo) -> Branch:
    return Branch(store_of(info).home(event), _pull_request(event, info).head_branch)


def _dismissed_review(event: TimelineEvent, info: GraphQLResolveInfo) -> Review | None:
    """The newest review that stands as dismissed and was given before the dismissal."""
    reviews = [
        review
        for review in _pull_request(event, info).reviews
        if review.state == "DISMISSED" and review.submitted_at <= event.created_at
    ]
    return reviews[-1] if reviews else None


def _path(event: TimelineEvent, info: GraphQLResolveInfo) -> str:
    number = _pull_request(event, info).number
    return f"/{store_of(info).home(event).full_name}/pull/{number}#event-{event.node_id}"


def _url(event: TimelineEvent, info: GraphQLResolveInfo) -> str:
    return WEB + _path(event, info)


_ON_PULL_REQUEST = {"pullRequest": _pull_request}
_ADDRESSED = {**_ON_PULL_REQUEST, "resourcePath": _path, "url": _url}
_REVIEW_REQUEST = {**_ON_PULL_REQUEST, "requestedReviewer": _reviewer}

FIELDS: Fields = {
    "PullRequest": {"timelineItems": _timeline_items},
    "ReadyForReviewEvent": _ADDRESSED,
    "ConvertToDraftEvent": _ADDRESSED,
    "HeadRefForcePushedEvent": {
        **_ON_PULL_REQUEST,
        "beforeCommit": _before,
        "afterCommit": _after,
        "ref": _head_ref,
    },
    "ReviewRequestedEvent": _REVIEW_REQUEST,
    "ReviewRequestRemovedEvent": _REVIEW_REQUEST,
    "ReviewDismissedEvent": {
        **_ADDRESSED,
        "previousReviewState": lambda event, info: "APPROVED",
        "review": _dismissed_review,
    },
    "ClosedEvent": _ADDRESSED,
    "ReopenedEvent": _ON_PULL_REQUEST,
    "MergedEvent": {
        **_ADDRESSED,
        "commit": _after,
        "mergeRefName": lambda event, info: _pull_request(event, info).base_branch,
    },
}
