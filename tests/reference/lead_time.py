"""How long commits and changes take to production, and in which part of the way.

Belongs here: `change_lead_time` and the five parts. Does not belong here: which release brought a
commit (`deployments.py`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.reference.deployments import Release, changes_of
from tests.reference.identity import Identities
from tests.reference.items import Item, Placing
from tests.reference.ownership import Ownership
from tests.reference.records import Commit, PullRequest, Review
from tests.reference.sightings import DirectPushes, first_seen

HOUR = timedelta(hours=1)
PARTS = ("lt_coding", "lt_pickup", "lt_review", "lt_merge_wait", "lt_deploy_wait")


@dataclass(frozen=True)
class DeployedCommit:
    """A commit that a release brought to production, and when the server first saw it."""

    commit: Commit
    seen_at: datetime


def deployed_commits(
    release: Release, ownership: Ownership, pushes: DirectPushes
) -> list[DeployedCommit]:
    """The commits whose lead time a release ends, each once; merges are none."""
    found: dict[str, DeployedCommit] = {}
    for change in changes_of(release, ownership):
        seen = first_seen(release.repository, change)
        for commit in change.commits:
            found.setdefault(commit.sha, DeployedCommit(commit, seen[commit.sha]))
    if ownership.of_whole_repository(release.repository.full_name) == release.service:
        for commit in release.commits:
            brought_at = pushes.brought_at(release.repository, commit.sha)
            if commit.pull_request_number is None and brought_at:
                found.setdefault(commit.sha, DeployedCommit(commit, brought_at))
    return [
        deployed
        for deployed in found.values()
        if len(deployed.commit.parents) <= 1 and release.counts(deployed.seen_at)
    ]


def place_change_lead_time(
    releases: list[Release], ownership: Ownership, identities: Identities, placing: Placing
) -> None:
    """Hours from the first sight of a commit to production."""
    pushes = DirectPushes()
    for release in releases:
        team_id = ownership.owner(release.service, release.finished_at)
        for deployed in deployed_commits(release, ownership, pushes):
            item = Item(
                key=(release.service.service_id, deployed.commit.sha),
                people=identities.people(identities.actor(deployed.commit.author)),
                value=(release.finished_at - deployed.seen_at) / HOUR,
            )
            for metric_id in ("change_lead_time", "change_lead_time_p85"):
                placing.add(metric_id, team_id, release.finished_at, item)


def independent_reviews(change: PullRequest, identities: Identities) -> list[Review]:
    """Reviews of a pull request by humans other than its author before it was merged."""
    author = identities.actor(change.author)
    found = []
    for review in change.reviews:
        reviewer = identities.actor(review.author)
        is_independent = reviewer.is_human and reviewer.key != author.key
        if is_independent and change.merged_at and review.submitted_at <= change.merged_at:
            found.append(review)
    return sorted(found, key=lambda review: review.submitted_at)


def ready_at(change: PullRequest, before: datetime) -> datetime:
    """When a pull request was last marked ready before an instant, else when it was opened."""
    return max(
        (
            event.created_at
            for event in change.timeline
            if event.event_type == "ReadyForReviewEvent" and event.created_at <= before
        ),
        default=change.created_at,
    )


@dataclass(frozen=True)
class Journey:
    """The boundaries of a change's way to production, each at or after the one before."""

    seen: datetime
    ready: datetime
    first_review: datetime | None
    last_review: datetime | None
    merged: datetime
    finished: datetime

    @property
    def parts(self) -> dict[str, timedelta]:
        """The parts there are, in order; together they are the whole way."""
        parts = {"lt_coding": self.ready - self.seen}
        waits_since = self.ready
        if self.first_review and self.last_review:
            parts["lt_pickup"] = self.first_review - self.ready
            parts["lt_review"] = self.last_review - self.first_review
            waits_since = self.last_review
        parts["lt_merge_wait"] = self.merged - waits_since
        parts["lt_deploy_wait"] = self.finished - self.merged
        return parts


def journey(release: Release, change: PullRequest, identities: Identities) -> Journey:
    """The way of a merged pull request to the release that brought it to production."""
    finished, merged = release.finished_at, change.merged_at
    assert merged is not None
    seen = min(first_seen(release.repository, change).values(), default=change.created_at)
    reviews = independent_reviews(change, identities)
    approvals = [review for review in reviews if review.state == "APPROVED"]
    if not reviews:
        ready = max(seen, min(ready_at(change, merged), merged))
        return Journey(seen, ready, None, None, max(ready, min(merged, finished)), finished)
    first, last = reviews[0].submitted_at, (approvals or reviews)[-1].submitted_at
    ready = max(seen, min(ready_at(change, first), first))
    first_review = max(ready, min(first, last))
    last_review = max(first_review, min(last, merged))
    merge = max(last_review, min(merged, finished))
    return Journey(seen, ready, first_review, last_review, merge, finished)


def place_parts(
    releases: list[Release], ownership: Ownership, identities: Identities, placing: Placing
) -> None:
    """The share of each part in the hours of all changes that reached production."""
    for release in releases:
        team_id = ownership.owner(release.service, release.finished_at)
        for change in changes_of(release, ownership):
            way = journey(release, change, identities)
            if not release.counts(way.seen):
                continue
            parts = way.parts
            for part in PARTS:
                item = Item(
                    key=change.node_id,
                    people=identities.people(identities.actor(change.author)),
                    numerator=parts.get(part, timedelta()) / HOUR,
                    denominator=(way.finished - way.seen) / HOUR,
                )
                placing.add(part, team_id, release.finished_at, item)
