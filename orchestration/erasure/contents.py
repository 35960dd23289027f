"""What files hold, opened: the values of Parquet and DuckDB files, and what gzip packed.

Here: every text of a file, whatever packs it. Not here: what is looked for.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from expectations.files import literal

PARQUET, DATABASE, PACKED = ".parquet", ".duckdb", ".gz"
VIEWS = """
    select schema_name, view_name, sql from duckdb_views()
    where database_name = ? and not internal order by all
"""
COLUMNS = """
    select columns.schema_name, columns.table_name, columns.column_name, columns.data_type
    from duckdb_columns() as columns
    inner join duckdb_tables() as tables
        using (database_name, schema_name, table_name)
    where columns.database_name = ? and not columns.internal
    order by columns.schema_name, columns.table_name, columns.column_index
"""
Table = tuple[str, str]
Columns = dict[str, str]


def is_packed(file: Path) -> bool:
    """Whether what a file holds does not show in its bytes."""
    return file.suffix in (PARQUET, DATABASE, PACKED)


def texts(file: Path) -> Iterator[tuple[str, str]]:
    """Every different text of a file, each with the column it stands in; none for other bytes.

    Raises:
        OSError: The file cannot be read.
        duckdb.Error: A database cannot be opened.
        pyarrow.ArrowException: A Parquet file cannot be read.
    """
    if file.suffix == PARQUET:
        yield from _texts_of_parquet(file)
    elif file.suffix == DATABASE:
        yield from _texts_of_database(file)
    else:
        text = text_of(file)
        if text is not None:
            yield "", text


def text_of(file: Path) -> str | None:
    """The text of a file that is one, unpacked if need be; None for one that is none."""
    content = file.read_bytes()
    if file.suffix == PACKED:
        try:
            content = gzip.decompress(content)
        except (OSError, EOFError, zlib.error):
            return None
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def tables(connection: duckdb.DuckDBPyConnection, database: str) -> dict[Table, Columns]:
    """The columns of every table with their types, by schema and table; asked for all at once."""
    found: dict[Table, Columns] = {}
    for schema, table, column, kind in connection.execute(COLUMNS, [database]).fetchall():
        found.setdefault((schema, table), {})[column] = kind
    return found


def text_columns(columns: Columns) -> list[str]:
    """The columns that hold text, or lists and structures that may hold some."""
    return [name for name, kind in columns.items() if "VARCHAR" in kind or kind == "JSON"]


def quoted(*names: str) -> str:
    """Names as SQL takes them."""
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


def _texts_of_parquet(file: Path) -> Iterator[tuple[str, str]]:
    table = pq.ParquetFile(file).read()
    for name, column in zip(table.column_names, table.columns, strict=True):
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            for text in column.unique().to_pylist():
                if text is not None:
                    yield name, text


def _texts_of_database(file: Path) -> Iterator[tuple[str, str]]:
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(file)} as held (read_only)")
        for table, columns in tables(connection, "held").items():
            for column in text_columns(columns):
                query = (
                    f"select distinct cast({quoted(column)} as varchar) "  # noqa: S608 - of the file
                    f"from {quoted('held', *table)} where {quoted(column)} is not null"
                )
                for (text,) in connection.execute(query).fetchall():
                    yield column, text
        for _, name, sql in connection.execute(VIEWS, ["held"]).fetchall():
            yield name, sql
