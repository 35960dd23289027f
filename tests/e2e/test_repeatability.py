"""What a second run does: nothing new when nothing changed, little when little changed."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from bench.published import differences, read_publication
from bench.runs import ROOT, organisation
from tests.e2e.conftest import World, world

pytestmark = pytest.mark.e2e

REQUESTS_PER_REPOSITORY = 5
STATUSES = """
    select
        cells.metric_id, cells.status,
        cells.value is null and cells.numerator is null as is_empty
    from marts.fct_team_metrics as cells
    inner join marts.dim_metrics as metrics on cells.metric_id = metrics.metric_id
    where
        regexp_replace(metrics.sources, 'file_drops[.][a-z_]+', '', 'g') like '%.%'
        or metrics.one_of not like '%file_drops.%'
    group by all
"""
BUILD = """
from orchestration import dbt_command
dbt_command.run(*dbt_command.DAILY)
"""
ASK = """
from expectations.detectors import warehouse
from orchestration import paths
warehouse.run(paths.warehouse())
"""
PUBLISH = """
from orchestration import dbt_command, publication
publication.publish(dbt_command.home())
"""
STEPS = (
    ("-m", "extract", "file_drops"),
    ("-c", BUILD),
    ("-m", "expectations"),
    ("-c", ASK),
    ("-c", PUBLISH),
)


@pytest.fixture(scope="module")
def changing(tmp_path_factory: pytest.TempPathFactory, small: World) -> Iterator[World]:
    """The small scenario once more, with a copy of the first run's home, free to be changed."""
    folder = tmp_path_factory.mktemp("changing")
    with world("small", folder) as found:
        shutil.copytree(small.home, found.home)
        yield found


def step(changing: World, home: Path, *arguments: str) -> None:
    """Run one step of the daily job by itself."""
    done = subprocess.run(
        (sys.executable, *arguments),
        cwd=ROOT,
        env=changing.environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_second_run_publishes_the_same(changing: World) -> None:
    before = read_publication(changing.published)
    changing.run()
    assert differences(before, read_publication(changing.published)) == []


def test_a_changed_hundredth_costs_few_requests(changing: World) -> None:
    services = organisation(changing.folder / "inputs")["services"]
    repositories = {service["repository"] for service in services}
    for repository in repositories:
        changing.server.control("touch", {"repository": repository, "share": 0.01})
    changing.server.control("requests/reset", {})
    step(changing, changing.home, "-m", "extract", "github")
    assert (
        0
        < changing.server.control("requests")["total"]
        <= REQUESTS_PER_REPOSITORY * len(repositories)
    )


def test_a_source_without_data_is_missing_and_not_zero(changing: World, tmp_path: Path) -> None:
    """Without what any tool sent, no metric made of it shows a number."""
    home = tmp_path / "without-github"
    for arguments in STEPS:
        step(changing, home, *arguments)
    with duckdb.connect(str(home / "published" / "leadership.duckdb"), read_only=True) as found:
        statuses = set(found.sql(STATUSES).fetchall())
    assert {status for _, status, _ in statuses} <= {"source_missing", "not_applicable"}
    assert {is_empty for _, _, is_empty in statuses} == {True}
