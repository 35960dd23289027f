"""What a person runs by hand starts at once: it does not load what only a whole run needs."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.architecture import repository

HEAVY = ("dagster", "dbt", "great_expectations")
LIGHT = (
    "extract.__main__",
    "sandbox.__main__",
    "expectations.catalogue",
    "expectations.registry",
    "expectations.gates",
    "orchestration.daily",
    "orchestration.demo",
    "orchestration.publication.publish",
    "orchestration.show",
)


def loaded_by(module: str) -> list[str]:
    """The heavy packages in memory once `module` is imported in a process of its own."""
    code = f"import sys, {module}; print(*(name for name in {HEAVY} if name in sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=repository.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout.split()


@pytest.mark.parametrize("module", LIGHT)
def test_a_command_starts_without_the_heavy_packages(module: str) -> None:
    assert loaded_by(module) == []


def test_the_code_location_is_what_loads_dagster() -> None:
    assert "dagster" in loaded_by("orchestration.defs.resources")
