"""`python -m expectations.people`: what it prints, and how it ends."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from expectations.people.__main__ import main

RATINGS = """
    create schema staging;
    create table staging.stg_file_drops__vignette_ratings as
    select 'h1' as cycle_id, 'collaboration' as dimension, 'before_discussion' as rating_round,
        'v' || v as vignette_id, 'boss-' || m as rater_id,
        ['not_yet', 'meets', 'exceeds'][1 + (v + m // 3) % 3] as descriptor
    from range(6) as vs(v), range(6) as ms(m);
"""
ASSESSED = """
    create schema intermediate;
    create schema coaching;
    create table intermediate.int_people__evidence as
    select 'p' || n as person_id, 'boss' as manager_id, date '2026-01-01' as happened_on
    from range(12) as ns(n);
    create table coaching.current_level_assessments as
    select 'h1:p' || n as level_assessment_id, 'h1' as cycle_id, 'p' || n as person_id,
        'collaboration' as dimension, date '2026-06-01' as assessed_on,
        ['not_yet', 'meets', 'exceeds'][1 + n % 3] as descriptor
    from range(12) as ns(n);
    create table coaching.growth_signals as
    select 'p' || n as person_id, 'growth' as growth_dimension, 'kind' || k as signal_kind,
        date '2026-05-01' as noted_on
    from range(12) as ns(n), range(3) as ks(k) where k < n % 3;
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path))
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        connection.execute(RATINGS + ASSESSED)
    return tmp_path


@pytest.mark.usefixtures("home")
def test_a_calibration_is_told_without_naming_a_manager(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["calibration", "--write", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "h1, collaboration, before discussion" in told
    assert "6 managers and 6 vignettes would show" in told
    assert "boss-" not in told
    assert (tmp_path / "out/calibration.csv").is_file()
    assert main(["calibration", "--manager", "boss-1"]) == 0
    assert "from the middle of the others'" in capsys.readouterr().out
    assert main(["calibration", "--manager", "nobody"]) == 0
    assert "rated no vignette" in capsys.readouterr().out


@pytest.mark.usefixtures("home")
def test_the_audit_of_concepts_counts_cycles(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["concepts"]) == 0
    told = capsys.readouterr().out
    assert "of 1 cycles 1 could be compared; in 1 they are one and the same" in told
    assert "boss" not in told
    assert "p1" not in told


def test_without_ratings_without_a_table_and_without_a_warehouse(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with duckdb.connect(str(home / "warehouse.duckdb")) as connection:
        connection.execute("delete from staging.stg_file_drops__vignette_ratings")
        connection.execute("drop table coaching.growth_signals")
    assert main(["calibration"]) == 0
    assert "Nobody has rated a vignette" in capsys.readouterr().out
    assert main(["concepts"]) == 2
    assert "cannot be read" in capsys.readouterr().err
    (home / "warehouse.duckdb").unlink()
    assert main(["calibration"]) == 2
    assert "run the daily job first" in capsys.readouterr().err


def test_a_text_is_questioned_and_kept_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "review.md"
    file.write_text("# Review\n\nA rockstar.\n")
    assert main(["narrative", str(file)]) == 0
    assert 'line 3: "rockstar": What was done' in capsys.readouterr().out
    assert main(["narrative", str(file), "--fail"]) == 1
    file.write_text("Has potential [evidence-1].\n")
    assert main(["narrative", str(file), "--fail"]) == 0
    assert "Nothing to ask" in capsys.readouterr().out
    assert main(["narrative", str(file), "--fail", "--promotion"]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["review.md"]


def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["narrative", str(tmp_path / "none.md")]) == 2
    assert "none.md: cannot be read" in capsys.readouterr().err
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    assert main(["narrative", str(tmp_path / "latin.md")]) == 2


def test_the_rubric_is_printed_and_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rubric"]) == 0
    assert "# What each level asks for" in capsys.readouterr().out
    assert main(["rubric", "--check"]) == 0
