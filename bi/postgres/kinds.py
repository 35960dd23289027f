"""Types of DuckDB as types of Postgres.

Here: exact counterparts alone; what has none is an error. Not here: tables.
"""

from __future__ import annotations

import re

EXACT = {
    "BIGINT": "bigint",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DOUBLE": "double precision",
    "FLOAT": "real",
    "HUGEINT": "numeric",
    "INTEGER": "integer",
    "SMALLINT": "smallint",
    "TIMESTAMP": "timestamp",
    "TIMESTAMP WITH TIME ZONE": "timestamptz",
    "VARCHAR": "text",
    "UUID": "uuid",
}
DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")


class MirrorError(Exception):
    """The mirror was not renewed; says what was expected and what to do."""


def postgres_type(table: str, column: str, kind: str) -> str:
    """The type that holds the same values.

    Args:
        table: Where the column is, for the error.
        column: The column.
        kind: Its type as DuckDB spells it.

    Raises:
        MirrorError: There is none.
    """
    if kind.endswith("[]"):
        return postgres_type(table, column, kind.removesuffix("[]")) + "[]"
    if found := DECIMAL.fullmatch(kind):
        return f"numeric({found[1]},{found[2]})"
    if kind not in EXACT:
        raise MirrorError(
            f"{table}.{column} is of the type {kind}, expected one of {', '.join(EXACT)}: add its "
            "counterpart to bi/postgres/kinds.py. The mirror is as it was."
        )
    return EXACT[kind]


def copied_type(kind: str) -> str:
    """The name of a Postgres type as COPY wants it, without its precision."""
    return re.sub(r"\(.*\)", "", kind)
