"""Writes the landing lake of many copies of one landed organisation.

Here: files, streams, loads. Not here: how a name is changed (`renaming.py`).

Each landed file becomes one file of the same name and load with the records of all copies, so the
lake has the loads, columns, types and order that dlt gave the original.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import duckdb
from tqdm import tqdm

from bench.bulk.renaming import prefix, renamed
from expectations.files import literal

# What an extraction says about itself is not an event.
BOOKKEEPING = frozenset({"extraction_log", "extraction_state", "quarantine"})
# Scopes that stand for the whole organisation: their copies are one scope with more records.
WHOLE = ("organisation", "site", "account", "controller", "server", "slos.yml")
COUNTS = frozenset({"landed_rows", "expected_count", "known_count", "request_count"})
# Rules and instruments that the whole organisation shares.
ONCE = frozenset(
    {"incident_rules", "generated_paths", "survey_items", "fields", "extraction_state"}
)


class BulkError(ValueError):
    """The lake cannot be written; the message says why and what to do."""


@dataclass(frozen=True)
class World:
    """What was written: how many copies, records that are events, and bytes of Parquet."""

    copies: int
    events: int
    bytes: int


def landed_files(landing: Path) -> list[Path]:
    """The Parquet files of a lake.

    Raises:
        BulkError: There is none.
    """
    found = sorted(landing.glob("*/*/*.parquet"))
    if not found:
        raise BulkError(
            f"{landing} holds no landed Parquet; name the landing folder of a home that "
            "`make demo` filled, such as data/landing."
        )
    return found


def events_in(connection: duckdb.DuckDBPyConnection, landing: Path) -> int:
    """How many events a lake holds, from the counts that its files keep of themselves."""
    files = [str(f) for f in landed_files(landing) if f.parent.name not in BOOKKEEPING]
    query = "select sum(num_rows) from parquet_file_metadata(?)"
    return int((connection.execute(query, [files]).fetchone() or (0,))[0])


def last_read(connection: duckdb.DuckDBPyConnection, landing: Path) -> str:
    """When the lake was last read: the instant at which it is built."""
    files = [str(file) for file in landing.glob("*/extraction_log/*.parquet")]
    row = connection.execute(
        "select strftime(max(completed_at), '%Y-%m-%dT%H:%M:%SZ') from read_parquet(?)", [files]
    ).fetchone()
    return str((row or ("",))[0])


def write(original: Path, target: Path, copies: int) -> World:
    """Write `copies` copies of the lake `original` into the empty folder `target`.

    Raises:
        BulkError: `original` holds nothing, or `target` holds something.
    """
    files = landed_files(original)
    if target.exists() and any(target.iterdir()):
        raise BulkError(f"{target} is not empty; name a folder that does not exist yet.")
    connection = duckdb.connect(config={"threads": 2})
    for file in tqdm(files, desc=f"{copies} copies", unit="file"):
        written = target / file.relative_to(original)
        written.parent.mkdir(parents=True, exist_ok=True)
        _write_file(connection, file, written, copies)
    for source in sorted(original.iterdir()):
        for records in source.glob("_dlt*"):
            shutil.copytree(records, target / source.name / records.name, dirs_exist_ok=True)
        if (source / "init").exists():
            shutil.copy(source / "init", target / source.name / "init")
    size = sum(f.stat().st_size for f in landed_files(target))
    return World(copies, events_in(connection, target), size)


def _write_file(
    connection: duckdb.DuckDBPyConnection, file: Path, written: Path, copies: int
) -> None:
    stream = file.parent.name
    described = connection.execute("describe select * from read_parquet(?)", [str(file)])
    columns = {row[0]: row[1] for row in described.fetchall()}
    how_many = 1 if stream in ONCE else copies
    log = stream == "extraction_log"
    select = ", ".join(
        f'{_of_the_log(name, copies) if log else renamed(name, kind, "copy")} as "{name}"'
        for name, kind in columns.items()
    )
    kept = f"where copy = 0 or scope not in {WHOLE}" if log else ""
    connection.execute(
        f"""
        copy (
            select {select}
            from (select range as copy from range({how_many})) as copies
            cross join read_parquet({literal(file)}) as landed
            {kept}
        ) to {literal(written)} (format parquet, compression zstd)
        """  # noqa: S608 - our own columns, and paths with their quotes doubled
    )


def _of_the_log(column: str, copies: int) -> str:
    if column in COUNTS:
        return f'case when scope in {WHOLE} then "{column}" * {copies} else "{column}" end'
    if column in ("scope", "extraction_log_id"):
        return f'case when copy = 0 then "{column}" else {prefix("copy")} || "{column}" end'
    return f'"{column}"'
