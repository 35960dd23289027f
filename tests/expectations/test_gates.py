"""Gates are written as the contract says, whole and once a run."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations import gates, judging
from expectations.gates import Gate
from expectations.registry import GUARDS
from tests.expectations.small_warehouse import signal_row

CONTRACT = [
    "run_id",
    "as_of",
    "check_id",
    "suite",
    "source",
    "stream",
    "metric_id",
    "scope",
    "passed",
    "severity",
    "status_when_failed",
    "statistic",
    "threshold",
    "detail",
]


def written(file: Path) -> list[dict[str, Any]]:
    with duckdb.connect(str(file), read_only=True) as connection:
        found = connection.sql("from gates.gate_results")
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_a_run_judges_every_guard_and_writes_every_gate(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        # A small warehouse was never read completely; here it was, an hour ago.
        connection.execute(
            "insert into signals.sig_load_completeness "
            + signal_row("B2", "hours_since_success", 0.5)
        )
    found = judging.run(warehouse)
    assert list(found) == [guard.name for guard in GUARDS]
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert found == {guard.name: gates.judge(connection, guard) for guard in GUARDS}
    rows = written(warehouse)
    assert len(rows) == sum(map(len, found.values())) > len(GUARDS)
    assert list(rows[0]) == CONTRACT
    assert {row["run_id"] for row in rows} == {"2026-07-06T06:00:00Z"}
    assert {row["as_of"] for row in rows} == {datetime.fromisoformat("2026-07-06 06")}
    assert {row["passed"] for row in rows} == {True}
    assert {row["severity"] for row in rows} <= {"block", "degrade", "warn"}


def test_a_warehouse_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(duckdb.IOException, match=r"nowhere\.duckdb"):
        judging.run(tmp_path / "nowhere.duckdb")


def test_a_second_run_replaces_the_first(warehouse: Path) -> None:
    gate = Gate("B1", "s", "github", None, None, "organisation", True, "warn", None, 0, 0, "fine")
    with duckdb.connect(str(warehouse)) as connection:
        gates.write(connection, [gate, gate])
        gates.write(connection, [gate])
    assert len(written(warehouse)) == 1


def test_a_degrading_gate_names_the_status_it_gives(warehouse: Path) -> None:
    for row in written_gates(warehouse):
        assert (row.status_when_failed is not None) == (row.severity == "degrade")


def written_gates(file: Path) -> list[Gate]:
    return [gate for found in judging.run(file).values() for gate in found]


@pytest.mark.parametrize(
    ("gate", "blocks", "sentence"),
    [
        (
            Gate("B2", "s", "github", "issues", None, "a/b", False, "block", None, 1, 0, "partial"),
            True,
            "github issues a/b: partial",
        ),
        (
            Gate("B9", "s", "github", "x", "m", "organisation", False, "warn", None, 1, 0, "late"),
            False,
            "github x m: late",
        ),
        (
            Gate("mart", "s", None, None, None, "organisation", True, "block", None, 0, 0, "fine"),
            False,
            "fine",
        ),
    ],
    ids=["a failed block", "a warning", "a passed block"],
)
def test_a_gate_says_what_it_found(gate: Gate, blocks: bool, sentence: str) -> None:
    assert (gate.blocks, gate.sentence) == (blocks, sentence)


def command(home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "expectations"],
        env={"TEAM_OUTCOMES_HOME": str(home)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_names_what_blocks(warehouse: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update marts.fct_team_metrics set status = 'fine' where value = 3")
    ended = command(tmp_path)
    assert ended.returncode == 1
    assert "block: mart_metric_words: not true in 1 of 3 rows: status is one of" in ended.stdout


def test_the_command_without_a_warehouse_says_so(tmp_path: Path) -> None:
    ended = command(tmp_path / "empty")
    assert ended.returncode == 1
    assert ended.stderr.startswith("error: There is no warehouse at ")
