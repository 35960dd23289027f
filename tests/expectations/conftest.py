"""One small warehouse, copied for each test that spoils it."""

import shutil
from pathlib import Path

import pytest

from tests.expectations import small_warehouse


@pytest.fixture(scope="session")
def built_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The warehouse as built by hand; do not change it."""
    file = tmp_path_factory.mktemp("warehouse") / "warehouse.duckdb"
    small_warehouse.build(file)
    return file


@pytest.fixture
def warehouse(built_warehouse: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return Path(shutil.copy(built_warehouse, tmp_path / "warehouse.duckdb"))
