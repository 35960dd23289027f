"""Publishes a warehouse: write beside, audit, then put every file in its place.

Here: the order of steps. Not here: the steps. `publish` either replaces the files by whole, audited
ones or leaves them as they are; a reader who holds an old file goes on reading it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import duckdb

from expectations.disclosure import ledger
from expectations.files import synchronise
from orchestration.publication import audit, disclosure, overlay, write
from orchestration.publication.contract import (
    SEMANTIC,
    Table,
    audit_tables,
    leadership_tables,
    leadership_views,
)
from orchestration.publication.errors import PublicationError

SHOWN_FINDINGS = 3


@dataclass(frozen=True)
class Publication:
    """Where things lie under a data root.

    Attributes:
        home: The data root.
    """

    home: Path

    @property
    def folder(self) -> Path:
        """The folder of all published files."""
        return self.home / "published"

    @property
    def warehouse(self) -> Path:
        """The warehouse that is published."""
        return self.home / "warehouse.duckdb"

    @property
    def leadership(self) -> Path:
        """The database leaders read."""
        return self.folder / "leadership.duckdb"

    @property
    def audit(self) -> Path:
        """The database of gates, quarantine, extraction, and of what was said when."""
        return self.folder / "audit.duckdb"

    @property
    def parquet(self) -> Path:
        """The folder of Parquet copies of every table that has a contract."""
        return self.folder / "parquet"

    @property
    def snapshots(self) -> Path:
        """What publications said of every cell: the next build begins with it."""
        return self.parquet / "metric_snapshots.parquet"


def publish(home: Path) -> dict[str, int]:
    """Publish the warehouse of a data root, whose guards have run.

    Args:
        home: The data root.

    Returns:
        Rows by table of leadership.duckdb.

    Raises:
        PublicationError: A guard blocks, the audit finds something, or a file cannot be written;
            the last good publication is as it was.
    """
    publication = Publication(home)
    try:
        publication.parquet.mkdir(parents=True, exist_ok=True)
        write.remove_unfinished(publication.folder, publication.parquet)
        with overlay.prepared(
            publication.warehouse, publication.leadership, publication.parquet
        ) as connection:
            tables = leadership_tables()
            drafts = _drafts(connection, publication, tables)
            counts = {
                table.name: _count(connection, f"warehouse.marts.{table.name}") for table in tables
            }
        _swap(drafts)
    except (OSError, duckdb.Error) as error:
        reason = str(error).splitlines()[0]
        raise PublicationError(
            f"Nothing was published, the last publication stays. {publication.folder} cannot be "
            f"written or {publication.warehouse.name} cannot be read: {reason}"
        ) from error
    finally:
        write.remove_unfinished(publication.folder, publication.parquet)
    return counts


def _drafts(
    connection: duckdb.DuckDBPyConnection, publication: Publication, tables: tuple[Table, ...]
) -> list[write.Draft]:
    """Write and audit every file.

    Raises:
        PublicationError: The audit found something.
    """
    leadership = write.write_database(
        connection,
        publication.leadership,
        write.SCHEMA,
        {table.name: overlay.mart_query(table) for table in tables},
    )
    write.write_views(leadership, SEMANTIC, leadership_views())
    singled_out = disclosure.findings(connection, leadership)
    trail, others = audit_tables(), overlay.audit_queries()
    audited = write.write_database(
        connection,
        publication.audit,
        write.SCHEMA,
        others | {table.name: overlay.mart_query(table) for table in trail},
    )
    copies = write.write_parquet(leadership, publication.parquet, _orders(tables))
    audit_copies = write.write_parquet(
        audited, publication.parquet, _orders(trail) | {ledger.TABLE: ", ".join(ledger.KEY)}
    )
    findings = [
        *singled_out,
        *audit.leadership_findings(connection, leadership, tables),
        *audit.audit_findings(connection, audited, trail, list(others), publication.snapshots),
        *audit.parquet_findings(copies, leadership),
        *audit.parquet_findings(audit_copies, audited),
    ]
    if findings:
        shown = "; ".join(findings[:SHOWN_FINDINGS])
        raise PublicationError(
            f"Nothing was published, the last publication stays. The audit of the written files "
            f"found {len(findings)} faults: {shown}"
        )
    # What is said is kept before anybody reads it: a kill between the two loses nothing.
    return [*audit_copies, audited, leadership, *copies]


def _orders(tables: tuple[Table, ...]) -> dict[str, str]:
    return {table.name: overlay.order_by(table) for table in tables}


def _swap(drafts: list[write.Draft]) -> None:
    """Put every file in its place, each in one step, and have that on the disk."""
    for draft in drafts:
        os.replace(draft.file, draft.target)  # noqa: PTH105 - the one call known to be atomic
    for folder in {draft.target.parent for draft in drafts}:
        synchronise(folder)


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    row = connection.execute(f"select count(*) from {relation}").fetchone()  # noqa: S608
    return int(row[0]) if row else 0
