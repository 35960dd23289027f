"""Small hand-made organisations for the reference's own tests.

Belongs here: builders with defaults. Does not belong here: expected values.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.reference.calendar import Period
from tests.reference.compute import place_everything
from tests.reference.context import Context, Raw
from tests.reference.items import Item
from tests.reference.records import (
    Account,
    ChangedFile,
    Commit,
    Deployment,
    DeploymentStatus,
    IdentityRow,
    Issue,
    PullRequest,
    Push,
    Repository,
    Review,
    RosterRow,
    TimelineEvent,
    Truth,
    decode,
)

ADA, BEN, BOT = Account("ada", "User"), Account("ben", "User"), Account("robot[bot]", "Bot")
ORGANISATION: dict[str, Any] = {
    "teams": [
        {"team_id": "tribe", "team_name": "Tribe", "team_type": None, "parent_team_id": None},
        {
            "team_id": "atlas",
            "team_name": "Atlas",
            "team_type": "application",
            "parent_team_id": "tribe",
            "github_teams": ["atlas"],
            "calendar": [{"time_zone": "Europe/Berlin", "valid_from": "2020-01-01"}],
            "holidays": ["2026-05-01"],
        },
    ],
    "services": [
        {
            "service_id": "checkout",
            "repository": "harbour/checkout",
            "path_prefix": "",
            "production_environments": ["production"],
            "owners": [{"team_id": "atlas", "valid_from": "2020-01-01"}],
        },
        {
            "service_id": "search",
            "repository": "harbour/checkout",
            "path_prefix": "search/",
            "production_environments": ["production-search"],
            "owners": [{"team_id": "atlas", "valid_from": "2020-01-01"}],
        },
    ],
    "incident_rules": [
        {
            "kind": "issue_label",
            "label": "incident",
            "severity_label_prefix": "severity:",
            "service_label_prefix": "service:",
        },
        {"kind": "hotfix_label", "label": "hotfix"},
        {"kind": "revert"},
    ],
    "generated_paths": [r"(^|/)package-lock\.json$"],
}


JUNE = Period("month", date(2026, 6, 1))


def at(text: str) -> datetime:
    """An instant of 2026 from `month-day hour:minute`, in UTC."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)


def commit(sha: str, committed: str, *parents: str, number: int | None = None) -> Commit:
    """A commit of Ada's."""
    return Commit(sha, at(committed), at(committed), ADA, parents, number)


def push(branch: str, after: str, pushed: str, before: str = "") -> Push:
    """A push to a branch that stood at `before`."""
    return Push(f"refs/heads/{branch}", before, after, at(pushed), "push")


def review(author: Account, submitted: str, state: str = "APPROVED", body: str = "") -> Review:
    """A review without inline comments."""
    return Review(f"review-{submitted}", author, state, at(submitted), body, 0)


def event(kind: str, created: str, asked: Account | None = None, slug: str | None = None) -> Any:
    """A timeline event."""
    return TimelineEvent(f"{kind}-{created}", kind, at(created), asked, slug)


def deployment(name: str, sha: str, finished: str, environment: str = "production") -> Deployment:
    """A deployment that succeeded."""
    statuses = (
        DeploymentStatus("IN_PROGRESS", at(finished) - timedelta(minutes=5)),
        DeploymentStatus("SUCCESS", at(finished)),
    )
    return Deployment(name, environment, sha, at(finished), BOT, statuses)


def issue(created: str, closed: str | None, *labels: str) -> Issue:
    """An issue."""
    return Issue(f"issue-{created}", at(created), at(closed) if closed else None, labels)


def change(number: int, created: str, **given: Any) -> PullRequest:
    """A pull request of Ada's over one file of 20 lines, with given fields replaced."""
    default: dict[str, Any] = {
        "node_id": f"pull-{number}",
        "number": number,
        "title": "",
        "body": "",
        "author": ADA,
        "created_at": at(created),
        "is_draft": False,
        "closed_at": given.get("merged_at"),
        "merged_at": None,
        "merge_commit_sha": None,
        "base_branch": "main",
        "head_branch": f"topic-{number}",
        "head_repository": "harbour/checkout",
        "labels": (),
        "commits": (),
        "files": (ChangedFile("shop/cart.py", 15, 5),),
        "reviews": (),
        "timeline": (),
    }
    return PullRequest(**(default | given))


def truth(as_of: str, **given: Any) -> Truth:
    """A truth with one repository, Ada and Ben in Atlas."""
    empty: tuple[Any, ...] = ()
    default: dict[str, Any] = {
        "full_name": "harbour/checkout",
        "default_branch": "main",
        "pull_requests": empty,
        "commits": empty,
        "pushes": empty,
        "issues": empty,
        "deployments": empty,
    }
    people = ("ada", "ben")
    roster = [
        {
            "person_id": person,
            "team_id": "atlas",
            "valid_from": "2026-01-01",
            "valid_to": None,
            "fte": 1.0,
            "time_zone": "Europe/Berlin",
            "available_fraction": 1.0,
        }
        for person in people
    ]
    return Truth(
        as_of=at(as_of),
        organisation=ORGANISATION,
        roster=decode(tuple[RosterRow, ...], roster),
        identities=tuple(IdentityRow("github", person, person, "human") for person in people),
        repositories=(Repository(**(default | given)),),
    )


def items(world: Truth, metric_id: str, period: Period = JUNE) -> list[Item]:
    """The items of a metric for Atlas in a period."""
    placed = place_everything(Context(Raw(world)))
    return placed.get((metric_id, "atlas", period), [])
