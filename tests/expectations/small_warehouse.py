"""A warehouse of a few rows by hand, in which every guard finds what it expects.

Here: the tables guards and publication read. Not here: anything dbt would compute.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from expectations.registry import RAW
from orchestration.publication.contract import leadership_tables

AS_OF = "timestamp '2026-07-06 06:00:00'"
SIGNALS = {
    "sig_silent_zero": ("B1", None),
    "sig_load_completeness": ("B2", "incomplete_run"),
    "sig_duplicate_load": ("B4", "repeated_rows"),
    "sig_schema_drift": ("B5", "unknown_values"),
    "sig_freshness_skew": ("B9", None),
    "sig_conservation": ("B10", "opened_less_closed"),
}
PEOPLE = """
    create table staging.stg_file_drops__roster as select * from (values ('p-ada'), ('p-bo')) t(person_id);
    create table staging.stg_file_drops__identities as select * from (values
        ('p-ada', 'ada-codes', 'human'), ('p-bo', 'atlas', 'human'), (null, 'builder[bot]', 'bot')
    ) t(person_id, account, actor_kind);
    create table staging.stg_github__team_members as select 'cleo' as login;
    create table staging.stg_file_drops__services as
        select 'checkout' as service_id, 'harbour/checkout' as repository;
    create table staging.stg_file_drops__quarantine (
        file varchar, row_number bigint, field varchar, value varchar, reason varchar, remedy varchar,
        extracted_at timestamp
    );
    create table staging.stg_github__quarantine (
        stream varchar, scope varchar, reason varchar, payload varchar, extracted_at timestamp
    );
"""
INTERMEDIATE = f"""
    create table intermediate.int_metrics__streams as select * from (values
        ('deploy_freq', 'github', 'deployments'), ('change_fail_rate', 'github', 'deployments'),
        ('change_fail_rate', 'github', 'issues'), ('review_response', 'github', 'pull_request_reviews')
    ) t(metric_id, source, stream);
    create table intermediate.int_metrics__rules as select * from (values
        ('deploy_freq', 'week', false), ('change_fail_rate', 'week', false), ('review_response', 'week', true)
    ) t(metric_id, grain, is_behavioural);
    create table intermediate.int_landing__scope_runs as select
        'github' as source, 'issues' as stream, 'harbour/checkout' as scope, 'complete' as last_status,
        7 as expected_count, 7 as known_count, {AS_OF} as last_run_at, {AS_OF} as last_success_at,
        cast(null as varchar) as detail;
"""
MARTS = f"""
    insert into marts.dim_teams by name select 'atlas' as team_id, 'Atlas' as team_name;
    insert into marts.dim_dates by name select date '2026-06-29' as date_day;
    insert into marts.dim_metrics by name select *, 'Metric ' || metric_id as name from (values
        ('deploy_freq', 'count', 'days', 'delivery'), ('change_fail_rate', 'ratio', 'share of deployments', 'quality'),
        ('review_response', 'survival', 'business hours', 'collaboration')
    ) t(metric_id, kind, unit, dimension);
    insert into marts.fct_team_metrics by name select
        metric_id, 1 as definition_version, 'atlas' as team_id, 'week' as grain, date '2026-06-22' as period_start,
        value, numerator, denominator, n_items, n_people, ci_low, ci_high, status, 'settling' as finality,
        {AS_OF} as as_of, {AS_OF} as source_max_loaded_at, 2.0 as centre_line, 'limits' as limits_status
    from (values
        ('deploy_freq', 3.0, 3.0, 7.0, 4, 4, null, null, 'ok'),
        ('change_fail_rate', 0.25, 5.0, 20.0, 20, 4, 0.11, 0.47, 'ok'),
        ('review_response', null, null, null, null, 4, null, null, 'suppressed_privacy')
    ) t(metric_id, value, numerator, denominator, n_items, n_people, ci_low, ci_high, status);
    insert into marts.rpt_workload_distribution by name select
        'atlas' as team_id, 'review' as load_kind, date '2026-03-16' as window_start, date '2026-06-08' as window_end,
        7 as n_people, 90 as n_events, 0.1 as excess_over_fair_share, 6.5 as effective_people, 0.04 as p_fair,
        2.5 as detectable_multiple, 'ok' as status;
    insert into marts.rpt_signal_status by name
    select source, stream, metric_id, 'ok' as status, {AS_OF} as last_good_as_of
    from intermediate.int_metrics__streams
    union all by name
    select 'github' as source, 'releases' as stream, null as metric_id, 'ok' as status, {AS_OF} as last_good_as_of;
"""


def build(file: Path) -> None:
    """Write the warehouse; its gates are not judged yet."""
    with duckdb.connect(str(file)) as connection:
        for schema in (
            "staging",
            "intermediate",
            "marts",
            "signals",
            "landing_github",
            "landing_file_drops",
        ):
            connection.execute(f"create schema {schema}")
        for table in leadership_tables():
            columns = ", ".join(f"{name} {kind}" for name, kind in table.columns.items())
            connection.execute(f"create table marts.{table.name} ({columns})")
        for script in (PEOPLE, INTERMEDIATE, MARTS):
            connection.execute(script)
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
        select '{check_id}' as check_id, 'github' as source, 'issues' as stream, cast(null as varchar) as metric_id,
            'organisation' as scope, cast({value} as double) as statistic, 1.0 as threshold, 'as seen' as detail{kind}
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
