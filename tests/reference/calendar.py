"""Periods and working time in IANA zones.

Belongs here: which local day and period an instant falls into, when a period begins and ends, and
how much working time lies between two instants. Does not belong here: whose zone applies
(`organisation.py`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

GRAINS = ("week", "month", "quarter")
DAY = timedelta(days=1)
MONTHS_PER_QUARTER = 3
WORKING_DAYS = 5
WORK_STARTS, WORK_ENDS = time(9), time(17)


@dataclass(frozen=True, order=True)
class Period:
    """An ISO week, calendar month or calendar quarter by its first local day."""

    grain: str
    start: date

    @property
    def end(self) -> date:
        """The first local day after the period."""
        if self.grain == "week":
            return self.start + 7 * DAY
        months = 1 if self.grain == "month" else MONTHS_PER_QUARTER
        years, month = divmod(self.start.month - 1 + months, 12)
        return date(self.start.year + years, month + 1, 1)

    @property
    def days(self) -> int:
        """How many local days the period has."""
        return (self.end - self.start).days

    @property
    def following(self) -> "Period":
        """The next period of the same grain."""
        return Period(self.grain, self.end)


def period_of(day: date, grain: str) -> Period:
    """The period of that grain that contains a local day."""
    if grain == "week":
        return Period(grain, day - day.weekday() * DAY)
    first_month = day.month
    if grain == "quarter":
        first_month -= (day.month - 1) % MONTHS_PER_QUARTER
    return Period(grain, date(day.year, first_month, 1))


def local_day(instant: datetime, zone: str) -> date:
    """The day an instant falls on in a zone."""
    return instant.astimezone(ZoneInfo(zone)).date()


def midnight(day: date, zone: str) -> datetime:
    """The instant at which a local day begins, in UTC."""
    return at_local_time(day, time(0), zone)


def at_local_time(day: date, clock: time, zone: str) -> datetime:
    """The instant of a local day and time, in UTC."""
    return datetime.combine(day, clock, ZoneInfo(zone)).astimezone(UTC)


def working_windows(
    first: date, last: date, zone: str, is_holiday: Callable[[date], bool]
) -> Iterator[tuple[datetime, datetime]]:
    """Start and end of the working time of each working day from `first` to `last`."""
    day = first
    while day <= last:
        if day.weekday() < WORKING_DAYS and not is_holiday(day):
            yield at_local_time(day, WORK_STARTS, zone), at_local_time(day, WORK_ENDS, zone)
        day += DAY


def working_hours(
    start: datetime, end: datetime, zone: str, is_holiday: Callable[[date], bool]
) -> float:
    """Hours between two instants that are working time (Monday to Friday, 9 to 17 local)."""
    total = timedelta()
    if end <= start:
        return 0.0
    days = local_day(start, zone), local_day(end, zone)
    for opens, closes in working_windows(*days, zone, is_holiday):
        total += max(timedelta(), min(end, closes) - max(start, opens))
    return total / timedelta(hours=1)
