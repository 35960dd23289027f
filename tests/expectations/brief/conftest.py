"""A small publication by hand: five quarters of one team, and a second team beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations.audit.period import Quarter
from expectations.brief import reading
from expectations.brief.reading import Published
from orchestration.publication.contract import leadership_tables
from tests.contract_tables import create, fill

AS_OF = datetime.fromisoformat("2026-08-10T06:00:00")
QUARTER = Quarter.named("2026Q2")
METRICS = (
    ("change_fail_rate", "Change fail rate", "share of deployments", "deploy_freq"),
    ("deploy_freq", "Days with a deployment", "days per week", "change_fail_rate"),
    ("review_depth", "Large changes that were discussed", "share of changes", None),
    ("wip_age_p85", "Age of work in progress, 85th percentile", "days", None),
)
STATUSES = {
    "ok": "The period is over.",
    "insufficient_n": "Too few items for a value that means something.",
    "source_missing": "The source was not read. This is not zero.",
    "suppressed_privacy": "Fewer than five people are behind it, so it is not shown.",
}
SHARES = {"2025Q2": 0.08, "2025Q3": 0.1, "2025Q4": 0.09, "2026Q1": 0.11, "2026Q2": 0.3}
QUESTION_COLUMNS = """
    finding_id varchar, detector_id varchar, quarter varchar, team_id varchar, metric_id varchar,
    text varchar, is_shown boolean, resolution varchar
"""


def cell(metric_id: str, quarter: str, **values: Any) -> dict[str, Any]:
    return {
        "metric_id": metric_id,
        "team_id": "atlas",
        "grain": "quarter",
        "period_start": Quarter.named(quarter).start,
        "status": "ok",
        "finality": "final",
        "as_of": AS_OF,
        "definition_version": 1,
        "denominator": 100.0,
    } | values


def cells() -> list[dict[str, Any]]:
    failing = [
        cell("change_fail_rate", name, value=share, ci_low=share - 0.05, ci_high=share + 0.06)
        for name, share in SHARES.items()
    ]
    freq = [cell("deploy_freq", name, value=3.25) for name in SHARES]
    week = {
        "grain": "week",
        "period_start": date(2026, 5, 4),
        "value": 12.34,
        "centre_line": 6.0,
        "lower_limit": 3.0,
        "upper_limit": 9.5,
        "limits_status": "limits",
        "is_outside_limits": True,
        "is_long_run": False,
    }
    return [
        *failing,
        *freq,
        cell("review_depth", "2026Q2", status="insufficient_n"),
        cell("wip_age_p85", "2026Q2", status="source_missing", finality="settling"),
        cell("deploy_freq", "2026Q2", **week),
        cell("change_fail_rate", "2026Q2", team_id="borealis", value=0.5, ci_low=0.4, ci_high=0.6),
    ]


def safety() -> list[dict[str, Any]]:
    common = {"team_id": "atlas", "as_of": AS_OF, "status": "ok"}
    return [
        common
        | {
            "signal_id": "psychological_safety",
            "period_name": "pulse:2026-03",
            "period_start": date(2026, 3, 2),
            "period_end": date(2026, 3, 14),
            "n_people": 7,
            "value": 5.1,
            "response_rate": 0.9,
            "minimum_detectable_change": 1.31,
            "reading": "The mean of the scores is 5.1, on a scale up to 7. Ask the team.",
        },
        common
        | {
            "signal_id": "silent_reviews",
            "period_name": "2026Q2",
            "period_start": QUARTER.start,
            "period_end": QUARTER.end,
            "status": "suppressed_privacy",
            "reading": "Too few people.",
        },
    ]


def build(folder: Path) -> None:
    """Write leadership.duckdb and audit.duckdb of a few rows."""
    folder.mkdir(parents=True)
    with duckdb.connect(str(folder / "leadership.duckdb")) as connection:
        connection.execute("create schema marts")
        create(connection, leadership_tables())
        teams = [("atlas", "Atlas <b>&</b>"), ("borealis", "Borealis")]
        fill(connection, "dim_teams", [{"team_id": t, "team_name": name} for t, name in teams])
        catalogue = [
            {"metric_id": m, "name": n, "unit": u, "pair_metric_id": p, "dimension": "quality"}
            for m, n, u, p in METRICS
        ]
        fill(connection, "dim_metrics", catalogue)
        told = [{"status": s, "in_words": w} for s, w in STATUSES.items()]
        fill(connection, "dim_statuses", told)
        fill(connection, "fct_team_metrics", cells())
        fill(connection, "rpt_safety_signals", safety())
        load = {
            "team_id": "atlas",
            "load_kind": "review",
            "window_start": date(2026, 3, 16),
            "window_end": date(2026, 6, 8),
            "n_people": 7,
            "n_events": 90,
            "excess_over_fair_share": 0.1,
            "effective_people": 6.5,
            "p_fair": 0.04,
            "detectable_multiple": 2.5,
            "status": "ok",
        }
        fill(connection, "rpt_workload_distribution", [load])
    with duckdb.connect(str(folder / "audit.duckdb")) as connection:
        connection.execute("create schema marts")
        connection.execute(f"create table marts.signal_questions ({QUESTION_COLUMNS})")
        asked = {
            "finding_id": "D5-2026Q2-atlas",
            "quarter": "2026Q2",
            "team_id": "atlas",
            "text": "Approvals within 5 minutes went from 0.1 to 0.6. What changed?",
            "is_shown": True,
        }
        answered = asked | {"finding_id": "D6-2026Q2-atlas", "resolution": "explained_change"}
        hidden = asked | {"finding_id": "D7-2026Q2-atlas", "is_shown": False}
        fill(connection, "signal_questions", [asked, answered, hidden])


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brief")
    build(folder / "published")
    return folder


@pytest.fixture
def connection(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as opened:
        for name, file in (("published", "leadership"), ("trail", "audit")):
            opened.execute(f"attach '{home / 'published' / file}.duckdb' as {name} (read_only)")
        yield opened


@pytest.fixture
def published(connection: duckdb.DuckDBPyConnection) -> Published:
    return reading.published(connection, QUARTER, "atlas", "Atlas <b>&</b>")
