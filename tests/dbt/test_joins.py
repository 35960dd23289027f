"""No model pairs everything with everything: what is quick on a demo would never end on a company.

The plans are those of the empty warehouse that `make test` builds before the tests; a join without
keys has none there either.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.dbt.project import PROJECT

PAIRS_EVERYTHING = "BLOCKWISE_NL_JOIN"
FEW = {
    "evidence_recency": "the terms of a sum, of each manager's few pieces",
    "int_delivery__generated_paths": "a handful of patterns of generated files, which are no keys",
    "int_delivery__incidents": "a handful of rules, each with a label among many",
    "int_delivery__repairs": "the same rules",
    "int_identity__reporting_roster": "the quarters of the calendar",
    "int_metrics__baseline_segments": "decisions about baselines, which people take one by one",
    "int_metrics__kept_snapshots": "one row: the last instant",
    "int_metrics__team_streams": "the tools, a dozen",
    "int_safety__quarter_comparisons": "the terms of a sum, of each team's few reviews",
    "int_workload__draws": "the draws, each of which every slice is to have",
    "int_workload__slices": "three multiples",
}
"""Models that may pair everything, because one side is always this small."""


def plan(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """What DuckDB would do, as JSON: in the drawing, names are cut where the plan is wide."""
    explained = connection.execute(f"explain (format json) {sql}").fetchall()
    return "\n".join(str(row[1]) for row in explained)


@pytest.fixture(scope="module")
def pairing() -> set[str]:
    """The models whose plan pairs everything with everything."""
    compiled = PROJECT / "target" / "compiled" / "team_outcomes" / "models"
    warehouse = PROJECT / "target" / "home" / "warehouse.duckdb"
    assert warehouse.exists(), "run `make test`: it builds the empty warehouse first"
    models = [file.relative_to(PROJECT / "models") for file in PROJECT.glob("models/**/*.sql")]
    assert models
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        # As the profile has it: with this optimizer DuckDB fails on some of the plans.
        connection.execute("set disabled_optimizers = 'top_n_window_elimination'")
        return {
            model.stem
            for model in models
            if PAIRS_EVERYTHING in plan(connection, _sql(compiled / model))
        }


def _sql(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_only_models_with_one_small_side_pair_everything(pairing: set[str]) -> None:
    assert pairing - FEW.keys() == set(), "give the join a key, or a condition before it"


def test_every_exception_is_one(pairing: set[str]) -> None:
    assert FEW.keys() - pairing == set(), "remove these from the list"


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("a.id = b.id and a.kind = 'week'", True),
        ("a.id = b.id and starts_with(a.kind, b.kind)", True),
        ("a.id = b.id and a.kind = b.kind", False),
        ("a.id = b.id and a.id >= b.id", False),
    ],
)
def test_the_plan_tells_such_a_join(condition: str, *, expected: bool) -> None:
    connection = duckdb.connect()
    connection.execute("create table a (id integer, kind text); create table b as from a")
    sql = f"select * from a left join b on {condition}"
    assert (PAIRS_EVERYTHING in plan(connection, sql)) is expected
