"""The four metrics per team and month in pandas: `python -m bench.dora.frames ROWS AS_OF OUTPUT`.

Here: what a user would otherwise write, from the equal rows in Parquet to one table of cells; run
as a process of its own, so that its peak of memory is its own. Not here: which deployments failed
(`failures.py`), comparing (`published.py`).
"""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from pathlib import Path

import pandas as pd

from bench.dora import failures

# A value of fewer items is not published; the metrics' yml files say the same.
MINIMUM = {
    "deploy_freq": 0,
    "change_lead_time": 5,
    "change_fail_rate": 20,
    "failed_deploy_recovery": 8,
}
CELL = ["team_id", "period_start"]
LOOK_BACK = pd.Timedelta(days=30)


def compute(rows: Path, as_of: pd.Timestamp) -> pd.DataFrame:
    """The cells: metric, team, first day of the period, value and number of items."""
    given = {file.stem: pd.read_parquet(file) for file in rows.glob("*.parquet")}
    deployments = failures.production(given["deployments"])
    deployments = _owned(deployments, given["owners"])
    arrived = failures.deployed_changes(given["changes"], given["deployment_commits"], deployments)
    linked = failures.links(deployments, arrived, given["incidents"], given["repairs"])
    carrying = deployments[deployments["is_change"]].rename(columns={failures.KEY: "item_id"})
    carrying = carrying.assign(is_failed=carrying["item_id"].isin(linked[failures.KEY]))
    failed = carrying[carrying["is_failed"]].rename(columns={"item_id": failures.KEY})
    lasted = failures.recoveries(failed, linked, arrived, as_of)
    lead = lead_times(given["commits_seen"], arrived, deployments)
    teams = given["team_tree"], given["team_zones"]
    by_month = _placed(carrying, *teams, "M")
    lead_by_month = _placed(lead, *teams, "M")
    by_quarter = _placed(lasted.rename(columns={failures.KEY: "item_id"}), *teams, "Q")
    return _cells(
        {
            "deploy_freq": _each(by_month, "local_day", "nunique"),
            "change_fail_rate": _each(by_month, "is_failed", "mean"),
            "change_lead_time": _each(lead_by_month, "measure", "median"),
            "failed_deploy_recovery": _survival(by_quarter),
        }
    )


def lead_times(
    seen: pd.DataFrame, arrived: pd.DataFrame, deployments: pd.DataFrame
) -> pd.DataFrame:
    """Hours from a server's first sight of a commit to its first deployment, by service."""
    commits = seen[~seen["is_merge_commit"].astype(bool)]
    commits = commits.assign(change_id=commits["pull_request_id"].fillna(commits["seen_commit_id"]))
    found = commits.merge(
        arrived[["change_id", "service_id", failures.KEY, "sequence_number", "finished_at"]],
        on="change_id",
    )
    commit = ["repository", "commit_sha", "service_id"]
    first_seen = found.groupby(commit)["first_seen_at"].transform("min")
    found = found.assign(first_seen_at=first_seen).sort_values(
        ["sequence_number", "pull_request_id"]
    )
    found = found.drop_duplicates(commit)
    lasted = found["finished_at"] - found["first_seen_at"]
    kept = found[(found["sequence_number"] > 1) | (lasted <= LOOK_BACK)]
    kept = kept[kept["clock_trust"] == "server"]
    hours = (kept["finished_at"] - kept["first_seen_at"]).dt.total_seconds() / 3600
    kept = kept.assign(
        measure=hours,
        item_id=kept["repository"] + ":" + kept["commit_sha"] + ":" + kept["service_id"],
    )
    return kept.merge(deployments[[failures.KEY, "team_id"]], on=failures.KEY)


def _owned(deployments: pd.DataFrame, owners: pd.DataFrame) -> pd.DataFrame:
    """With the team that owned the service on the day."""
    spans = owners[["service_id", "team_id", "valid_from", "valid_to"]]
    found = deployments.merge(spans, on="service_id", how="left")
    day = found["finished_at"].dt.date
    inside = (found["valid_from"].isna()) | (
        (found["valid_from"] <= day) & (day < found["valid_to"])
    )
    return pd.DataFrame(found[inside])


def _placed(
    items: pd.DataFrame, tree: pd.DataFrame, zones: pd.DataFrame, period: str
) -> pd.DataFrame:
    """Each item in the period of its own team's clock, for that team and every team above."""
    located = items.merge(zones[["team_id", "time_zone"]].drop_duplicates("team_id"), on="team_id")
    local = pd.Series(pd.NaT, index=located.index, dtype="datetime64[us]")
    for zone, times in located.groupby("time_zone")["finished_at"]:
        there = times.dt.tz_localize("UTC").dt.tz_convert(str(zone))
        local.loc[times.index] = there.dt.tz_localize(None).astype("datetime64[us]")
    located = located.assign(
        local_day=local.dt.normalize(), period_start=local.dt.to_period(period).dt.start_time
    )
    counted = tree.merge(
        located.rename(columns={"team_id": "member_team_id"}), on="member_team_id"
    ).sort_values("member_team_id")
    return counted.drop_duplicates(["team_id", "item_id"])


def _each(placed: pd.DataFrame, column: str, how: str) -> pd.DataFrame:
    """A figure of each cell and its number of items."""
    grouped = placed.groupby(CELL)[column]
    return pd.DataFrame({"value": grouped.agg(how), "n_items": grouped.size()})


def _survival(placed: pd.DataFrame) -> pd.DataFrame:
    """The Kaplan-Meier median of each cell; missing where half are not over yet."""
    cells = {
        cell: {"value": _median_survival(group), "n_items": len(group)}
        for cell, group in placed.groupby(CELL)
    }
    found = pd.DataFrame.from_dict(cells, orient="index", columns=["value", "n_items"])
    found.index = pd.MultiIndex.from_tuples(list(cells) or [("", pd.NaT)][:0], names=CELL)
    return found


def _median_survival(cell: pd.DataFrame) -> float:
    at_risk, surviving = len(cell), 1.0
    times = cell.groupby("measure")["is_observed"].agg(["sum", "size"]).sort_index()
    for duration, ended, leaving in times.itertuples():
        surviving *= 1 - ended / at_risk
        if ended and surviving <= 0.5 + 1e-9:
            return float(duration)
        at_risk -= leaving
    return math.nan


def _cells(found: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One table of all metrics; a value of too few items is missing."""
    parts = []
    for metric, cells in found.items():
        told = cells.reset_index().assign(metric_id=metric)
        enough = told["n_items"] >= MINIMUM[metric]
        parts.append(told.assign(value=told["value"].astype(float).where(enough)))
    return pd.concat(parts)[["metric_id", "team_id", "period_start", "value", "n_items"]]


def main() -> int:
    """Compute, write the cells as Parquet, print what it took as JSON."""
    rows, instant, output = sys.argv[1:]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    cells = compute(Path(rows), pd.Timestamp(instant).tz_localize(None))
    seconds = time.perf_counter() - started
    cells.to_parquet(output, index=False)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    took = {
        "seconds": round(seconds, 2),
        "peak_mb": round(peak / 1024),
        "imports_mb": round(before / 1024),
    }
    sys.stdout.write(json.dumps(took))
    return 0


if __name__ == "__main__":
    sys.exit(main())
