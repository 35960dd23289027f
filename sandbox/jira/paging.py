"""Pages as Jira cuts them: by offset, or by a token that stops working after a week.

Belongs here: tokens and page frames. Does not belong here: what is on a page.
"""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any

_TOKEN_SECONDS = 7 * 24 * 3600


class PageError(ValueError):
    """A page that Jira does not give, in its words."""


def token(query: Any, position: int, now: float) -> str:
    """A token for the page that begins at a position of a query's results.

    Args:
        query: What was asked for; the token is good for nothing else.
        position: Results before the page.
        now: Seconds since 1970.
    """
    text = json.dumps([query, position, int(now)], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode()


def position(text: str, query: Any, now: float) -> int:
    """Where the page of a token begins.

    Raises:
        PageError: The token is none, is of another query, or is too old.
    """
    try:
        of_query, begins, made = json.loads(base64.urlsafe_b64decode(text.encode()))
    except (ValueError, binascii.Error, UnicodeError) as error:
        raise PageError("The provided next page token is invalid.") from error
    if of_query != json.loads(json.dumps(query)) or now - made > _TOKEN_SECONDS:
        raise PageError("The provided next page token is invalid or has expired.")
    return int(begins)


def number(values: Any, name: str, default: int, most: int | None = None) -> int:
    """A whole number among a request's values, cut to `most`.

    Raises:
        PageError: It is no whole number, or negative.
    """
    value = values.get(name)
    try:
        found = default if value in (None, "") else int(value)
    except (TypeError, ValueError) as error:
        raise PageError(f"The value for {name} must be a whole number.") from error
    if found < 0:
        raise PageError(f"The value for {name} must not be negative.")
    return found if most is None else min(found, most)


def offset_page(records: Sequence[Any], start: int, size: int) -> dict[str, Any]:
    """The frame of a page by offset, with `values` still to be written."""
    values = records[start : start + size]
    return {
        "maxResults": size,
        "startAt": start,
        "total": len(records),
        "isLast": start + len(values) >= len(records),
        "values": values,
    }
