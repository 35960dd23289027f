"""What several builds say one after the other: kept, restated where it was final, limits unmoved.

Forty-four weeks of 10 and 20 in turn: the centre is 15, the mean moving range 10, so the limits are
15 plus or minus 26.6 and sigma is 26.6 / 3.
"""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from orchestration.publication import PublicationError, publish
from tests.dbt import days
from tests.dbt.days import Builder, Day, Decision, Week, limits, published, week
from tests.orchestration.publication.conftest import judge
from tests.orchestration.publication.reading import contents

REACH = 26.6
FIRST_LIMITS = [
    pytest.approx(15.0),
    pytest.approx(15 - REACH),
    pytest.approx(15 + REACH),
    "limits",
    week(1),
]
MONDAY = Day(date(2026, 7, 6), tuple(Week(10.0 if n % 2 else 20.0) for n in range(days.N_WEEKS)))
SNAPSHOTS = "select * from marts.metric_snapshots order by all"
RESTATED = """
    select period_start, value_before, value_after, delta, is_material, cause
    from marts.metric_restatements order by as_of_after, period_start
"""


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Builder:
    """Monday, built by dbt and published, twice; do not change its home."""
    return Builder.of(tmp_path_factory.mktemp("monday"), MONDAY)


@pytest.fixture
def home(builder: Builder, tmp_path: Path) -> Path:
    """A copy of what was published on Monday, without the warehouse."""
    shutil.copytree(builder.origin / "published", tmp_path / "published")
    return tmp_path


def test_dbt_builds_the_same_day_twice_and_everything_is_said_once(home: Path) -> None:
    assert len(published(home, SNAPSHOTS)) == days.N_WEEKS
    assert [list(row) for row in limits(home)] == [FIRST_LIMITS] * days.N_WEEKS
    sigma = "select distinct round(sigma, 9) from marts.metric_snapshots"
    assert published(home, sigma) == [(round(REACH / 3, 9),)]
    assert published(home, RESTATED) == []


def test_the_same_day_again_adds_nothing(builder: Builder, home: Path) -> None:
    before = contents(home)
    builder.build_and_publish(home, MONDAY)
    for name, found in contents(home).items():
        assert found == before[name] or name.endswith(".duckdb")


def test_a_day_on_which_nothing_changed_adds_nothing(builder: Builder, home: Path) -> None:
    before = published(home, SNAPSHOTS)
    builder.build_and_publish(home, MONDAY.next())
    assert published(home, SNAPSHOTS) == before


def test_an_earlier_day_again_adds_nothing(builder: Builder, home: Path) -> None:
    before = published(home, SNAPSHOTS)
    sunday = Day(date(2026, 7, 5), tuple(Week(99.0) for _ in MONDAY.weeks))
    builder.build_and_publish(home, sunday)
    assert published(home, SNAPSHOTS) == before


def test_late_corrections_are_restated_where_final_and_limits_stay(
    builder: Builder, home: Path
) -> None:
    tuesday = MONDAY.corrected(3, Week(50.0, n_items=21))
    wednesday = tuesday.corrected(43, Week(70.0))
    thursday = wednesday.corrected(5, Week(20.3))
    friday = thursday.corrected(7, Week(None, n_items=3, status="insufficient_n"))
    for day in (tuesday, wednesday, thursday, friday):
        builder.build_and_publish(home, day)
        assert [list(row) for row in limits(home)] == [FIRST_LIMITS] * days.N_WEEKS
    assert published(home, RESTATED) == [
        (week(3), 20.0, 50.0, 30.0, True, "late_data"),
        (week(5), 20.0, 20.3, pytest.approx(0.3), False, "correction"),
        (week(7), 20.0, None, None, True, "correction"),
    ]
    assert len(published(home, SNAPSHOTS)) == days.N_WEEKS + 4
    outside = "select period_start from marts.fct_team_metrics where is_outside_limits"
    assert sorted(published(home, outside, "leadership")) == [(week(3),), (week(43),)]


def test_another_definition_is_another_series(builder: Builder, home: Path) -> None:
    doubled = tuple(Week(2 * (found.value or 0)) for found in MONDAY.weeks)
    tuesday = MONDAY.next(weeks=doubled, definition_version=2)
    builder.build_and_publish(home, tuesday)
    (cause,) = published(home, "select distinct cause, delta, is_material from "
                         "marts.metric_restatements")  # fmt: skip
    assert cause == ("definition_change", None, None)
    # The limits are those of the new definition, frozen anew.
    assert limits(home)[0][:3] == pytest.approx((30.0, 30 - 2 * REACH, 30 + 2 * REACH))
    builder.build_and_publish(home, tuesday.corrected(3, Week(41.0)))
    versions = """
        select definition_version_before, definition_version_after, value_before, delta
        from marts.metric_restatements where cause != 'definition_change'
    """
    assert published(home, versions) == [(2, 2, 40.0, 1.0)]
    assert limits(home)[0][:3] == pytest.approx((30.0, 30 - 2 * REACH, 30 + 2 * REACH))


def test_another_owner_is_told_from_late_data(builder: Builder, home: Path) -> None:
    tuesday = MONDAY.corrected(3, Week(50.0, n_items=21))
    wednesday = tuesday.next(owned_from=week(6)).corrected(5, Week(60.0, n_items=22))
    builder.build_and_publish(home, tuesday)
    builder.build_and_publish(home, wednesday)
    assert published(home, RESTATED) == [
        (week(3), 20.0, 50.0, 30.0, True, "late_data"),
        (week(5), 20.0, 60.0, 40.0, True, "ownership_change"),
    ]


def test_only_a_decision_draws_limits_anew(builder: Builder, home: Path) -> None:
    higher = tuple(
        Week(found.value and found.value + (100 if number > 30 else 0))
        for number, found in enumerate(MONDAY.weeks, 1)
    )
    tuesday = MONDAY.next(weeks=higher)
    builder.build_and_publish(home, tuesday)
    assert [list(row) for row in limits(home)] == [FIRST_LIMITS] * days.N_WEEKS
    announced = Decision(week(31), date(2026, 8, 1))
    builder.build_and_publish(home, tuesday.next(decisions=(announced,)))
    assert [list(row) for row in limits(home)] == [FIRST_LIMITS] * days.N_WEEKS
    decided = Decision(week(31), date(2026, 7, 7))
    builder.build_and_publish(home, Day(date(2026, 7, 9), higher, decisions=(decided,)))
    found: list[Any] = [list(row) for row in limits(home)]
    assert found[:30] == [FIRST_LIMITS] * 30
    # Fourteen weeks, as they stood when it was decided.
    anew = [
        pytest.approx(115.0),
        pytest.approx(115 - REACH),
        pytest.approx(115 + REACH),
        "provisional_limits",
        week(31),
    ]
    assert found[30:] == [anew] * 14


def test_what_was_not_published_was_not_said(builder: Builder, home: Path) -> None:
    before = published(home, SNAPSHOTS)
    tuesday = MONDAY.corrected(3, Week(50.0))
    builder.build(home, tuesday)
    judge(home, {"passed": False, "severity": "block", "detail": "parts do not add up"})
    with pytest.raises(PublicationError):
        publish(home)
    assert published(home, SNAPSHOTS) == before
    builder.build_and_publish(home, tuesday.corrected(3, Week(60.0)))
    assert published(home, RESTATED) == [(week(3), 20.0, 60.0, 40.0, True, "correction")]
    said = "select day(as_of_before), day(as_of_after) from marts.metric_restatements"
    assert published(home, said) == [(6, 8)]
