"""Writes files anew with a pseudonym in the place of a person.

Here: one function a kind of file; a file is replaced in one step or stays. Not here: which files.

DuckDB keeps the bytes of what was deleted or updated, so a database is never updated: all that is
to stay is copied into a new file.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from expectations.files import literal, put_in_place
from extract.core.erasures import put
from extract.core.veil import Veil
from orchestration.erasure import contents
from orchestration.erasure.contents import quoted
from orchestration.publication.write import STORAGE_VERSION, Draft

IsNear = Callable[[str], bool]


def parquet(file: Path, veil: Veil, is_near: IsNear) -> bool:
    """Rewrite a Parquet file; tell whether it changed.

    Args:
        file: The file.
        veil: Replaces.
        is_near: Whether a text may have to change at all; cheap.
    """
    reader = pq.ParquetFile(file)
    table = reader.read()
    changes = table.column("field").to_pylist() if "field" in table.column_names else None
    columns, changed = [], False
    for name, column in zip(table.column_names, table.columns, strict=True):
        new = _column(name, column, changes, veil, is_near)
        changed = changed or new is not None
        columns.append(column if new is None else new)
    if not changed:
        return False
    draft = Draft.of(file).file
    compression = reader.metadata.row_group(0).column(0).compression.lower()
    pq.write_table(pa.table(columns, schema=table.schema), draft, compression=compression)
    put_in_place(draft, file)
    return True


def database(file: Path, veil: Veil, is_near: IsNear) -> bool:
    """Copy a database into a new file; tell whether it changed."""
    if not any(is_near(text) for _, text in contents.texts(file)):
        return False
    draft = Draft.of(file).file
    draft.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(file)} as old (read_only)")
        connection.execute(f"attach {literal(draft)} as new (storage_version '{STORAGE_VERSION}')")
        connection.execute("use new")
        _copy_tables(connection, veil, is_near)
        _copy_views(connection)
        connection.execute("checkpoint new")
    put_in_place(draft, file)
    return True


def text(file: Path, veil: Veil, is_near: IsNear) -> bool:
    """Rewrite a file of text, packed or not; tell whether it changed."""
    old = contents.text_of(file)
    if old is None or not is_near(old):
        return False
    new = veil.text(old)
    if new == old:
        return False
    written = new.encode("utf-8")
    is_packed = file.suffix == contents.PACKED
    put(
        file,
        gzip.compress(written, mtime=0) if is_packed else written,
        mode=file.stat().st_mode & 0o777,
    )
    return True


def _column(
    name: str,
    column: pa.ChunkedArray,
    changes: list[str | None] | None,
    veil: Veil,
    is_near: IsNear,
) -> pa.ChunkedArray | None:
    """A column without the person; None if the person does not stand in it."""
    if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        return None
    near = {value for value in column.unique().to_pylist() if value is not None and is_near(value)}
    if not near:
        return None
    old = column.to_pylist()
    fields = changes or [None] * len(old)
    new = [
        veil.column(name, value, field or "") if value in near else value
        for value, field in zip(old, fields, strict=True)
    ]
    return None if new == old else pa.chunked_array([pa.array(new, type=column.type)])


def _copy_tables(connection: duckdb.DuckDBPyConnection, veil: Veil, is_near: IsNear) -> None:
    made = connection.execute(
        "select schema_name, table_name, sql from duckdb_tables() "
        "where database_name = 'old' and not internal order by all"
    ).fetchall()
    columns = contents.tables(connection, "old")
    for schema, table, sql in made:
        connection.execute(f"create schema if not exists {quoted('new', schema)}")
        connection.execute(sql)
        kinds = columns[schema, table]
        texts = set(contents.text_columns(kinds))
        relation = quoted("old", schema, table)
        shown, joins = [], []
        for number, (name, kind) in enumerate(kinds.items()):
            column = f"t.{quoted(name)}"
            if name in texts and _spell(connection, relation, name, number, veil, is_near):
                joins.append(
                    f"left join spelled_{number} as s{number} "
                    f"on s{number}.old = cast({column} as varchar)"
                )
                new = f"cast(s{number}.new as {kind})"
                column = f"case when s{number}.old is null then {column} else {new} end"
            shown.append(column)
        connection.execute(
            f"insert into {quoted('new', schema, table)} "  # noqa: S608 - names of the file itself
            f"select {', '.join(shown)} from {relation} as t {' '.join(joins)}"
        )


def _spell(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    column: str,
    number: int,
    veil: Veil,
    is_near: IsNear,
) -> bool:
    """Make a table of what the values of a column become; tell whether any changes."""
    found = connection.execute(
        f"select distinct cast({quoted(column)} as varchar) from {relation} "  # noqa: S608
        f"where {quoted(column)} is not null"
    ).fetchall()
    pairs = [(value, veil.column(column, value)) for (value,) in found if is_near(value)]
    changed = [(old, new) for old, new in pairs if old != new]
    connection.execute(f"create or replace temp table spelled_{number} (old varchar, new varchar)")
    if changed:
        connection.executemany(f"insert into spelled_{number} values (?, ?)", changed)  # noqa: S608
    return bool(changed)


def _copy_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the views again; one that reads another one waits for it."""
    waiting = connection.execute(contents.VIEWS, ["old"]).fetchall()
    while waiting:
        left = []
        for view in waiting:
            connection.execute(f"create schema if not exists {quoted('new', view[0])}")
            try:
                connection.execute(view[2])
            except duckdb.Error:
                left.append(view)
        if len(left) == len(waiting):
            connection.execute(left[0][2])
        waiting = left
