"""Reads single fields of a raw record, and says precisely what is wrong with one.

Belongs here: typed access, and free text turned into lengths. Does not belong here: what any one
tool calls its fields (a source's own parsing).

A field that is absent counts like one that is null: a column that thereby empties is found by the
guards over the whole stream, where one record could not tell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from extract.core.errors import RecordError

Raw = Mapping[str, Any]

FREE_TEXT = frozenset(
    {
        "body",
        "comment",
        "description",
        "display_title",
        "head_commit",
        "message",
        "note",
        "summary",
        "text",
        "title",
    }
)
"""Fields people write prose into: never landed, only their length is."""

_PERSONAL = frozenset(
    {"displayName", "display_name", "email", "emailAddress", "gravatar_id", "avatarUrls"}
)

_INTEGERS = range(-(2**63), 2**63)
"""What a BIGINT column holds."""

_SURROGATES = re.compile("[\ud800-\udfff]")
"""Halves of characters: JSON may escape them alone, but no text file can hold them."""

_MILLISECONDS = 1000
_LAST_SECOND = 253_402_300_799
"""The end of the year 9999, the last instant that a timestamp of ours holds."""


def record(value: Any, what: str) -> Raw:
    """Return a value that must be an object.

    Raises:
        RecordError: It is not.
    """
    if not isinstance(value, Mapping):
        raise RecordError(f"{what}: expected an object, found {found(value)}")
    return value


def child(raw: Raw, name: str) -> Raw | None:
    """Return a nested object, or None where the tool has none."""
    value = raw.get(name)
    return None if value is None else record(value, name)


def listed(raw: Raw, name: str) -> list[Any]:
    """Return a field that is a list; one that is null or absent has no members."""
    value = raw.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise RecordError(f"{name}: expected a list, found {found(value)}")
    return value


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
        raise RecordError(f"{name}: expected text, found {found(value)}")
    if value is not None and _SURROGATES.search(value):
        raise RecordError(f"{name}: expected text, found half a character")
    return value


def integer(raw: Raw, name: str) -> int:
    """Return a field that must be a whole number."""
    value = optional_integer(raw, name)
    if value is None:
        raise RecordError(f"{name}: expected a whole number, found nothing")
    return value


def optional_integer(raw: Raw, name: str) -> int | None:
    """Return a field that is a whole number or null."""
    value = raw.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool):
        raise RecordError(f"{name}: expected a whole number, found {found(value)}")
    if value not in _INTEGERS:
        raise RecordError(f"{name}: expected a number of 64 bits, found a larger one")
    return value


def integer_or(raw: Raw, name: str, default: int) -> int:
    """Return a field that is a whole number, or null or absent in old answers."""
    value = optional_integer(raw, name)
    return default if value is None else value


def optional_number(raw: Raw, name: str) -> float | None:
    """Return a field that is a finite number or null."""
    value = raw.get(name)
    if value is None:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise RecordError(f"{name}: expected a number, found {found(value)}")
    try:
        finite = float("-inf") < float(value) < float("inf")
    except OverflowError:
        finite = False
    if not finite:
        raise RecordError(f"{name}: expected a finite number, found another")
    return float(value)


def boolean(raw: Raw, name: str) -> bool:
    """Return a field that must be true or false."""
    value = optional_boolean(raw, name)
    if value is None:
        raise RecordError(f"{name}: expected true or false, found nothing")
    return value


def optional_boolean(raw: Raw, name: str) -> bool | None:
    """Return a field that is true, false or null."""
    value = raw.get(name)
    if value is not None and not isinstance(value, bool):
        raise RecordError(f"{name}: expected true or false, found {found(value)}")
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
    try:
        return moment.astimezone(UTC).replace(tzinfo=None)
    except OverflowError as error:
        raise RecordError(f"{name}: expected an instant in UTC, found {value[:40]!r}") from error


def optional_milliseconds(raw: Raw, name: str) -> datetime | None:
    """Return a field of milliseconds since 1970, or null, as naive UTC."""
    value = optional_integer(raw, name)
    return None if value is None else _since_1970(value / _MILLISECONDS, name)


def optional_seconds(raw: Raw, name: str) -> datetime | None:
    """Return a field of seconds since 1970, or null, as naive UTC."""
    value = optional_number(raw, name)
    return None if value is None else _since_1970(value, name)


def optional_day(raw: Raw, name: str) -> date | None:
    """Return a field that is a date as ``YYYY-MM-DD``, or null."""
    value = optional_text(raw, name)
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise RecordError(f"{name}: expected a date, found {value[:40]!r}") from error


def length(raw: Raw, name: str) -> int:
    """Return how many characters a free text has; none counts as empty."""
    return len(optional_text(raw, name) or "")


def joined(names: list[str]) -> str:
    """Return names sorted and joined by commas; a name's own comma becomes a semicolon."""
    return ",".join(sorted(name.replace(",", ";") for name in names))


def raw_json(raw: Raw, without: frozenset[str] = frozenset()) -> str:
    """Return the record as JSON text, free text replaced by its length.

    Args:
        raw: The record as the tool gave it.
        without: Fields left out, for instance because they are landed as records of their own.
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
        elif name not in _PERSONAL and not name.lower().endswith("url"):
            kept[name] = without_prose(member)
    return kept


def found(value: Any) -> str:
    """Name what a value is, for an error."""
    return "nothing" if value is None else type(value).__name__


def _since_1970(seconds: float, name: str) -> datetime:
    if not 0 <= seconds <= _LAST_SECOND:
        raise RecordError(f"{name}: expected an instant after 1970, found {seconds:.0f} s")
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
