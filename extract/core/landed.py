"""Reads what has been landed: complete loads only, the latest version of each key.

Belongs here: questions an extraction asks of its own earlier work. Does not belong here:
writing (``landing.py``), or anything the warehouse computes (dbt registers its own views).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from extract.core import landed_sql, load_records
from extract.core.drafts import UNFINISHED
from extract.core.load_records import Records, is_compacted, load_id_of
from extract.core.source import INSTANT, Row, Stream

SCHEMAS_FOLDER = "_dlt_version"
KEPT_SCHEMAS = 8


class Landed:
    """The landed rows of one source.

    Args:
        folder: ``landing/<source>``; it need not exist yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._records = Records({})

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        """Opened when the first rows are asked for: who wants to know files only needs none."""
        return duckdb.connect(config={"threads": 2})

    def records(self) -> Records:
        """Return what the records of complete loads and of compactions say now.

        Raises:
            LandingError: The record of a compaction cannot be read.
        """
        self._records = load_records.read(self.folder, self._records.by_name)
        return self._records

    def files(self, stream: Stream) -> list[Path]:
        """Return the stream's files that count, oldest load first."""
        return self.files_in(stream.name)

    def files_in(self, name: str) -> list[Path]:
        """Return the files of a folder that count, oldest load first."""
        order = self._order(self.records(), (self.folder / name).glob("*.parquet"))
        return sorted(order, key=lambda path: (order[path], path.name))

    def orphans(self) -> list[Path]:
        """Return what does not count and may go.

        That is files of loads that never completed, broken load records, drafts, what a
        compaction replaced or did not finish, and all but the newest schemas of dlt.
        """
        records = self.records()
        files = list(self.folder.glob("*/*.parquet"))
        counted = self._order(records, files)
        replaced = [self.folder / path for path in records.replaced]
        return [
            *(path for path in files if path not in counted),
            *records.broken,
            *(path for path in replaced if path.suffix == ".jsonl" and path.exists()),
            *self.folder.glob(f"*/.*{UNFINISHED}"),
            *self._old_schemas(),
        ]

    def _old_schemas(self) -> list[Path]:
        """All but the newest schemas that dlt wrote down: nobody reads them, and each run adds."""
        return sorted((self.folder / SCHEMAS_FOLDER).glob("*.jsonl"))[:-KEPT_SCHEMAS]

    def _order(self, records: Records, files: Iterable[Path]) -> dict[Path, float]:
        """The files that count, each with the number of its newest load."""
        loads, replaced, compacted = records.loads, records.replaced, records.compacted
        found = {}
        for path in files:
            place = f"{path.parent.name}/{path.name}"
            if place in compacted:
                found[path] = _number(compacted[place].last_load_id)
            elif not is_compacted(path) and place not in replaced and load_id_of(path) in loads:
                found[path] = _number(load_id_of(path))
        return found

    def live_rows(
        self, stream: Stream, scope: str | None = None, columns: Sequence[str] | None = None
    ) -> dict[Any, Row]:
        """Return the latest version of every record that is not deleted, by key.

        Args:
            stream: Which stream.
            scope: Only records of this scope; None for all.
            columns: Only these columns beside the key; None for all.
        """
        wanted = [stream.key, *(columns if columns is not None else stream.schema.names)]
        condition, values = "true", []
        if scope is not None and stream.scope_column:
            condition, values = f'"{stream.scope_column}" = ?', [scope]
        rows = self._live(stream, list(dict.fromkeys(wanted)), condition, values)
        return {row[stream.key]: row for row in rows}

    def known_keys(self, stream: Stream, scope: str | None = None) -> set[Any]:
        """Return the keys of every record that is not deleted, of one scope or of all."""
        return set(self.live_rows(stream, scope, columns=()))

    def children(
        self, stream: Stream, parent_column: str, parent_keys: Iterable[Any]
    ) -> dict[Any, Any]:
        """Return the live records of these parents: each record's key with its parent's key."""
        keys = list(parent_keys)
        if not keys:
            return {}
        condition = f'"{parent_column}" in (select unnest(?))'
        rows = self._live(stream, [stream.key, parent_column], condition, [keys])
        return {row[stream.key]: row[parent_column] for row in rows}

    def news(self, stream: Stream, table: pa.Table) -> pa.Table:
        """Return the rows that differ from the latest landed version of their key.

        Landing a row that says nothing new would only make the lake grow; so would the
        tombstone of a record that was never landed or is already known to be gone.
        """
        files = self.files(stream)
        same = " and ".join(
            f'incoming."{name}" is not distinct from latest."{name}"'
            for name in stream.schema.names
            if name != "extracted_at"
        )
        query = f"""
            with wanted as (select "{stream.key}" from incoming),
            latest as ({_latest(stream, files, f'"{stream.key}" in (select * from wanted)')})
            select incoming.* from incoming
            left join latest on incoming."{stream.key}" = latest."{stream.key}"
            where not (latest."{stream.key}" is not null and {same})
            and not (incoming.is_deleted and coalesce(latest.is_deleted, true))
        """  # noqa: S608 - names come from the declared streams
        self._connection.register("incoming", table)
        return self._connection.execute(query).to_arrow_table().cast(stream.schema)

    def _live(
        self, stream: Stream, columns: Sequence[str], condition: str, values: list[Any]
    ) -> list[Row]:
        files = self.files(stream)
        if not files:
            return []
        names = ", ".join(f'"{name}"' for name in columns)
        query = (
            f"select {names} from ({_latest(stream, files)}) "  # noqa: S608 - declared names
            f"where not is_deleted and {condition}"
        )
        rows: list[Row] = self._connection.execute(query, values).to_arrow_table().to_pylist()
        return rows


def _number(load_id: str) -> float:
    try:
        return float(load_id)
    except ValueError:
        return 0.0


def _latest(stream: Stream, files: Sequence[Path], condition: str = "true") -> str:
    """Return SQL for the latest version of each key, deleted ones included.

    The empty typed row set gives columns that older files lack their type.
    """
    empty = ", ".join(
        f'cast(null as {_sql_type(column)}) as "{column.name}"' for column in stream.schema
    )
    load_id = landed_sql.LOAD_ID
    parts = [f"(select {empty}, cast(null as varchar) as {load_id} limit 0)"]
    if files:
        parts.append(f"(select * from {landed_sql.relation(files)} where {condition})")  # noqa: S608
    return (
        f"select * from ({' union all by name '.join(parts)}) "  # noqa: S608 - declared names
        f'qualify row_number() over (partition by "{stream.key}" '
        f"order by extracted_at desc, try_cast({load_id} as double) desc) = 1"
    )


def _sql_type(column: pa.Field) -> str:
    if column.type == INSTANT:
        return "timestamp"
    names = {"string": "varchar", "int64": "bigint", "double": "double", "bool": "boolean"}
    return names.get(str(column.type), "date")
