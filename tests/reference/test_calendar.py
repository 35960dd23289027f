"""The reference's periods and working time at their difficult places."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.reference.calendar import GRAINS, Period, local_day, midnight, period_of, working_hours

BERLIN = "Europe/Berlin"


def never(_: date) -> bool:
    return False


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_the_first_days_of_2021_belong_to_week_53_of_2020() -> None:
    week = period_of(date(2021, 1, 3), "week")
    assert week.start == date(2020, 12, 28)
    assert week.start.isocalendar()[:2] == (2020, 53)
    assert period_of(date(2021, 1, 4), "week").start == date(2021, 1, 4)


@pytest.mark.parametrize(
    ("monday", "hours"), [("2026-03-23", 167), ("2026-10-19", 169), ("2026-06-01", 168)]
)
def test_weeks_of_clock_changes_have_an_hour_less_or_more(monday: str, hours: int) -> None:
    week = Period("week", date.fromisoformat(monday))
    assert midnight(week.end, BERLIN) - midnight(week.start, BERLIN) == timedelta(hours=hours)


def test_quarters_and_months_end_across_the_year() -> None:
    assert period_of(date(2025, 12, 31), "quarter") == Period("quarter", date(2025, 10, 1))
    assert Period("quarter", date(2025, 10, 1)).end == date(2026, 1, 1)
    assert Period("month", date(2025, 12, 1)).following == Period("month", date(2026, 1, 1))


@pytest.mark.parametrize("grain", GRAINS)
def test_periods_follow_each_other_without_gap(grain: str) -> None:
    day = date(2019, 12, 25)
    for _ in range(800):
        period = period_of(day, grain)
        assert period.start <= day < period.end
        assert period_of(period.end, grain) == period.following
        day += timedelta(days=1)


def test_a_local_day_follows_the_zone() -> None:
    late = utc("2026-01-31T23:30:00")
    assert local_day(late, BERLIN) == date(2026, 2, 1)
    assert local_day(late, "America/New_York") == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-06-01T07:00:00", "2026-06-01T15:00:00", 8),  # a whole working day in Berlin
        ("2026-06-05T14:00:00", "2026-06-08T08:00:00", 2),  # Friday 16:00 to Monday 10:00
        ("2026-03-27T15:00:00", "2026-03-30T07:00:00", 1),  # 16:00 CET to 9:00 CEST
        ("2026-03-27T15:00:00", "2026-03-30T08:00:00", 2),
        ("2026-06-06T10:00:00", "2026-06-07T10:00:00", 0),  # a weekend
        ("2026-06-01T10:00:00", "2026-06-01T09:00:00", 0),  # nothing backwards
    ],
)
def test_working_hours(start: str, end: str, hours: float) -> None:
    assert working_hours(utc(start), utc(end), BERLIN, never) == hours


def test_holidays_are_no_working_time() -> None:
    start, end = utc("2025-12-24T08:00:00"), utc("2025-12-26T16:00:00")
    is_holiday = {date(2025, 12, 25)}.__contains__
    assert working_hours(start, end, BERLIN, is_holiday) == 16
