"""A source is one folder and one registry line; this says what is missing of it."""

from __future__ import annotations

import pytest
import yaml

from extract.core.source import Source
from extract.registry import SOURCES
from sandbox.registry import FILES, TOOLS
from tests.architecture import repository

# What only extraction itself reads.
WITHOUT_A_MODEL = {"extraction_state"}
ABOUT_RUNS = {"extraction_log", "quarantine"}
NAMES = [source.name for source in SOURCES]


def missing_parts(name: str) -> list[str]:
    """What a source called `name` still lacks."""
    parts = [
        f"extract/sources/{name}/__init__.py",
        f"extract/sources/{name}/streams.py",
        f"extract/sources/{name}/settings.py",
        f"dbt_project/models/staging/{name}/_{name}__sources.yml",
        f"expectations/suites/raw/{name}.py",
        f"tests/expectations/rows/{name}.py",
        f"sandbox/{name}/__init__.py",
        f"docs/sources/{name}.md",
    ]
    missing = [part for part in parts if not (repository.ROOT / part).exists()]
    if not list((repository.ROOT / "tests/extract/sources").glob(f"test_{name}*.py")):
        missing.append(f"tests/extract/sources/test_{name}.py")
    return missing


@pytest.mark.parametrize("name", NAMES)
def test_a_source_is_complete(name: str) -> None:
    assert missing_parts(name) == []


def test_an_incomplete_source_is_told_what_is_missing() -> None:
    assert "expectations/suites/raw/nothing.py" in missing_parts("nothing")


def test_the_sandbox_serves_every_source() -> None:
    # GitHub is served at the root, and the file drops are the organisation's own.
    served = {tool.name for tool in (*TOOLS, *FILES)} | {"github", "file_drops"}
    assert {source.name for source in SOURCES} <= served


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_what_connects_a_tool_is_in_the_example(source: Source) -> None:
    example = (repository.ROOT / ".env.example").read_text()
    for variable in source.settings:
        assert f"\n{variable}=" in example, f"write {variable} to .env.example"
        assert variable.startswith(f"{source.name.upper()}_")


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_a_source_logs_keeps_its_state_and_quarantines(source: Source) -> None:
    assert {stream.name for stream in source.streams} >= {*WITHOUT_A_MODEL, *ABOUT_RUNS}


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_every_stream_has_a_staging_model_and_every_staging_model_a_stream(source: Source) -> None:
    folder = repository.MODELS / "staging" / source.name
    found = {path.stem for path in folder.glob("*.sql")}
    streams = {stream.name for stream in source.streams} - WITHOUT_A_MODEL
    assert found == {f"stg_{source.name}__{stream}" for stream in streams}


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_dbt_declares_exactly_what_is_landed(source: Source) -> None:
    yml = repository.MODELS / f"staging/{source.name}/_{source.name}__sources.yml"
    declared = {
        table["name"]: {column["name"] for column in table["columns"]}
        for entry in yaml.safe_load(yml.read_text())["sources"]
        for table in entry["tables"]
    }
    landed = {stream.name: set(stream.schema.names) | {"_load_id"} for stream in source.streams}
    assert {name: declared.get(name) for name in landed} == landed
