"""DevLake's documented rules in a real PostgreSQL, on rows made by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from bench.dora import devlake
from tests.bench.dora import given

pytestmark = pytest.mark.filterwarnings("ignore::platformdirs.api.RuntimeDirWarning")
JUNE = devlake.Window(
    [given.TEAM],
    dt.datetime.fromisoformat("2026-06-01"),
    dt.datetime.fromisoformat("2026-06-30T23:59:59"),
)
FRACTION_OF_A_SECOND = 0.2


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[psycopg.Connection]:
    folder = tmp_path_factory.mktemp("devlake")
    rows = given.write(folder / "rows")
    with devlake.serving(folder / "postgres") as connection:
        devlake.fill(connection, rows)
        yield connection


@pytest.mark.parametrize(
    ("panel", "answer"),
    [
        # Every success counts, deployed again or not; what failed or is staging does not.
        ("frequency_months", [("26/06", 44)]),
        # Monday the 1st to Monday the 22nd, then none: 7, 7, 7, 1 and 0 days a week.
        ("frequency_tile", [(7, 22)]),
        # The first deployment has none before it: of 21 pull requests 11 take 30 hours.
        ("lead_time_months", [("26/06", 30.0)]),
        ("lead_time_tile", [(30.0,)]),
        ("failure_rate_months", [("26/06", 2 / 44)]),
        ("failure_rate_tile", [(2 / 44,)]),
        # Of 2 and 4 hours the lower one is the median.
        ("recovery_months", [("26/06", 2.0)]),
        ("recovery_tile", [(2.0,)]),
        ("failure_rate_check", [(None,)]),
    ],
)
def test_a_panel_answers_by_its_rule(
    filled: psycopg.Connection, panel: str, answer: list[tuple[Any, ...]]
) -> None:
    assert devlake.ask(filled, panel, JUNE) == answer


def test_a_month_without_any_is_drawn_as_zero(filled: psycopg.Connection) -> None:
    july = devlake.Window(
        [given.TEAM],
        dt.datetime.fromisoformat("2026-07-01"),
        dt.datetime.fromisoformat("2026-07-31"),
    )
    assert devlake.ask(filled, "lead_time_months", july) == [("26/07", 0)]
    assert devlake.ask(filled, "recovery_months", july) == [("26/07", 0)]
    assert devlake.ask(filled, "failure_rate_months", july) == [("26/07", None)]


def test_another_project_has_none_of_it(filled: psycopg.Connection) -> None:
    other = devlake.Window(["borealis"], JUNE.starts, JUNE.ends)
    assert devlake.ask(filled, "frequency_months", other) == [("26/06", 0)]


def test_parts_of_a_cycle_are_whole_minutes_and_missing_ones_nothing(
    filled: psycopg.Connection,
) -> None:
    found = filled.execute(
        "select pr_coding_time, pr_pickup_time, pr_deploy_time, pr_cycle_time, "
        "deployment_commit_id from project_pr_metrics where id = any(%s) order by id",
        [["p0", "p1"]],
    ).fetchall()
    assert found == [(0, None, None, 9 * 60, None), (0, None, 60, 30 * 60, "d1")]


def test_a_load_is_timed_panel_by_panel(filled: psycopg.Connection) -> None:
    took = devlake.time_load(filled, JUNE, 2)
    assert set(took) == {*devlake.PANELS, "load"}
    assert took["load"]["n"] == 2
    assert took["load"]["median_ms"] > max(took[panel]["median_ms"] for panel in devlake.PANELS)


def test_the_check_is_given_up_when_patience_ends(
    filled: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert devlake.time_check(filled, JUNE, 60)["ended"]
    sleeping = lambda connection, *_: connection.execute("select pg_sleep(30)").fetchall()  # noqa: E731
    monkeypatch.setattr(devlake, "ask", sleeping)
    given_up = devlake.time_check(filled, JUNE, FRACTION_OF_A_SECOND)
    assert not given_up["ended"]
    assert given_up["seconds"] < 10


def test_a_load_of_each_project_is_timed(filled: psycopg.Connection) -> None:
    assert devlake.projects(filled) == [given.TEAM]
    took = devlake.time_all(filled, JUNE, 1, 60)
    assert took["project"] == given.TEAM
    assert took["every_project"]["projects"] == took["every_project"]["timed"] == 1
