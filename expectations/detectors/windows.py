"""Which weeks a quarter's detectors compare.

Belongs here: quarters as dates, and the relation `windows` that detectors read. Does not belong
here: what is compared (the detectors' SQL).

`window_weeks` has the same by week, for teams only: whether a week is current, of the baseline, or
of the 52 weeks before.

Every quarter window has 13 weeks and ends with the last whole ISO week of the quarter. Where the
quarter holds only 12 whole weeks, the first one begins in the days before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from expectations.detectors.registry import Detector

WINDOWS = Path(__file__).with_name("windows.sql")
QUARTER = re.compile(r"(\d{4})Q([1-4])")
WEEKS = 13
BASELINE_WEEKS = 26


@dataclass(frozen=True)
class Quarter:
    """A calendar quarter.

    Attributes:
        year: Such as 2026.
        number: 1 to 4.
    """

    year: int
    number: int

    @classmethod
    def named(cls, name: str) -> Quarter:
        """The quarter of a name such as 2026Q2.

        Raises:
            ValueError: It is no such name.
        """
        found = QUARTER.fullmatch(name)
        if not found:
            raise ValueError(f"{name!r} is no quarter: write it as 2026Q2.")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter of a day."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def next(self) -> Quarter:
        """The one after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def window_end(self) -> date:
        """The Monday after its last whole ISO week."""
        end = self.next.start
        return end - timedelta(days=end.weekday())

    @property
    def window_start(self) -> date:
        """The Monday 13 weeks before the window's end."""
        return self.window_end - timedelta(weeks=WEEKS)


def create(
    connection: duckdb.DuckDBPyConnection,
    quarter: Quarter,
    detector: Detector,
    kept: Mapping[str, date],
) -> None:
    """Replace the relations `windows` and `window_people` by those of a detector and quarter.

    Args:
        connection: Holds the schema `observed`.
        quarter: What is looked at.
        detector: Says grain, windows, and whose baseline decisions count.
        kept: The end of the baseline that a team keeps because a question is open, by team.
    """
    connection.execute(
        "create or replace temp table kept_baselines (team_id varchar, baseline_end date)"
    )
    if kept:
        connection.executemany("insert into kept_baselines values (?, ?)", list(kept.items()))
    given = {
        "with_teams": detector.grain != "organisation",
        "with_organisation": detector.grain != "team",
        "metrics": list(detector.metrics),
        "windows": list(detector.windows),
        "window_start": quarter.window_start,
        "window_end": quarter.window_end,
    }
    windows, *others = connection.extract_statements(WINDOWS.read_text(encoding="utf-8"))
    connection.execute(windows, given)
    for other in others:
        connection.execute(other)
