"""What a size costs: commands measured, growth fitted, the report drawn."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bench.bulk.world import last_read
from bench.cost import StepError, measured
from bench.scale.__main__ import report
from bench.scale.floors import scan
from bench.scale.growth import exponent
from bench.scale.page import write_page
from bench.scale.queries import _asked
from bench.scale.steps import profile

COST = {"wall_seconds": 2.0, "cpu_seconds": 3.0, "peak_megabytes": 100.0}


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [([2.0, 20.0, 200.0], 1.0), ([2.0, 200.0, 20000.0], 2.0), ([5.0, 5.0, 5.0], 0.0)],
)
def test_growth_is_the_exponent_of_a_power(seconds: list[float], expected: float) -> None:
    assert exponent([10, 100, 1000], seconds) == pytest.approx(expected)


def test_one_size_tells_nothing_of_growth() -> None:
    assert exponent([10, 10], [1.0, 2.0]) is None


def test_a_command_is_measured_with_its_children(tmp_path: Path) -> None:
    busy = "sum(i * i for i in range(6_000_000)); x = bytearray(60 << 20)"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}], check=True)"
    cost = measured([sys.executable, "-c", child], os.environ, tmp_path / "log", tmp_path)
    assert cost.cpu_seconds > 0.1
    assert cost.wall_seconds > 0.1
    assert cost.peak_megabytes > 5


def test_a_command_that_fails_names_its_log(tmp_path: Path) -> None:
    with pytest.raises(StepError, match=r"ended with 3; see .*log"):
        measured(
            [sys.executable, "-c", "raise SystemExit(3)"], os.environ, tmp_path / "log", tmp_path
        )


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    landing = tmp_path / "landing"
    for stream, sql in {
        "pull_requests": "select range as number, 'x' as raw_json from range(5)",
        "extraction_log": "select timestamp '2026-07-06 06:00:00' as completed_at from range(2)",
    }.items():
        (landing / "github" / stream).mkdir(parents=True)
        file = landing / "github" / stream / "1.5.a.parquet"
        duckdb.sql(f"copy ({sql}) to '{file}' (format parquet)")
    return landing


@pytest.mark.parametrize("typed_only", [True, False])
def test_a_scan_reads_events_and_no_bookkeeping(lake: Path, *, typed_only: bool) -> None:
    assert scan(lake, typed_only=typed_only) == 5


def test_a_world_is_built_at_the_instant_it_was_last_read(lake: Path) -> None:
    assert last_read(duckdb.connect(), lake) == "2026-07-06T06:00:00Z"


def test_a_question_is_asked_of_a_file(tmp_path: Path) -> None:
    database = tmp_path / "x.duckdb"
    duckdb.connect(str(database)).close()
    taken = _asked(database, "select 1")
    assert 0 < taken["median_ms"] <= taken["p95_ms"]


def test_the_profile_adds_up_by_layer(tmp_path: Path) -> None:
    target = tmp_path / "dbt" / "target"
    target.mkdir(parents=True)
    names = ["model.p.stg_a", "model.p.stg_b", "model.p.deploy_freq", "test.p.unique.1"]
    document = {
        "nodes": {name: {"fqn": ["p", "staging", name]} for name in names},
        "parent_map": {"model.p.deploy_freq": [names[0]], names[3]: [names[0]], names[1]: []},
    }
    (target / "manifest.json").write_text(json.dumps(document), "utf-8")
    taken = [1.0, 2.0, 0.25, 0.5]
    results = [{"unique_id": n, "execution_time": t} for n, t in zip(names, taken, strict=True)]
    (target / "run_results.json").write_text(json.dumps({"results": results}), "utf-8")
    found = profile(tmp_path)
    assert found["layers"] == {"staging": 3.25, "tests": 0.5}
    assert list(found["slowest"]) == ["stg_b", "stg_a", "unique.1", "deploy_freq"]
    # Not stg_b, which none of the query's metrics needs.
    assert found["of the one query's metrics"] == {"nodes": 3, "seconds": 1.75}


def size_of(events: int, seconds: float) -> dict[str, Any]:
    return {
        "world": {"events": events},
        "scan of typed columns": COST | {"cpu_seconds": seconds / 10},
        "build": COST | {"cpu_seconds": seconds},
        "where dbt's time goes": {"layers": {"staging": 1.0}, "slowest": {"stg_<b>": 1.0}},
        "queries": {"what": {"median_ms": 1.0, "p95_ms": 2.0}},
    }


def test_the_report_tells_growth_and_is_a_page(tmp_path: Path) -> None:
    found = report([size_of(100_000, 10.0), size_of(1_000_000, 100.0)])
    assert found["growth_exponents_of_processor_time"]["build"] == pytest.approx(1.0)
    text = write_page(found, tmp_path).read_text(encoding="utf-8")
    assert "1,000,000 events" in text
    assert "1.00" in text
    assert "stg_&lt;b&gt;" in text
    assert text.count("<svg") == 2
