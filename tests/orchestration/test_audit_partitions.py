"""A quarter is a partition of the audit, and several are audited in one run."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import dagster as dg
import pytest
import yaml

from expectations.audit.period import Quarter
from orchestration import audit, paths
from orchestration.lock import one_run
from orchestration.publication import publish
from tests.expectations.audit import small_home
from tests.orchestration.conftest import Location
from tests.orchestration.publication.reading import change, read

AUDIT, SITE = (dg.AssetKey(["published", name]) for name in ("quarterly_audit", "site"))
EARLIER = """
    insert into marts.fct_team_metrics
    select * replace (date '2026-01-01' as period_start)
    from marts.fct_team_metrics where grain = 'quarter'
"""


@pytest.fixture(scope="module")
def published_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two closed quarters and an open one, none of them audited; do not change it."""
    home = tmp_path_factory.mktemp("published")
    small_home.build(home)
    change(home, EARLIER)
    publish(home)
    return home


@pytest.fixture
def home(published_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy to change, which commands and steps find."""
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path / "home"))
    return Path(shutil.copytree(published_home, tmp_path / "home"))


def run(
    location: Location, first: str | None, last: str | None, *more: dg.AssetKey
) -> dg.ExecuteInProcessResult:
    """The audits of some partitions, and nothing before them, in one run of the job."""
    one = first == last
    ends = {
        "dagster/asset_partition_range_start": str(first),
        "dagster/asset_partition_range_end": str(last),
    }
    return location.definitions.resolve_job_def("quarterly_audit").execute_in_process(
        instance=dg.DagsterInstance.ephemeral(),
        asset_selection=[AUDIT, *more],
        partition_key=first if one else None,
        tags=None if one else ends,
        raise_on_error=False,
    )


def materialized(result: dg.ExecuteInProcessResult) -> dict[str | None, object]:
    """The quarter and the audit that the metadata of each partition names."""
    return {
        event.partition: tuple(
            event.step_materialization_data.materialization.metadata[name].value
            for name in ("quarter", "audit_id")
        )
        for event in result.get_asset_materialization_events()
        if event.asset_key == AUDIT
    }


def failure(result: dg.ExecuteInProcessResult) -> str:
    (event,) = [event for event in result.all_events if event.is_step_failure]
    return str(event.step_failure_data.user_failure_data.description)  # type: ignore[union-attr]


def audits(home: Path) -> list[tuple[str]]:
    return read(home, "select audit_id from marts.audit_run order by audit_id", "audit")


def on_the_site(home: Path) -> list[str]:
    """The quarters whose reports the site leads to."""
    page = (home / "published" / "site" / "audits.html").read_text()
    return sorted(set(re.findall(r"audits/(\w+)/report\.html", page)))


def test_a_partition_is_a_quarter_that_is_over(location: Location) -> None:
    partitions = location.definitions.resolve_assets_def(AUDIT).partitions_def
    assert isinstance(partitions, dg.TimeWindowPartitionsDefinition)
    keys = partitions.get_partition_keys(current_time=None)
    quarters = [Quarter.of(date.fromisoformat(key)) for key in keys]
    assert [quarter.start.isoformat() for quarter in quarters] == list(keys)
    numbers = [quarter.number for quarter in quarters]
    assert numbers == list(range(numbers[0], numbers[-1] + 1))
    project = yaml.safe_load((paths.DBT_PROJECT / "dbt_project.yml").read_text())
    began = date.fromisoformat(project["vars"]["calendar_start"])
    assert quarters[0].previous.start < began <= quarters[0].start


def test_one_partition_is_audited(location: Location, home: Path) -> None:
    result = run(location, "2026-04-01", "2026-04-01")
    assert result.success
    assert materialized(result) == {"2026-04-01": ("2026Q2", "2026Q2-1")}
    assert audits(home) == [("2026Q2-1",)]


def test_a_backfill_is_one_run_in_order_and_the_site_follows_it(
    location: Location, home: Path
) -> None:
    result = run(location, "2026-01-01", "2026-04-01", SITE)
    assert result.success
    assert materialized(result) == {
        "2026-01-01": ("2026Q1", "2026Q1-1"),
        "2026-04-01": ("2026Q2", "2026Q2-1"),
    }
    assert audits(home) == [("2026Q1-1",), ("2026Q2-1",)]
    assert on_the_site(home) == ["2026Q1", "2026Q2"]


def test_what_ends_a_backfill_is_told_and_what_came_before_it_stays(
    location: Location, home: Path
) -> None:
    result = run(location, "2026-04-01", "2026-07-01")
    assert failure(result).startswith("2026Q3 is not over on 2026-08-06")
    assert materialized(result) == {"2026-04-01": ("2026Q2", "2026Q2-1")}
    assert audits(home) == [("2026Q2-1",)]


def test_a_quarter_before_the_data_is_told(location: Location, home: Path) -> None:
    result = run(location, "2024-10-01", "2024-10-01")
    assert failure(result).startswith(
        "Nothing is published of 2024Q4 (the first quarter is 2025Q3)"
    )
    assert audits(home) == []


def test_a_run_without_a_partition_is_told(location: Location, home: Path) -> None:
    assert failure(run(location, None, None)).startswith("Choose the partition of a quarter")
    assert audits(home) == []


def test_only_the_audit_has_quarters(location: Location) -> None:
    assert location.definitions.resolve_job_def("daily").partitions_def is None
    graph = location.definitions.resolve_asset_graph()
    partitioned = {key for key in graph.get_all_asset_keys() if graph.get(key).is_partitioned}
    assert partitioned == {AUDIT}


def test_a_run_beside_another_is_told(location: Location, home: Path) -> None:
    with one_run(home):
        assert "Another run is at work" in failure(run(location, "2026-01-01", "2026-04-01"))
    assert audits(home) == []


def test_the_command_audits_several_quarters_in_order(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.main(["2026Q2", "2026Q1", "2026Q2", "2026Q3"]) == 1
    said = capsys.readouterr()
    assert [line.split(":")[0] for line in said.out.splitlines() if line.startswith("Audit")] == [
        "Audit 2026Q1-1",
        "Audit 2026Q2-1",
    ]
    assert said.err.startswith("error: 2026Q3 is not over")
    assert on_the_site(home) == ["2026Q1", "2026Q2"]


def test_a_name_that_is_none_ends_the_command_before_any_audit(home: Path) -> None:
    assert audit.main(["2026Q1", "Q2"]) == 1
    assert audits(home) == []
