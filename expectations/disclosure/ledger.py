"""What was published of every cell about people, and for which people: rows are only added.

Belongs here: the ledger's columns, its rows, and what it says of earlier publications. Does not
belong here: writing it to a file (`orchestration/publication`).

A row is added when a cell is first published or withheld, and whenever that, the reason or the
people change. `people_set_hash` tells whether a cell is about the same people as before; it names
nobody.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from expectations.disclosure.cells import Cell, Key

TABLE = "disclosure_ledger"
COLUMNS: Mapping[str, str] = {
    "table_name": "varchar",
    "measure": "varchar",
    "team_id": "varchar",
    "grain": "varchar",
    "period_start": "date",
    "decision": "varchar",
    "reason": "varchar",
    "n_population": "integer",
    "people_set_hash": "varchar",
    "rule_version": "integer",
    "published_at": "timestamp",
}
KEY = ("measure", "team_id", "grain", "period_start", "published_at")
RULE_VERSION = 1
PUBLISHED, WITHHELD = "published", "withheld"
DIGITS = 16

Row = dict[str, Any]


def people_set_hash(people: Iterable[str], later: Iterable[str] = ()) -> str:
    """A text that is the same for the same people, and for the same people from a day on."""
    names = "\n".join([*sorted(people), "", *sorted(later)])
    return hashlib.sha256(names.encode()).hexdigest()[:DIGITS]


def same_people(cells: Iterable[Cell], kept: Iterable[Row]) -> dict[Key, bool]:
    """Which cells were published before, and whether for the same people every time."""
    hashes: dict[Key, set[str]] = {}
    for row in kept:
        if row["decision"] == PUBLISHED:
            hashes.setdefault(key_of(row), set()).add(row["people_set_hash"])
    return {
        cell.key: hashes[cell.key] == {people_set_hash(cell.people, cell.later_people)}
        for cell in cells
        if cell.key in hashes
    }


def added(
    cells: Iterable[Cell],
    tables: Mapping[str, str],
    withheld: Mapping[Key, str],
    kept: Iterable[Row],
    published_at: datetime,
) -> list[Row]:
    """The rows that a publication adds.

    Args:
        cells: Every cell that was written, shown or not.
        tables: The published table of each measure.
        withheld: The reason, by the key of what is withheld.
        kept: The rows of earlier publications.
        published_at: The instant of this one; its own earlier rows are replaced by the caller.
    """
    last: dict[Key, Row] = {}
    for row in sorted(kept, key=lambda row: row["published_at"]):
        last[key_of(row)] = row
    rows = []
    for cell in cells:
        reason = withheld.get(cell.key)
        row = {
            "table_name": tables[cell.measure],
            "measure": cell.measure,
            "team_id": cell.team_id,
            "grain": cell.grain,
            "period_start": cell.start,
            "decision": WITHHELD if reason else PUBLISHED,
            "reason": reason,
            "n_population": len(cell.people),
            "people_set_hash": people_set_hash(cell.people, cell.later_people),
            "rule_version": RULE_VERSION,
            "published_at": published_at,
        }
        before = last.get(cell.key)
        if before is None or any(
            before[name] != row[name] for name in ("decision", "reason", "people_set_hash")
        ):
            rows.append(row)
    return rows


def key_of(row: Mapping[str, Any]) -> Key:
    """The key of the cell a row is about."""
    return (row["measure"], row["team_id"], row["grain"], row["period_start"])
