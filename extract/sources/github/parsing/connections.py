"""Reads the fields that only GitHub has: connections, accounts, labels, reverts.

Belongs here: GitHub's own nesting and wording. Does not belong here: any one record, or typed
access to single fields (``extract.core.fields``).
"""

from __future__ import annotations

import re
from typing import Any

from extract.core.errors import RecordError
from extract.core.fields import Raw, child, found, integer, joined, record, text

_REVERTS_NUMBER = re.compile(r"\breverts\s+(?:([\w.-]+/[\w.-]+))?#(\d+)\b", re.IGNORECASE)
_REVERTS_SHA = re.compile(r"\bthis reverts commit ([0-9a-f]{7,40})\b", re.IGNORECASE)


def items(raw: Raw, name: str, under: str = "nodes") -> list[Any]:
    """Return the members of a connection; a connection that is null has none."""
    connection = child(raw, name)
    members = (connection or {}).get(under) or []
    if not isinstance(members, list):
        raise RecordError(f"{name}.{under}: expected a list, found {found(members)}")
    return members


def total(raw: Raw, name: str) -> int:
    """Return the total count of a connection; a connection that is null has none."""
    connection = child(raw, name)
    return integer(connection, "totalCount") if connection is not None else 0


def login(raw: Raw, name: str) -> str | None:
    """Return the login of an account field; None for a deleted account."""
    account = child(raw, name)
    return None if account is None else text(account, "login")


def account_type(raw: Raw, name: str) -> str | None:
    """Return the kind of an account field (User, Bot, ...); None for a deleted account."""
    account = child(raw, name)
    return None if account is None else text(account, "__typename")


def commit_login(raw: Raw) -> str | None:
    """Return the login a commit's author address belongs to; None if to no account."""
    author = child(raw, "author")
    return None if author is None else login(author, "user")


def sha(raw: Raw, name: str) -> str | None:
    """Return the identifier of a nested commit; None if there is no commit."""
    commit = child(raw, name)
    return None if commit is None else text(commit, "oid")


def label_names(raw: Raw) -> str:
    """Return the labels sorted and joined by commas; a label's own comma becomes a semicolon."""
    return joined([text(record(label, "labels"), "name") for label in items(raw, "labels")])


def reverted_number(repository: str, *texts: str | None) -> int | None:
    """Return the pull request of the same repository that a text says it reverts."""
    for written in texts:
        for other, number in _REVERTS_NUMBER.findall(written or ""):
            if not other or other.lower() == repository.lower():
                return int(number)
    return None


def reverted_sha(*texts: str | None) -> str | None:
    """Return the commit that a text, as written by ``git revert``, says it reverts."""
    for written in texts:
        match = _REVERTS_SHA.search(written or "")
        if match:
            return match.group(1).lower()
    return None
