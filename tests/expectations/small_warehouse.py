"""A warehouse of a few rows by hand, in which every guard finds what it expects.

Here: the tables guards and publication read. Not here: anything dbt would compute.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from expectations.detectors.warehouse import TABLES
from expectations.registry import RAW
from extract.registry import SOURCES
from orchestration.publication.contract import audit_tables, leadership_tables
from tests.expectations.rows import GOOD

SCHEMAS = (
    "staging",
    "intermediate",
    "marts",
    "signals",
    *(f"landing_{source.name}" for source in SOURCES),
)
SIGNALS = {
    "sig_silent_zero": ("B1", None),
    "sig_load_completeness": ("B2", "incomplete_run"),
    "sig_permission_loss": ("B3", "refused"),
    "sig_duplicate_load": ("B4", "repeated_rows"),
    "sig_schema_drift": ("B5", "unknown_values"),
    "sig_timezone_shift": ("B6", "hours_moved"),
    "sig_identity_break": ("B7", "unknown_share"),
    "sig_team_remap": ("B8", None),
    "sig_freshness_skew": ("B9", None),
    "sig_conservation": ("B10", "opened_less_closed"),
    "sig_distribution_drift": ("B11", "drift"),
}
SCRIPT = Path(__file__).with_suffix(".sql")


def build(file: Path) -> None:
    """Write the warehouse; its gates are not judged yet."""
    with duckdb.connect(str(file)) as connection:
        for schema in SCHEMAS:
            connection.execute(f"create schema {schema}")
        for table in (*leadership_tables(), *audit_tables()):
            columns = ", ".join(f"{name} {kind}" for name, kind in table.columns.items())
            connection.execute(f"create table marts.{table.name} ({columns})")
        connection.execute(SCRIPT.read_text(encoding="utf-8"))
        connection.execute(TABLES.read_text(encoding="utf-8"))
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
    return dict(GOOD[asset])
