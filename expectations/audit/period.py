"""Calendar quarters by name, such as 2026Q2.

Belongs here: the name, the first day, the day after the last. Does not belong here: what is final
when (`dbt_project/macros/calendar/finality.sql`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

NAME = re.compile(r"(\d{4})Q([1-4])")
MONTHS, QUARTERS = 3, 4


class QuarterError(Exception):
    """A quarter that cannot be audited; the text is one line that says what to write instead."""


@dataclass(frozen=True)
class Quarter:
    """A calendar quarter.

    Attributes:
        number: Quarters since the year 0, so that the next one is one more.
    """

    number: int

    @classmethod
    def named(cls, name: str) -> Quarter:
        """The quarter of a name such as `2026Q2`.

        Raises:
            QuarterError: The name is none.
        """
        found = NAME.fullmatch(name)
        if not found:
            raise QuarterError(f"{name} is no quarter; write a year, Q and 1 to 4, as in 2026Q2.")
        return cls(int(found[1]) * QUARTERS + int(found[2]) - 1)

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter a day lies in."""
        return cls(day.year * QUARTERS + (day.month - 1) // MONTHS)

    @property
    def name(self) -> str:
        """Such as `2026Q2`."""
        return f"{self.number // QUARTERS}Q{self.number % QUARTERS + 1}"

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.number // QUARTERS, self.number % QUARTERS * MONTHS + 1, 1)

    @property
    def end(self) -> date:
        """The day after its last."""
        return self.next.start

    @property
    def next(self) -> Quarter:
        """The quarter after it."""
        return Quarter(self.number + 1)

    @property
    def previous(self) -> Quarter:
        """The quarter before it."""
        return Quarter(self.number - 1)
