"""Reads single fields of a raw record, and says precisely what is wrong with one.

Belongs here: typed access, free text turned into lengths. Does not belong here: any one record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from extract.core.errors import RecordError

Raw = Mapping[str, Any]

FREE_TEXT = frozenset({"title", "body", "message", "description", "display_title", "head_commit"})
"""Fields people write prose into: never landed, only their length is."""

_INTEGERS = range(-(2**63), 2**63)
"""What a BIGINT column holds."""

_SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of characters: JSON may escape them alone, but no text file can hold them."""

_PERSONAL = frozenset({"email", "gravatar_id"})
_REVERTS_NUMBER = re.compile(r"\breverts\s+(?:([\w.-]+/[\w.-]+))?#(\d+)\b", re.IGNORECASE)
_REVERTS_SHA = re.compile(r"\bthis reverts commit ([0-9a-f]{7,40})\b", re.IGNORECASE)


def record(value: Any, what: str) -> Raw:
    """Return a value that must be an object.

    Raises:
        RecordError: It is not.
    """
    if not isinstance(value, Mapping):
        raise RecordError(f"{what}: expected an object, found {_found(value)}")
    return value


def child(raw: Raw, name: str) -> Raw | None:
    """Return a nested object, or None where GitHub has none (a ghost, a deleted fork)."""
    value = raw.get(name)
    return None if value is None else record(value, name)


def text(raw: Raw, name: str) -> str:
    """Return a field that must be text."""
    value = optional_text(raw, name)
    if value is None:
        raise RecordError(f"{name}: expected text, found nothing")
    return value


def optional_text(raw: Raw, name: str) -> str | None:
    """Return a field that is text or null."""
    value = raw.get(name)
    if value is not None and not isinstance(value, str):
        raise RecordError(f"{name}: expected text, found {_found(value)}")
    if value is not None and _SURROGATES.search(value):
        raise RecordError(f"{name}: expected text, found half a character")
    return value


def integer(raw: Raw, name: str) -> int:
    """Return a field that must be a whole number."""
    value = raw.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise RecordError(f"{name}: expected a whole number, found {_found(value)}")
    if value not in _INTEGERS:
        raise RecordError(f"{name}: expected a number of 64 bits, found a larger one")
    return value


def integer_or(raw: Raw, name: str, default: int) -> int:
    """Return a field that is a whole number, or null or absent in old answers."""
    return default if raw.get(name) is None else integer(raw, name)


def boolean(raw: Raw, name: str) -> bool:
    """Return a field that must be true or false."""
    value = raw.get(name)
    if not isinstance(value, bool):
        raise RecordError(f"{name}: expected true or false, found {_found(value)}")
    return value


def instant(raw: Raw, name: str) -> datetime:
    """Return a field that must be an instant, as naive UTC."""
    value = optional_instant(raw, name)
    if value is None:
        raise RecordError(f"{name}: expected an instant, found nothing")
    return value


def optional_instant(raw: Raw, name: str) -> datetime | None:
    """Return a field that is an ISO-8601 instant with an offset, or null, as naive UTC."""
    value = optional_text(raw, name)
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise RecordError(f"{name}: expected an ISO-8601 instant, found {value[:40]!r}") from error
    if moment.tzinfo is None:
        raise RecordError(f"{name}: expected an offset from UTC, found {value[:40]!r}")
    return moment.astimezone(UTC).replace(tzinfo=None)


def items(raw: Raw, name: str, under: str = "nodes") -> list[Any]:
    """Return the members of a connection; a connection that is null has none."""
    connection = child(raw, name)
    members = (connection or {}).get(under) or []
    if not isinstance(members, list):
        raise RecordError(f"{name}.{under}: expected a list, found {_found(members)}")
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
    names = [text(record(label, "labels"), "name") for label in items(raw, "labels")]
    return ",".join(sorted(name.replace(",", ";") for name in names))


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


def length(raw: Raw, name: str) -> int:
    """Return how many characters a free text has; none counts as empty."""
    return len(optional_text(raw, name) or "")


def raw_json(raw: Raw, without: frozenset[str] = frozenset()) -> str:
    """Return the record as JSON text, free text replaced by its length.

    Args:
        raw: The record as GitHub gave it.
        without: Fields left out because they are landed as records of their own.
    """
    kept = {name: value for name, value in raw.items() if name not in without}
    text_with_halves = json.dumps(without_prose(kept), sort_keys=True, ensure_ascii=False)
    return text_with_halves.encode("utf-8", "backslashreplace").decode("utf-8")


def without_prose(value: Any) -> Any:
    """Return a copy in which free text is only its length and personal data is left out."""
    if isinstance(value, list):
        return [without_prose(member) for member in value]
    if not isinstance(value, Mapping):
        return value
    kept: dict[str, Any] = {}
    for name, member in value.items():
        if name in FREE_TEXT:
            kept[f"{name}_length"] = len(member) if isinstance(member, str) else None
        elif name not in _PERSONAL and not name.endswith("url"):
            kept[name] = without_prose(member)
    return kept


def _found(value: Any) -> str:
    return "nothing" if value is None else type(value).__name__
