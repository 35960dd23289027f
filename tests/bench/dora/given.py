"""Equal rows made by hand: one team, one service, three weeks of 2026.

Here: the tables as Parquet, and what follows from them. Not here: what anybody makes of them.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pandas as pd

SERVICE, REPOSITORY, TEAM = "shop", "harbour/shop", "atlas"
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
NOON = dt.datetime.fromisoformat("2026-06-01T12:00:00")
# Of 22 changes, one a day, the third and the thirteenth fail.
CHANGES = 22
FAILING = (2, 12)
FIRST_RESTORED_AFTER, SECOND_RESTORED_AFTER = 2 * HOUR, 4 * HOUR


def write(folder: Path) -> Path:
    """Write every table into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (columns, rows) in tables().items():
        frame = pd.DataFrame(rows, columns=columns)
        for column in columns:
            if column.endswith("_at"):
                frame[column] = frame[column].astype("datetime64[us]")
            elif column.startswith(("is_", "has_")):
                frame[column] = frame[column].astype(bool)
            elif not column.startswith("valid_"):
                frame[column] = frame[column].astype("string")
        frame.to_parquet(folder / f"{name}.parquet", index=False)
    return folder


def finished(place: int) -> dt.datetime:
    """When a change's deployment is through."""
    return NOON + place * DAY


def seen(place: int) -> dt.datetime:
    """When a server saw a change's commit: 10 hours before for one half, 30 for the other."""
    return finished(place) - (30 if place % 2 else 10) * HOUR


def tables() -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """Columns and rows of every table."""
    return (
        _deployments()
        | _changes()
        | {
            "incidents": (
                [
                    *("incident_id", "service_id", "repository", "declared_at", "started_at"),
                    *("mitigated_at", "is_urgent", "stated_deployment_id"),
                ],
                [_incident(place) for place in FAILING],
            ),
            "repairs": (
                [
                    *("pull_request_id", "service_id", "created_at", "merged_at", "is_hotfix"),
                    "reverted_change_id",
                ],
                [],
            ),
            "owners": (
                ["service_id", "repository", "team_id", "valid_from", "valid_to"],
                [(SERVICE, REPOSITORY, TEAM, dt.date(2020, 1, 1), dt.date(9999, 12, 31))],
            ),
            "team_tree": (["team_id", "member_team_id"], [(TEAM, TEAM)]),
            "team_zones": (
                ["team_id", "time_zone", "valid_from", "valid_to"],
                [(TEAM, "Europe/Paris", dt.date(2020, 1, 1), dt.date(9999, 12, 31))],
            ),
        }
    )


def _deployments() -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """A change a day, each deployed once more two hours later, and a failed attempt."""
    rows: list[tuple[Any, ...]] = []
    for place in range(CHANGES):
        for again, after in (("", 0 * HOUR), ("-again", 2 * HOUR)):
            at = finished(place) + after
            rows.append(
                (
                    f"d{place}{again}",
                    SERVICE,
                    REPOSITORY,
                    "production",
                    f"m{place}",
                    "SUCCESS",
                    at,
                    at,
                )
            )
    at = finished(0) - HOUR
    rows.append(("broken", SERVICE, REPOSITORY, "production", "m0", "FAILURE", at, at))
    rows.append(("staged", None, REPOSITORY, "staging", "m0", "SUCCESS", at, at))
    columns = [
        *("deployment_id", "service_id", "repository", "environment", "commit_sha", "result"),
        *("started_at", "finished_at"),
    ]
    commits = [(f"d{place}", SERVICE, REPOSITORY, f"m{place}") for place in range(CHANGES)]
    return {
        "deployments": (columns, rows),
        "deployment_commits": (
            ["deployment_id", "service_id", "repository", "commit_sha"],
            commits,
        ),
    }


def _changes() -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    """A pull request a change, of one commit, merged by another."""
    places = range(CHANGES)
    return {
        "changes": (
            [
                *("commit_id", "repository", "commit_sha", "pull_request_id"),
                *("is_merge_of_pull_request", "service_id"),
            ],
            [(f"c{n}", REPOSITORY, f"m{n}", f"p{n}", True, SERVICE) for n in places],
        ),
        "commits_seen": (
            [
                *("seen_commit_id", "pull_request_id", "repository", "commit_sha"),
                *("is_merge_commit", "first_seen_at", "clock_trust"),
            ],
            [(f"s{n}", f"p{n}", REPOSITORY, f"t{n}", False, seen(n), "server") for n in places],
        ),
        "pull_requests": (
            [
                *("pull_request_id", "repository", "created_at", "merged_at", "merge_commit_sha"),
                *("first_authored_at", "first_reviewed_at"),
            ],
            [
                (f"p{n}", REPOSITORY, seen(n), finished(n) - HOUR, f"m{n}", seen(n), None)
                for n in places
            ],
        ),
    }


def _incident(place: int) -> tuple[Any, ...]:
    """An incident an hour and a half after a change, before that is deployed once more."""
    declared = finished(place) + 1.5 * HOUR
    lasted = FIRST_RESTORED_AFTER if place == FAILING[0] else SECOND_RESTORED_AFTER
    over = finished(place) + lasted
    return (f"i{place}", SERVICE, REPOSITORY, declared, declared, over, True, None)
