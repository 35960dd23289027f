"""Reading what was published, and changing the warehouse it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb


def read(home: Path, query: str, database: str = "leadership") -> list[tuple[Any, ...]]:
    """Rows of a published database."""
    file = home / "published" / f"{database}.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def change(home: Path, *statements: str) -> None:
    """Run statements on the warehouse."""
    with duckdb.connect(str(home / "warehouse.duckdb")) as connection:
        for statement in statements:
            connection.execute(statement)


def next_day(home: Path, *more: str) -> None:
    """Let the warehouse be that of a day later, built over what was published."""
    kept = home / "published" / "parquet" / "metric_snapshots.parquet"
    change(
        home,
        "update marts.fct_team_metrics set as_of = as_of + interval 1 day",
        "update marts.rpt_signal_status set last_good_as_of = last_good_as_of + interval 1 day",
        "delete from marts.metric_snapshots",
        f"insert into marts.metric_snapshots by name from read_parquet('{kept}')",
        *more,
    )


def contents(home: Path) -> dict[str, bytes]:
    """Every file under published, byte by byte, unfinished ones included."""
    folder = home / "published"
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
