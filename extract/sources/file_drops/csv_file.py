"""What one CSV file drop is: one declaration that reading, streams and tests share.

Here: the declaration, and what follows from its published schema: columns and their types.
Not here: the declarations themselves (csv_files.py) and reading (csv_reading.py).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyarrow as pa

from extract.core.source import BOOLEAN, DAY, INTEGER, REAL, TEXT, Stream
from extract.sources.file_drops.schema import Finding, load
from extract.sources.file_drops.tables import Cells, Tables

Check = Callable[[Cells, Tables], Finding | None]
"""A rule over a row the schema accepts, seen beside the rows accepted before it."""

_TYPES = {"integer": INTEGER, "number": REAL, "boolean": BOOLEAN}


def _as_read(_: Cells, __: Tables) -> tuple[str, ...]:
    """Rows that exclude each other are judged in the order of the file."""
    return ()


@dataclass(frozen=True)
class CsvFile:
    """One file drop: `inputs/<name>.csv`, described by `schemas/<name>.schema.json`.

    Attributes:
        name: The stream, the file and the schema are called so.
        id_column: The stream's key; a column of the file, or made of `key`.
        key: The columns that name a row for ever; no two rows share them.
        checks: Rules beyond the schema, applied in this order until one finds something.
        needs: Files whose rows the checks look up; without them this file cannot be judged.
        order: What rows are sorted by before they are judged, beside their place in the file.
        identity: What no two rows share, where it is more than `key`.
        held_by: The column whose value a wrong row keeps landed rows by, where no right row has
            that value: a person's whole past must not vanish over one wrong date.
        prose: Columns of free text, of which nothing but the length is landed.
        is_required: Whether a run without the file is an error.
        is_personal: Whether its rows are about single persons: what is wrong with them is listed
            without quoting them.
    """

    name: str
    id_column: str
    key: tuple[str, ...]
    checks: tuple[Check, ...] = ()
    needs: tuple[str, ...] = ()
    order: Callable[[Cells, Tables], tuple[str, ...]] = _as_read
    identity: Callable[[Mapping[str, Any]], Hashable] | None = None
    held_by: str | None = None
    prose: tuple[str, ...] = ()
    is_required: bool = False
    is_personal: bool = False

    @property
    def path(self) -> str:
        """The file as people know it."""
        return f"inputs/{self.name}.csv"

    @cached_property
    def types(self) -> dict[str, pa.DataType]:
        """Every column of the file with the type of its values, in the schema's order."""
        properties: Mapping[str, Any] = load(self.name)["properties"]
        return {column: _type_of(schema) for column, schema in properties.items()}

    @cached_property
    def stream(self) -> Stream:
        """The stream its rows are landed in: the key, then the columns, prose as lengths."""
        columns = {self.id_column: TEXT}
        for column, kind in self.types.items():
            if column in self.prose:
                columns[length_of(column)] = INTEGER
            else:
                columns[column] = kind
        return Stream(self.name, self.id_column, columns)

    def id_of(self, row: Mapping[str, Any]) -> str:
        """The key of a row: the values that name it, joined by colons; none has one inside.

        Only the last value of `identities` may, an account as its tool writes it.
        """
        return ":".join("" if row[column] is None else str(row[column]) for column in self.key)

    def identity_of(self, row: Mapping[str, Any]) -> Hashable:
        """What no two rows may share."""
        return self.identity(row) if self.identity else self.id_of(row)


def length_of(column: str) -> str:
    """The name of the column that holds the length of a column's text."""
    return f"{column}_length"


def _type_of(schema: Mapping[str, Any]) -> pa.DataType:
    """The type of a property: by its JSON type, text that is a date being a day."""
    declared = schema.get("type", "string")
    kinds = [declared] if isinstance(declared, str) else declared
    if schema.get("format") == "date":
        return DAY
    return next((_TYPES[kind] for kind in kinds if kind in _TYPES), TEXT)
