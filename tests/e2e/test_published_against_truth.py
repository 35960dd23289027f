"""Every published number against the independent reference."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.e2e.chain import is_same
from tests.e2e.conftest import World
from tests.reference.sightings import first_seen

pytestmark = pytest.mark.e2e

SHOWN = 4
CELLS = """
    select metric_id, team_id, grain, period_start,
        numerator, denominator, value, n_items, n_people, ci_low, ci_high, status, finality
    from marts.fct_team_metrics
"""
CHARTS = """
    select metric_id, team_id, grain, period_start,
        centre_line, lower_limit, upper_limit, limits_status, baseline_start,
        is_outside_limits, is_long_run
    from marts.fct_team_metrics
"""
SPREADS = """
    select team_id, load_kind, window_start,
        window_end, n_people, n_events, status, excess_over_fair_share, effective_people, p_fair,
        detectable_multiple, is_concentrated
    from marts.rpt_workload_distribution
"""
WITHHELD_CELLS = """
    select measure, team_id, grain, period_start from marts.disclosure_ledger
    where decision = 'withheld' and table_name = 'fct_team_metrics'
"""
WITHHELD_LOADS = """
    select team_id, split_part(measure, ': ', 2), period_start from marts.disclosure_ledger
    where decision = 'withheld' and table_name = '{}'
"""
TEAM_SPREADS = """
    select team_id, load_kind, window_start,
        window_end, n_people, null as n_events, status, excess_over_fair_share, effective_people,
        p_fair, detectable_multiple, null as is_concentrated
    from marts.rpt_team_workload
"""


LONG = pytest.param("steady", marks=pytest.mark.long)


@pytest.fixture(scope="module", params=["small", LONG, "turn_of_year"])
def run(request: pytest.FixtureRequest) -> World:
    found: World = request.getfixturevalue(request.param)
    return found


def published(world: World, query: str, key_length: int) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Rows by their first columns."""
    return rows_by_key(world.published / "leadership.duckdb", query, key_length)


def computed(
    world: World, query: str, key_length: int, withheld: str
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Published rows; for those withheld for what cells tell together, what the mart says of them.

    Args:
        world: A home with a publication.
        query: The columns of a mart.
        key_length: How many of them name a row.
        withheld: A query of the ledger that gives the keys of withheld rows.
    """
    found = published(world, query, key_length)
    private = rows_by_key(world.home / "warehouse.duckdb", query, key_length)
    with duckdb.connect(str(world.published / "audit.duckdb"), read_only=True) as connection:
        keys = connection.sql(withheld).fetchall()
    for key in keys:
        assert found[key].get("status", "suppressed_privacy") == "suppressed_privacy"
        found[key] = private[key]
    return found


def rows_by_key(file: Path, query: str, key_length: int) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Rows of a database by their first columns."""
    with duckdb.connect(str(file), read_only=True) as connection:
        found = connection.sql(query)
        names = found.columns[key_length:]
        return {
            row[:key_length]: dict(zip(names, row[key_length:], strict=True))
            for row in found.fetchall()
        }


def differences(
    found: Mapping[tuple[Any, ...], Mapping[str, Any]],
    expected: Mapping[tuple[Any, ...], Any],
) -> Iterator[tuple[tuple[Any, ...], str]]:
    """The keys at which rows are missing, too many or different, with what differs."""
    for key in sorted(set(found) | set(expected), key=str):
        if key not in expected:
            yield key, f"published but not expected: {found[key]}"
        elif key not in found:
            yield key, f"not published, expected {expected[key]}"
        else:
            wrong = [
                f"{name} {found[key][name]!r}, expected {value!r}"
                for name, value in vars(expected[key]).items()
                if not is_same(found[key][name], value)
            ]
            if wrong:
                yield key, "; ".join(wrong)


def report(found: Iterator[tuple[tuple[Any, ...], str]]) -> str:
    """The first differences of each metric or team; empty if there are none."""
    groups: dict[str, list[str]] = defaultdict(list)
    for key, text in found:
        groups[str(key[0])].append(f"{' '.join(map(str, key[1:]))}: {text}")
    return "\n".join(
        f"{group}: {len(texts)} differ\n  " + "\n  ".join(texts[:SHOWN])
        for group, texts in groups.items()
    )


def test_every_cell_of_the_team_metrics(run: World) -> None:
    expected = run.expected.cells
    found = computed(run, CELLS, 4, WITHHELD_CELLS)
    assert len(found) > 0
    wrong = report(differences(found, expected))
    assert not wrong, wrong


def test_every_limit_and_every_signal_of_the_control_charts(run: World) -> None:
    expected = run.expected.charts
    found = computed(run, CHARTS, 4, WITHHELD_CELLS)
    wrong = report(differences(found, expected))
    assert not wrong, wrong
    statuses = {chart.limits_status for chart in expected.values()}
    assert statuses >= {"no_limits", "provisional_limits"}


def test_every_row_of_the_workload_distribution(run: World) -> None:
    expected = run.expected.spreads
    found = computed(run, SPREADS, 3, WITHHELD_LOADS.format("rpt_workload_distribution"))
    assert len(found) > 0
    wrong = report(differences(found, expected))
    assert not wrong, wrong


def test_every_row_of_a_teams_own_workload(run: World) -> None:
    expected = run.expected.team_spreads
    found = computed(run, TEAM_SPREADS, 3, WITHHELD_LOADS.format("rpt_team_workload"))
    assert len(found) > 0
    wrong = report(differences(found, expected))
    assert not wrong, wrong


def test_weeks_are_labelled_by_their_iso_year_and_week(run: World) -> None:
    query = "select distinct grain, period_start, iso_year, iso_week from marts.fct_team_metrics"
    for (grain, start), labels in published(run, query, 2).items():
        year, week, _ = start.isocalendar()
        expected = (year, week) if grain == "week" else (None, None)
        assert (labels["iso_year"], labels["iso_week"]) == expected


def test_the_five_parts_are_all_of_the_lead_time(run: World) -> None:
    query = """
        select team_id, grain, period_start, sum(value) as shares, count(value) as parts
        from marts.fct_team_metrics
        where metric_id in
            ('lt_coding', 'lt_pickup', 'lt_review', 'lt_merge_wait', 'lt_deploy_wait')
        group by all
    """
    shown = [row for row in published(run, query, 3).values() if row["parts"]]
    assert shown
    for row in shown:
        assert row["parts"] == 5
        assert row["shares"] == pytest.approx(1, abs=1e-9)


def test_the_reference_sees_commits_when_the_server_did(run: World) -> None:
    """Of branches of the organisation's own repositories; the pushes to forks are not visible."""
    compared = 0
    for repository in run.truth.repositories:
        for change in repository.pull_requests:
            if change.head_repository == repository.full_name:
                really = {commit.sha: commit.first_seen_at for commit in change.commits}
                assert first_seen(repository, change) == really
                compared += len(really)
    assert compared > 100


def test_the_reference_is_not_empty(run: World) -> None:
    """Guards the comparison: the usual kinds of status occur, and many cells show a value."""
    cells = run.expected.cells.values()
    assert {"ok", "provisional", "insufficient_n"} <= {cell.status for cell in cells}
    assert sum(cell.status == "ok" for cell in cells) > len(cells) / 5
