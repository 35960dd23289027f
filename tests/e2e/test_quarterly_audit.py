"""One command audits a quarter of what was published; so little data say almost nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from bench.runs import ROOT
from expectations.pages.page import fetches
from tests.e2e.conftest import World

pytestmark = pytest.mark.e2e
QUARTER = "2026Q1"


@pytest.fixture(scope="module")
def audited(small: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small home in which a quarter was audited."""
    home = tmp_path_factory.mktemp("audited")
    shutil.copytree(small.published, home / "published")
    shutil.copy(small.home / "warehouse.duckdb", home)
    ended = subprocess.run(
        [sys.executable, "-m", "orchestration.audit", QUARTER],
        cwd=ROOT,
        env={**os.environ, "TEAM_OUTCOMES_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(f"Audit {QUARTER}-1: ")
    return home


def rows(home: Path, query: str) -> list[tuple[object, ...]]:
    file = home / "published" / "audit.duckdb"
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_every_metric_has_three_answers_and_twelve_weeks_make_none_green(audited: Path) -> None:
    found = rows(audited, "select metric_id, question, verdict from marts.audit_answer")
    assert set(Counter(metric for metric, *_ in found if metric != "catalogue").values()) == {3}
    assert "green" not in {verdict for *_, verdict in found}
    assert rows(
        audited,
        "select count(*) from marts.audit_answer where verdict = 'unknown' "
        "and (reason = '' or power_statement = '' or n_min is null)",
    ) == [(0,)]


def test_the_report_is_there_and_names_no_team(audited: Path) -> None:
    page = (audited / "published" / "audits" / QUARTER / "report.html").read_text()
    assert fetches(page) == []
    leaders = audited / "published" / "leadership.duckdb"
    with duckdb.connect(str(leaders), read_only=True) as connection:
        teams = connection.execute("select team_id, team_name from marts.dim_teams").fetchall()
    assert teams
    named = [name for team in teams for name in team if f">{name}<" in page or f" {name} " in page]
    assert named == []


def test_the_numbers_stay_as_they_were_published(audited: Path, small: World) -> None:
    cells = "select * from read_parquet('{}/parquet/fct_team_metrics.parquet') order by all"
    with duckdb.connect() as connection:
        before = connection.execute(cells.format(small.published)).fetchall()
        after = connection.execute(cells.format(audited / "published")).fetchall()
    assert after == before
