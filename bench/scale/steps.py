"""What one size costs: the world, its floors, its build, its guards, its publication, its pages.

Here: the steps over one home, and where dbt's time goes. Not here: several sizes (`__main__.py`).
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.bulk.world import World
from bench.cost import measured
from bench.scale import one_query
from bench.scale.queries import latencies
from bench.scale.step import DAILY

ROOT = Path(__file__).parents[2]
SLOWEST = 25
CELLS = "cells-of-the-one-query.parquet"


def environment(home: Path, as_of: str) -> dict[str, str]:
    """The variables of a build over a home, with the clock at `as_of`."""
    return os.environ | {
        "TEAM_OUTCOMES_HOME": str(home),
        "TEAM_OUTCOMES_AS_OF": as_of,
        "TEAM_OUTCOMES_PROGRESS": "off",
    }


def size(
    home: Path, world: World, as_of: str, left_out: Collection[str] = ()
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Measure every step over a home whose lake is written; each step as it ends.

    Args:
        home: The home.
        world: What its lake holds.
        as_of: The instant of the build.
        left_out: Steps after the build that are not made.

    Raises:
        StepError: A step failed; its log lies in the home.
    """
    yield "world", asdict(world)
    python, variables = sys.executable, environment(home, as_of)
    for columns in ("typed", "all"):
        scan = (python, "-m", "bench.scale.floors", str(home / "landing"), columns)
        cost = measured(scan, variables, home / f"scan-{columns}.log", ROOT)
        yield f"scan of {columns} columns", asdict(cost)
    for step in DAILY:
        if step in left_out:
            continue
        command = (python, "-m", "bench.scale.step", step)
        yield step, asdict(measured(command, variables, home / f"{step}.log", ROOT))
        if step == "build":
            yield "where dbt's time goes", profile(home)
            yield from _floor(home, as_of, variables)
    published = home / "published" / "leadership.duckdb"
    yield "cells of the one query", one_query.compare(published, home / CELLS)
    yield "queries", latencies(published)


def _floor(
    home: Path, as_of: str, variables: dict[str, str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The one query, and a build of nothing but its metrics and what they need."""
    module = (sys.executable, "-m", "bench.scale.one_query")
    asked = (*module, str(home / "landing"), as_of, str(home / CELLS))
    yield "one query", asdict(measured(asked, variables, home / "one-query.log", ROOT))
    build = (sys.executable, "-m", "bench.scale.step", "build_of_some")
    yield "build of its metrics", asdict(measured(build, variables, home / "build.log", ROOT))


def profile(home: Path) -> dict[str, Any]:
    """Where the last build of a home spent its threads' time, in seconds.

    Returns:
        By layer of models and kind of node, the slowest nodes, and those of the one query's metrics
        with all they need and their tests.
    """
    text = (home / "dbt" / "target" / "run_results.json").read_text(encoding="utf-8")
    manifest = (home / "dbt" / "target" / "manifest.json").read_text(encoding="utf-8")
    parsed = json.loads(manifest)
    nodes = parsed["nodes"]
    layers: Counter[str] = Counter()
    single: Counter[str] = Counter()
    results = json.loads(text)["results"]
    for result in results:
        kind = result["unique_id"].split(".")[0]
        node = nodes.get(result["unique_id"])
        layer = node["fqn"][1] if kind == "model" and node else f"{kind}s"
        layers[layer] += result["execution_time"]
        single[result["unique_id"].split(".", 2)[2]] += result["execution_time"]
    return {
        "nodes": len(results),
        "layers": {name: round(seconds, 2) for name, seconds in layers.most_common()},
        "slowest": {name: round(seconds, 2) for name, seconds in single.most_common(SLOWEST)},
        "of the one query's metrics": _of_some(results, parsed["parent_map"]),
    }


def _of_some(
    results: Sequence[Mapping[str, Any]], parents: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """What a build spent on the one query's metrics, with all they need and their tests."""
    metrics = set(one_query.METRICS)
    needed: set[str] = set()
    left = [name for name in parents if name.rsplit(".", 1)[-1] in metrics]
    while left:
        name = left.pop()
        if name not in needed:
            needed.add(name)
            left.extend(parents.get(name, ()))
    spent = [
        result["execution_time"]
        for result in results
        if result["unique_id"] in needed or _tests_only(result["unique_id"], parents, needed)
    ]
    return {"nodes": len(spent), "seconds": round(sum(spent), 2)}


def _tests_only(name: str, parents: Mapping[str, Sequence[str]], needed: set[str]) -> bool:
    tested = parents.get(name, ())
    return name.startswith("test.") and bool(tested) and set(tested) <= needed
