"""Rows of one person, without anybody else in them.

Here: whose a row is, and putting `somebody else` in the place of all others. Not here: finding
rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from extract.core import tokens
from extract.core.people import KEYS_OF_PEOPLE, USER_MEMBERS, is_about_people, snake
from extract.core.veil import JSON_COLUMNS, OF_A_CHANGE

SOMEBODY_ELSE = "somebody else"
_LIST = re.compile(r"\s*[,;|]\s*")


class Mask:
    """What one person may see of rows.

    Args:
        own: Cores of identifiers that are nobody else's word, by which a row is theirs anywhere.
        others: Names of everybody else that is known.
    """

    def __init__(self, own: Collection[str], others: Collection[str]) -> None:
        self._own = frozenset(own)
        cores = {tokens.core(name) for name in others} - {""}
        self._others = cores - self._own
        self._lengths = frozenset(map(len, self._others))
        self._most_words = max(map(tokens.word_count, self._others), default=0)

    def is_own(self, row: Mapping[str, Any], keys: Collection[str]) -> bool:
        """Whether a row names the person.

        Args:
            row: The row.
            keys: The person's accounts and person_id in the tool the row is of, as compared.
        """
        return any(
            self._names(name, value, keys, row)
            for name, value in row.items()
            if isinstance(value, str | list)
        )

    def row(self, row: Mapping[str, Any], keys: Collection[str]) -> dict[str, Any]:
        """The row as JSON can say it, without anybody else."""
        return {name: self._shown(name, value, keys, row) for name, value in row.items()}

    def _names(
        self, name: str, value: str | list[Any], keys: Collection[str], row: Mapping[str, Any]
    ) -> bool:
        text = value if isinstance(value, str) else json.dumps(value, default=str)
        if _is_person(name, row) and any(tokens.whole(part) in keys for part in _parts(text)):
            return True
        return tokens.holds(text, self._own)

    def _shown(self, name: str, value: Any, keys: Collection[str], row: Mapping[str, Any]) -> Any:
        if isinstance(value, str) and name in JSON_COLUMNS:
            try:
                return self._json(json.loads(value), keys, is_person=False)
            except ValueError:
                return self._text(value)
        if isinstance(value, date | datetime):
            return value.isoformat()
        is_person = _is_person(name, row) and snake(name) not in KEYS_OF_PEOPLE
        return self._json(value, keys, is_person=is_person)

    def _account(self, value: str, keys: Collection[str]) -> str:
        """An account or a list of them; what is not this person's is somebody else's."""
        shown = [
            part if tokens.whole(part) in keys or tokens.holds(part, self._own) else SOMEBODY_ELSE
            for part in _LIST.split(value)
            if part
        ]
        return ", ".join(dict.fromkeys(shown))

    def _text(self, text: str) -> str:
        return tokens.replaced(text, self._become, self._lengths, self._most_words)

    def _become(self, core: str) -> str | None:
        return SOMEBODY_ELSE if core in self._others else None

    def _json(self, value: Any, keys: Collection[str], *, is_person: bool) -> Any:
        if isinstance(value, list):
            return [self._json(member, keys, is_person=is_person) for member in value]
        if isinstance(value, dict):
            if (is_person or _is_user(value)) and not self._is_me(value, keys):
                return SOMEBODY_ELSE
            return {
                name: self._json(member, keys, is_person=_is_about_person(name))
                for name, member in value.items()
            }
        if isinstance(value, str):
            return self._account(value, keys) if is_person else self._text(value)
        if is_person and isinstance(value, int) and not isinstance(value, bool):
            return SOMEBODY_ELSE
        return value if value is None or isinstance(value, bool | int | float) else str(value)

    def _is_me(self, value: Any, keys: Collection[str]) -> bool:
        members: Sequence[Any] = [*value.values()] if isinstance(value, dict) else value
        return any(
            self._is_me(member, keys)
            if isinstance(member, dict | list)
            else isinstance(member, str)
            and (tokens.whole(member) in keys or tokens.holds(member, self._own))
            for member in members
        )


def _is_person(name: str, row: Mapping[str, Any]) -> bool:
    changed = str(row.get("field") or "")
    return is_about_people(name) or (name in OF_A_CHANGE and is_about_people(changed))


def _is_about_person(name: str) -> bool:
    written = snake(name)
    return written in USER_MEMBERS or (is_about_people(name) and written not in KEYS_OF_PEOPLE)


def _is_user(value: Mapping[str, Any]) -> bool:
    """Whether a record is that of a tool's user, rather than a row that names one."""
    return "login" in value or "username" in value or "accountId" in value


def _parts(text: str) -> list[str]:
    return [text, *(part for part in re.split(r"[,;|:\[\]\"]", text) if part)]
