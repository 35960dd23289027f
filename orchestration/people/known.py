"""Who is known here, and by which accounts: read from every landed version of the file drops.

Here: people of the roster, the registry of identities, the landed files of each stream. Not here:
what is done with them (`own_data`, `erasure`, `retention`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from expectations.files import literal
from extract.core import tokens
from extract.core.landed import Landed
from extract.core.landed_sql import LOAD_ID
from extract.core.people import is_about_people
from extract.core.source import TEXT, Source, Stream
from extract.registry import SOURCES, source_named

UNKNOWN = (
    "{person!r} is not a person_id of inputs/roster.csv or inputs/identities.csv in any version "
    "that was landed in {home}; look it up in roster.csv, and mind upper and lower case."
)


class UnknownPersonError(Exception):
    """Nobody of that name is known; the text is one line."""


@dataclass(frozen=True)
class Known:
    """Everybody who is known, in every version that was landed.

    Attributes:
        people: Their person_ids.
        accounts: Source, account and person_id; the person_id is None for nobody's account.
    """

    people: frozenset[str] = frozenset()
    accounts: frozenset[tuple[str, str, str | None]] = field(default_factory=frozenset)

    def accounts_of(self, person: str) -> dict[str, set[str]]:
        """A person's accounts by source, as they are written there."""
        found: dict[str, set[str]] = {}
        for source, account, owner in self.accounts:
            if owner == person:
                found.setdefault(source, set()).add(account)
        return found

    def names_of_others(self, person: str) -> set[str]:
        """Accounts and person_ids of everybody and everything else."""
        accounts = {account for _, account, owner in self.accounts if owner != person}
        return accounts | (self.people - {person})

    def keys_of(self, person: str) -> dict[str, frozenset[str]]:
        """A person's accounts and person_id by source, as they are compared."""
        return {
            source.name: frozenset(
                tokens.whole(name)
                for name in (person, *self.accounts_of(person).get(source.name, ()))
            )
            for source in SOURCES
        }


def known(home: Path) -> Known:
    """Everybody who is known in a data root."""
    drops = source_named("file_drops")
    folder = Landed(home / "landing" / drops.name)
    roster = _rows(folder, drops.stream("roster"), ("person_id",))
    registered = _rows(folder, drops.stream("identities"), ("source", "account", "person_id"))
    accounts = frozenset((s, a, p) for s, a, p in registered if s and a)
    people = {person for (person,) in roster if person} | {p for _, _, p in accounts if p}
    return Known(frozenset(people), accounts)


def check(home: Path, everybody: Known, person: str) -> None:
    """Raise where a person is not known.

    Raises:
        UnknownPersonError: Nobody of that name was ever landed.
    """
    if person not in everybody.people:
        raise UnknownPersonError(UNKNOWN.format(person=person, home=home))


def landed(home: Path) -> Iterator[tuple[Source, Stream, list[Path]]]:
    """Every stream that has files of complete loads, with these files, oldest first."""
    for source in SOURCES:
        folder = home / "landing" / source.name
        if not folder.exists():
            continue
        of_source = Landed(folder)
        for stream in source.streams:
            files = of_source.files(stream)
            if files:
                yield source, stream, files


def text_columns(stream: Stream) -> list[str]:
    """The columns of a stream that hold text."""
    return [column.name for column in stream.schema if column.type == TEXT]


def columns_about_people(stream: Stream) -> list[str]:
    """The columns of a stream that hold accounts, logins or person_ids."""
    return [name for name in text_columns(stream) if is_about_people(name)]


def parquet(files: list[Path]) -> str:
    """Files as a relation of SQL: what the tools said, without the loads it came with."""
    names = ", ".join(map(literal, files))
    # Only a compacted file has its loads in a column.
    return (
        f"(select columns(lambda name: name <> '{LOAD_ID}') "  # noqa: S608 - paths
        f"from read_parquet([{names}], union_by_name = true))"
    )


def _rows(drops: Landed, stream: Stream, columns: tuple[str, ...]) -> list[tuple[str | None, ...]]:
    files = drops.files(stream)
    if not files:
        return []
    with duckdb.connect() as connection:
        return connection.execute(
            f"select distinct {', '.join(columns)} from {parquet(files)}"  # noqa: S608 - declared
        ).fetchall()
