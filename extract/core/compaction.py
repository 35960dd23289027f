"""Merges the small files of past days into one file a quarter, and loses nothing by it.

Belongs here: what is merged, the check, and the one step in which it comes to count.
Does not belong here: how files are found (``landed.py``), when a run compacts (``run.py``).

New files are written beside the old ones, read back, and compared with them load by load. They
count from the instant the record of the compaction is in place; what it replaced is removed after
that. A kill before leaves files nobody names, a kill after leaves files the record says not to
read: either way the next run removes them, and no row is lost or doubled meanwhile.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

import duckdb

from extract.core import load_records, small_files
from extract.core.drafts import draft_of, put_in_place
from extract.core.errors import LandingError
from extract.core.landed import Landed
from extract.core.landed_sql import LOAD_ID, literal, relation
from extract.core.load_records import (
    COLUMN_FILL,
    COMPACTED,
    COMPACTION,
    LOADS_FOLDER,
    CompactedFile,
    Records,
    is_compacted,
)
from extract.core.small_files import MANY_FILES, Small
from extract.core.source import Source

# The same numbers as macros/landing/landed_column_fill_table.sql takes from a file of dlt.
_FILL = """
    select
        '{source}' as source,
        split_part(file_name, '/', -2) as stream,
        regexp_extract(file_name, '([0-9]+[.][0-9]+)[.][^/]*$', 1) as load_id,
        path_in_schema as column_name,
        cast(sum(num_values - stats_null_count) as bigint) as n_known,
        cast(max(sum(case when path_in_schema = 'raw_json' then num_values - stats_null_count end))
            over (partition by file_name) as bigint) as n_records
    from parquet_metadata([{files}])
    group by file_name, path_in_schema
"""


@dataclass(frozen=True)
class Compacted:
    """What a compaction did.

    Attributes:
        files_before: Landed files and records of loads that it replaced.
        files_after: Files that stand in their place, the record among them.
        rows: Rows that were merged.
    """

    files_before: int
    files_after: int
    rows: int


class Compaction:
    """The compaction of one source; its lock is held by the caller, and nobody reads its files.

    Args:
        source: Whose landing.
        folder: ``landing/<source>``.
        now: Files of this day are left alone.
        many: How many small files of past days a stream may have.
    """

    def __init__(self, source: Source, folder: Path, now: datetime, many: int = MANY_FILES) -> None:
        self._streams = source.streams
        self._name = source.name
        self._folder = folder
        self._today = now.astimezone(UTC).date()
        self._many = many
        self._landed = Landed(folder)

    def run(self) -> Compacted | None:
        """Merge what is to be merged; None where there is not enough of it.

        Raises:
            LandingError: A merged file does not hold what the old ones do, or cannot be written.
                The old files stay and count.
        """
        try:
            small = small_files.find(self._landed, self._streams, self._today, self._many)
            return self._merge(small) if small else None
        except (OSError, duckdb.Error) as error:
            raise LandingError(
                f"{self._name}: landed files could not be merged, and stay as they are: "
                f"{str(error).strip().splitlines()[0][:200]}. Make room under {self._folder}; the "
                "next run tries again."
            ) from error

    def _merge(self, small: Mapping[str, Sequence[Small]]) -> Compacted | None:
        records = self._landed.records()
        written: list[CompactedFile] = []
        old: list[Path] = []
        rows = 0
        for stream, group in small_files.groups(small):
            file, found = self._merged(stream, group)
            written.append(file)
            old += [one.path for one in group]
            rows += found
        if not written:
            return None
        fill = self._landed.files_in(COLUMN_FILL)
        written.append(self._fill([path for path in old if not is_compacted(path)], fill))
        old += [*fill, *(self._folder / LOADS_FOLDER / name for name in records.by_name)]
        self._count(written, old, records)
        for path in old:
            path.unlink(missing_ok=True)
        return Compacted(len(old), len(written) + 1, rows)

    def _merged(self, stream: str, group: Sequence[Small]) -> tuple[CompactedFile, int]:
        """Write, check and place the file of one stream, quarter and set of columns."""
        paths = [one.path for one in group]
        names = [name for name, _ in group[0].columns]
        target = self._folder / stream / f"{COMPACTED}{group[0].quarter}-{self._new_id()}.parquet"
        draft = draft_of(target)
        columns = ", ".join(f'"{name}"' for name in (*names, LOAD_ID))
        self._copy(f"select {columns} from {relation(paths)}", draft)  # noqa: S608 - declared names
        before, after = self._digest(relation(paths), names), self._digest(_written(draft), names)
        if before != after:
            draft.unlink()
            raise LandingError(
                f"{self._name}.{stream}: merging {len(paths)} landed files would have changed "
                f"rows of {len(set(before) ^ set(after))} loads; nothing was replaced, and the "
                "old files count. Report this with the version of DuckDB."
            )
        put_in_place(target)
        last = max((load for load, *_ in before), key=float)
        return CompactedFile(stream, target.name, last), sum(count for _, count, _ in before)

    def _fill(self, paths: Sequence[Path], before: Sequence[Path]) -> CompactedFile:
        """Keep how full each column of each load was, as the old files' own statistics say."""
        parts = [f"select * from read_parquet({literal(path)})" for path in before]  # noqa: S608
        if paths:
            parts.append(_FILL.format(source=self._name, files=", ".join(map(literal, paths))))
        target = self._folder / COLUMN_FILL / f"{COMPACTED}{self._new_id()}.parquet"
        target.parent.mkdir(exist_ok=True)
        self._copy(" union all ".join(parts), draft_of(target))
        put_in_place(target)
        return CompactedFile(COLUMN_FILL, target.name, "0")

    def _count(
        self, written: Sequence[CompactedFile], old: Sequence[Path], records: Records
    ) -> None:
        """Let the new files count and the old ones not, in one step."""
        replaced = {path.relative_to(self._folder).as_posix() for path in old}
        kept = [file for place, file in records.compacted.items() if place not in replaced]
        text = load_records.content(records.loads, [*kept, *written], replaced)
        folder = self._folder / LOADS_FOLDER
        target = folder / f"{COMPACTION}{self._new_id()}.jsonl"
        draft = draft_of(target)
        draft.write_text(text, encoding="utf-8")
        put_in_place(target)

    def _copy(self, query: str, target: Path) -> None:
        self._connection.execute(
            f"copy ({query}) to {literal(target)} (format parquet, compression zstd)"
        )

    def _digest(self, rows: str, columns: Sequence[str]) -> set[tuple[str, int, int]]:
        """Each load with how many rows it has and the sum of their hashes, whatever their order."""
        names = ", ".join(f'"{name}"' for name in columns)
        query = (
            f"select {LOAD_ID}, count(*), sum(cast(hash({names}) as hugeint)) "  # noqa: S608
            f"from {rows} group by {LOAD_ID}"
        )
        return set(self._connection.execute(query).fetchall())

    @staticmethod
    def _new_id() -> str:
        return uuid.uuid4().hex[:12]

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        return duckdb.connect(config={"threads": 2, "memory_limit": "1GB"})


def _written(draft: Path) -> str:
    return f"read_parquet({literal(draft)})"
