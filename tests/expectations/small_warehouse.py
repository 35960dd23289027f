"""A warehouse of a few rows by hand, in which every guard finds what it expects.

Here: the tables guards and publication read. Not here: anything dbt would compute.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from expectations.registry import RAW
from orchestration.publication.contract import leadership_tables

SCHEMAS = (
    "staging",
    "intermediate",
    "marts",
    "signals",
    "landing_github",
    "landing_file_drops",
)
SIGNALS = {
    "sig_silent_zero": ("B1", None),
    "sig_load_completeness": ("B2", "incomplete_run"),
    "sig_duplicate_load": ("B4", "repeated_rows"),
    "sig_schema_drift": ("B5", "unknown_values"),
    "sig_freshness_skew": ("B9", None),
    "sig_conservation": ("B10", "opened_less_closed"),
}
SCRIPT = Path(__file__).with_suffix(".sql")


def build(file: Path) -> None:
    """Write the warehouse; its gates are not judged yet."""
    with duckdb.connect(str(file)) as connection:
        for schema in SCHEMAS:
            connection.execute(f"create schema {schema}")
        for table in leadership_tables():
            columns = ", ".join(f"{name} {kind}" for name, kind in table.columns.items())
            connection.execute(f"create table marts.{table.name} ({columns})")
        connection.execute(SCRIPT.read_text(encoding="utf-8"))
        for model, (check_id, measure) in SIGNALS.items():
            connection.execute(f"create table signals.{model} as {signal_row(check_id, measure)}")
        for guard in RAW:
            if guard.asset[1] != "quarantine":
                landed(connection, guard.asset, good_row(guard.asset))


def signal_row(check_id: str, measure: str | None, statistic: float | None = 0.0) -> str:
    """A row of a signal table, broken where its statistic is above 1."""
    value = "null" if statistic is None else str(statistic)
    kind = "" if measure is None else f", '{measure}' as measure"
    return f"""
        select '{check_id}' as check_id, 'github' as source, 'issues' as stream,
            cast(null as varchar) as metric_id, 'organisation' as scope,
            cast({value} as double) as statistic, 1.0 as threshold, 'as seen' as detail{kind}
    """


def landed(
    connection: duckdb.DuckDBPyConnection, asset: tuple[str, str], row: dict[str, object]
) -> None:
    """Land one row of a stream."""
    source, stream = asset
    row = {**row, "is_deleted": False, "extracted_at": "2026-07-06 06:00:00"}
    values = ", ".join(f"${position} as {name}" for position, name in enumerate(row, 1))
    connection.execute(
        f"create or replace table landing_{source}.{stream} as select {values}", list(row.values())
    )


def good_row(asset: tuple[str, str]) -> dict[str, object]:
    """A row of a stream as its source should send it."""
    return dict(ROWS[asset])


SHA = "0123456789abcdef0123456789abcdef01234567"
EARLY, LATE = "2026-06-01 08:00:00", "2026-06-02 08:00:00"
IN_REPOSITORY = {"repository": "harbour/checkout"}
ROWS: dict[tuple[str, str], dict[str, object]] = {
    ("github", "repositories"): {
        "repository_id": "R1",
        **IN_REPOSITORY,
        "is_archived": False,
        "created_at": EARLY,
        "updated_at": LATE,
    },
    ("github", "pull_requests"): {
        "pull_request_id": "P1",
        **IN_REPOSITORY,
        "number": 1,
        "state": "MERGED",
        "is_draft": False,
        "created_at": EARLY,
        "updated_at": LATE,
        "merged_at": LATE,
        "closed_at": LATE,
        "head_sha": SHA,
        "merge_commit_sha": SHA,
        "additions": 3,
        "deletions": 0,
        "changed_files": 1,
        "commit_count": 1,
        "review_count": 0,
    },
    ("github", "pull_request_files"): {
        "pull_request_file_id": "P1:a",
        "pull_request_id": "P1",
        **IN_REPOSITORY,
        "path": "a",
        "additions": 3,
        "deletions": 0,
    },
    ("github", "pull_request_reviews"): {
        "review_id": "V1",
        "pull_request_id": "P1",
        **IN_REPOSITORY,
        "state": "APPROVED",
        "submitted_at": LATE,
        "body_length": 0,
        "comment_count": 0,
    },
    ("github", "pull_request_commits"): {
        "pull_request_commit_id": "P1:s",
        "pull_request_id": "P1",
        **IN_REPOSITORY,
        "commit_sha": SHA,
        "position": 0,
        "authored_at": LATE,
        "committed_at": EARLY,
        "additions": 3,
        "deletions": 0,
        "parent_count": 1,
    },
    ("github", "pull_request_timeline"): {
        "event_id": "E1",
        "pull_request_id": "P1",
        **IN_REPOSITORY,
        "event_type": "MergedEvent",
        "created_at": LATE,
        "before_sha": None,
        "after_sha": None,
    },
    ("github", "commits"): {
        "commit_id": "c",
        **IN_REPOSITORY,
        "commit_sha": SHA,
        "authored_at": LATE,
        "committed_at": EARLY,
        "additions": 3,
        "deletions": 0,
    },
    ("github", "pushes"): {
        "push_id": "1",
        **IN_REPOSITORY,
        "ref": "refs/heads/main",
        "before_sha": SHA,
        "after_sha": SHA,
        "pushed_at": LATE,
        "activity_type": "push",
    },
    ("github", "issues"): {
        "issue_id": "I1",
        **IN_REPOSITORY,
        "number": 2,
        "state": "CLOSED",
        "created_at": EARLY,
        "closed_at": LATE,
    },
    ("github", "releases"): {
        "release_id": "L1",
        **IN_REPOSITORY,
        "tag_name": "v1",
        "is_draft": False,
        "is_prerelease": False,
        "created_at": EARLY,
    },
    ("github", "deployments"): {
        "deployment_id": "D1",
        **IN_REPOSITORY,
        "environment": "production",
        "commit_sha": SHA,
        "created_at": EARLY,
        "updated_at": LATE,
    },
    ("github", "deployment_statuses"): {
        "deployment_status_id": "S1",
        "deployment_id": "D1",
        **IN_REPOSITORY,
        "state": "SUCCESS",
        "created_at": LATE,
    },
    ("github", "teams"): {"team_id": "T1", "organisation": "harbour", "slug": "atlas"},
    ("github", "team_members"): {
        "team_member_id": "atlas:cleo",
        "team_slug": "atlas",
        "login": "cleo",
    },
    ("github", "workflow_runs"): {
        "workflow_run_id": 1,
        **IN_REPOSITORY,
        "head_sha": SHA,
        "status": "completed",
        "created_at": EARLY,
        "run_started_at": EARLY,
        "run_attempt": 1,
    },
    ("github", "workflow_jobs"): {
        "workflow_job_id": 1,
        "workflow_run_id": 1,
        **IN_REPOSITORY,
        "name": "build",
        "status": "completed",
        "created_at": EARLY,
        "run_attempt": 1,
    },
    ("file_drops", "teams"): {"team_id": "atlas", "team_name": "Atlas"},
    ("file_drops", "team_calendars"): {
        "team_calendar_id": "atlas:1",
        "team_id": "atlas",
        "time_zone": "America/Argentina/Buenos_Aires",
        "valid_from": "2020-01-01",
        "valid_to": None,
    },
    ("file_drops", "holidays"): {
        "holiday_id": "h",
        "team_id": "atlas",
        "holiday_date": "2025-12-25",
    },
    ("file_drops", "services"): {
        "service_id": "checkout",
        "repository": "harbour/checkout",
        "path_prefix": "",
    },
    ("file_drops", "service_owners"): {
        "service_owner_id": "o",
        "service_id": "checkout",
        "team_id": "atlas",
        "valid_from": "2020-01-01",
        "valid_to": "2021-01-01",
    },
    ("file_drops", "deployment_environments"): {
        "deployment_environment_id": "e",
        "service_id": "checkout",
        "environment": "production",
    },
    ("file_drops", "incident_rules"): {"incident_rule_id": "1", "kind": "revert"},
    ("file_drops", "generated_paths"): {"generated_path_id": "1", "pattern": "lock$"},
    ("file_drops", "github_teams"): {"github_team_id": "1", "team_id": "atlas", "slug": "atlas"},
    ("file_drops", "roster"): {
        "roster_id": "r",
        "person_id": "p-ada",
        "team_id": "atlas",
        "valid_from": "2020-01-01",
        "valid_to": None,
        "time_zone": "Europe/Berlin",
        "fte": 0.8,
        "available_fraction": 1.0,
    },
    ("file_drops", "identities"): {
        "identity_id": "github:ada",
        "source": "github",
        "account": "ada",
        "actor_kind": "human",
    },
}
