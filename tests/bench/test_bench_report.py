"""One report of all benches: what is there is shown, what is not is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.daily.items import BESIDE, EXTRACTION, SQL
from bench.report.__main__ import main
from bench.report.collecting import PARTS, ReportError, collected

COST = {"seconds": 2.0, "cpu_seconds": 1.0, "peak_megabytes": 100.0}
STEP = {"wall_seconds": 40.0, "cpu_seconds": 3.0, "peak_megabytes": 100.0}
WAIT = {"n": 20, "median_ms": 5.0, "p95_ms": 6.0, "max_ms": 7.0}


def written(folder: Path, **parts: Any) -> Path:
    folder.mkdir(exist_ok=True)
    for name, figures in parts.items():
        (folder / PARTS[name].file).write_text(json.dumps(figures), "utf-8")
    return folder


def every_part() -> dict[str, Any]:
    side = COST | {"requests": 7, "compared": 10, "records": 12}
    size = {
        "world": {"events": 1_000_000},
        "build": STEP,
        "build of its metrics": STEP | {"wall_seconds": 20.0},
        "one query": STEP | {"wall_seconds": 10.0},
        "cells of the one query": {"metrics": 16, "compared": 90, "equal": 88, "left_out": 3},
        "where dbt's time goes": {
            "layers": {"staging": 1.0},
            "slowest": {"stg_<b>": 1.0},
            "of the one query's metrics": {"nodes": 112, "seconds": 57.25},
        },
        "queries": {"what": WAIT},
    }
    items = [
        {"name": "importing <Dagster>", "kind": BESIDE, "seconds": 2.0, "cpu_seconds": None},
        {"name": "extraction", "kind": EXTRACTION, "seconds": 9.0, "cpu_seconds": 5.0},
    ]
    asked = {"kept_open": WAIT, "opened_each_time": WAIT, "cells": 4}
    return {
        "requests": {
            "latency_ms": 50,
            "pull_requests": 9,
            "repositories": 2,
            "runs": [COST | {"name": "cold", "requests": 5}],
        },
        "tool_requests": {
            "jira": {"first": COST | {"requests": 5}, "unchanged": COST | {"requests": 1}}
        },
        "peers": {
            "latency_ms": 50,
            "tools": {"jira": {"team_outcomes": side, "perceval": side | {"requests": 70}}},
        },
        "landing": {"1 stream": {"dlt_seconds": 0.5, "by_hand_seconds": 0.1}},
        "guards": {"import_seconds": 7.0, "first_seconds": 0.4, "further_seconds": 0.04},
        "scale": {"sizes": [size], "growth_exponents_of_processor_time": {"build": None}},
        "increments": [
            {
                "world": {"events": 1_279_541},
                "the last day": {"wall_seconds": 61.25, "cpu_seconds": 82.5},
                "the last day, from nothing": {"wall_seconds": 88.75, "cpu_seconds": 124.5},
            }
        ],
        "daily": {
            "load_before": 0.5,
            "runs": [
                {
                    "wall_seconds": 60.0,
                    "cpu_seconds": 80.0,
                    "items": items,
                    "totals": {BESIDE: 2.0, EXTRACTION: 9.0, SQL: 11.0},
                }
            ],
        },
        "dora": {
            "cases": [{"devlake_is_right": False, "ours_is_right": True}],
            "sizes": [
                {
                    "deployments": 1000,
                    "ours": {"build": {"seconds": 9.0}, "one_team": asked, "all_teams": asked},
                    "devlake": {
                        "load_seconds": 1.0,
                        "rules_seconds": 2.0,
                        "one_project": {"load": WAIT},
                        "all_projects": {"load": WAIT},
                    },
                    "pandas": {
                        "seconds": 3.0,
                        "peak_mb": 300,
                        "cells": {"differences": [], "compared": 40},
                    },
                    "times_faster": {"one_team": 14.0, "all_teams": 141.0},
                }
            ],
        },
    }


def test_all_that_was_measured_is_in_one_file_and_on_one_page(tmp_path: Path) -> None:
    parts = every_part()
    assert set(parts) == set(PARTS)
    folder = written(tmp_path / "report", **parts)
    assert main(["--folder", str(folder)]) == 0
    found = json.loads((folder / "bench.json").read_text("utf-8"))
    assert {name: found[name] for name in parts} == parts
    page = (folder / "bench.html").read_text("utf-8")
    # Requests and times beside Perceval, growth, profile, items, the DORA set.
    assert page.count("<svg") == 6
    assert "88 of 90" in page
    assert "4.0 times by the clock, 1.0 times of the processors" in page
    assert "57.25 s in 112 models and tests" in page
    assert "importing &lt;Dagster&gt;" in page
    assert "61.25 (82.5)" in page
    assert "Not measured" not in page


def test_what_was_not_measured_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path / "report", guards=every_part()["guards"])
    assert main(["--folder", str(folder)]) == 0
    page = (folder / "bench.html").read_text("utf-8")
    assert "python -m bench.increments.cost" in page
    assert "python -m bench.guards" not in page
    assert "<svg" not in page


def test_a_folder_without_figures_makes_no_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--folder", str(tmp_path)]) == 1
    assert "run `make bench` first" in capsys.readouterr().err


def test_a_file_that_is_not_whole_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "landing.json").write_text('{"1 stream":\n', "utf-8")
    with pytest.raises(ReportError, match=r"landing\.json, line 2: .*; remove the file"):
        collected(tmp_path)
