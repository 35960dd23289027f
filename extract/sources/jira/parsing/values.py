"""Reads the values that only Jira has: numbers written as text, accounts, sprints.

Belongs here: Jira's own nesting and wording. Does not belong here: any one record, or typed access
to single fields (``extract.core.fields``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from extract.core.errors import RecordError
from extract.core.fields import Raw, child, found, listed, optional_text, record, text

SPRINT_ID = re.compile(r"[\[,]id=(\d+)[,\]]")
"""Where Data Center's text of a sprint holds its number."""

_ACCOUNT_NAMES = ("accountId", "key", "name")
"""What Cloud calls an account, then what Data Center does: its key is what histories hold."""

_ADDRESSES = frozenset({"self", "expand", "avatarUrls"})


def lean(value: Any) -> Any:
    """Return a copy without the addresses that Jira puts into every record."""
    if isinstance(value, list):
        return [lean(member) for member in value]
    if not isinstance(value, Mapping):
        return value
    return {name: lean(member) for name, member in value.items() if name not in _ADDRESSES}


def optional_identifier(raw: Raw, name: str) -> int | None:
    """Return a field that is a number, as Jira's software API writes it, or its digits."""
    value = raw.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if not isinstance(value, str) or not value.isdecimal() or not value.isascii():
        raise RecordError(f"{name}: expected a number, found {found(value)}")
    return int(value)


def identifier(raw: Raw, name: str) -> int:
    """Return a field that must be a number or its digits."""
    value = optional_identifier(raw, name)
    if value is None:
        raise RecordError(f"{name}: expected a number, found nothing")
    return value


def account(raw: Raw, name: str) -> str | None:
    """Return what names the account of a field; None for nobody and for a deleted account."""
    user = child(raw, name)
    if user is None:
        return None
    names = (optional_text(user, part) for part in _ACCOUNT_NAMES)
    return next((value for value in names if value), None)


def name_of(raw: Raw, name: str) -> str | None:
    """Return the name of a nested record such as a priority; None if there is none."""
    nested = child(raw, name)
    return None if nested is None else text(nested, "name")


def sprint_ids(raw: Raw, names: list[str]) -> list[int]:
    """Return the sprints an issue is or was in, ascending.

    Cloud gives objects; Data Center gives a text for each, which holds ``[id=12,...]``.

    Args:
        raw: The issue's fields.
        names: The ids of the site's sprint fields.
    """
    return sorted({_sprint_id(member) for name in names for member in listed(raw, name)})


def _sprint_id(member: Any) -> int:
    if isinstance(member, str):
        match = SPRINT_ID.search(member)
        if match is None:
            raise RecordError("sprint: expected [id=...], found another text")
        return int(match.group(1))
    return identifier(record(member, "sprint"), "id")
