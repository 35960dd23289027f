"""The disclosure ledger after an erasure: the same people by another name are the same people.

Here: the hashes of populations that the person was in. Not here: the rest of the ledger, which
names nobody (`expectations.disclosure.ledger`).

Without this the next publication would take a renamed population for another one and withhold all
of that team's cells.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from expectations.disclosure import gathering, ledger
from expectations.files import literal, put_in_place
from orchestration.publication.publish import Publication
from orchestration.publication.write import Draft


def rename(home: Path, person: str, pseudonym: str) -> None:
    """Replace the hashes of the populations a person was in; done before the warehouse goes.

    Args:
        home: The data root; where there is no warehouse any more, this was done already.
        person: The person_id.
        pseudonym: What it becomes.
    """
    publication = Publication(home)
    file = publication.parquet / f"{ledger.TABLE}.parquet"
    if not (file.exists() and publication.warehouse.exists()):
        return
    draft = Draft.of(file)
    with duckdb.connect() as connection:
        connection.execute(f"attach {literal(publication.warehouse)} as warehouse (read_only)")
        connection.execute("create table renamed (before varchar, after varchar)")
        hashes = _hashes(connection, person, pseudonym)
        if not hashes:
            return
        connection.executemany("insert into renamed values (?, ?)", list(hashes.items()))
        rows = (
            "select rows.* replace (coalesce(after, people_set_hash) as people_set_hash) "  # noqa: S608
            f"from read_parquet({literal(file)}) as rows "
            "left join renamed on people_set_hash = before"
        )
        order = ", ".join(ledger.KEY)
        connection.execute(
            f"copy ({rows} order by {order}) to {literal(draft.file)} (format parquet)"
        )
    put_in_place(draft.file, draft.target)


def _hashes(connection: duckdb.DuckDBPyConnection, person: str, pseudonym: str) -> dict[str, str]:
    """The hash of each population with the person, and the one it has with the pseudonym."""

    def named(people: frozenset[str]) -> frozenset[str]:
        return (people - {person}) | {pseudonym} if person in people else people

    gathered = gathering.cells(connection, "warehouse")
    return {
        ledger.people_set_hash(cell.people, cell.later_people): ledger.people_set_hash(
            named(cell.people), named(cell.later_people)
        )
        for cell in (*gathered.said, *gathered.unsaid)
        if person in cell.everybody
    }
