"""Reads what has been landed: complete loads only, the latest version of each key.

Belongs here: questions an extraction asks of its own earlier work. Does not belong here:
writing (``landing.py``), or anything the warehouse computes (dbt registers its own views).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from extract.core.source import INSTANT, Row, Stream

LOADS_FOLDER = "_dlt_loads"
_COMPLETE = 0


class Landed:
    """The landed rows of one source.

    Args:
        folder: ``landing/<source>``; it need not exist yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._complete_by_file: dict[str, str] = {}

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        """Opened when the first rows are asked for: who wants to know files only needs none."""
        return duckdb.connect(config={"threads": 2})

    def complete_loads(self) -> set[str]:
        """Return the ids of the loads that dlt has recorded complete.

        A record cut short by a kill is no record: its load does not count.
        """
        for path in (self.folder / LOADS_FOLDER).glob("*.jsonl"):
            if path.name not in self._complete_by_file:
                load_id = _complete_load_id(path)
                if load_id:
                    self._complete_by_file[path.name] = load_id
        return set(self._complete_by_file.values())

    def files(self, stream: Stream) -> list[Path]:
        """Return the stream's files of complete loads, oldest load first."""
        complete = self.complete_loads()
        found = (self.folder / stream.name).glob("*.parquet")
        return sorted((path for path in found if load_id_of(path) in complete), key=_load_order)

    def orphans(self) -> list[Path]:
        """Return files of loads that never completed, and broken load records."""
        complete = self.complete_loads()
        files = [p for p in self.folder.glob("*/*.parquet") if load_id_of(p) not in complete]
        records = (self.folder / LOADS_FOLDER).glob("*.jsonl")
        return files + [p for p in records if p.name not in self._complete_by_file]

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


def load_id_of(path: Path) -> str:
    """Return the load a data file belongs to: ``<load id>.<file id>.parquet``."""
    return path.name.removesuffix(".parquet").rpartition(".")[0]


def _load_order(path: Path) -> float:
    try:
        return float(load_id_of(path))
    except ValueError:
        return 0.0


def _complete_load_id(path: Path) -> str | None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return str(record["load_id"]) if record["status"] == _COMPLETE else None
    except (ValueError, KeyError, TypeError):
        return None


def _latest(stream: Stream, files: Sequence[Path], condition: str = "true") -> str:
    """Return SQL for the latest version of each key, deleted ones included.

    The empty typed row set gives columns that older files lack their type.
    """
    empty = ", ".join(
        f'cast(null as {_sql_type(column)}) as "{column.name}"' for column in stream.schema
    )
    parts = [f"(select {empty}, cast(null as varchar) as filename limit 0)"]
    if files:
        names = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
        parts.append(
            f"(select * from read_parquet([{names}], union_by_name = true, filename = true) "  # noqa: S608
            f"where {condition})"
        )
    load_id = "regexp_extract(filename, '([0-9]+[.][0-9]+)[.][^/]*$', 1)"
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
