"""The quarterly audit in this process: `python -m orchestration.audit 2026Q1 2026Q2`.

Here: the order of steps, the command and its exit code. Not here: questions, rules and the report
(`expectations/audit`), what an accepted action does (`orchestration/publication`). Exit codes: 0
each report is written and its audit published; 1 one is not, and the text says why.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from expectations.audit import auditing, history, report
from expectations.audit.period import Quarter, QuarterError
from expectations.audit.reading import opened
from expectations.files import literal, put_text
from orchestration import paths
from orchestration.lock import BusyError, one_run
from orchestration.publication import Publication, PublicationError, publish
from orchestration.site import SiteError, write_site

REGISTRY = "metric_registry_history"


@dataclass(frozen=True)
class Audited:
    """What an audit left.

    Attributes:
        quarter: The quarter.
        audit_id: Its name.
        report: The page for leaders.
        verdicts: How many answers have each verdict.
    """

    quarter: Quarter
    audit_id: str
    report: Path
    verdicts: dict[str, int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Audit quarters and return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m orchestration.audit", description=in_order.__doc__
    )
    parser.add_argument("quarters", nargs="+", metavar="quarter", help="such as 2026Q2")
    options = parser.parse_args(arguments)
    try:
        quarters = [Quarter.named(name) for name in options.quarters]
        with one_run(paths.home()):
            _audit(paths.home(), quarters)
    except (BusyError, QuarterError, PublicationError, SiteError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    return 0


def _audit(home: Path, quarters: Iterable[Quarter]) -> None:
    """Audit and tell; whatever ends it, the site shows the audits that were published."""
    is_audited = False
    try:
        for done in in_order(home, quarters):
            is_audited = True
            told = ", ".join(f"{count} {verdict}" for verdict, count in done.verdicts.items())
            sys.stdout.write(f"Audit {done.audit_id}: {told}.\nReport: {done.report}\n")
    finally:
        if is_audited:
            write_site(home)


def in_order(home: Path, quarters: Iterable[Quarter]) -> Iterator[Audited]:
    """Audit quarters from the oldest on; one that cannot be audited ends it, those before it stay.

    Args:
        home: The data root; the caller holds its lock.
        quarters: The quarters; one that is named twice is audited once.

    Raises:
        QuarterError: A quarter cannot be audited, see `run`.
        PublicationError: An audit is not published yet, see `run`.
    """
    for number in sorted({quarter.number for quarter in quarters}):
        yield run(home, Quarter(number).name)


def run(home: Path, quarter_name: str) -> Audited:
    """Audit a quarter of what is published, write the report, and publish the audit.

    Args:
        home: The data root; the caller holds its lock.
        quarter_name: Such as `2026Q2`.

    Raises:
        QuarterError: The quarter is not over, nothing is published of it, or the warehouse is not
            what is published.
        PublicationError: The audit is kept, and will be published with the next daily run.
    """
    quarter = Quarter.named(quarter_name)
    publication = Publication(home)
    if not publication.leadership.exists() or not publication.warehouse.exists():
        raise QuarterError(
            f"{quarter.name} cannot be audited, as nothing is published in {publication.folder}: "
            "run the daily job (make run) first."
        )
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(publication.warehouse)} as warehouse (read_only)")
        connection.execute(f"attach {literal(publication.leadership)} as published (read_only)")
        connection.execute(f"attach {literal(publication.audit)} as trail (read_only)")
        source = opened(connection, quarter)
        audit_id = history.next_audit_id(publication.parquet, quarter.name)
        found = auditing.audit(source, audit_id)
        rows = auditing.rows(found, _registered(publication.parquet))
        page = report.page(found)
    written = _write(publication.folder / "audits" / quarter.name, audit_id, page)
    history.add(publication.parquet, rows)
    try:
        publish(home)
    except PublicationError as error:
        raise PublicationError(
            f"Audit {audit_id} is kept, and not published yet: {error}"
        ) from error
    return Audited(quarter, audit_id, written, report.counts(found.answers))


def _registered(folder: Path) -> list[dict[str, Any]]:
    """What earlier audits saw of the registry, oldest first."""
    with duckdb.connect() as connection:
        found = connection.execute(f"{history.kept(folder, REGISTRY)} order by as_of, audit_id")
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _write(folder: Path, audit_id: str, page: str) -> Path:
    """The page under the audit's own name, which stays, and as the quarter's latest."""
    latest = folder / "report.html"
    for target in (folder / f"{audit_id}.html", latest):
        put_text(target, page)
    return latest


if __name__ == "__main__":
    sys.exit(main())
