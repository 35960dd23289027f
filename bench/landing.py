"""Landing through dlt beside writing the same Parquet by hand, both sides in one run.

Here: the figures behind ADR 0001. Not here: what extraction itself costs (requests.py).
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import dlt
import pyarrow as pa
import pyarrow.parquet as pq

ROWS_PER_BATCH = 1_000
RAW_BYTES = 1_900
STREAMS = 10


def batches(rows: int) -> list[pa.Table]:
    """`rows` records of about 2 KB in Arrow tables of 1,000 rows."""
    stamp = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        pa.table(
            {
                "id": [f"key-{number}" for number in range(start, start + ROWS_PER_BATCH)],
                "updated_at": pa.array([stamp] * ROWS_PER_BATCH, pa.timestamp("us", "UTC")),
                "raw_json": [
                    json.dumps({"number": number, "filler": "x" * RAW_BYTES})
                    for number in range(start, start + ROWS_PER_BATCH)
                ],
            }
        )
        for start in range(0, rows, ROWS_PER_BATCH)
    ]


def by_dlt(folder: Path, streams: dict[str, list[pa.Table]]) -> None:
    """Land every stream as one dlt load."""
    pipeline = dlt.pipeline(
        "bench",
        destination=dlt.destinations.filesystem(folder.as_uri()),
        dataset_name="bench",
        pipelines_dir=str(folder / "pipelines"),
    )
    resources = [dlt.resource(tables, name=name) for name, tables in streams.items()]
    pipeline.run(resources, loader_file_format="parquet", write_disposition="append")


def by_hand(folder: Path, streams: dict[str, list[pa.Table]]) -> None:
    """Write every stream as one Parquet file, renamed into place."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, tables in streams.items():
        unfinished = folder / f"{name}.unfinished"
        with pq.ParquetWriter(unfinished, tables[0].schema, compression="zstd") as writer:
            for table in tables:
                writer.write_table(table)
        unfinished.replace(folder / f"{name}.parquet")


def seconds(
    land: Callable[[Path, dict[str, list[pa.Table]]], None],
    streams: dict[str, list[pa.Table]],
    repeats: int,
) -> float:
    """The median wall time of `land`, in seconds, each time into a fresh folder."""
    taken = []
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as folder:
            started = time.perf_counter()
            land(Path(folder), streams)
            taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def main() -> None:
    """Print both sides for one large stream and for ten small ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=30_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--output", type=Path, help="file to write the figures to, as JSON")
    arguments = parser.parse_args()
    cases = {
        f"1 stream of {arguments.rows} rows": {"large": batches(arguments.rows)},
        f"{STREAMS} streams of {ROWS_PER_BATCH} rows": {
            f"small_{number}": batches(ROWS_PER_BATCH) for number in range(STREAMS)
        },
    }
    figures = {}
    for name, streams in cases.items():
        ours = seconds(by_hand, streams, arguments.repeats)
        theirs = seconds(by_dlt, streams, arguments.repeats)
        sys.stdout.write(f"{name}: dlt {theirs:.3f} s, by hand {ours:.3f} s\n")
        figures[name] = {"dlt_seconds": round(theirs, 3), "by_hand_seconds": round(ours, 3)}
    if arguments.output:
        arguments.output.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
