"""Rows collected by staged table, and written there.

Here: adding rows of whatever columns and inserting them into `staging`. Not here: what the rows of
a team are (`planting.py`).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from typing import Any

import duckdb
import pyarrow as pa


class StagedRows:
    """Rows by table; a column that a row does not name is missing."""

    def __init__(self) -> None:
        """Begin with none."""
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, table: str, **row: Any) -> None:
        """Add a row."""
        self.rows[table].append(row)

    def write(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Insert the rows, and say that GitHub was read for their repositories."""
        for table, rows in self.rows.items():
            columns = dict.fromkeys(column for row in rows for column in row)
            staged = pa.table({column: [row.get(column) for row in rows] for column in columns})
            connection.register("planted", staged)
            connection.execute(f"insert into staging.{table} by name from planted")
            connection.unregister("planted")
        for row in self.rows["stg_github__repositories"]:
            connection.execute(READ, {"repository": row["repository"]})


# As another repository was read, so were those of the rows.
READ = """
    insert into staging.stg_github__extraction_log
    select log.* replace (
        log.extraction_log_id || ':' || $repository as extraction_log_id,
        $repository as scope
    )
    from staging.stg_github__extraction_log as log
    where log.scope = (
        select min(others.scope) from staging.stg_github__extraction_log as others
        where others.scope != 'organisation'
    )
"""


def made_up_sha(text: str) -> str:
    """What looks like a commit and is the same for the same text."""
    return hashlib.sha256(text.encode()).hexdigest()[:40]
