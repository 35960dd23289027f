"""What the rules of retention take away, and taking it away.

Here: one function a kind of thing; each can say what would go without touching it. Not here: the
rules (`rules.py`), the command (`__main__.py`).

Of a record that names people the first and the latest version stay, and every version that is young
enough: numbers of teams are made of the latest, what was promised first of the first. A file is
replaced in one step, and one that is not yet replaced holds only more, so a kill loses nothing.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from expectations.files import put_in_place
from extract.core.erasures import put
from extract.core.landed_sql import LOAD_ID, relation
from extract.core.source import Stream
from orchestration.own_data import access_log, exports
from orchestration.people import known as people
from orchestration.publication.write import Draft
from orchestration.retention import dagster_runs
from orchestration.retention.rules import Rules, months_before


@dataclass(frozen=True)
class Old:
    """Something that is older than its rule allows.

    Attributes:
        what: What it is, in words.
        file: The file or folder.
        rows: How many versions or lines of it go; None if all of it does.
    """

    what: str
    file: Path
    rows: int | None = None


def run(home: Path, rules: Rules, now: datetime, *, is_applied: bool) -> Iterator[Old]:
    """Everything that is too old, one after the other; removed as it is told, if asked for.

    Args:
        home: The data root; the caller holds its locks if anything is removed.
        rules: How long things are held.
        now: The instant to count from.
        is_applied: Whether it is removed.
    """
    cutoff = months_before(now, rules.landed_versions_months)
    for source, stream, files in people.landed(home):
        if people.columns_about_people(stream):
            name = f"{source.name}.{stream.name}"
            yield from _versions(name, stream, files, cutoff, is_applied=is_applied)
    log_cutoff = months_before(now, rules.access_log_months)
    yield from _log_lines(home, log_cutoff, is_applied=is_applied)
    exports_cutoff = now - timedelta(days=rules.exports_days)
    yield from _exports(home, exports_cutoff, is_applied=is_applied)
    runs_cutoff = now - timedelta(days=rules.dagster_runs_days)
    yield from _dagster_runs(home, runs_cutoff, is_applied=is_applied)


def _versions(
    name: str, stream: Stream, files: list[Path], cutoff: datetime, *, is_applied: bool
) -> Iterator[Old]:
    """Versions in between of the records of one stream."""
    before = cutoff.astimezone(UTC).replace(tzinfo=None)
    with duckdb.connect() as connection:
        doomed = connection.execute(_superseded(stream, files), [before]).fetchall()
    by_file: dict[str, list[int]] = {}
    for file, row in doomed:
        by_file.setdefault(file, []).append(row)
    for file, rows in sorted(by_file.items()):
        if is_applied:
            _drop(Path(file), rows)
        yield Old(f"versions of {name} before {before:%Y-%m-%d}", Path(file), len(rows))


def _superseded(stream: Stream, files: list[Path]) -> str:
    """SQL for the rows that go: neither the first nor the latest of their key, and old."""
    order = f"extracted_at {{0}} nulls last, cast({LOAD_ID} as double) {{0}} nulls last"
    return f"""
        with versions as (
            select
                landed.filename, landed.file_row_number, landed.extracted_at,
                row_number() over (
                    partition by "{stream.key}" order by {order.format("desc")}
                ) as from_last,
                row_number() over (
                    partition by "{stream.key}" order by {order.format("asc")}
                ) as from_first,
                lead(landed.extracted_at) over (
                    partition by "{stream.key}" order by {order.format("asc")}
                ) as superseded_at
            from {relation(files)} as landed
        )
        select filename, file_row_number from versions
        where from_last > 1 and from_first > 1 and superseded_at < ?
        order by all
    """  # noqa: S608 - paths and declared names


def _drop(file: Path, rows: list[int]) -> None:
    """Write a file without some of its rows, in one step."""
    reader = pq.ParquetFile(file)
    compression = reader.metadata.row_group(0).column(0).compression.lower()
    table = reader.read()
    kept = pa.array(sorted(set(range(table.num_rows)) - set(rows)), type=pa.int64())
    draft = Draft.of(file).file
    pq.write_table(table.take(kept), draft, compression=compression)
    put_in_place(draft, file)


def _log_lines(home: Path, cutoff: datetime, *, is_applied: bool) -> Iterator[Old]:
    file = home / access_log.NAME
    if not file.exists():
        return
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    young = [line for line in lines if json.loads(line)["at"] >= f"{cutoff:%Y-%m-%dT%H:%M:%SZ}"]
    if len(young) < len(lines):
        if is_applied:
            put(file, "".join(young).encode(), mode=0o600)
        yield Old("lines of the access log", file, len(lines) - len(young))


def _exports(home: Path, cutoff: datetime, *, is_applied: bool) -> Iterator[Old]:
    for folder, made_at in exports.made(home):
        if made_at < cutoff:
            if is_applied:
                shutil.rmtree(folder)
            yield Old(f"export of {made_at:%Y-%m-%d}", folder)


def _dagster_runs(home: Path, cutoff: datetime, *, is_applied: bool) -> Iterator[Old]:
    for file, begun_at, forget in dagster_runs.made(home):
        if begun_at < cutoff:
            if is_applied:
                forget()
            yield Old(f"run of {begun_at:%Y-%m-%d} in Dagster", file)
