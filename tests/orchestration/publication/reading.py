"""Reading what was published, and changing the warehouse it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb


def read(home: Path, query: str, database: str = "leadership") -> list[tuple[Any, ...]]:
    """Rows of a published database."""
    file = home / "published" / f"{database}.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def change(home: Path, *statements: str) -> None:
    """Run statements on the warehouse."""
    with duckdb.connect(str(home / "warehouse.duckdb")) as connection:
        for statement in statements:
            connection.execute(statement)


def contents(home: Path) -> dict[str, bytes]:
    """Every file under published, byte by byte, unfinished ones included."""
    folder = home / "published"
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
