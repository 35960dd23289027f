"""A publication by hand: two teams of a type and the one that groups them, a year of numbers.

Here: the rows, with every status once and names that mean harm. Not here: what a page makes of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb

from expectations.audit.tables import TABLES
from expectations.detectors import warehouse
from orchestration.publication.contract import audit_tables, leadership_tables, leadership_views
from tests.contract_tables import create, fill

AS_OF = datetime.fromisoformat("2026-08-10T06:00:00")
QUARTERS = (
    date(2025, 7, 1),
    date(2025, 10, 1),
    date(2026, 1, 1),
    date(2026, 4, 1),
    date(2026, 7, 1),
)
WEEKS = tuple(date(2026, 5, 4) + timedelta(weeks=week) for week in range(12))
ATTACK = "<script>window.__executed=1</script>\"'><img src=x onerror=window.__executed=1>"
TURNED = "evil\u202egnp.exe\u2066"
HOSTILE = "../../etc/<b>x</b>"
METRICS = (
    ("change_lead_time", "Change lead time, median", "hours", "change_fail_rate", "delivery"),
    (
        "change_fail_rate",
        "Change failure rate",
        "share of deployments",
        "change_lead_time",
        "quality",
    ),
    ("incident_recovery", "Recovery from an incident", "hours", "change_fail_rate", "quality"),
    (
        "review_depth",
        "Large changes that were discussed",
        "share of large changes",
        None,
        "quality",
    ),
    ("slo_attainment", "Good events", "share of events", None, "quality"),
)
STATUSES = {
    "ok": "The period is over and the value is shown.",
    "provisional": "The period is not over yet.",
    "insufficient_n": "Too few items for a value that means something.",
    "not_applicable": "The metric does not fit this type of team.",
    "source_stale": "The source is late; the last good value stands beside it with its date.",
    "suppressed_privacy": "Fewer than five people are behind it, so it is not shown.",
}
TEAMS = (
    ("zeta", "Aardvarks", "shop", "application"),
    ("alpha", "Zebras", "shop", "application"),
    ("shop", "Shop", None, None),
    (HOSTILE, ATTACK, None, "platform"),
)


def cells() -> Iterable[dict[str, Any]]:
    """A trend with a gap and a signal, and one metric for each reason to have no value."""
    for team_id, *_ in TEAMS:
        for place, start in enumerate(QUARTERS):
            is_open = start == QUARTERS[-1]
            yield _cell(
                team_id, "change_lead_time", "quarter", start, 40.0 + place, is_open=is_open
            )
            share = {"ci_low": 0.05, "ci_high": 0.2, "numerator": 8.0, "denominator": 64.0}
            yield (
                _cell(team_id, "change_fail_rate", "quarter", start, 0.125, is_open=is_open) | share
            )
        for place, start in enumerate(WEEKS):
            value = None if place == 5 else 100.0 if place == 8 else 40.0 + place
            yield _cell(team_id, "change_lead_time", "week", start, value, is_open=place > 10) | {
                "centre_line": 41.5,
                "lower_limit": 20.0,
                "upper_limit": 60.0,
                "limits_status": "limits",
                "is_outside_limits": place == 8,
                "iso_year": start.isocalendar().year,
                "iso_week": start.isocalendar().week,
            }
        missing = {
            "incident_recovery": "source_stale",
            "review_depth": "suppressed_privacy",
            "slo_attainment": "not_applicable",
        }
        for metric_id, status in missing.items():
            empty = _cell(team_id, metric_id, "quarter", QUARTERS[3], None) | {"status": status}
            good = {"last_good_value": 3.25, "last_good_as_of": datetime(2026, 6, 1, 6)}  # noqa: DTZ001 - published instants are naive UTC
            yield empty | (good if status == "source_stale" else {})


def _cell(
    team_id: str,
    metric_id: str,
    grain: str,
    start: date,
    value: float | None,
    *,
    is_open: bool = False,
) -> dict[str, Any]:
    return {
        "metric_id": metric_id,
        "team_id": team_id,
        "grain": grain,
        "period_start": start,
        "value": value,
        "n_items": None if value is None else 64,
        "status": "insufficient_n" if value is None else "provisional" if is_open else "ok",
        "finality": "provisional" if is_open else "final",
        "as_of": AS_OF,
        "definition_version": 1,
    }


def build(folder: Path) -> None:
    """Write leadership.duckdb and audit.duckdb into a folder."""
    folder.mkdir(parents=True)
    with duckdb.connect(str(folder / "leadership.duckdb")) as connection:
        connection.execute("create schema marts")
        create(connection, leadership_tables())
        connection.execute("create schema semantic")
        for name, query in leadership_views().items():
            connection.execute(f"create view semantic.{name} as {query}")
        _fill_leadership(connection)
    with duckdb.connect(str(folder / "audit.duckdb")) as connection:
        _create_audit(connection)
        _fill_audit(connection)


def _fill_leadership(connection: duckdb.DuckDBPyConnection) -> None:
    columns = ("team_id", "team_name", "parent_team_id", "team_type")
    fill(connection, "dim_teams", [dict(zip(columns, team, strict=True)) for team in TEAMS])
    metrics = [
        {
            "metric_id": metric_id,
            "name": name,
            "unit": unit,
            "pair_metric_id": pair,
            "dimension": dimension,
            "definition": f"What {name} is.",
            "direction": "down",
            "decision": "What to look at.",
            "eligible_decisions": "team self-observation",
            "known_gaming": "splitting changes",
            "status": "adopted",
            "verdict": "narrow",
            "grains": "week, quarter",
            "leader_grains": "quarter",
            "sources": "github.pull_requests",
            "starter_for": "application" if metric_id == "change_lead_time" else None,
            "team_types": "application, platform",
            "min_items": 20,
            "definition_version": 1,
            "owner": "Team Outcomes",
            "retire_if": "Nobody asks.",
        }
        for metric_id, name, unit, pair, dimension in METRICS
    ]
    fill(connection, "dim_metrics", metrics)
    fill(connection, "fct_team_metrics", cells())
    told = [{"status": key, "in_words": said} for key, said in STATUSES.items()]
    fill(connection, "dim_statuses", [row | {"has_value": row["status"] == "ok"} for row in told])
    signal = {"source": "github", "stream": "pull_requests", "metric_id": "change_lead_time"}
    late = {"status": "source_stale", "reason": f"Late by {ATTACK}.", "since": AS_OF}
    fill(connection, "rpt_signal_status", [signal | late, signal | {"stream": "a", "status": "ok"}])
    window = {"team_id": "zeta", "load_kind": "review", "window_start": date(2026, 3, 16)}
    load = {"n_people": 7, "effective_people": 4.0, "p_fair": 0.0, "detectable_multiple": 2.0}
    fill(connection, "rpt_workload_distribution", [window | load | {"status": "ok"}])
    finding = {
        "finding_id": "a",
        "team_id": "zeta",
        "quarter_start": QUARTERS[3],
        "kind": "long_review_wait",
        "evidence": f"{TURNED}: reviews were waited for.",
        "status": "ok",
        "trend": "more",
    }
    fill(connection, "rpt_bottlenecks", [finding])
    component = {"component_id": ATTACK, "team_id": "zeta", "status": "ok", "churned_lines": 12}
    fill(connection, "rpt_module_risk", [component | {"is_churn_high": True}])


def _create_audit(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("create schema marts")
    create(connection, audit_tables())
    for name, kinds in TABLES.items():
        columns = ", ".join(f'"{column}" {kind}' for column, kind in kinds.items())
        connection.execute(f"create table marts.{name} ({columns})")
    questions = warehouse.TABLES.read_text(encoding="utf-8")
    connection.execute(
        questions.replace("detectors.", "marts.").replace("schema detectors", "schema marts")
    )
    for column in ("signal", "window_name", "n", "expected_counter", "state", "reopened"):
        connection.execute(f"alter table marts.signal_questions alter {column} drop not null")


def _fill_audit(connection: duckdb.DuckDBPyConnection) -> None:
    asked = {
        "finding_id": "D1-2026Q2-zeta",
        "detector_id": "D1",
        "quarter": "2026Q2",
        "team_id": "zeta",
        "signal": "number of merged changes",
        "benign_options": ["a move to small batches"],
        "text": f"The median size went from 90 to 20. {ATTACK}",
        "is_shown": True,
        "is_explained": False,
        "quarters_in_a_row": 1,
    }
    hidden = asked | {"finding_id": "b", "is_shown": False, "text": "kept to ourselves"}
    fill(connection, "signal_questions", [asked, hidden])
    fill(connection, "audit_run", [{"audit_id": "x", "quarter": "2026Q2", "as_of": AS_OF}])
    answer = {"audit_id": "x", "metric_id": "change_lead_time", "question": "gaming"}
    fill(connection, "audit_answer", [answer | {"verdict": "red", "reason": "Open questions."}])
    fill(
        connection,
        "audit_action",
        [{"audit_id": "x", "metric_id": "change_lead_time", "action": "keep"}],
    )
    attack = {"metric_id": "change_lead_time", "attack_id": "split", "team_size_band": "5"}
    fill(
        connection,
        "gameability",
        [attack | {"grain": "quarter", "shift_pct": -31.0, "verdict": "narrow"}],
    )
