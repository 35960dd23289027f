"""The types of teams stand in one place, the published schema of organisation.yml.

Here: that what must repeat them does so exactly, and nothing else does. Not here: what a type of
team gets (`starter_for` and `team_types` of each metric).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from expectations import catalogue
from tests.architecture import repository

SCHEMA = repository.ROOT / catalogue.ORGANISATION
SOURCES = repository.DBT / "models/staging/file_drops/_file_drops__sources.yml"
PRODUCT = ("extract", "expectations", "orchestration", "sandbox", "bench")


def registered() -> set[str]:
    """The types that organisation.yml may name."""
    team = json.loads(SCHEMA.read_text())["$defs"]["team"]
    return {name for name in team["properties"]["team_type"]["enum"] if name}


def watched() -> Any:
    """The values that the guard of new values knows."""
    (source,) = yaml.safe_load(SOURCES.read_text())["sources"]
    (teams,) = [table for table in source["tables"] if table["name"] == "teams"]
    (column,) = [column for column in teams["columns"] if column["name"] == "team_type"]
    return column["config"]["meta"]["values"]


def copies(folder: Path) -> list[str]:
    """The Python files that write all the types down again."""
    return [
        str(path.relative_to(folder))
        for name in PRODUCT
        for path in sorted((folder / name).rglob("*.py"))
        if all(f'"{team_type}"' in path.read_text() for team_type in registered())
    ]


def test_the_guard_of_new_values_knows_every_type() -> None:
    assert set(watched()) == registered(), f"write the same values in {SOURCES.name}"


def test_no_code_repeats_the_list() -> None:
    assert copies(repository.ROOT) == []


def test_a_copy_is_found(tmp_path: Path) -> None:
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench" / "a.py").write_text(f"TYPES = {json.dumps(sorted(registered()))}")
    assert copies(tmp_path) == ["bench/a.py"]


def test_every_type_has_a_starter_set() -> None:
    known = {
        team_type
        for _, meta in repository.metric_metas()
        for team_type in meta.get("starter_for", [])
    }
    assert known == registered()
