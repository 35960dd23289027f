"""What nothing over the same landed files can cost less than: reading them once.

Here: the scan. Not here: what our models do with the files.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from bench.bulk.world import BOOKKEEPING
from expectations.files import literal


def scan(landing: Path, *, typed_only: bool) -> int:
    """Read every value of every landed event once, two threads; how many rows there were.

    Args:
        landing: The lake.
        typed_only: Leave `raw_json` unread, as the models do.
    """
    connection = duckdb.connect(config={"threads": 2})
    rows = 0
    for stream in sorted({file.parent for file in landing.glob("*/*/*.parquet")}):
        if stream.name in BOOKKEEPING:
            continue
        files = f"read_parquet({literal(stream / '*.parquet')}, union_by_name = true)"
        described = connection.execute(f"describe from {files}").fetchall()
        names = [row[0] for row in described if not (typed_only and row[0] == "raw_json")]
        read = ", ".join(f'max("{name}")' for name in names)
        counted = connection.execute(f"select count(*), {read} from {files}").fetchone()  # noqa: S608
        rows += int((counted or (0,))[0])
    return rows


if __name__ == "__main__":
    scan(Path(sys.argv[1]), typed_only=sys.argv[2] == "typed")
