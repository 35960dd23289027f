"""The code location loads, and knows every stream, model, test and guard."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from expectations.audit.period import Quarter
from expectations.catalogue import metrics
from expectations.registry import GUARDS
from extract.registry import SOURCES
from orchestration.publication.contract import leadership_tables
from tests.orchestration.conftest import Location

ROOT = Path(__file__).parents[2]


def keys(location: Location) -> set[tuple[str, ...]]:
    return {
        tuple(key.path) for key in location.definitions.resolve_asset_graph().get_all_asset_keys()
    }


def nodes(location: Location, kind: str) -> list[dict[str, object]]:
    return [node for node in location.manifest["nodes"].values() if node["resource_type"] == kind]


def test_the_location_is_valid(location: Location) -> None:
    dg.Definitions.validate_loadable(location.definitions)


def test_every_model_is_an_asset(location: Location) -> None:
    models = {(node["config"]["schema"], node["name"]) for node in nodes(location, "model")}  # type: ignore[index]
    assert len(models) > 100
    assert models <= keys(location)


def test_every_stream_is_an_asset_of_its_source(location: Location) -> None:
    streams = {(source.name, stream.name) for source in SOURCES for stream in source.streams}
    assert len(streams) > 30
    assert streams <= keys(location)


def test_no_source_of_dbt_is_an_orphan(location: Location) -> None:
    graph = location.definitions.resolve_asset_graph()
    sources = location.manifest["sources"].values()
    assert sources
    for source in sources:
        node = graph.get(dg.AssetKey([source["source_name"], source["name"]]))
        assert node.is_materializable, f"{source['name']} is landed by no extraction"


def test_models_follow_the_streams_they_read(location: Location) -> None:
    graph = location.definitions.resolve_asset_graph()
    staging = graph.get(dg.AssetKey(["staging", "stg_github__pull_requests"]))
    assert staging.parent_keys == {dg.AssetKey(["github", "pull_requests"])}


def test_every_guard_is_a_check_of_an_asset(location: Location) -> None:
    graph = location.definitions.resolve_asset_graph()
    guards = {dg.AssetCheckKey(dg.AssetKey(list(guard.asset)), guard.name) for guard in GUARDS}
    assert guards <= graph.asset_check_keys
    assert {key.asset_key for key in guards} <= graph.get_all_asset_keys()


def asked_by_tables(location: Location) -> dict[str, dg.AssetKey]:
    """The tests of keys that a table asks itself while it is built, and the table."""
    models = {node["unique_id"]: node for node in nodes(location, "model")}
    found = {}
    for test in nodes(location, "test"):
        model: Any = models.get(test.get("attached_node"))
        metadata: Any = test.get("test_metadata")
        if not model or metadata["name"] != "unique_key":
            continue
        if model["config"]["materialized"] == "table":
            key = dg.AssetKey([model["config"]["schema"], model["name"]])
            found[str(test["name"])] = key
    return found


def test_every_data_test_of_one_model_is_a_check_or_asked_by_its_table(
    location: Location,
) -> None:
    checks = {key.name for key in location.definitions.resolve_asset_graph().asset_check_keys}
    tests = {str(node["name"]) for node in nodes(location, "test") if node.get("attached_node")}
    assert len(tests) > 100
    assert tests - checks == set(asked_by_tables(location))


def test_one_step_judges_every_guard(location: Location) -> None:
    job = location.definitions.resolve_job_def("daily")
    steps = {node.name for node in job.graph.nodes}
    extractions = {f"extract_{source.name}" for source in SOURCES}
    assert steps == extractions | {"dbt", "guards", "detectors", "publish", "published__site"}


def test_the_publication_waits_for_marts_signals_and_guards(location: Location) -> None:
    job = location.definitions.resolve_job_def("daily")
    node = next(node for node in job.graph.nodes if node.name == "publish")
    inputs = job.graph.dependency_structure.input_to_upstream_outputs_for_node(node.name)
    before = {output.node_name for outputs in inputs.values() for output in outputs}
    assert before == {"dbt", "guards", "detectors"}


def lacking(spec: dg.AssetSpec) -> list[str]:
    """What the page of an asset would not say."""
    needed = {
        "an owner who keeps it": "team:data-platform" in spec.owners,
        "a group": spec.group_name not in {None, "default"},
        "a description": bool(spec.description),
        "kinds": bool(spec.kinds),
        "a freshness policy": spec.freshness_policy is not None,
    }
    return [what for what, is_there in needed.items() if not is_there]


def test_every_asset_says_whose_it_is_what_it_is_and_how_old_it_may_get(
    location: Location,
) -> None:
    specs = list(location.definitions.resolve_all_asset_specs())
    assert len(specs) > 200
    found = {spec.key.to_user_string(): lacking(spec) for spec in specs}
    assert {key: what for key, what in found.items() if what} == {}
    assert lacking(dg.AssetSpec("bare", kinds={"dbt"})) == [
        *("an owner who keeps it", "a group", "a description", "a freshness policy")
    ]


def test_who_answers_for_a_metric_owns_it_too(location: Location) -> None:
    specs = {spec.key: spec for spec in location.definitions.resolve_all_asset_specs()}
    for meta in metrics():
        spec = specs[dg.AssetKey(["metrics", meta["metric_id"]])]
        answers = f"team:{meta['owner'].replace(' ', '-')}"
        assert list(spec.owners) == ["team:data-platform", answers]


def test_every_check_says_what_it_asks_and_hangs_on_an_asset(location: Location) -> None:
    graph = location.definitions.resolve_asset_graph()
    specs = [
        spec
        for checks in (*location.definitions.asset_checks, *location.definitions.assets)
        for spec in getattr(checks, "check_specs", ())
    ]
    assert len(specs) + len(asked_by_tables(location)) > 500
    silent = {spec.name for spec in specs if not spec.description}
    assert silent == set()
    assert {spec.asset_key for spec in specs} <= graph.get_all_asset_keys()


def test_every_published_table_and_every_signal_is_judged(location: Location) -> None:
    graph = location.definitions.resolve_asset_graph()
    judged = {key.asset_key for key in graph.asset_check_keys}
    judged |= set(asked_by_tables(location).values())
    tables = {dg.AssetKey(["marts", table.name]) for table in leadership_tables()}
    assert tables - judged == set()
    signals = {key for key in graph.get_all_asset_keys() if key.path[0] == "signals"}
    assert signals
    assert signals - judged == set()


def test_the_schedule_waits_to_be_switched_on(location: Location) -> None:
    schedule = location.definitions.get_schedule_def("daily_schedule")
    assert schedule.cron_schedule == "0 5 * * *"
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED


def test_the_audit_comes_after_everything_else(location: Location) -> None:
    job = location.definitions.resolve_job_def("quarterly_audit")
    daily = {node.name for node in location.definitions.resolve_job_def("daily").graph.nodes}
    assert {node.name for node in job.graph.nodes} == daily | {"published__quarterly_audit"}
    node = next(node for node in job.graph.nodes if node.name == "published__quarterly_audit")
    inputs = job.graph.dependency_structure.input_to_upstream_outputs_for_node(node.name)
    assert {output.node_name for outputs in inputs.values() for output in outputs} == {"publish"}


@pytest.mark.parametrize(
    ("day", "quarter"),
    [(5, "2025Q4"), (6, "2026Q1"), (5, "2026Q2"), (5, "2026Q3")],
)
def test_a_quarter_is_audited_36_days_after_its_close(
    location: Location, day: int, quarter: str
) -> None:
    schedule = location.definitions.get_schedule_def("quarterly_audit_schedule")
    assert schedule.cron_schedule == ["0 14 5 2,8,11 *", "0 14 6 5 *"]
    assert schedule.default_status == dg.DefaultScheduleStatus.STOPPED
    end = Quarter.named(quarter).end - timedelta(days=1)
    at = datetime.combine(end + timedelta(days=36), time(14), tzinfo=UTC)
    assert at.day == day
    context = dg.build_schedule_context(
        scheduled_execution_time=at, repository_def=location.definitions.get_repository_def()
    )
    requests = schedule.evaluate_tick(context).run_requests
    assert [(asked.run_key, asked.partition_key) for asked in requests or ()] == [
        (quarter, Quarter.named(quarter).start.isoformat())
    ]


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("orchestration.show", ("dagster", "dagster_dbt", "dbt", "great_expectations", "pandas")),
        ("orchestration.daily", ("dagster", "dagster_dbt", "dbt", "great_expectations", "pandas")),
        ("orchestration.audit", ("dagster", "dagster_dbt", "dbt", "great_expectations")),
        ("orchestration.demo", ("dagster", "dagster_dbt", "dbt", "great_expectations", "pandas")),
        ("orchestration.publication", ("dagster", "dagster_dbt", "dbt", "great_expectations")),
        ("extract.__main__", ("dagster", "dagster_dbt", "dbt", "great_expectations", "pandas")),
        ("expectations.registry", ("dagster", "dagster_dbt", "dbt", "great_expectations")),
    ],
)
def test_what_is_called_by_hand_starts_light(module: str, forbidden: tuple[str, ...]) -> None:
    code = f"import sys, {module}; print(*(name for name in {forbidden!r} if name in sys.modules))"
    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == []


def test_loading_the_location_does_not_import_great_expectations(
    location: Location, tmp_path: Path
) -> None:
    code = "import sys, orchestration.definitions; sys.exit('great_expectations' in sys.modules)"
    environment = {"TEAM_OUTCOMES_HOME": str(tmp_path), "PATH": ""}
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=False)
    assert ended.returncode == 0
