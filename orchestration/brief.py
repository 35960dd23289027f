"""Drafts about the teams of a quarter: `python -m orchestration.brief 2026Q2`.

Here: the order of steps, the command and its exit code. Not here: sentences, checks and pages
(`expectations/brief`). It belongs to nothing daily and changes nothing that is published. Exit
codes: 0 the briefs are written; 1 they are not, and the text says why.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import duckdb

from expectations.audit.period import Quarter, QuarterError
from expectations.brief import narrative, reading, report
from expectations.brief.cited import CitationError
from expectations.brief.endpoint import Endpoint
from expectations.brief.rewording import RewordingError, accepted, sent
from expectations.files import literal, put_text
from orchestration import paths
from orchestration.publication import Publication

FORMS = {"html": report.html, "md": report.markdown, "json": report.as_json}
PERSONS = """
    select person_id from warehouse.staging.stg_file_drops__roster
    union select person_id from warehouse.staging.stg_file_drops__identities
    union select account from warehouse.staging.stg_file_drops__identities
    union select login from warehouse.staging.stg_github__team_members
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the briefs and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.brief", description=run.__doc__)
    parser.add_argument("quarter", help="such as 2026Q2")
    options = parser.parse_args(arguments)
    try:
        written = run(paths.home(), options.quarter, os.environ)
    except (QuarterError, CitationError, RewordingError, OSError, duckdb.Error) as error:
        sys.stderr.write(f"error: {error}\n")
        return 1
    for file, wording in written.items():
        sys.stdout.write(f"{file}: {wording}\n")
    return 0


def run(home: Path, quarter_name: str, environment: Mapping[str, str]) -> dict[Path, str]:
    """Draft a page for each team from what is published of a quarter.

    Args:
        home: The data root.
        quarter_name: Such as `2026Q2`.
        environment: The settings of the optional endpoint.

    Returns:
        The written pages, and whose words each has.

    Raises:
        QuarterError: The quarter is none, or nothing is published of it.
        CitationError: A sentence says what its rows do not; nothing is written of its team.
        RewordingError: The endpoint's settings are wrong; of its answers none is an error.
    """
    quarter, endpoint = Quarter.named(quarter_name), Endpoint.from_environment(environment)
    publication = Publication(home)
    if not publication.leadership.exists() or not publication.audit.exists():
        raise QuarterError(
            f"Nothing is published in {publication.folder}: run the daily job (make run) first."
        )
    folder = publication.folder / "briefs" / quarter.name
    written: dict[Path, str] = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(publication.leadership)} as published (read_only)")
        connection.execute(f"attach {literal(publication.audit)} as trail (read_only)")
        for team_id, team_name in reading.teams(connection, quarter):
            published = reading.published(connection, quarter, team_id, team_name)
            persons = known_persons(publication.warehouse) if endpoint else ()
            brief = worded(published, endpoint, persons)
            for form, written_as in FORMS.items():
                put_text(folder / f"{team_id}.{form}", written_as(brief))
            written[folder / f"{team_id}.html"] = brief.wording
    return written


def worded(
    published: reading.Published, endpoint: Endpoint | None, persons: Collection[str]
) -> report.Brief:
    """The brief in the words of the rules, or in others that say the same."""
    drafted = report.Brief(published, narrative.sections(published), {})
    if endpoint is None or not drafted.sentences:
        return drafted
    try:
        reworded = accepted(endpoint.ask(sent(drafted.sentences)), drafted.sentences, persons)
    except RewordingError as refused:
        told = f"{report.BY_RULES} Those of {endpoint.model} were not taken: {refused}."
        return report.Brief(published, drafted.sections, {}, told)
    told = f"Reworded by {endpoint.model}; numbers, names and citations are those of the rules."
    return report.Brief(published, drafted.sections, reworded, told)


def known_persons(warehouse: Path) -> tuple[str, ...]:
    """What people are called in the warehouse, where there is one on this machine."""
    if not warehouse.exists():
        return ()
    try:
        with duckdb.connect() as connection:
            connection.execute(f"attach {literal(warehouse)} as warehouse (read_only)")
            found = connection.execute(PERSONS).fetchall()
    except duckdb.Error as error:
        # Without the names a rewording could not be checked for them.
        raise OSError(
            f"The warehouse {warehouse} cannot be read ({error}); wait until no job runs, or leave "
            "TEAM_OUTCOMES_BRIEF_URL empty."
        ) from error
    return tuple(sorted(str(name) for (name,) in found if name))


if __name__ == "__main__":
    sys.exit(main())
