"""A world made by hand: every kind of record and every oddity, small enough to reason about.

Belongs here: records with values a test can name. Does not belong here: the simulation's worlds.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha1
from typing import Any

from sandbox.directory import Directory
from sandbox.world import (
    Account,
    ChangedFile,
    Commit,
    Deployment,
    DeploymentStatus,
    Issue,
    Organisation,
    PullRequest,
    Push,
    Release,
    Repository,
    Review,
    Team,
    TeamMember,
    TimelineEvent,
    WorkflowJob,
    WorkflowRun,
    World,
)

AS_OF = datetime(2025, 6, 30, 12, tzinfo=UTC)
START = datetime(2025, 1, 6, 8, tzinfo=UTC)
ADA = Account(login="ada", node_id="U_ada", database_id=101, name="Ada")
BEN = Account(login="ben", node_id="U_ben", database_id=102)
CLEO = Account(login="cleo", node_id="U_cleo", database_id=103)
BOT = Account(login="renovate", node_id="BOT_renovate", database_id=104, kind="Bot")
ZEROS = "0" * 40


def sha(name: str) -> str:
    """A commit id that only depends on `name`."""
    return sha1(name.encode(), usedforsecurity=False).hexdigest()


def commit(name: str, at: datetime, **values: Any) -> Commit:
    """A commit named `name`."""
    defaults: dict[str, Any] = {
        "sha": sha(name),
        "authored_at": at - timedelta(hours=1),
        "committed_at": at,
        "first_seen_at": at,
        "author": ADA,
        "author_name": "Ada",
        "message": f"Change {name}\n\nFor a reason.",
        "additions": 10,
        "deletions": 2,
        "changed_files": 1,
    }
    return Commit(**{**defaults, **values})


def pull_request(number: int, **values: Any) -> PullRequest:
    """A plain merged pull request, one per day, with two commits and one approval."""
    at = START + timedelta(days=number)
    commits = (
        commit(f"topic-{number}-1", at, parents=(sha("main-0"),)),
        commit(f"topic-{number}-2", at + timedelta(hours=1), parents=(sha(f"topic-{number}-1"),)),
    )
    defaults: dict[str, Any] = {
        "node_id": f"PR_{number}",
        "database_id": 1000 + number,
        "number": number,
        "title": f"Change {number}",
        "body": "Because.",
        "author": ADA,
        "created_at": at,
        "updated_at": at + timedelta(hours=6),
        "closed_at": at + timedelta(hours=6),
        "merged_at": at + timedelta(hours=6),
        "merged_by": BEN,
        "merge_commit_sha": sha(f"main-{number}"),
        "head_branch": f"topic-{number}",
        "head_repository": "harbour/checkout",
        "labels": ("feature", "small"),
        "commits": commits,
        "files": (
            ChangedFile(path="src/a.py", additions=8, deletions=2),
            ChangedFile(path="package-lock.json", additions=2, change_type="ADDED"),
        ),
        "reviews": (review(number, 1, "APPROVED", at + timedelta(hours=4)),),
        "timeline": (
            event(number, 1, "ReviewRequestedEvent", at, requested_reviewer=BEN),
            event(
                number,
                2,
                "MergedEvent",
                at + timedelta(hours=6),
                actor=BEN,
                after_sha=sha(f"main-{number}"),
            ),
            event(number, 3, "ClosedEvent", at + timedelta(hours=6), actor=BEN),
        ),
    }
    return PullRequest(**{**defaults, **values})


def review(number: int, index: int, state: str, at: datetime, **values: Any) -> Review:
    """The `index`-th review of a pull request."""
    defaults: dict[str, Any] = {
        "node_id": f"PRR_{number}_{index}",
        "database_id": 5000 + 10 * number + index,
        "author": BEN,
        "state": state,
        "submitted_at": at,
        "commit_sha": sha(f"topic-{number}-2"),
        "body": "Looks good.",
        "comment_count": 3,
    }
    return Review(**{**defaults, **values})


def event(number: int, index: int, kind: str, at: datetime, **values: Any) -> TimelineEvent:
    """The `index`-th event of a pull request's timeline."""
    defaults: dict[str, Any] = {
        "node_id": f"EV_{number}_{index}",
        "event_type": kind,
        "created_at": at,
        "actor": ADA,
    }
    return TimelineEvent(**{**defaults, **values})


def odd_pull_requests() -> tuple[PullRequest, ...]:
    """A ghost's from a deleted fork with every event, a bot's, and an open draft."""
    at = START + timedelta(days=90)
    events = (
        event(91, 1, "ConvertToDraftEvent", at + timedelta(hours=1)),
        event(91, 2, "ReadyForReviewEvent", at + timedelta(hours=2), actor=None),
        event(
            91,
            3,
            "HeadRefForcePushedEvent",
            at + timedelta(hours=3),
            before_sha=sha("lost"),
            after_sha=sha("topic-91-2"),
        ),
        event(91, 4, "ReviewRequestedEvent", at + timedelta(hours=4), requested_reviewer=CLEO),
        event(91, 5, "ReviewRequestedEvent", at + timedelta(hours=4), requested_team_slug="atlas"),
        event(91, 6, "ReviewRequestRemovedEvent", at + timedelta(hours=5), requested_reviewer=CLEO),
        event(91, 7, "ReviewDismissedEvent", at + timedelta(hours=7)),
        event(91, 8, "ClosedEvent", at + timedelta(hours=8)),
        event(91, 9, "ReopenedEvent", at + timedelta(hours=9)),
    )
    unmerged: dict[str, Any] = {
        "merged_at": None,
        "merged_by": None,
        "merge_commit_sha": None,
        "closed_at": None,
    }
    dismissed = review(91, 1, "DISMISSED", at + timedelta(hours=6), author=None)
    return (
        pull_request(
            91,
            author=None,
            head_repository=None,
            timeline=events,
            reviews=(dismissed,),
            **unmerged,
        ),
        pull_request(92, author=BOT, head_repository="ben/checkout", **unmerged),
        pull_request(93, author=CLEO, is_draft=True, timeline=(), reviews=(), **unmerged),
    )


def default_branch(count: int) -> tuple[Commit, ...]:
    """`main-0`, pushed directly by an unknown author, then one squash merge per pull request."""
    first = commit("main-0", START, author=None, author_name="Somebody")
    merges = [
        commit(
            f"main-{number}",
            START + timedelta(days=number, hours=6),
            parents=(sha(f"main-{number - 1}"),),
            pull_request_number=number,
        )
        for number in range(1, count + 1)
    ]
    return (first, *merges)


def operations(count: int) -> dict[str, Any]:
    """Issues, releases, deployments, pushes and workflow runs of the repository."""
    days = range(1, count + 1)
    return {
        "issues": tuple(
            Issue(
                node_id=f"I_{day}",
                database_id=7000 + day,
                number=500 + day,
                title="Checkout is down",
                author=CLEO if day % 2 else None,
                created_at=START + timedelta(days=day),
                updated_at=START + timedelta(days=day, hours=2),
                closed_at=START + timedelta(days=day, hours=2) if day % 3 else None,
                state_reason="COMPLETED" if day % 3 else None,
                labels=("incident", "severity:1"),
            )
            for day in days
        ),
        "releases": tuple(
            Release(
                node_id=f"RE_{day}",
                database_id=8000 + day,
                tag_name=f"v{day}",
                name=f"Version {day}",
                created_at=START + timedelta(days=day),
                updated_at=START + timedelta(days=day),
                published_at=START + timedelta(days=day),
                author=BOT if day == 1 else BEN,
                tag_commit_sha=sha(f"main-{day}") if day > 1 else None,
            )
            for day in range(1, 6)
        ),
        "deployments": tuple(_deployment(day) for day in days),
        "pushes": tuple(
            Push(
                database_id=9000 + day,
                node_id=f"PUSH_{day}",
                ref="refs/heads/main",
                before_sha=sha(f"main-{day - 1}"),
                after_sha=sha(f"main-{day}"),
                pushed_at=START + timedelta(days=day, hours=6),
                activity_type="pr_merge",
                actor=ADA if day % 2 else None,
            )
            for day in days
        ),
        "workflow_runs": tuple(_run(number) for number in days),
    }


def _deployment(day: int) -> Deployment:
    at = START + timedelta(days=day, hours=7)
    states = ("IN_PROGRESS", "SUCCESS") if day % 4 else ("IN_PROGRESS", "FAILURE")
    return Deployment(
        node_id=f"DE_{day}",
        database_id=6000 + day,
        environment="production" if day % 2 else "staging",
        commit_sha=sha(f"main-{day}"),
        created_at=at,
        updated_at=at + timedelta(minutes=9),
        creator=BOT,
        statuses=tuple(
            DeploymentStatus(
                node_id=f"DES_{day}_{index}",
                state=state,
                created_at=at + timedelta(minutes=9 * index),
            )
            for index, state in enumerate(states)
        ),
    )


def _run(number: int, attempts: int = 2) -> WorkflowRun:
    at = START + timedelta(days=number)
    return WorkflowRun(
        database_id=3000 + number,
        node_id=f"WFR_{number}",
        workflow_id=1,
        workflow_name="Build",
        event="push",
        head_sha=sha(f"main-{number}"),
        run_number=number,
        created_at=at,
        run_started_at=at,
        updated_at=at + timedelta(minutes=10),
        head_branch="main",
        run_attempt=attempts,
        actor=ADA,
        jobs=tuple(
            WorkflowJob(
                database_id=30_000 + 10 * number + attempt,
                node_id=f"CR_{number}_{attempt}",
                run_attempt=attempt,
                name="test",
                created_at=at,
                started_at=at,
                completed_at=at + timedelta(minutes=5),
                conclusion="success" if attempt == attempts else "failure",
            )
            for attempt in range(1, attempts + 1)
        ),
    )


def make_world(count: int = 30, **limits: Any) -> World:
    """An organisation with one busy and one empty repository; `count` plain pull requests."""
    teams = (
        Team(node_id="T_shop", database_id=1, slug="shop", name="Shop"),
        Team(
            node_id="T_atlas",
            database_id=2,
            slug="atlas",
            name="Atlas",
            parent_slug="shop",
            members=(TeamMember(account=ADA, role="MAINTAINER"), TeamMember(account=BEN)),
        ),
    )
    organisation = Organisation(
        login="harbour",
        name="Harbour",
        node_id="O_harbour",
        database_id=900,
        created_at=START,
        teams=teams,
    )
    busy = Repository(
        node_id="R_checkout",
        database_id=801,
        full_name="harbour/checkout",
        created_at=START,
        updated_at=AS_OF,
        pushed_at=AS_OF,
        labels=("feature", "small", "incident", "severity:1"),
        pull_requests=(*(pull_request(n) for n in range(1, count + 1)), *odd_pull_requests()),
        commits=default_branch(count),
        **operations(count),
    )
    empty = replace(
        Repository(
            node_id="R_empty",
            database_id=802,
            full_name="harbour/empty",
            created_at=START + timedelta(days=1),
            updated_at=START + timedelta(days=1),
            pushed_at=START + timedelta(days=1),
        ),
        is_archived=True,
    )
    return World(
        scenario="by-hand",
        as_of=AS_OF,
        organisation=organisation,
        repositories=(busy, empty),
        directory=Directory(name="Harbour", github_organisation="harbour"),
        accounts=(ADA, BEN, CLEO, BOT),
        limits=limits,
        seed=7,
    )
