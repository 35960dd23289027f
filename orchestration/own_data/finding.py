"""Finds every row about one person: in the landing lake and in the warehouse.

Here: which tables there are, and which rows of them. Not here: words about tables (`project.py`),
what of a row may be seen (`masking.py`).

Tables are discovered, never listed: a new stream, model or schema is looked through without anybody
thinking of it. Every text of every table is looked at, not only columns called after people.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from expectations.files import literal
from extract.core import tokens
from extract.registry import SOURCES
from orchestration.erasure import contents
from orchestration.erasure.contents import quoted
from orchestration.own_data.masking import Mask
from orchestration.people import known as people
from orchestration.people.identifiers import Identifier, collect
from orchestration.people.known import Known

COACHING = "coaching"
LANDING = "landing"
Row = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """The rows of one table that are about the person.

    Attributes:
        place: `landing`, or the schema of the warehouse.
        table: Its name; of a landed stream `source.stream`.
        rows: Without anybody else.
    """

    place: str
    table: str
    rows: list[Row] = field(default_factory=list)


class Finder:
    """Looks for one person in one data root.

    Args:
        home: The data root.
        person: The person_id.

    Raises:
        UnknownPersonError: Nobody of that name was ever landed.
    """

    def __init__(self, home: Path, person: str) -> None:
        self.home = home
        self.person = person
        self.known: Known = people.known(home)
        self.identifiers: list[Identifier] = collect(home, person)
        own = {tokens.core(one.text) for one in self.identifiers if one.left_because is None}
        self._mask = Mask(own - {""}, self.known.names_of_others(person))
        self._keys = self.known.keys_of(person)
        # An account that is somebody else's in another tool tells nothing where no tool is told.
        shared = {tokens.whole(name) for name in self.known.names_of_others(person)}
        self._everywhere = frozenset().union(*self._keys.values()) - shared
        self._near = sorted(
            {tokens.whole(one.text) for one in self.identifiers}
            | {tokens.core(one.text) for one in self.identifiers} - {""}
        )

    def in_landing(self) -> Iterator[Found]:
        """Every landed version of every record that names the person."""
        with duckdb.connect() as connection:
            for source, stream, files in people.landed(self.home):
                relation = people.parquet(files)
                rows = self._rows(connection, relation, people.text_columns(stream), source.name)
                if rows:
                    yield Found(LANDING, f"{source.name}.{stream.name}", rows)

    def in_warehouse(self) -> Iterator[Found]:
        """Every row of every table that names the person."""
        file = self.home / "warehouse.duckdb"
        if not file.exists():
            return
        with duckdb.connect() as connection:
            connection.execute(f"attach {literal(file)} as held (read_only)")
            for (schema, table), columns in contents.tables(connection, "held").items():
                source = _source_of(table)
                relation = quoted("held", schema, table)
                texts = contents.text_columns(columns)
                rows = self._rows(connection, relation, texts, source)
                if rows:
                    yield Found(schema, table, rows)

    def _rows(
        self,
        connection: duckdb.DuckDBPyConnection,
        relation: str,
        columns: Sequence[str],
        source: str | None,
    ) -> list[Row]:
        if not columns:
            return []
        words = ", ".join(f"cast({quoted(column)} as varchar)" for column in columns)
        near = " or ".join(f"contains(lower(concat_ws(chr(31), {words})), ?)" for _ in self._near)
        found = connection.execute(
            f"select * from {relation} where {near}",  # noqa: S608 - names of the tables themselves
            self._near,
        )
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, values, strict=True)) for values in found.fetchall()]
        return [
            self._mask.row(row, keys)
            for row in rows
            if self._mask.is_own(row, keys := self._keys_in(row, source))
        ]

    def _keys_in(self, row: Row, source: str | None) -> frozenset[str]:
        """The person's accounts in the tool a row is of."""
        named = source or str(row.get("source"))
        if named == "file_drops":
            # Whose an account is stands in the registry, so its own row says which tool it is of.
            named = str(row.get("source"))
        return self._keys.get(named, self._everywhere)


def _source_of(table: str) -> str | None:
    """The tool whose records a staging model holds; None for a table of none or of several."""
    head = table.removeprefix("stg_").partition("__")[0]
    return head if table.startswith("stg_") and head in {s.name for s in SOURCES} else None
