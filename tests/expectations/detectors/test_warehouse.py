"""From a warehouse to questions over several quarters, and back into it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from expectations.detectors import __main__ as command
from expectations.detectors import warehouse
from expectations.detectors.observed import relations
from expectations.detectors.registry import detectors
from tests.expectations.detectors.observed import Rows, connection

FIRST = 39
AS_OF = "2026-07-06"


def fast(week: int) -> Rows:
    """Large changes; from 2026Q1 on three of ten are approved at once and in silence."""
    silent = {"approval_minutes": 2.0, "comment_count": 0}
    return [
        {"written_lines": 200, **(silent if week >= FIRST and number < 3 else {})}
        for number in range(10)
    ]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse with the observations of a team, asked by one detector: all take seconds."""
    chosen = [detector for detector in detectors() if detector.detector_id == "D5"]
    monkeypatch.setattr(warehouse, "detectors", lambda: chosen)
    path = tmp_path / "warehouse.duckdb"
    made = connection({"changes": fast})
    made.execute(f"attach '{path}' as built")
    for schema in ("intermediate", "marts", "staging"):
        made.execute(f"create schema built.{schema}")
    for name in relations():
        made.execute(
            f"create table built.intermediate.int_observations__{name} as from observed.{name}"
        )
    made.execute(
        f"create table built.marts.fct_team_metrics as select timestamp '{AS_OF}' as as_of"
    )
    made.execute(
        "create table built.staging.stg_file_drops__question_resolutions as select "
        "'D5-2026Q1-atlas' as finding_id, 'unknown' as resolution, "
        "'tech lead' as resolved_by_role, "
        "date '2026-05-04' as resolved_on"
    )
    made.close()
    return path


def rows(file: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(file), read_only=True) as read:
        return read.execute(query).fetchall()


def test_an_open_question_is_asked_again_against_the_same_weeks(file: Path) -> None:
    warehouse.run(file)
    found = rows(
        file,
        "select finding_id, before, quarters_in_a_row, resolution, state, is_shown "
        "from detectors.signal_questions where detector_id = 'D5' order by quarter",
    )
    assert [row[:4] for row in found] == [
        ("D5-2026Q1-atlas", 0.0, 1, "unknown"),
        ("D5-2026Q2-atlas", 0.0, 2, None),
    ]
    quarters = rows(file, "select distinct quarter from detectors.detector_results order by all")
    assert quarters == [("2025Q4",), ("2026Q1",), ("2026Q2",)]


def test_a_decision_moves_the_baseline(file: Path) -> None:
    with duckdb.connect(str(file)) as changed:
        changed.execute(
            "insert into intermediate.int_observations__baseline_decisions values "
            "('atlas', 'review_coverage', date '2025-12-29')"
        )
    warehouse.run(file)
    asked = rows(file, "select quarter from detectors.signal_questions where detector_id = 'D5'")
    assert ("2026Q2",) not in asked


def test_the_same_data_give_the_same_questions(file: Path) -> None:
    first = warehouse.ask(file)
    assert warehouse.ask(file) == first
    assert {question.team_id for question in first.questions} == {"atlas"}


def test_what_the_warehouse_lacks_tells_nothing(file: Path) -> None:
    with duckdb.connect(str(file)) as changed:
        changed.execute("drop table intermediate.int_observations__changes")
        changed.execute("drop table staging.stg_file_drops__question_resolutions")
    found = warehouse.run(file)
    assert found.questions == []
    assert not any(result.is_testable for result in found.results if result.detector_id == "D5")


def test_a_quarter_that_goes_on_is_not_asked_about(file: Path) -> None:
    with duckdb.connect(str(file)) as changed:
        changed.execute("update marts.fct_team_metrics set as_of = timestamp '2026-06-30'")
    assert {result.quarter for result in warehouse.ask(file).results} == {"2025Q4", "2026Q1"}


def test_the_command_prints_the_questions_of_a_quarter(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(file.parent))
    assert command.main(["--quarter", "2026Q2", "--all"]) == 0
    assert "D5-2026Q2-atlas (review_coverage, " in capsys.readouterr().out
    assert command.main(["--quarter", "2020Q1"]) == 1
    assert "2020Q1 cannot be asked about. Quarters: 2025Q4, 2026Q1, 2026Q2." in (
        capsys.readouterr().err
    )
    assert command.main(["--quarter", "spring"]) == 1
    assert "write it as 2026Q2" in capsys.readouterr().err


def test_no_column_is_about_a_person(file: Path) -> None:
    warehouse.run(file)
    columns = {
        name
        for (name,) in rows(
            file, "select column_name from duckdb_columns() where schema_name = 'detectors'"
        )
    }
    assert "text" in columns
    assert not {name for name in columns if "author" in name or "reviewer" in name}
