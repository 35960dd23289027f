"""Metrics asked by name, through MetricFlow, are those that are published.

Here: MetricFlow over a published database. Not here: the generated yml (tests/expectations), and
the views themselves, which dbt and the publication test.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest

from tests.dbt.project import copied_project
from tests.e2e.conftest import World

pytestmark = pytest.mark.e2e

ASKED = ("change_fail_rate", "change_lead_time", "merged_changes", "review_response")
KEYS = ("cell__team_id", "cell__period_start__day")
QUARTERS = "{{ Dimension('cell__grain') }} = 'quarter'"
PUBLISHED = """
    select team_id, cast(period_start as text), value from semantic.team_metrics
    where metric_id = ? and grain = 'quarter'
"""


def tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


@pytest.fixture(scope="module")
def project(small: World, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A parsed copy of the project that reads what the small scenario published."""
    folder = copied_project(tmp_path_factory.mktemp("semantic"), {})
    environment = {
        **os.environ,
        "TEAM_OUTCOMES_HOME": str(small.home),
        "TEAM_OUTCOMES_DBT_TARGET": "published",
        "DBT_PROFILES_DIR": str(folder),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    subprocess.run([tool("dbt"), "--quiet", "parse"], cwd=folder, env=environment, check=True)
    return folder, environment


def answers(
    project: tuple[Path, Mapping[str, str]], keys: tuple[str, ...], where: str | None = None
) -> list[dict[str, str]]:
    """What MetricFlow says, row by row."""
    folder, environment = project
    output = folder / "answer.csv"
    filters = ["--where", where] if where else []
    command = [tool("mf"), "query", "--metrics", ",".join(ASKED), "--group-by", ",".join(keys)]
    done = subprocess.run(
        [*command, *filters, "--csv", str(output)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with output.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_metric_asked_by_name_is_what_is_published(
    small: World, project: tuple[Path, dict[str, str]]
) -> None:
    found = answers(project, KEYS, QUARTERS)
    with duckdb.connect(str(small.published / "leadership.duckdb"), read_only=True) as connection:
        for metric_id in ASKED:
            rows = connection.execute(PUBLISHED, [metric_id]).fetchall()
            expected = {(team, day): value for team, day, value in rows if value is not None}
            assert expected
            assert {
                (row[KEYS[0]], row[KEYS[1]][:10]): pytest.approx(float(row[metric_id]))
                for row in found
                if row[metric_id]
            } == expected


def test_cells_are_never_added_up(project: tuple[Path, dict[str, str]]) -> None:
    """Without a grain or a period a query takes many cells together: there is no such number."""
    found = answers(project, KEYS[:1])
    assert found
    assert {row[metric_id] for row in found for metric_id in ASKED} == {""}
