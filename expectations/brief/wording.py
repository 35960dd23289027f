"""Numbers of rows as a brief writes them.

Here: three digits, per cent for shares, the unit. Not here: sentences.
"""

from __future__ import annotations

from expectations.brief.cited import Row
from expectations.brief.reading import Metric
from expectations.pages import words

ROUNDING = "Numbers are written with three digits, shares in per cent."


def value(metric: Metric, row: Row, column: str = "value") -> str:
    """A number of a row with its unit."""
    if metric.is_share:
        return words.share(row[column])
    return f"{words.figure(row[column])} {metric.unit}".strip()


def limits(metric: Metric, row: Row) -> str:
    """The limits of a row in parentheses; nothing where it has none."""
    low, high = row["ci_low"], row["ci_high"]
    if low is None or high is None:
        return ""
    if metric.is_share:
        return f" ({words.share(low)} to {words.share(high)})"
    return f" ({words.figure(low)} to {words.figure(high)})"
