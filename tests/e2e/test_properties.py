"""What must hold of every number whatever the data, over the models as the daily job compiled them.

Here: changes to what was landed, and what should come of them. Not here: whether a number is right
(test_published_against_truth.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.registry import SOURCES
from tests.e2e.chain import Cell, Chain, Key, differing, in_turn

pytestmark = pytest.mark.e2e

FEW = settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
SEEDS = st.integers(0, 10**6)
TOOLS = sorted(source.name for source in SOURCES if source.name != "file_drops")
ONE_TEAM, ONE_ZONE = "atlas", "Europe/Berlin"
# Requests of another team, and answers to them, are none where there is one team; a checklist is of
# one team, and a factor comes back within one.
ABOUT_SEVERAL_TEAMS = {
    "cross_team_support",
    "oncall_maturity",
    "platform_ticket_wait",
    "repeat_factor_share",
}


def streams(connection: duckdb.DuckDBPyConnection, source: str = "%") -> list[str]:
    """The landed tables."""
    query = "select table_schema, table_name from information_schema.tables"
    like = f"{query} where table_schema like 'landing\\_{source}' escape '\\'"
    return [f'"{schema}"."{name}"' for schema, name in connection.sql(like).fetchall()]


def test_a_change_of_what_was_landed_shows(chain: Chain, cells: dict[Key, Cell]) -> None:
    """Guards all that follows: the chain does read what is changed."""

    def lose_some(connection: duckdb.DuckDBPyConnection) -> None:
        tables = streams(connection)
        assert len(tables) > len(TOOLS)
        for table in tables:
            connection.execute(f"delete from {table} where hash(rowid) % 3 = 0")

    assert len(differing(chain.run(lose_some), cells)) > 0


@FEW
@given(seed=SEEDS)
def test_the_order_of_arrival_does_not_matter(
    chain: Chain, cells: dict[Key, Cell], seed: int
) -> None:
    def shuffle(connection: duckdb.DuckDBPyConnection) -> None:
        for table in streams(connection):
            order = f"order by hash(rowid::text || '{seed}')"
            connection.execute(f"create or replace table {table} as select * from {table} {order}")

    assert differing(chain.run(shuffle), cells) == []


def test_loading_everything_twice_changes_nothing(chain: Chain, cells: dict[Key, Cell]) -> None:
    def load_again(connection: duckdb.DuckDBPyConnection) -> None:
        later = "cast(cast(_load_id as decimal(20, 6)) + 60 as text)"
        for table in streams(connection):
            connection.execute(
                f"insert into {table} select * replace ({later} as _load_id) from {table}"
            )
        loads = later.replace("_load_id", "load_id")
        connection.execute(
            f"insert into landing.loads select * replace ({loads} as load_id) from landing.loads"
        )

    assert differing(chain.run(load_again), cells) == []


@FEW
@given(seed=SEEDS)
def test_splitting_a_load_in_two_changes_nothing(
    chain: Chain, cells: dict[Key, Cell], seed: int
) -> None:
    def split(connection: duckdb.DuckDBPyConnection) -> None:
        later = "cast(cast(_load_id as decimal(20, 6)) + 1 as text)"
        for table in streams(connection):
            connection.execute(
                f"update {table} set _load_id = {later} where hash(rowid::text || '{seed}') % 2 = 0"
            )
        loads = later.replace("_load_id", "load_id")
        connection.execute(
            f"insert into landing.loads select * replace ({loads} as load_id) from landing.loads"
        )

    assert differing(chain.run(split), cells) == []


def without(source: str) -> Callable[[duckdb.DuckDBPyConnection], None]:
    """A change that takes away all that a source landed."""

    def empty(connection: duckdb.DuckDBPyConnection) -> None:
        for table in streams(connection, source):
            connection.execute(f"delete from {table}")
        for table in ("loads", "columns", "column_fill"):
            connection.execute(f"delete from landing.{table} where source = '{source}'")

    return empty


def needing(chain: Chain, source: str) -> tuple[set[str], set[str]]:
    """The metrics that need a source, and those that may be made of it."""
    metas = [
        node["config"]["meta"]["metric"]
        for node in chain.models.values()
        if "metric" in node["config"]["meta"]
    ]

    def reading(key: str) -> set[str]:
        return {
            meta["metric_id"]
            for meta in metas
            if any(name.startswith(f"{source}.") for name in meta.get(key) or ())
        }

    return reading("sources"), reading("one_of")


@pytest.mark.parametrize("source", TOOLS)
def test_without_a_source_exactly_its_metrics_are_missing(
    chain: Chain, cells: dict[Key, Cell], source: str
) -> None:
    found = chain.run(without(source))
    needed, possible = needing(chain, source)
    for (metric_id, *_), cell in found.items():
        if metric_id in needed:
            assert cell.status in {"source_missing", "not_applicable"}
            assert (cell.value, cell.numerator, cell.denominator) == (None, None, None)
    others = {key for key in found if key[0] not in needed | possible}
    assert differing(found, cells, others & cells.keys()) == []


def test_without_the_files_nothing_is_published(chain: Chain) -> None:
    assert chain.run(without("file_drops")) == {}


def renamed(mapping: dict[str, str]) -> Callable[[duckdb.DuckDBPyConnection], None]:
    """A change that gives teams other names wherever one stands."""
    cases = " ".join(f"when '{old}' then '{new}'" for old, new in mapping.items())

    def rename(connection: duckdb.DuckDBPyConnection) -> None:
        for table in streams(connection, "file\\_drops"):
            for column in ("team_id", "parent_team_id"):
                if column in connection.sql(f"from {table}").columns:
                    name = f"case {column} {cases} else {column} end"
                    connection.execute(f"update {table} set {column} = {name}")

    return rename


def teams_of(cells: Iterable[Key]) -> list[str]:
    return sorted({team_id for _, team_id, _, _ in cells})


@FEW
@given(data=st.data())
def test_teams_with_each_others_names_have_each_others_numbers(
    chain: Chain, cells: dict[Key, Cell], data: st.DataObject
) -> None:
    teams = teams_of(cells)
    mapping = dict(zip(teams, data.draw(st.permutations(teams)), strict=True))
    found = chain.run(renamed(mapping))
    expected = {(key[0], mapping[key[1]], *key[2:]): cell for key, cell in cells.items()}
    assert differing(found, expected) == []


def one_calendar(connection: duckdb.DuckDBPyConnection) -> None:
    """Let every team live in one zone without holidays."""
    connection.execute(f"update landing_file_drops.team_calendars set time_zone = '{ONE_ZONE}'")
    connection.execute("delete from landing_file_drops.holidays")


def one_team(leaves: list[str]) -> Callable[[duckdb.DuckDBPyConnection], None]:
    """A change that makes all teams one."""
    others = [team_id for team_id in leaves if team_id != ONE_TEAM]

    def unite(connection: duckdb.DuckDBPyConnection) -> None:
        gone = ", ".join(f"'{team_id}'" for team_id in others)
        for table in ("teams", "team_calendars"):
            connection.execute(f"delete from landing_file_drops.{table} where team_id in ({gone})")
        renamed(dict.fromkeys(others, ONE_TEAM))(connection)

    return unite


def test_the_whole_is_the_union_of_its_teams(chain: Chain) -> None:
    """Whether three teams did something, or one team of all their people, is the same above."""
    several = chain.run(one_calendar)
    (whole,) = {team_id for team_id in teams_of(several) if team_id.startswith("tribe")}
    leaves = [team_id for team_id in teams_of(several) if team_id != whole]
    assert len(leaves) > 1
    united = chain.run(in_turn(one_calendar, one_team(leaves)))
    keys = [key for key in several if key[1] == whole and key[0] not in ABOUT_SEVERAL_TEAMS]
    assert len(keys) > 100
    assert differing(united, several, keys) == []


def flows(chain: Chain) -> set[str]:
    """The metrics whose items lie in one month each: sums, and no snapshots or cohorts."""
    return {
        node["name"]
        for node in chain.models.values()
        if "metric" in node["config"]["meta"]
        and node["config"]["meta"]["metric"]["kind"] in {"count", "ratio", "rate"}
        and "is_placed" not in node["raw_code"]
    }


def quarters(cells: dict[Key, Cell], wanted: set[str]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Every quarter that shows its parts, with its three months."""
    for (metric_id, team_id, grain, start), quarter in cells.items():
        if grain != "quarter" or metric_id not in wanted or quarter.n_items is None:
            continue
        keys = [
            (metric_id, team_id, "month", start.replace(month=start.month + place))
            for place in range(3)
        ]
        months = [cells[key] for key in keys if key in cells]
        if len(months) == 3 and all(month.n_items is not None for month in months):
            yield quarter, months


def test_months_sum_to_their_quarter(chain: Chain, cells: dict[Key, Cell]) -> None:
    compared = 0
    for quarter, months in quarters(cells, flows(chain)):
        assert quarter.n_items == sum(month.n_items or 0 for month in months)
        for part in ("numerator", "denominator"):
            parts = [getattr(month, part) for month in months if getattr(month, part) is not None]
            if parts:
                assert getattr(quarter, part) == pytest.approx(sum(parts), rel=1e-9)
                compared += 1
    assert compared > 10
