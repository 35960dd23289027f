"""Puts something else in the place of identifiers, in texts, JSON and rows.

Belongs here: where in a row an identifier is looked for. Does not belong here: which identifiers
(the ``Lookup``), reading or writing of files.

There are two kinds. One is nobody else's word: it is replaced wherever it stands. The other is also
the name of a team, a repository or somebody else: it is replaced where people are named, as a
whole value, and left everywhere else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Protocol

from extract.core import tokens
from extract.core.people import (
    THING_COLUMNS,
    USER_DETAILS,
    USER_MEMBERS,
    is_about_people,
    snake,
)
from extract.core.source import Row

JSON_COLUMNS = frozenset({"raw_json", "payload", "state_json"})
OF_A_CHANGE = frozenset({"from_id", "from_value", "to_id", "to_value", "value"})
_LIST = re.compile(r"([,:|;])")


class Lookup(Protocol):
    """Knows what identifiers become.

    Attributes:
        lengths: How long the cores are that are replaced in any text.
        most_words: How many words the longest of them has.
    """

    lengths: frozenset[int]
    most_words: int

    def anywhere(self, core: str) -> str | None:
        """What the core of an identifier becomes wherever it stands; None if it stays."""

    def where_people_are_named(self, whole: str) -> str | None:
        """What an account becomes as a whole value of a column about people; None if it stays."""


class Veil:
    """Replaces what a lookup knows.

    Args:
        lookup: What becomes what.
    """

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup

    def row(self, row: Mapping[str, Any]) -> Row:
        """A row in which nothing that is known to the lookup is left where it may not stand."""
        changed = str(row.get("field") or "")
        return {
            name: self.column(name, value, changed) if isinstance(value, str) else value
            for name, value in row.items()
        }

    def column(self, name: str, value: str, changed: str = "") -> str:
        """One value of a row.

        Args:
            name: The column.
            value: What it holds.
            changed: The field a change is about, where the row is one of a change.
        """
        if name in JSON_COLUMNS:
            return self.json(value)
        if name in THING_COLUMNS:
            return value
        if is_about_people(name) or (name in OF_A_CHANGE and is_about_people(changed)):
            return self.account(value)
        return self.text(value)

    def text(self, text: str) -> str:
        """Any text: identifiers that are nobody else's word, wherever they stand."""
        lookup = self._lookup
        return tokens.replaced(text, lookup.anywhere, lookup.lengths, lookup.most_words)

    def account(self, text: str) -> str:
        """An account, a list of them, or a key that is made of one."""
        new = self._lookup.where_people_are_named(tokens.whole(text))
        if new is not None:
            return new
        parts = _LIST.split(text)
        if len(parts) > 1:
            found = [self._lookup.where_people_are_named(tokens.whole(part)) for part in parts]
            text = "".join(new or part for new, part in zip(found, parts, strict=True))
        return self.text(text)

    def json(self, text: str) -> str:
        """JSON, written as rows have it; what is none counts as text."""
        try:
            value = json.loads(text)
        except ValueError:
            return self.text(text)
        veiled = self._value(value, is_person=False)
        if veiled == value:
            return text
        written = json.dumps(veiled, sort_keys=True, ensure_ascii=False)
        return written.encode("utf-8", "backslashreplace").decode("utf-8")

    def _value(self, value: Any, *, is_person: bool) -> Any:
        if isinstance(value, str):
            return self.account(value) if is_person else self.text(value)
        if isinstance(value, list):
            return [self._value(member, is_person=is_person) for member in value]
        if not isinstance(value, dict):
            return value
        veiled = {
            self.text(name): self._value(
                member, is_person=is_person or is_about_people(name) or snake(name) in USER_MEMBERS
            )
            for name, member in value.items()
        }
        user = self._user(value)
        return veiled if user is None else self._without_details(veiled, user)

    def _user(self, value: Mapping[str, Any]) -> str | None:
        """What the account of a tool's record of a user becomes, where that is replaced."""
        for name, member in value.items():
            if snake(name) in USER_MEMBERS and isinstance(member, str):
                account = tokens.whole(member)
                new = self._lookup.where_people_are_named(account)
                if new is not None:
                    return new
        return None

    def _without_details(self, value: Mapping[str, Any], user: str) -> dict[str, Any]:
        """The record of a user without names, addresses and numbers."""
        return {
            name: (
                (user if isinstance(member, str) else 0)
                if snake(name) in USER_DETAILS and isinstance(member, str | int)
                else member
            )
            for name, member in value.items()
        }
