"""A warehouse with a wished number of production deployments, and our DORA path built over it.

Here: copying what a run has built, multiplying its staged rows, building the models on the way to
the four metrics and the mart. Not here: planted rows (`planting.py`), extraction and landing
(`bench.bulk`).
"""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

ROOT = Path(__file__).parents[2]
SEPARATOR = "~"
# Identifiers that join staged tables, by the table that holds them. Every copy has its own; people
# and their accounts stay, as no copy is counted together with another.
MULTIPLIED = {
    "stg_file_drops__teams": ("team_id", "parent_team_id"),
    "stg_file_drops__team_calendars": ("team_calendar_id", "team_id"),
    "stg_file_drops__services": ("service_id", "repository"),
    "stg_file_drops__service_owners": ("service_owner_id", "service_id", "team_id"),
    "stg_file_drops__deployment_environments": ("deployment_environment_id", "service_id"),
    "stg_file_drops__service_aliases": ("service_alias_id", "service_id", "external_id"),
    "stg_file_drops__team_aliases": ("team_alias_id", "team_id", "external_id"),
    "stg_github__repositories": ("repository_id", "repository"),
    "stg_github__deployments": ("deployment_id", "repository", "commit_sha"),
    "stg_github__deployment_statuses": ("deployment_status_id", "deployment_id", "repository"),
    "stg_github__commits": ("repository", "commit_sha", "reverts_sha"),
    "stg_github__pull_requests": (
        *("pull_request_id", "repository", "merge_commit_sha", "head_sha", "head_repository"),
        "reverts_sha",
    ),
    "stg_github__pull_request_commits": (
        *("pull_request_commit_id", "pull_request_id", "repository", "commit_sha"),
    ),
    "stg_github__pull_request_files": ("pull_request_file_id", "pull_request_id", "repository"),
    "stg_github__pull_request_reviews": ("review_id", "pull_request_id", "repository"),
    "stg_github__pushes": ("push_id", "repository", "before_sha", "after_sha"),
    "stg_github__issues": ("issue_id", "repository"),
    "stg_pagerduty__incidents": ("incident_id", "service_id", "merged_into_incident_id"),
    "stg_pagerduty__log_entries": ("log_entry_id", "incident_id", "service_id"),
    "stg_alert_exports__alert_events": ("alert_event_id", "alert_id", "service"),
    "stg_github__extraction_log": ("extraction_log_id", "scope"),
}
# Columns that hold identifiers among other text.
WITHIN = {
    "stg_github__commits": {
        "commit_id": "repository || {s} || ':' || commit_sha || {s}",
        "parent_shas": r"regexp_replace(parent_shas, '([^,]+)', '\1' || {s}, 'g')",
    },
    "stg_github__issues": {
        name: rf"regexp_replace({name}, '((service|deployment|alarm):[^,]+)', '\1' || {{s}}, 'g')"
        for name in ("labels", "labels_when_first_read")
    },
}
# What is read of the whole organisation has one log entry, whoever is in it.
KEPT = {"stg_github__extraction_log": "scope != 'organisation'"}
METRICS = ("deploy_freq", "change_lead_time", "change_fail_rate", "failed_deploy_recovery")
# The models between staging and those metrics, and from them to the mart. What says how a metric
# may be used hangs on the catalogue of all metrics and does not depend on the number of rows.
ON_THE_WAY = (
    *("int_calendar__dates", "int_calendar__periods", "int_calendar__team_zones"),
    *("int_identity__accounts", "int_ownership__file_services", "int_ownership__teams"),
    *("int_ownership__production_environments", "int_ownership__pull_request_services"),
    *("int_ownership__service_owners", "int_ownership__team_scopes", "int_ownership__team_tree"),
    *("int_quality__alerts", "int_reliability__alarms", "int_reliability__alarms_of_issues"),
    *("int_reliability__incidents", "int_reliability__incident_services"),
    *("int_reliability__issue_services", "int_delivery__commit_changes"),
    *("int_delivery__commit_first_seen", "int_delivery__commit_lead_times"),
    *("int_delivery__deployed_changes", "int_delivery__deployment_commits"),
    *("int_delivery__deployment_failure_links", "int_delivery__deployment_failures"),
    *("int_delivery__direct_commit_pushes", "int_delivery__failed_deployment_recoveries"),
    *("int_delivery__incidents", "int_delivery__production_deployments", "int_delivery__repairs"),
    *("int_landing__scope_runs", "int_landing__source_starts", "int_metrics__coverage"),
    *("int_metrics__periods", "int_metrics__rules", "int_metrics__streams"),
    *("int_metrics__team_streams", "int_metrics__team_sources", "int_metrics__values"),
    *("int_metrics__cells", "int_metrics__baseline_segments", "int_metrics__baseline_weeks"),
    *("int_metrics__control_limits", "int_metrics__chart_signals", "fct_team_metrics"),
)


class WorldError(Exception):
    """The world cannot be made of what was given."""


@dataclass(frozen=True)
class Build:
    """What our DORA path took: dbt's whole time, and of that what its models took together."""

    seconds: float
    model_seconds: float
    slowest: dict[str, float]


def as_of(warehouse: Path) -> str:
    """The instant a warehouse was built for, as `TEAM_OUTCOMES_AS_OF` wants it.

    Raises:
        WorldError: It is no warehouse that a run has built.
    """
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            found = connection.execute("select max(as_of) from marts.fct_team_metrics").fetchone()
    except duckdb.Error as error:
        raise WorldError(
            f"{warehouse} is not a warehouse of a finished run: {error}. Make one with `make demo` "
            "and give its folder as --home."
        ) from error
    if not found or found[0] is None:
        raise WorldError(f"marts.fct_team_metrics of {warehouse} is empty; run `make demo` first.")
    return f"{found[0].isoformat()}Z"


def make(
    source: Path, home: Path, deployments: int, plant: Callable[[duckdb.DuckDBPyConnection], None]
) -> int:
    """Write `home`'s warehouse: `source`'s, multiplied, with what `plant` adds.

    Args:
        source: A warehouse that a run has built; it is only read.
        home: The folder of the new one.
        deployments: How many successful production deployments there shall be at least.
        plant: Adds rows to the schema `staging`.

    Returns:
        How many copies of the source's rows there are.

    Raises:
        WorldError: The source holds no production deployment.
    """
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, home / "warehouse.duckdb")
    with duckdb.connect(str(home / "warehouse.duckdb")) as connection:
        found = connection.execute(
            "select count(*) from intermediate.int_delivery__production_deployments"
        ).fetchone()
        if not found or not found[0]:
            raise WorldError(f"{source} holds no production deployment to multiply.")
        copies = max(1, math.ceil(deployments / int(found[0])))
        for table, columns in MULTIPLIED.items():
            connection.execute(_multiply(table, columns, copies))
        plant(connection)
    return copies


def _multiply(table: str, columns: tuple[str, ...], copies: int) -> str:
    """Insert every row again for each further copy, with that copy's identifiers."""
    suffix = f"'{SEPARATOR}' || copies.copy_number"
    replaced = [f"{column} || {suffix} as {column}" for column in columns]
    replaced += [
        f"{text.format(s=suffix)} as {column}" for column, text in WITHIN.get(table, {}).items()
    ]
    return (
        f"insert into staging.{table} "  # noqa: S608 - tables of ours
        f"select * exclude (copy_number) replace ({', '.join(replaced)}) "
        f"from (select * from staging.{table} where {KEPT.get(table, 'true')}) as rows "
        f"cross join (select unnest(range(1, {copies})) as copy_number) as copies"
    )


def build(home: Path, instant: str) -> Build:
    """Build our models on the way from staging to the four metrics and the mart.

    Raises:
        WorldError: dbt failed; the text says what it said.
    """
    started = time.perf_counter()
    ended = subprocess.run(  # noqa: S603 - our own dbt
        [
            *(str(Path(sys.executable).parent / "dbt"), "--quiet", "run"),
            *("--select", *ON_THE_WAY, *METRICS),
        ],
        cwd=ROOT / "dbt_project",
        env=os.environ
        | {
            "TEAM_OUTCOMES_HOME": str(home),
            "TEAM_OUTCOMES_AS_OF": instant,
            "DBT_PROFILES_DIR": str(ROOT / "dbt_project"),
            "DBT_TARGET_PATH": str(home / "target"),
            "DBT_LOG_PATH": str(home / "logs"),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - started
    if ended.returncode:
        raise WorldError(f"dbt failed over {home}: {ended.stdout[-2000:]} {ended.stderr[-500:]}")
    results = json.loads((home / "target" / "run_results.json").read_text(encoding="utf-8"))
    took = {
        result["unique_id"].rsplit(".", 1)[-1]: round(float(result["execution_time"]), 2)
        for result in results["results"]
    }
    slowest = dict(sorted(took.items(), key=lambda item: -item[1])[:5])
    return Build(round(seconds, 1), round(sum(took.values()), 1), slowest)
