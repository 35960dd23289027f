"""A daily run item by item: every second has one item, and what dbt left is read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.daily.__main__ import report, table
from bench.daily.items import BESIDE, EXTRACTION, SQL, Item, items, total
from bench.daily.processors import ProcessorTime, between
from bench.daily.recorded import IMPORTS, Dbt, Recorded, of_dbt, together
from bench.daily.run import _timed

JOB: dict[str, Any] = {
    "marks": {"started": 1.0} | {name: 2.0 + place for place, name in enumerate(IMPORTS)},
    "calls": {"manifest": 0.5, "compact_source": 1.0, "tell_after": 0.25},
    "events": [
        ("STEP_START", "extract_github", 10.0),
        ("ASSET_MATERIALIZATION", "extract_github", 19.0),
        ("STEP_SUCCESS", "extract_github", 20.0),
        ("STEP_START", "dbt", 21.0),
        ("STEP_SUCCESS", "dbt", 51.0),
        ("STEP_START", "guards", 51.0),
        ("STEP_FAILURE", "guards", 58.0),
    ],
}
DBT = Dbt(
    nodes=(30.0, 45.0),
    parsed=28.0,
    in_statements=10.0,
    number_of_nodes=3,
    number_of_statements=12,
)
# Two processors, busy all the time.
RUN = Recorded(0.0, 60.0, 120.0, JOB, DBT, ((0.0, 0.0), (60.0, 120.0)))


@pytest.mark.parametrize(
    ("spans", "within", "expected"),
    [
        ([(0.0, 2.0), (1.0, 3.0)], (0.0, 10.0), 3.0),
        ([(0.0, 2.0), (5.0, 6.0)], (1.0, 5.5), 1.5),
        ([(0.0, 9.0), (1.0, 2.0)], (0.0, 10.0), 9.0),
        ([], (0.0, 1.0), 0.0),
    ],
)
def test_a_moment_counts_once_however_many_statements_run(
    spans: list[tuple[float, float]], within: tuple[float, float], expected: float
) -> None:
    assert together(spans, within) == pytest.approx(expected)


def test_the_items_add_up_to_the_run() -> None:
    found = {item.name: item for item in items(RUN)}
    assert sum(item.seconds for item in found.values()) == pytest.approx(60.0)
    assert found["extraction"] == Item("extraction", EXTRACTION, 9.0, 20.0)
    assert found["compaction"].seconds == 1.0
    assert found["dbt: starting and reading the project"].seconds == 7.0
    assert found["dbt: statements"] == Item("dbt: statements", SQL, 10.0)
    assert found["dbt: between statements"].seconds == 5.0
    assert found["dbt: ending"].seconds == 6.0
    assert found["guards"] == Item("guards", BESIDE, 7.0, 14.0)
    assert found["dbt: between statements"].cpu_seconds == 30.0
    assert sum(item.cpu_seconds or 0 for item in found.values()) == pytest.approx(120.0)
    assert found["Dagster between steps"].seconds == 1.0
    assert found["ending the run"].seconds == 1.75


def test_the_report_names_each_item_and_the_bar() -> None:
    run = report(RUN)
    beside = total(items(RUN), BESIDE)
    assert run["totals"] == {BESIDE: beside, EXTRACTION: 9.0, SQL: 10.0}
    text = table(run)
    assert "5.00 s  (  30.00)  dbt: between statements" in text
    assert f"{beside:8.2f} s beside extraction (9.0 s) and SQL (10.0 s); the bar is 25 s" in text


def test_what_dbt_left_is_read_of_its_last_invocation_only(tmp_path: Path) -> None:
    timing = [
        {
            "started_at": "2026-07-06T06:00:10.0Z",
            "completed_at": "2026-07-06T06:00:11.0Z",
        },
        {"started_at": None, "completed_at": None},
    ]
    results = {"metadata": {"invocation_id": "now"}, "results": [{"timing": timing}]}
    (tmp_path / "run_results.json").write_text(json.dumps(results), "utf-8")

    def event(name: str, invocation: str, second: int, **data: object) -> str:
        stamp = f"2026-07-06T06:00:{second:02}.0Z"
        info = {"name": name, "ts": stamp, "invocation_id": invocation}
        return json.dumps({"info": info, "data": data}) + "\n"

    (tmp_path / "dbt.log.1").write_text(
        event("SQLQueryStatus", "before", 1, elapsed="1.0") + event("FoundStats", "now", 8), "utf-8"
    )
    (tmp_path / "dbt.log").write_text(event("SQLQueryStatus", "now", 11, elapsed=0.5), "utf-8")
    found = of_dbt(tmp_path, tmp_path)
    assert found.nodes[1] - found.nodes[0] == pytest.approx(1.0)
    assert found.parsed == pytest.approx(found.nodes[0] - 2)
    assert found.in_statements == pytest.approx(0.5)
    assert found.number_of_statements == 1
    assert found.number_of_nodes == 1


def test_a_call_is_timed_also_where_it_fails() -> None:
    calls: dict[str, float] = {}
    timed = _timed(int, "number", calls)
    assert timed("7") == 7
    with pytest.raises(ValueError, match="invalid literal"):
        timed("seven")
    assert calls["number"] > 0


def test_processor_time_is_that_of_a_process_and_what_it_started() -> None:
    burn = "sum(i * i for i in range(30_000_000))"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{burn}'])"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command) as process, ProcessorTime(process.pid) as used:
        assert process.wait() == 0
    assert used.looks
    assert 0 < between(used.looks, used.looks[0][0], used.looks[-1][0]) < 60


def test_a_look_while_a_process_ends_takes_nothing_back() -> None:
    looks = [(0.0, 0.0), (10.0, 4.0), (11.0, 1.0), (20.0, 6.0)]
    assert between(looks, 0.0, 11.0) == pytest.approx(4.0)
    assert between(looks, 0.0, 20.0) == pytest.approx(6.0)
    assert between([], 0.0, 20.0) == 0.0
