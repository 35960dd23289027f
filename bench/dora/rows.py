"""The equal rows: what every peer is given, as Parquet files beside each other.

Here: one query a table (`rows/*.sql`) and where its file is. A commit's first deployment, a
change's service and when a server first saw a commit are given to all: finding them is no rule of
DORA's. Not here: anything that is a peer's own rule, as which deployment an incident belongs to.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

QUERIES = Path(__file__).with_name("rows")


def write(home: Path, folder: Path) -> dict[str, int]:
    """Write each table's Parquet file into `folder`; gives the number of rows of each."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        for file in sorted(QUERIES.glob("*.sql")):
            query = file.read_text(encoding="utf-8")
            target = folder / f"{file.stem}.parquet"
            found = connection.execute(f"copy ({query}) to '{target}' (format parquet)").fetchone()
            written[file.stem] = int(found[0]) if found else 0
    return written
