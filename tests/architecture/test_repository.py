"""What holds for every file of the tree: sizes, wording, nothing of a machine."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture import repository, rules

MODULE_LINES = 250
FUNCTION_LINES = 40
SQL_LINES = 150
# Who takes the clock: extraction's own, and the two ways to start a run, once each.
CLOCKS = {
    "extract/core/clock.py",
    "orchestration/daily.py",
    "orchestration/defs/resources.py",
    # A server has a clock of its own, which a fault puts wrong.
    "sandbox/kit/spoiling.py",
}


@pytest.mark.parametrize("path", repository.python_modules(), ids=repository.short)
def test_a_module_says_one_thing(path: Path) -> None:
    source = path.read_text()
    assert source.count("\n") <= MODULE_LINES, "split the module by what it says"
    assert rules.long_functions(source, FUNCTION_LINES) == []
    if source.strip():
        assert ast.get_docstring(ast.parse(source)), "say what belongs here and what does not"


def test_a_run_takes_the_clock_once() -> None:
    found = {
        repository.short(path): readings
        for path in repository.python_modules()
        if (readings := rules.clock_readings(path.read_text()))
    }
    assert {path: readings for path, readings in found.items() if path not in CLOCKS} == {}
    assert set(found) == CLOCKS, "take the names of modules that read no clock off the list"


def test_sql_stays_readable() -> None:
    # What is generated grows with the streams; nobody reads it from top to bottom.
    files = [path for path in repository.every_sql() if "generated" not in path.parts]
    long = [repository.short(p) for p in files if p.read_text().count("\n") > SQL_LINES]
    assert long == []


def test_no_file_names_a_machine_or_a_registry_or_is_unfinished() -> None:
    found = []
    for path in repository.tracked_files():
        if path.suffix == ".png":
            # Bytes that mean no letters can spell anything.
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        patterns = [rules.REGISTRY_HOST, rules.MACHINE_PATH, rules.UNFINISHED]
        found += [
            f"{repository.short(path)}: {m.group(0)}" for p in patterns if (m := p.search(text))
        ]
    assert found == []


def test_the_constraints_pin_without_addresses() -> None:
    text = (repository.ROOT / "constraints.txt").read_text()
    assert "://" not in text
    assert "--hash=sha256:" in text


def test_the_only_dbt_package_is_ours() -> None:
    assert not (repository.DBT / "packages.yml").exists(), "write the few generic tests we need"
