"""Working time: weekends, holidays and changes of the clock."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.simulation.working_time import HOUR, WorkClock, epoch, instant_of

BERLIN = WorkClock("Europe/Berlin", {date(2026, 4, 6)}, date(2026, 1, 1), date(2026, 7, 1))


def at(text: str) -> int:
    return epoch(datetime.fromisoformat(text))


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-10T09:00+01:00", 2, "2026-03-10T11:00+01:00"),
        ("2026-03-10T16:00+01:00", 2, "2026-03-11T10:00+01:00"),
        ("2026-03-10T20:00+01:00", 1, "2026-03-11T10:00+01:00"),
        ("2026-03-13T16:00+01:00", 2, "2026-03-16T10:00+01:00"),  # over a weekend
        ("2026-03-27T16:00+01:00", 2, "2026-03-30T10:00+02:00"),  # over the change of the clock
        ("2026-04-03T16:00+02:00", 2, "2026-04-07T10:00+02:00"),  # over Easter Monday
        ("2026-03-14T12:00+01:00", 0, "2026-03-16T09:00+01:00"),  # Saturday waits for Monday
    ],
)
def test_work_goes_on_when_people_work(start: str, hours: float, end: str) -> None:
    assert BERLIN.advance(at(start), hours) == at(end)


def test_a_day_has_eight_hours_also_when_the_clock_changes() -> None:
    whole = BERLIN.elapsed(at("2026-04-03T23:00+02:00")) - BERLIN.elapsed(at("2026-03-23T00:00Z"))
    assert whole == 10 * 8 * HOUR


@given(st.integers(0, 500 * HOUR))
def test_instants_and_working_seconds_are_inverse(working: int) -> None:
    assert BERLIN.elapsed(BERLIN.instant(working)) == working


@given(
    st.integers(epoch(datetime(2026, 1, 2, tzinfo=UTC)), epoch(datetime(2026, 6, 1, tzinfo=UTC))),
    st.floats(0, 200),
)
def test_time_never_runs_backwards(start: int, hours: float) -> None:
    assert BERLIN.advance(start, hours) >= start


def test_before_the_first_day_nothing_has_elapsed() -> None:
    assert BERLIN.elapsed(at("2025-12-01T12:00Z")) == 0


def test_after_the_last_day_time_still_passes() -> None:
    late = BERLIN.advance(at("2026-06-30T16:00+02:00"), 3)
    assert instant_of(late) == datetime(2026, 6, 30, 17, tzinfo=UTC)


def test_openings_of_a_week_leave_out_the_holiday() -> None:
    openings = BERLIN.workdays(at("2026-04-06T00:00+02:00"), at("2026-04-13T00:00+02:00"))
    assert [instant_of(opening).day for opening in openings] == [7, 8, 9, 10]
    assert BERLIN.local_date(openings[0]) == date(2026, 4, 7)
