"""Episodes: each moves what it says, and nothing before its start or in another team."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import numpy as np
import pytest

from sandbox.episodes import EPISODE_KINDS
from sandbox.scenario_parts import EpisodeSpec
from sandbox.world import PullRequest, World
from tests.sandbox.simulation.worlds import people_logins, shipped, world

TEAM = "atlas"
START = date(2025, 11, 3)
BEGIN = datetime(2025, 11, 3, tzinfo=UTC)
WEEKS = 12
# The team's repositories; the third one of the scenario changes hands and is left out.
OWN = ("harbour/checkout", "harbour/storefront")
OTHER = ("harbour/billing", "harbour/catalogue", "harbour/gateway", "harbour/identity")
DOSES = {
    "noop_deployments": 0.5,
    "split_changes": 3.0,
    "instant_approvals": 0.8,
    "severity_relabel": 1.0,
    "early_close": 1.0,
    "withdrawn_requests": 0.6,
    "unreviewed_merges": 0.6,
    "unrecorded_deployments": 1.0,
    "small_batches": 2.0,
    "faster_cadence": 2.0,
    "review_agreement": 3.0,
    "overload": 3.0,
    "traded_approvals": 0.9,
    "faster_recovery": 5.0,
    "closer_reviews": 3.0,
}


def with_episode(kind: str) -> World:
    return world("steady", (EpisodeSpec(kind, TEAM, START, WEEKS, DOSES[kind]),))


def during(at: datetime) -> bool:
    return BEGIN <= at < BEGIN + timedelta(weeks=WEEKS)


def own_pull_requests(of: World) -> list[PullRequest]:
    logins = people_logins(of)
    return [
        request
        for repository in of.repositories
        if repository.full_name in OWN
        for request in repository.pull_requests
        if during(request.created_at) and request.author and request.author.login in logins
    ]


def noop_share(of: World) -> float:
    found: list[bool] = []
    for name in OWN:
        repository = of.repository(name)
        assert repository is not None
        production = [d for d in repository.deployments if d.environment == "production"]
        for before, after in pairwise(production):
            if during(after.created_at):
                found.append(before.commit_sha == after.commit_sha)
    return float(np.mean(found))


def deployments(of: World) -> float:
    return sum(
        during(deployment.created_at)
        for repository in of.repositories
        if repository.full_name in OWN
        for deployment in repository.deployments
        if deployment.environment == "production"
    )


def count(of: World) -> float:
    return len(own_pull_requests(of))


def size(of: World) -> float:
    return float(np.median([p.additions + p.deletions for p in own_pull_requests(of)]))


def instant_share(of: World) -> float:
    found = []
    for request in own_pull_requests(of):
        asked = [e.created_at for e in request.timeline if e.event_type == "ReviewRequestedEvent"]
        approved = [r for r in request.reviews if r.state == "APPROVED" and r.author]
        if asked and approved:
            wait = approved[0].submitted_at - asked[0]
            found.append(wait < timedelta(minutes=2) and not approved[0].body)
    return float(np.mean(found))


def severe_share(of: World) -> float:
    labels = [i.labels for i in incidents(of) if any(x.startswith("severity") for x in i.labels)]
    return float(np.mean(["severity:3" not in each for each in labels]))


def incidents(of: World) -> list:  # type: ignore[type-arg]
    return [
        issue
        for repository in of.repositories
        if repository.full_name in OWN
        for issue in repository.issues
        if "incident" in issue.labels and during(issue.created_at)
    ]


def minutes_open(of: World) -> float:
    closed = [i for i in incidents(of) if i.closed_at is not None]
    return float(np.median([(i.closed_at - i.created_at).total_seconds() / 60 for i in closed]))


def withdrawn_share(of: World) -> float:
    events = [event.event_type for p in own_pull_requests(of) for event in p.timeline]
    return events.count("ReviewRequestRemovedEvent") / events.count("ReviewRequestedEvent")


def unreviewed_share(of: World) -> float:
    merged = [p for p in own_pull_requests(of) if p.state == "MERGED"]
    return float(np.mean([not p.reviews for p in merged]))


def hours_to_review(of: World) -> float:
    found = []
    for request in own_pull_requests(of):
        asked = [e.created_at for e in request.timeline if e.event_type == "ReviewRequestedEvent"]
        answers = [r.submitted_at for r in request.reviews if r.author != request.author]
        if asked and answers:
            found.append((answers[0] - asked[0]).total_seconds() / 3600)
    return float(np.median(found))


def hours_to_production(of: World) -> float:
    """Median hours from a deployed commit's arrival on the default branch to its deployment."""
    found = []
    for name in OWN:
        repository = of.repository(name)
        assert repository is not None
        production = [d for d in repository.deployments if d.environment == "production"]
        for request in repository.pull_requests:
            if request.merged_at is not None and during(request.merged_at):
                later = [d.created_at for d in production if d.created_at > request.merged_at]
                found.append((later[0] - request.merged_at).total_seconds() / 3600)
    return float(np.median(found))


def line_comments(of: World) -> float:
    return float(np.mean([r.comment_count for p in own_pull_requests(of) for r in p.reviews]))


def pushed_again_share(of: World) -> float:
    """The share of reviewed changes with a commit that came after the first review."""
    found = []
    for request in own_pull_requests(of):
        given = [r.submitted_at for r in request.reviews if r.author != request.author]
        if given:
            found.append(request.commits[-1].first_seen_at > min(given))
    return float(np.mean(found))


def pair_share(of: World) -> float:
    """The share of approvals within the pairs whose two people approve each other most."""
    pairs = Counter(
        frozenset({request.author.login, review.author.login})
        for request in own_pull_requests(of)
        for review in request.reviews
        if request.author and review.author and review.state == "APPROVED"
    )
    return sum(count for _, count in pairs.most_common(4)) / pairs.total()


# Measures of amount: the ratio to the calm world must lie between the two numbers.
AMOUNTS: list[tuple[str, Callable[[World], float], float, float]] = [
    ("split_changes", count, 2.0, 4.0),
    ("split_changes", size, 0.1, 0.6),
    ("split_changes", hours_to_review, 0.6, 1.7),
    ("early_close", minutes_open, 0.01, 0.2),
    ("instant_approvals", count, 1.0, 1.0),
    ("small_batches", count, 1.5, 2.6),
    ("small_batches", size, 0.3, 0.75),
    ("small_batches", hours_to_review, 0.1, 0.9),
    ("faster_cadence", deployments, 1.05, 2.0),
    ("faster_cadence", hours_to_production, 0.1, 0.8),
    ("review_agreement", hours_to_review, 0.1, 0.8),
    ("overload", hours_to_review, 1.5, 10.0),
    ("faster_recovery", minutes_open, 0.1, 0.8),
    ("closer_reviews", line_comments, 1.8, 4.0),
    ("closer_reviews", pushed_again_share, 1.2, 3.0),
    ("unrecorded_deployments", deployments, 0.0, 0.0),
]
# Measures of share: calm on one side of the two numbers, with the episode between them.
SHARES: list[tuple[str, Callable[[World], float], float, float]] = [
    ("noop_deployments", noop_share, 0.2, 0.9),
    ("instant_approvals", instant_share, 0.4, 0.9),
    ("severity_relabel", severe_share, 0.0, 0.2),
    ("withdrawn_requests", withdrawn_share, 0.15, 0.5),
    ("unreviewed_merges", unreviewed_share, 0.35, 0.8),
    ("traded_approvals", pair_share, 0.45, 0.95),
]


@pytest.mark.parametrize(
    ("kind", "measure", "lowest", "highest"),
    AMOUNTS,
    ids=[f"{kind}-{measure.__name__}" for kind, measure, *_ in AMOUNTS],
)
def test_an_episode_moves_amounts(
    kind: str, measure: Callable[[World], float], lowest: float, highest: float
) -> None:
    before, after = measure(world("steady")), measure(with_episode(kind))
    assert before > 0
    assert lowest <= after / before <= highest, (before, after)


@pytest.mark.parametrize(
    ("kind", "measure", "lowest", "highest"),
    SHARES,
    ids=[f"{kind}-{measure.__name__}" for kind, measure, *_ in SHARES],
)
def test_an_episode_moves_shares(
    kind: str, measure: Callable[[World], float], lowest: float, highest: float
) -> None:
    before, after = measure(world("steady")), measure(with_episode(kind))
    assert not lowest <= before <= highest
    assert lowest <= after <= highest, (before, after)


@pytest.mark.parametrize("kind", sorted(EPISODE_KINDS))
def test_other_teams_stay_as_they_are(kind: str) -> None:
    calm, moved = world("steady"), with_episode(kind)
    for name in OTHER:
        assert calm.repository(name) == moved.repository(name)
    assert calm.directory == moved.directory
    assert calm.organisation == moved.organisation


@pytest.mark.parametrize("kind", sorted(EPISODE_KINDS))
def test_the_past_stays_as_it_is(kind: str) -> None:
    calm, moved = world("steady"), with_episode(kind)
    assert calm.repositories != moved.repositories
    for name in OWN:
        first, second = calm.repository(name), moved.repository(name)
        assert first is not None
        assert second is not None
        assert [p for p in first.pull_requests if p.updated_at < BEGIN] == [
            p for p in second.pull_requests if p.updated_at < BEGIN
        ]
        assert [d.node_id for d in first.deployments if d.created_at < BEGIN] == [
            d.node_id for d in second.deployments if d.created_at < BEGIN
        ]
        assert [c for c in first.commits if c.first_seen_at < BEGIN] == [
            c for c in second.commits if c.first_seen_at < BEGIN
        ]


def test_every_kind_is_tested_and_shipped() -> None:
    assert set(DOSES) == set(EPISODE_KINDS) == {kind for kind, *_ in AMOUNTS + SHARES}
    played = [*shipped("episodes").episodes, *shipped("audit").episodes]
    assert {episode.kind for episode in played} == set(EPISODE_KINDS)


def test_the_world_lists_its_episodes() -> None:
    listed = {episode["kind"]: episode for episode in world("episodes").episodes}
    assert listed["split_changes"] == {
        "kind": "split_changes",
        "is_honest": False,
        "team": "borealis",
        "start": "2026-01-19",
        "length_weeks": 10,
        "dose": 3,
    }
    assert listed["small_batches"]["is_honest"] is True
