"""Working time: when somebody in a time zone works, and how to count along it.

Belongs here: conversion between instants and working seconds. Does not belong here: how long
anything takes. Instants are whole seconds since 1970 in UTC.
"""

from bisect import bisect_right
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

DAY = 86_400
HOUR = 3_600
MINUTE = 60
WEEK = 7 * DAY
_FIRST_HOUR = 9
_LAST_HOUR = 17
_WORKDAYS = 5


def epoch(instant: datetime) -> int:
    """Seconds since 1970 of an aware datetime, rounded down."""
    return int(instant.timestamp())


def instant_of(seconds: int) -> datetime:
    """The aware UTC datetime of seconds since 1970."""
    return datetime.fromtimestamp(seconds, UTC)


def midnight(day: date) -> int:
    """Seconds since 1970 of a date's start in UTC."""
    return epoch(datetime.combine(day, time(), UTC))


class WorkClock:
    """The working hours of one calendar (time zone, holidays) between two dates.

    Outside the two dates nobody works: what would end later ends after the last working second.
    """

    def __init__(self, zone: str, holidays: Collection[date], first: date, last: date) -> None:
        self.zone = ZoneInfo(zone)
        off = frozenset(holidays)
        every = (first + timedelta(days=n) for n in range((last - first).days))
        days = [day for day in every if day.weekday() < _WORKDAYS and day not in off]
        self._starts = [self._at(day, _FIRST_HOUR) for day in days]
        self._ends = [self._at(day, _LAST_HOUR) for day in days]
        lengths = (end - start for start, end in zip(self._starts, self._ends, strict=True))
        self._before = [0, *accumulate(lengths)]

    def _at(self, day: date, hour: int) -> int:
        return epoch(datetime.combine(day, time(hour), self.zone))

    def elapsed(self, seconds: int) -> int:
        """Working seconds from the first date to an instant."""
        index = bisect_right(self._starts, seconds) - 1
        if index < 0:
            return 0
        return self._before[index] + min(seconds, self._ends[index]) - self._starts[index]

    def instant(self, working_seconds: int) -> int:
        """The instant at which so many working seconds have passed; inverse of `elapsed`."""
        index = bisect_right(self._before, working_seconds) - 1
        if index >= len(self._starts):
            return self._ends[-1] + working_seconds - self._before[-1]
        return self._starts[index] + working_seconds - self._before[index]

    def advance(self, seconds: int, hours: float) -> int:
        """The instant after `hours` of work from an instant; never earlier than that instant."""
        return max(seconds, self.instant(self.elapsed(seconds) + round(hours * HOUR)))

    def local_date(self, seconds: int) -> date:
        """The calendar's date at an instant."""
        return datetime.fromtimestamp(seconds, self.zone).date()

    def workdays(self, start: int, end: int) -> list[int]:
        """The opening instants of all working days that open in [start, end)."""
        return [opening for opening in self._starts if start <= opening < end]
