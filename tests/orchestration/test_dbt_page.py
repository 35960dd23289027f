"""dbt's documentation is one file about the project, and about nobody's data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orchestration import dbt_page, paths
from orchestration.dbt_command import DbtError
from tests.orchestration.conftest import Location

# What a browser would load by itself.
LOADED = re.compile(
    r"""<(?:script|img|iframe|link)\b[^>]*\b(?:src|href)=["']((?:https?:)?//[^"']+)""",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def page(location: Location) -> str:
    """The page, written once over the project as it was parsed."""
    assert location.manifest
    return dbt_page.write(paths.home()).read_text(encoding="utf-8")


def test_it_has_every_model_exposure_and_the_overview(page: str, location: Location) -> None:
    nodes = location.manifest["nodes"].values()
    models = [node for node in nodes if node["resource_type"] == "model"]
    assert len(models) > 100
    for node in (*models, *location.manifest["exposures"].values()):
        assert node["description"], node["unique_id"]
        assert node["unique_id"] in page
    assert "make find NAME=" in page


def test_it_loads_nothing_from_anywhere(page: str) -> None:
    assert LOADED.findall('<script src="https://x.example/a.js">') == ["https://x.example/a.js"]
    assert LOADED.findall(page) == []


def test_it_says_nothing_of_this_machine_or_of_any_row(page: str, location: Location) -> None:
    assert str(paths.home()) not in page
    assert str(paths.ROOT) not in page
    assert not (paths.home() / "warehouse.duckdb").exists(), "it is made without a warehouse"


def test_what_dbt_says_is_one_line_of_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(home: Path) -> Path:
        raise DbtError(f"dbt docs failed in {home.name}")

    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(dbt_page, "write", fail)
    assert dbt_page.main([]) == 1
    assert capsys.readouterr().err == "error: dbt docs failed in home\n"
