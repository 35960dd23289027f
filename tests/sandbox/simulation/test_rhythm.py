"""The steady year looks like work: counts, durations, weeks, holidays, and the odd things."""

import math
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from scipy import stats

from sandbox.world import PullRequest, World
from tests.sandbox.simulation.worlds import people_logins, pull_requests, world

STEADY = "steady"


@pytest.fixture(scope="module")
def steady() -> World:
    return world(STEADY)


def by_people(of: World) -> list[PullRequest]:
    logins = people_logins(of)
    return [p for p in pull_requests(of) if p.author is not None and p.author.login in logins]


def weekly_counts(of: World) -> np.ndarray:
    """Pull requests of people per week, whole weeks only."""
    start = datetime(2025, 6, 30, tzinfo=UTC)
    weeks = [(p.created_at - start) // timedelta(weeks=1) for p in by_people(of)]
    return np.bincount(weeks)[:53]


def test_the_year_has_the_promised_size(steady: World) -> None:
    assert 1_500 <= len(pull_requests(steady)) <= 2_500
    assert len({row.person_id for row in steady.directory.roster}) == 24
    assert len([t for t in steady.directory.teams if t.parent_team_id is not None]) == 3


def test_small_is_small() -> None:
    assert 120 <= len(pull_requests(world("small"))) <= 260


def test_people_rest_at_weekends(steady: World) -> None:
    days = Counter(p.created_at.weekday() for p in by_people(steady))
    weekend = days[5] + days[6]
    assert 0 < weekend / sum(days.values()) < 0.08
    assert min(days[day] for day in range(5)) > 3 * max(days[5], days[6])


def test_the_turn_of_the_year_is_quiet(steady: World) -> None:
    counts = weekly_counts(steady)
    assert counts[25:27].mean() < 0.5 * np.median(counts)


def test_nobody_of_a_team_starts_work_on_its_holiday(steady: World) -> None:
    atlas = next(t for t in steady.directory.teams if t.team_id == "atlas")
    holiday = date(2026, 5, 14)
    assert holiday in atlas.holidays
    usual = [holiday + timedelta(weeks=shift) for shift in (-4, -3, 3, 4)]
    deployed = Counter(
        deployment.created_at.date()
        for repository in steady.repositories
        if repository.name in {"checkout", "storefront"}
        for deployment in repository.deployments
        if deployment.environment == "production" and deployment.task == "deploy"
    )
    assert deployed[holiday] == 0
    assert sum(deployed[day] for day in usual) > 0


def test_counts_scatter_more_than_poisson(steady: World) -> None:
    logins = people_logins(steady)
    start = datetime(2025, 6, 30, tzinfo=UTC)
    per_person: dict[str, Counter[int]] = {}
    for request in by_people(steady):
        assert request.author is not None
        week = (request.created_at - start) // timedelta(weeks=1)
        per_person.setdefault(request.author.login, Counter())[week] += 1
    ratios = []
    for login in sorted(per_person.keys() & logins):
        counts = np.array([per_person[login][week] for week in range(53)])
        ratios.append(counts.var(ddof=1) / counts.mean())
    assert np.median(ratios) > 1.15


def test_weeks_resemble_their_neighbours(steady: World) -> None:
    counts = np.sqrt(weekly_counts(steady) + 0.375)
    assert np.corrcoef(counts[:-1], counts[1:])[0, 1] > 0.15


def test_sizes_are_lognormal(steady: World) -> None:
    sizes = [
        math.log(sum(file.additions + file.deletions for file in request.files))
        for request in by_people(steady)
        if not any(file.path.endswith((".json", ".go", ".snap", ".js")) for file in request.files)
        and request.title[:6] not in {"Revert", "Hotfix"}
    ]
    assert abs(stats.skew(sizes)) < 0.35
    assert abs(stats.kurtosis(sizes)) < 0.6
    assert 1.0 < np.std(sizes) < 1.5


def test_waiting_for_review_is_skewed_to_the_right(steady: World) -> None:
    waits = []
    for request in by_people(steady):
        asked = [e for e in request.timeline if e.event_type == "ReviewRequestedEvent"]
        answers = [r for r in request.reviews if r.author != request.author]
        if asked and answers:
            seconds = (answers[0].submitted_at - asked[0].created_at).total_seconds()
            waits.append(max(seconds, 1) / 3600)
    assert len(waits) > 500
    assert np.mean(waits) > 1.4 * np.median(waits)


def test_most_people_do_not_share_the_reviews_equally(steady: World) -> None:
    given = Counter(
        review.author.login
        for request in pull_requests(steady)
        for review in request.reviews
        if review.author is not None and review.author.login in people_logins(steady)
    )
    assert max(given.values()) > 2 * np.median(list(given.values()))


def test_every_service_deploys_often_enough(steady: World) -> None:
    repositories = {repository.full_name: repository for repository in steady.repositories}
    for service in steady.directory.services:
        successes = [
            deployment.commit_sha
            for deployment in repositories[service.repository].deployments
            if deployment.environment in service.production_environments
            and any(status.state == "SUCCESS" for status in deployment.statuses)
        ]
        changes = sum(a != b for a, b in zip(successes[1:], successes, strict=False)) + 1
        assert changes >= 100, service.service_id


ODDITIES = {
    "ghost author": lambda p: p.author is None,
    "bot": lambda p: p.author is not None and p.author.kind == "Bot",
    "outsider": lambda p: p.author is not None and p.author.login == "tidewater-dev",
    "deleted fork": lambda p: p.head_repository is None,
    "other fork": lambda p: (
        p.head_repository not in {None, "harbour/checkout"}
        and not (p.head_repository or "").startswith("harbour/")
    ),
    "second account": lambda p: p.author is not None and p.author.login.endswith("-laptop"),
    "dismissed review": lambda p: any(r.state == "DISMISSED" for r in p.reviews),
    "changes requested": lambda p: any(r.state == "CHANGES_REQUESTED" for r in p.reviews),
    "ghost review": lambda p: any(r.author is None for r in p.reviews),
    "review by a bot": lambda p: any(r.author and r.author.kind == "Bot" for r in p.reviews),
    "own comment": lambda p: any(r.author and r.author == p.author for r in p.reviews),
    "remark without substance": lambda p: any(
        r.state == "COMMENTED" and r.comment_count == 0 and len(r.body) < 20 for r in p.reviews
    ),
    "review after the merge": lambda p: (
        p.merged_at is not None and any(r.submitted_at > p.merged_at for r in p.reviews)
    ),
    "merged without review": lambda p: p.state == "MERGED" and not p.reviews,
    "abandoned": lambda p: p.state == "CLOSED",
    "open": lambda p: p.state == "OPEN",
    "open draft": lambda p: p.state == "OPEN" and p.is_draft,
    "several commits": lambda p: len(p.commits) > 3,
    "more commits than a page": lambda p: len(p.commits) > 100,
    "more files than a page": lambda p: len(p.files) > 100,
    "author date far too early": lambda p: any(
        c.committed_at - c.authored_at > timedelta(hours=1) for c in p.commits
    ),
    "hotfix": lambda p: "hotfix" in p.labels,
    "revert by number": lambda p: p.body.startswith("Reverts harbour/"),
    "revert by sha": lambda p: p.body.startswith("This reverts commit "),
    "lock file": lambda p: any(f.path.endswith("package-lock.json") for f in p.files),
    "vendored": lambda p: any("vendor/" in f.path for f in p.files),
    "snapshot": lambda p: any(f.path.endswith(".snap") for f in p.files),
    "renamed file": lambda p: any(f.change_type == "RENAMED" for f in p.files),
    "below ten lines": lambda p: p.additions + p.deletions < 10,
    "markup in a title": lambda p: "<script>" in p.title,
    "emoji in a title": lambda p: "🚢" in p.title,
    "blank title": lambda p: not p.title.strip(),
    "no path prefix": lambda p: all(f.path == "README.md" for f in p.files),
    "two services": lambda p: (
        len({f.path.split("/")[1] for f in p.files if f.path[:8] == "services"}) == 2
    ),
}
EVENTS = [
    "ReadyForReviewEvent",
    "ConvertToDraftEvent",
    "HeadRefForcePushedEvent",
    "ReviewRequestedEvent",
    "ReviewRequestRemovedEvent",
    "ReviewDismissedEvent",
    "ClosedEvent",
    "ReopenedEvent",
    "MergedEvent",
]


@pytest.mark.parametrize("name", ODDITIES)
def test_the_odd_things_happen(name: str, steady: World) -> None:
    assert any(ODDITIES[name](request) for request in pull_requests(steady))


@pytest.mark.parametrize("event_type", EVENTS)
def test_every_timeline_event_happens(event_type: str, steady: World) -> None:
    events = [event for request in pull_requests(steady) for event in request.timeline]
    assert any(event.event_type == event_type for event in events)


def test_teams_are_asked_too(steady: World) -> None:
    events = [event for request in pull_requests(steady) for event in request.timeline]
    assert {event.requested_team_slug for event in events} >= {"atlas", "borealis", "cygnus"}


def test_deployments_have_all_their_fates(steady: World) -> None:
    deployments = [d for repository in steady.repositories for d in repository.deployments]
    states = {status.state for deployment in deployments for status in deployment.statuses}
    assert states == {"IN_PROGRESS", "SUCCESS", "FAILURE", "ERROR", "INACTIVE"}
    tasks = {deployment.task for deployment in deployments}
    assert tasks == {"deploy", "deploy:config", "deploy:rollback"}


def test_incidents_have_all_their_labels(steady: World) -> None:
    incidents = [
        issue
        for repository in steady.repositories
        for issue in repository.issues
        if "incident" in issue.labels
    ]
    assert any(issue.state == "OPEN" for issue in incidents)
    kinds = {label.partition(":")[0] for issue in incidents for label in issue.labels}
    assert kinds == {"incident", "severity", "service", "deployment"}
    assert any(not any(label[:8] == "severity" for label in i.labels) for i in incidents)
    assert any(not any(label[:7] == "service" for label in i.labels) for i in incidents)


def test_runs_are_tried_again(steady: World) -> None:
    runs = [run for repository in steady.repositories for run in repository.workflow_runs]
    assert {run.run_attempt for run in runs} >= {1, 2}
    assert {run.conclusion for run in runs} >= {"success", "failure"}


def test_some_accounts_are_unknown_to_the_identities(steady: World) -> None:
    known = {identity.account for identity in steady.directory.identities}
    authors = {p.author.login for p in pull_requests(steady) if p.author is not None}
    assert {"tidewater-dev", "kelp-and-salt"} <= authors - known
    assert len(authors - known) == 3
