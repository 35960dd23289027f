"""pandas on rows made by hand, and the comparison of its cells with ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from bench.dora import devlake, frames, published
from tests.bench.dora import given

AS_OF = pd.Timestamp("2026-07-06T06:00:00")
MONTH, QUARTER = pd.Timestamp("2026-06-01"), pd.Timestamp("2026-04-01")
# What follows from the rows: 22 days with a change, 11 commits of 10 hours and 11 of 30, 2 failures
# of 22, too few of them for a median of how long they lasted.
OURS = {
    ("deploy_freq", MONTH): (22.0, "ok"),
    ("change_lead_time", MONTH): (20.0, "ok"),
    ("change_fail_rate", MONTH): (2 / 22, "ok"),
    ("failed_deploy_recovery", QUARTER): (None, "insufficient_n"),
}
WINDOW = devlake.Window([], MONTH.to_pydatetime() - given.DAY * 100, AS_OF.to_pydatetime())


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    return frames.compute(given.write(tmp_path_factory.mktemp("rows")), AS_OF)


@pytest.fixture
def leadership(tmp_path: Path) -> Path:
    """A warehouse that holds our cells and those of another team, published."""
    rows = [
        (metric, 1, team, "quarter" if start == QUARTER else "month", start.date(), value, status)
        for (metric, start), (value, status) in OURS.items()
        for team in (given.TEAM, "borealis")
    ]
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        connection.execute("create schema marts")
        connection.execute(
            "create table marts.fct_team_metrics (metric_id varchar, definition_version integer, "
            "team_id varchar, grain varchar, period_start date, value double, status varchar)"
        )
        connection.executemany(
            "insert into marts.fct_team_metrics values (?, ?, ?, ?, ?, ?, ?)", rows
        )
    return published.publish(tmp_path)


def ours(leadership: Path) -> pd.DataFrame:
    found = published.ours(leadership, WINDOW)
    return found[found["team_id"] == given.TEAM]


def test_pandas_says_what_follows_from_the_rows(theirs: pd.DataFrame, leadership: Path) -> None:
    compared = published.compare(ours(leadership), theirs)
    assert compared == {"compared": 4, "with_value": 3, "left_out": 0, "differences": []}


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({("change_fail_rate", MONTH): (3 / 22, "ok")}, {"change_fail_rate"}),
        ({("change_lead_time", MONTH): (20.0 + 1e-6, "ok")}, {"change_lead_time"}),
        ({("change_lead_time", MONTH): (None, "insufficient_n")}, {"change_lead_time"}),
        ({("deploy_freq", MONTH): (0.0, "ok")}, {"deploy_freq"}),
        ({("change_lead_time", MONTH): (20.0 + 1e-12, "ok")}, set()),
        ({("change_fail_rate", MONTH): (None, "source_missing")}, set()),
    ],
)
def test_a_planted_difference_is_told(
    theirs: pd.DataFrame, change: dict[Any, tuple[float | None, str]], differs: set[str]
) -> None:
    cells = [(*key, given.TEAM, *said) for key, said in (OURS | change).items()]
    columns = ["metric_id", "period_start", "team_id", "value", "status"]
    found = published.compare(pd.DataFrame(cells, columns=columns), theirs)
    assert {each["metric_id"] for each in found["differences"]} == differs


def test_a_month_in_which_nobody_deploys_is_a_zero_in_both(leadership: Path) -> None:
    cells = pd.DataFrame(
        [("deploy_freq", given.TEAM, MONTH, 0.0, "ok")],
        columns=["metric_id", "team_id", "period_start", "value", "status"],
    )
    nothing = cells.iloc[:0][["metric_id", "team_id", "period_start", "value"]]
    assert published.compare(cells, nothing)["differences"] == []


def test_the_question_is_for_one_team_or_for_all(leadership: Path) -> None:
    assert len(published.ask(leadership, None, WINDOW)) == 8
    assert {row[1] for row in published.ask(leadership, ["borealis"], WINDOW)} == {"borealis"}
    took = published.time_load(leadership, ["borealis"], WINDOW, 2)
    assert took["cells"] == 4
    assert took["kept_open"]["n"] == took["opened_each_time"]["n"] == 2


@pytest.mark.parametrize(("restored", "median"), [(8, 4.0), (4, 4.0), (3, None)])
def test_what_is_not_over_lasts_at_least_so_long(restored: int, median: float | None) -> None:
    placed = pd.DataFrame(
        {
            "team_id": given.TEAM,
            "period_start": QUARTER,
            "measure": [float(hour) for hour in range(1, 9)],
            "is_observed": [place < restored for place in range(8)],
        }
    )
    found = frames._survival(placed)["value"].iloc[0]
    assert pd.isna(found) if median is None else found == median
