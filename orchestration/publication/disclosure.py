"""Withholds cells that would single out people, and refuses a publication that still would.

Here: the rules of `expectations.disclosure` between the warehouse, the written file and the kept
ledger. Not here: the rules; the SQL that hides a withheld cell (`sql/hidden_cells.sql`).

The choice is made from the warehouse; the refusal looks at the written file and knows nothing of
the choice. No message names a person or says how few they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from expectations.disclosure import attacks, gathering, ledger
from expectations.disclosure.cells import LEAST_PEOPLE, Cell, Key, Tree
from expectations.disclosure.suppression import choose
from expectations.files import literal
from orchestration.publication.write import Draft

WITHHELD = {
    "table_name": "varchar",
    "measure": "varchar",
    "team_id": "varchar",
    "grain": "varchar",
    "period_start": "date",
    "reason": "varchar",
}
KEPT, SAID = "kept_ledger", "said_ledger"


def withhold(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Leave the temporary table `withheld`: one row per cell that is not to be shown.

    Args:
        connection: One that sees the warehouse and the table `run`.
        folder: The folder of Parquet copies, with the ledger of earlier publications.
    """
    _create(connection, KEPT, ledger.COLUMNS)
    file = folder / f"{ledger.TABLE}.parquet"
    if file.exists():
        # What a run of the same instant said is replaced.
        connection.execute(
            f"insert into {KEPT} by name select * from read_parquet({literal(file)}) "  # noqa: S608
            "where published_at != (select as_of from run)"
        )
    gathered = gathering.cells(connection, "warehouse")
    before = ledger.same_people(gathered.said, _kept(connection))
    chosen = choose(gathered.said, gathering.tree(connection), published=before)
    _create(connection, "withheld", WITHHELD)
    _insert(
        connection,
        "withheld",
        WITHHELD,
        [
            dict(zip(WITHHELD, (gathered.tables[key[0]], *key, reason), strict=True))
            for key, reason in chosen.items()
        ],
    )


def findings(connection: duckdb.DuckDBPyConnection, draft: Draft) -> list[str]:
    """What an adversary who has all publications and this one could tell of few people.

    Leaves the temporary table `said_ledger`: the ledger with what this publication adds.

    Args:
        connection: One for which `withhold` was called.
        draft: The written leadership.duckdb.
    """
    connection.execute(f"attach {literal(draft.file)} as draft (read_only)")
    try:
        gathered = gathering.cells(connection, "draft")
    finally:
        connection.execute("detach draft")
    kept = _kept(connection)
    _say(connection, gathered, kept)
    shown = [cell for cell in gathered.said if not cell.is_withheld]
    before = ledger.same_people(gathered.said, kept)
    known = [cell for cell in (*gathered.said, *gathered.unsaid) if cell.key in before]
    few = [cell for cell in gathered.said if cell.is_withheld and cell.n_behind < LEAST_PEOPLE]
    return _new(shown, known, few, gathering.tree(connection))


def _new(
    shown: Sequence[Cell], known: Sequence[Cell], few: Sequence[Cell], tree: Tree
) -> list[str]:
    """What could not be told before this publication."""
    seen = {cell.key: cell for cell in (*known, *shown)}
    found = list(attacks.every(list(seen.values()), few, tree))
    if not found:
        return []
    old = {(each.attack, each.measure, each.people) for each in attacks.every(known, few, tree)}
    return [
        f"{each.measure} of {', '.join(each.teams)} from {each.start}: published together these "
        f"cells tell something of fewer than {LEAST_PEOPLE} people ({each.attack})"
        for each in found
        if (each.attack, each.measure, each.people) not in old
    ]


def _say(
    connection: duckdb.DuckDBPyConnection,
    gathered: gathering.Gathered,
    kept: Sequence[ledger.Row],
) -> None:
    reasons: dict[Key, str] = {
        (measure, team, grain, gathering.day(start)): reason
        for _, measure, team, grain, start, reason in connection.execute(
            "select * from withheld"
        ).fetchall()
    }
    as_of = _as_of(connection)
    is_late = any(row["published_at"] > as_of for row in kept)
    rows = [] if is_late else ledger.added(gathered.said, gathered.tables, reasons, kept, as_of)
    connection.execute(f"create or replace temp table {SAID} as from {KEPT}")
    _insert(connection, SAID, ledger.COLUMNS, rows)


def _as_of(connection: duckdb.DuckDBPyConnection) -> datetime:
    found: datetime = connection.execute("select as_of from run").fetchall()[0][0]
    return found


def _kept(connection: duckdb.DuckDBPyConnection) -> list[ledger.Row]:
    names = tuple(ledger.COLUMNS)
    rows = connection.execute(f"select {', '.join(names)} from {KEPT}").fetchall()  # noqa: S608
    return [dict(zip(names, row, strict=True)) for row in rows]


def _create(connection: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str]) -> None:
    kinds = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    connection.execute(f"create or replace temp table {table} ({kinds})")


def _insert(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    columns: Mapping[str, str],
    rows: Iterable[Mapping[str, Any]],
) -> None:
    values = [{name: row[name] for name in columns} for row in rows]
    if values:
        connection.register("added", pa.Table.from_pylist(values))
        connection.execute(f"insert into {table} by name select * from added")  # noqa: S608
        connection.unregister("added")
