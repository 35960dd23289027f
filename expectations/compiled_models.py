"""What dbt compiled for a home: its models, each after those it reads.

Belongs here: reading the manifest. Does not belong here: running the SQL over other rows (the red
team, `bench/replay.py`, `tests/e2e/chain.py`); dbt itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

PREFIX = "model.team_outcomes."


def manifest(home: Path) -> dict[str, Any]:
    """The manifest of what was built in a home."""
    text = (home / "dbt" / "target" / "manifest.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def models(of: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The models of a manifest by their unique ids."""
    return {name: node for name, node in of["nodes"].items() if node["resource_type"] == "model"}


def in_order(
    known: Mapping[str, Mapping[str, Any]], last: Iterable[str], given: Collection[str] = ()
) -> list[str]:
    """Models and all that stand behind them, each after those it reads.

    Args:
        known: Every model by its unique id.
        last: Unique ids of those that are wanted.
        given: Of these nothing behind them is needed.
    """
    wanted: dict[str, list[str]] = {}
    waiting = list(last)
    while waiting:
        name = waiting.pop()
        if name not in wanted:
            parents = [] if name in given else known[name]["depends_on"]["nodes"]
            wanted[name] = [parent for parent in parents if parent in known]
            waiting += wanted[name]
    return list(TopologicalSorter(wanted).static_order())
