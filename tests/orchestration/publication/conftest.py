"""A data root whose warehouse is judged and ready to be published."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from expectations.gates import Gate, write
from tests.expectations import small_warehouse

PASSED = Gate(
    "B2",
    "s",
    "github",
    "issues",
    None,
    "organisation",
    True,
    "degrade",
    "source_partial",
    0,
    1,
    "x",
)
Judge = Callable[..., None]


@pytest.fixture(scope="session")
def judged_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse by hand with one passed gate; do not change it."""
    file = tmp_path_factory.mktemp("judged") / "warehouse.duckdb"
    small_warehouse.build(file)
    judge(file.parent)
    return file


@pytest.fixture
def home(judged_warehouse: Path, tmp_path: Path) -> Path:
    """A data root to publish from and to spoil."""
    shutil.copy(judged_warehouse, tmp_path / "warehouse.duckdb")
    return tmp_path


def judge(home: Path, *changes: dict[str, object]) -> None:
    """Write the gates of a run: the passed one, changed in these ways."""
    with duckdb.connect(str(home / "warehouse.duckdb")) as connection:
        gates = [replace(PASSED, **change) for change in changes or ({},)]  # type: ignore[arg-type]
        write(connection, gates)
