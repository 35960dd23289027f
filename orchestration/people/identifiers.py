"""By which names a person stands in a data root, and which of them are also other things' names.

Here: collecting and judging identifiers. Not here: replacing them.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from extract.core import tokens
from extract.core.people import THING_COLUMNS, USER_MEMBERS, is_about_people, snake
from extract.core.veil import JSON_COLUMNS, OF_A_CHANGE
from orchestration.people import known as people

SHORTEST = 3
FEWEST_WORDS_OF_A_NAME = 2
ADDRESS = "address:"


@dataclass(frozen=True)
class Identifier:
    """One name of a person.

    Attributes:
        text: The name.
        becomes: Its pseudonym.
        sources: The tools where it is this person's; empty for all.
        left_because: Why it is replaced only where people are named; None if it is everywhere.
    """

    text: str
    becomes: str
    sources: tuple[str, ...] = ()
    left_because: str | None = None


def collect(home: Path, person: str) -> list[Identifier]:
    """Every name of a person, the person_id first.

    Args:
        home: The data root.
        person: The person_id.

    Raises:
        UnknownPersonError: Nobody of that name was ever landed.
    """
    everybody = people.known(home)
    people.check(home, everybody, person)
    sources: dict[str, set[str]] = {person: set()}
    for source, accounts in sorted(everybody.accounts_of(person).items()):
        for account in sorted(accounts):
            sources.setdefault(account, set()).add(source)
    with duckdb.connect() as connection:
        words = _Words(home, connection, everybody.names_of_others(person))
        wholes = {tokens.whole(name) for name in sources}
        for name in sorted(words.names_of_users(wholes)):
            sources.setdefault(name, set())
        pseudonym = f"erased-{secrets.token_hex(8)}"
        return _identifiers(words, pseudonym, sources)


def _identifiers(words: _Words, pseudonym: str, sources: dict[str, set[str]]) -> list[Identifier]:
    """Names that differ by case only have one pseudonym, so that joins stay."""
    becomes: dict[str, str] = {}
    found = []
    for text, known_in in sources.items():
        whole = tokens.whole(text)
        if whole not in becomes:
            head = ADDRESS if whole.startswith(ADDRESS) else ""
            becomes[whole] = f"{head}{pseudonym}-{len(becomes)}" if becomes else pseudonym
        found.append(
            Identifier(
                text,
                becomes[whole],
                tuple(sorted(known_in)) if words.is_shared(text) else (),
                words.why_left(text),
            )
        )
    return found


class _Words:
    """What else the words of a data root mean.

    Args:
        home: The data root.
        connection: Reads Parquet.
        others: Names of everybody and everything else that has an account.
    """

    def __init__(self, home: Path, connection: duckdb.DuckDBPyConnection, others: set[str]) -> None:
        self._connection = connection
        self._others = others
        self._wholes = {tokens.whole(name) for name in others}
        self._relations = [
            (f"{source.name}.{stream.name}", people.text_columns(stream), people.parquet(files))
            for source, stream, files in people.landed(home)
        ]
        self._things = dict(self._named_things())
        self._members = self._named_members()

    def is_shared(self, text: str) -> bool:
        """Whether somebody else has an account of that name."""
        return tokens.whole(text) in self._wholes

    def why_left(self, text: str) -> str | None:
        """Why a name may not be replaced everywhere; None if it may."""
        core = tokens.core(text)
        if len(core) < SHORTEST:
            return "it is too short to be told from other words"
        if self.is_shared(text):
            return "somebody else has an account of the same name"
        if any(re.search(tokens.anywhere(core), name, re.IGNORECASE) for name in self._others):
            return "an account of somebody or something else holds it"
        if core in self._members:
            return "it is a word of the tools' own records"
        named = (column for thing, column in self._things.items() if tokens.holds(thing, {core}))
        column = next(named, None) or self._column_of_words(core)
        return f"it is also what {column} names" if column else None

    def names_of_users(self, accounts: set[str]) -> set[str]:
        """Names of two words or more that tools' records of these users hold."""
        found: set[str] = set()
        for record in self._records(accounts):
            for user in _users(record, accounts):
                names = (user.get(name) for name in ("name", "full_name", "fullName"))
                found |= {
                    name
                    for name in names
                    if isinstance(name, str) and tokens.word_count(name) >= FEWEST_WORDS_OF_A_NAME
                }
        return {name for name in found if tokens.whole(name) not in accounts}

    def _column_of_words(self, core: str) -> str | None:
        """A column that is not about people and holds the same single word."""
        if tokens.word_count(core) > 1:
            return None
        for name, columns, relation in self._relations:
            for column in columns:
                if column in JSON_COLUMNS | OF_A_CHANGE or is_about_people(column):
                    continue
                query = f"select 1 from {relation} where lower({_quoted(column)}) = ? limit 1"  # noqa: S608
                if self._connection.execute(query, [core]).fetchone():
                    return f"{name}.{column}"
        return None

    def _named_things(self) -> Iterator[tuple[str, str]]:
        for name, columns, relation in self._relations:
            for column in THING_COLUMNS.intersection(columns):
                query = f"select distinct {_quoted(column)} from {relation}"  # noqa: S608 - declared
                for (thing,) in self._connection.execute(query).fetchall():
                    if thing:
                        yield thing, f"{name}.{column}"

    def _named_members(self) -> set[str]:
        """Words by which records are made: names of columns, and of members of raw records."""
        words = {word for _, columns, _ in self._relations for word in columns}
        for _, columns, relation in self._relations:
            if "raw_json" in columns:
                query = f"select raw_json from {relation} where raw_json is not null limit 20"  # noqa: S608
                for (text,) in self._connection.execute(query).fetchall():
                    words |= set(_members(json.loads(text)))
        return {tokens.core(word) for word in words}

    def _records(self, accounts: set[str]) -> Iterator[Any]:
        for _, columns, relation in self._relations:
            if "raw_json" not in columns:
                continue
            near = " or ".join("contains(lower(raw_json), ?)" for _ in accounts)
            query = f"select distinct raw_json from {relation} where {near}"  # noqa: S608
            for (text,) in self._connection.execute(query, sorted(accounts)).fetchall():
                yield json.loads(text)


def _users(value: Any, accounts: set[str]) -> Iterator[dict[str, Any]]:
    """Records of users that have one of the accounts."""
    if isinstance(value, dict):
        own = (m for n, m in value.items() if snake(n) in USER_MEMBERS and isinstance(m, str))
        if any(tokens.whole(member) in accounts for member in own):
            yield value
    for member in _inside(value):
        yield from _users(member, accounts)


def _members(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for member in _inside(value):
        yield from _members(member)


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _quoted(column: str) -> str:
    return f'"{column}"'
