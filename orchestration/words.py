"""Reasons and tables as text.

Here: how things are said. Not here: where they come from (`show.py`), how figures are said
(`expectations.pages.words`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from expectations.pages.words import figure

REASONS = {
    "insufficient_n": "too few to say",
    "not_reached": "too many still open to say",
    "source_stale": "source is out of date",
    "source_missing": "source is missing",
    "source_partial": "source is incomplete",
    "not_applicable": "does not fit this type of team",
    "suppressed_privacy": "too few people to show",
    "suspended_by_audit": "suspended by an audit",
}


def missing(status: str, good: float | None, good_as_of: datetime | None) -> str:
    """Why there is no value, with the last good one where it is known."""
    reason = REASONS.get(status, status)
    if good is None or good_as_of is None:
        return reason
    return f"{reason}; was {figure(good)} on {good_as_of:%Y-%m-%d}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows under their heads, in columns as wide as their widest text."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in (heads, ["-" * width for width in widths], *rows):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()
