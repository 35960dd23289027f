"""The published numbers as somebody would compute them who wants nothing but the numbers.

Here: one statement over the landed files, without layers, statuses, tests or history, and which of
our published cells it gives too. Not here: reading the files only (`floors.py`).

What it leaves out of what our models do: half-written loads, alerts of exports beside PagerDuty,
whether a source speaks for a team yet, people behind a number, limits, intervals and findings.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from expectations.files import literal

PARTS = Path(__file__).parent / "one_query"
STREAMS: Mapping[str, Mapping[str, str]] = {
    "github": {
        "commits": "commit_id",
        "deployments": "deployment_id",
        "deployment_statuses": "deployment_status_id",
        "issues": "issue_id",
        "pull_requests": "pull_request_id",
        "pull_request_commits": "pull_request_commit_id",
        "pull_request_files": "pull_request_file_id",
        "pull_request_reviews": "review_id",
        "pull_request_timeline": "event_id",
        "pushes": "push_id",
        "repositories": "repository_id",
    },
    "pagerduty": {"incidents": "incident_id", "log_entries": "log_entry_id"},
    "file_drops": {
        "deployment_environments": "deployment_environment_id",
        "identities": "identity_id",
        "incident_rules": "incident_rule_id",
        "service_aliases": "service_alias_id",
        "service_owners": "service_owner_id",
        "services": "service_id",
        "team_calendars": "team_calendar_id",
        "teams": "team_id",
    },
}
METRICS = (
    *("deploy_freq", "noop_deploy_share", "change_fail_rate", "deploy_rework_rate"),
    *("change_lead_time", "change_lead_time_p85"),
    *("lt_coding", "lt_pickup", "lt_review", "lt_merge_wait", "lt_deploy_wait"),
    *("failed_deploy_recovery", "failed_deploy_detection", "failed_deploy_restoration"),
    *("incident_recovery", "incident_recovery_p85"),
)
COMPARED = ("ok", "provisional", "insufficient_n", "not_reached")
"""Of any other status, ours says why there is no number, and rows alone cannot."""
TOLERANCE = 1e-9
SHOWN = 5


def compute(landing: Path, as_of: str, cells: Path) -> None:
    """Compute the cells as of an instant from a lake and write them to a Parquet file."""
    connection = duckdb.connect(config={"threads": 2})
    instant = f"timestamp '{as_of.removesuffix('Z')}'"
    for source, streams in STREAMS.items():
        for stream, key in streams.items():
            connection.execute(_latest(landing / source / stream, key, instant))
    query = "".join(part.read_text(encoding="utf-8") for part in sorted(PARTS.glob("*.sql")))
    connection.execute(f"copy ({query.format(as_of=instant)}) to {literal(cells)} (format parquet)")


def _latest(stream: Path, key: str, instant: str) -> str:
    """A view of the last version of each record that is not deleted."""
    files = literal(stream / "*.parquet")
    return f"""
        create view {stream.name} as
        select * from (
            select * from read_parquet({files}, union_by_name = true, filename = true)
            where extracted_at <= {instant}
            qualify row_number() over (
                partition by {key} order by extracted_at desc, filename desc
            ) = 1
        ) where not is_deleted
    """  # noqa: S608 - streams of ours, and paths with their quotes doubled


def compare(warehouse: Path, cells: Path) -> dict[str, Any]:
    """Which published cells are the query's, too.

    Returns:
        How many metrics and cells were compared, how many have a value, how many are equal, how
        many were left out because ours says why there is no number, and some that differ.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        counted = connection.execute(
            f"""
            with paired as (
                select
                    ours.metric_id, ours.team_id, ours.grain, ours.period_start, ours.status,
                    ours.value,
                    coalesce(asked.value, if(ours.metric_id = 'deploy_freq', 0, null)) as other,
                    ours.status in {COMPARED} as is_compared
                from marts.fct_team_metrics as ours
                left join read_parquet({literal(cells)}) as asked
                    using (metric_id, team_id, grain, period_start)
                where ours.metric_id in {METRICS}
            ), judged as (
                select *, coalesce(
                    abs(value - other) <= {TOLERANCE} * greatest(1, abs(value)),
                    value is null and other is null
                ) as is_equal
                from paired
            )
            select
                count(distinct metric_id),
                count(*) filter (is_compared),
                count(value) filter (is_compared),
                count(*) filter (is_compared and is_equal),
                count(*) filter (not is_compared),
                list(
                    concat_ws(' ', metric_id, team_id, grain, period_start, status, value, other)
                ) filter (is_compared and not is_equal)
            from judged
            """  # noqa: S608 - constants of ours, and a path with its quotes doubled
        ).fetchone()
    names = ("metrics", "compared", "with_value", "equal", "left_out", "different")
    found = dict(zip(names, counted or (0,) * len(names), strict=True))
    return found | {"different": (found["different"] or [])[:SHOWN]}


def main(arguments: Sequence[str]) -> int:
    """`LANDING AS_OF CELLS` computes; `compare WAREHOUSE CELLS` compares and prints JSON."""
    if arguments[0] == "compare":
        sys.stdout.write(json.dumps(compare(Path(arguments[1]), Path(arguments[2]))))
        return 0
    compute(Path(arguments[0]), arguments[1], Path(arguments[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
