"""Publication: write new files, audit them, then swap. Plain Python, no Dagster.

Belongs here: the order of these three. Does not belong here: building or judging the warehouse.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.publication import audit, write
from orchestration.publication.errors import AuditError, BlockedError, PublicationError
from orchestration.publication.files import Swap, alone

__all__ = ["AuditError", "BlockedError", "Publication", "PublicationError", "publish"]


@dataclass(frozen=True)
class Publication:
    """Where what was published lies, with the number of rows of each table."""

    folder: Path
    rows: dict[str, int]


def publish(home: Path) -> Publication:
    """Publish the warehouse of a data root.

    Args:
        home: The data root (TEAM_OUTCOMES_HOME).

    Raises:
        BlockedError: A guard that blocks failed, or the guards have not judged this build.
        AuditError: What was written may not be published.
        PublicationError: Another publication is at work, or the disk refuses.
    """
    try:
        with alone(home):
            return _publish(home)
    except (OSError, duckdb.IOException) as error:
        message = f"Publication failed: {error}. What was published before stays as it is."
        raise PublicationError(message) from error


def _publish(home: Path) -> Publication:
    warehouse, folder = home / "warehouse.duckdb", home / "published"
    _refuse_unless_judged(warehouse)
    swap = Swap(folder)
    leadership, auditors = folder / "leadership.duckdb", folder / "audit.duckdb"
    new_leadership, new_audit = swap.unpublished(leadership), swap.unpublished(auditors)
    write.leadership(warehouse, leadership, new_leadership)
    write.audit(warehouse, new_audit)
    copies = {
        table: swap.unpublished(folder / "parquet" / f"{table}.parquet")
        for table in write.tables(new_leadership)
    }
    write.parquet(new_leadership, copies)
    audit.check_leadership(new_leadership, warehouse)
    audit.check_parquet(new_leadership, copies)
    swap.put_in_place()
    with duckdb.connect(leadership, read_only=True) as connection:
        found = {
            table: connection.execute(f"select count(*) from marts.{table}").fetchone()  # noqa: S608
            for table in copies
        }
    return Publication(folder, {table: row[0] if row else 0 for table, row in found.items()})


def _refuse_unless_judged(warehouse: Path) -> None:
    with duckdb.connect(warehouse, read_only=True) as connection:
        try:
            unjudged = connection.execute(
                "select (select max(as_of) from marts.fct_team_metrics)"
                " is distinct from (select max(as_of) from gates.gate_results)"
            ).fetchone()
            blocking = connection.execute(
                "select guard, expectation, detail from gates.gate_results "
                "where not passed and severity = 'block' order by all"
            ).fetchall()
        except duckdb.CatalogException as error:
            message = f"Nothing is published: the warehouse is not built and judged ({error})."
            raise BlockedError(message) from error
    if unjudged and unjudged[0]:
        raise BlockedError("Nothing is published: the guards have not judged this build yet.")
    if blocking:
        reasons = "; ".join(f"{guard}: {expectation} ({detail})" for guard, expectation, detail in blocking)
        raise BlockedError(f"Nothing is published, these guards block: {reasons}.")
