"""The dispatched macros against the standard library."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd
import pytest
from scipy import stats

from tests.dbt import project

Engine = duckdb.DuckDBPyConnection
Sql = dict[str, str]
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "America/Sao_Paulo", "UTC"]


def naive(instant: datetime) -> datetime:
    """The same instant as DuckDB holds it: UTC without saying so."""
    return instant.astimezone(UTC).replace(tzinfo=None)


def around_clock_changes() -> list[datetime]:
    """Instants each half hour of the days around four clock changes."""
    days = ["2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01"]
    starts = [datetime.fromisoformat(f"{day}T00:00:00+00:00") for day in days]
    return [start + timedelta(minutes=30 * step) for start in starts for step in range(-24, 96)]


def test_local_time_follows_every_clock_change(sql: Sql, engine: Engine) -> None:
    rows = [(naive(instant), zone) for instant in around_clock_changes() for zone in ZONES]
    engine.register("instants", pd.DataFrame(rows, columns=["instant", "zone"]))
    for instant, zone, local_time, local_date in engine.sql(sql["local"]).fetchall():
        expected = instant.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert (local_time, local_date) == (expected, expected.date())


def test_midnights_and_business_hours_are_found_in_utc(sql: Sql, engine: Engine) -> None:
    days = [date(2026, 1, 1) + timedelta(days=step) for step in range(365)]
    rows = [
        (project.utc(f"{day} {hour:02}:00:00"), zone)
        for day in days
        for zone in ZONES
        for hour in (0, 9, 17)
    ]
    engine.register("local_times", pd.DataFrame(rows, columns=["local_time", "zone"]))
    found = [instant for (instant,) in engine.sql(sql["utc"]).fetchall()]
    assert found == [naive(local.replace(tzinfo=ZoneInfo(zone))) for local, zone in rows]


def test_seconds_are_exact_to_the_microsecond(sql: Sql, engine: Engine) -> None:
    start, later = project.utc("2026-01-01 10:01:00"), project.utc("2026-01-01 10:01:00.000001")
    ends = [project.utc("2026-01-01 11:59:00"), project.utc("2026-01-01 10:00:59.999999")]
    engine.register("spans", pd.DataFrame({"a": [start, start], "b": ends}))
    assert engine.sql(sql["seconds"]).fetchall() == [
        (7080.0, later),
        (-0.000001, later),
    ]


def test_weekdays_and_dates(sql: Sql, engine: Engine) -> None:
    days = [date(2026, 2, 20) + timedelta(days=step) for step in range(14)]
    engine.execute("create table dates (day date)")
    engine.executemany("insert into dates values (?)", [(day,) for day in days])
    assert engine.sql(sql["days"]).fetchall() == [
        (day.isoweekday(), day + timedelta(days=30), 30) for day in days
    ]


def test_labels_match_whole_names_only(sql: Sql, engine: Engine) -> None:
    labels = ["bug,severity:2", "debug,severity:", "bug-report", "", None, "severity:1,severity:2"]
    engine.execute("create table issues (id integer, labels varchar)")
    engine.executemany("insert into issues values (?, ?)", list(enumerate(labels)))
    assert engine.sql(sql["labels"]).fetchall() == [
        (True, "2"),
        (False, ""),
        (False, None),
        (False, None),
        (False, None),
        (False, "1"),
    ]
    assert sorted(engine.sql(sql["split"]).fetchall()) == [
        (0, "bug"),
        (0, "severity:2"),
        (1, "debug"),
        (1, "severity:"),
        (2, "bug-report"),
        (5, "severity:1"),
        (5, "severity:2"),
    ]


def test_the_hash_is_uniform_and_anybody_can_repeat_it(sql: Sql, engine: Engine) -> None:
    texts = [f"atlas:2026-01-05:{draw}" for draw in range(5000)]
    engine.register("texts", pd.DataFrame({"text": texts}))
    chances = dict(engine.sql(sql["hash"]).fetchall())
    digest = hashlib.md5(texts[7].encode(), usedforsecurity=False).hexdigest()
    assert chances[texts[7]] == int(digest[:13], 16) / 2**52
    assert stats.kstest(list(chances.values()), "uniform").pvalue > 0.01


def test_the_load_is_read_from_the_name_of_the_file(sql: Sql, engine: Engine) -> None:
    engine.register("files", pd.DataFrame({"path": ["/x/1795546823.738705.3baed42306.parquet"]}))
    assert engine.sql(sql["load_id"]).fetchall() == [("1795546823.738705",)]


def test_finality_changes_at_seven_and_thirty_five_days(sql: Sql, engine: Engine) -> None:
    as_of = project.utc("2026-07-06 06:00:00")
    ages = [timedelta(days=-1), timedelta(0), timedelta(days=7), timedelta(days=35)]
    ends = [as_of - age + shift for age in ages for shift in (timedelta(seconds=1), timedelta(0))]
    engine.register("periods", pd.DataFrame({"ends_at": ends}))
    expected = ["provisional"] * 5 + ["settling"] * 2 + ["final"]
    assert [finality for (finality,) in engine.sql(sql["finality"]).fetchall()] == expected


@pytest.mark.parametrize("zone", ZONES)
def test_business_seconds_are_the_sum_of_all_windows(zone: str, sql: Sql, engine: Engine) -> None:
    holidays = {date(2026, 4, 3), date(2026, 4, 6)}
    days = [date(2026, 3, 1) + timedelta(days=step) for step in range(60)]
    rows, before = [], 0.0
    for day in days:
        is_open = day.weekday() < 5 and day not in holidays
        opens = datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo(zone))
        rows.append(("atlas", zone, day, naive(opens), 28800.0 if is_open else 0.0, before))
        before += rows[-1][4]
    engine.execute(
        "create table days (team_id varchar, time_zone varchar, local_date date,"
        " opens_at_utc timestamp, business_seconds double, business_seconds_before double)"
    )
    engine.executemany("insert into days values (?, ?, ?, ?, ?, ?)", rows)
    instants = [datetime(2026, 3, 5, 1, tzinfo=UTC) + timedelta(hours=7.25 * n) for n in range(150)]
    spans = [(naive(a), naive(b), zone) for a in instants[::9] for b in instants[::7] if a <= b]
    engine.register("spans", pd.DataFrame(spans, columns=["a", "b", "time_zone"]))
    found = engine.sql(sql["business"]).fetchall()
    assert len(found) == len(spans)
    for a, b, _, seconds in found:
        windows = [(row[3], row[3] + timedelta(seconds=row[4])) for row in rows]
        overlaps = [(min(b, end) - max(a, start)).total_seconds() for start, end in windows]
        assert seconds == pytest.approx(sum(max(0.0, overlap) for overlap in overlaps), abs=1e-6)
