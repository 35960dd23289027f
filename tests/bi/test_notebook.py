"""The notebook runs from a fresh start over a publication, and is kept without what it showed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.dashboards.generated import Size, publish
from tests.architecture.repository import ROOT

NOTEBOOK = ROOT / "bi" / "notebook" / "outcomes.ipynb"


def cells() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if cell["cell_type"] == "code"]


def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(home))
    names: dict[str, Any] = {"__name__": "notebook"}
    for cell in cells():
        exec(compile("".join(cell["source"]), cell["id"], "exec"), names)  # noqa: S102
    return names


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    publish(folder / "published" / "leadership.duckdb", Size(teams=2, years=1), seed=1, mark=1)
    return folder


def test_it_draws_a_trend_with_limits_and_says_what_is_missing(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = run(home, monkeypatch)
    drawn = names["trend"].to_dict()
    assert [layer["mark"]["type"] for layer in drawn["layer"]] == ["area", "line", "line"]
    rows = next(iter(drawn["datasets"].values()))
    without = [row for row in rows if row["value"] is None]
    assert without, "a week without a value is drawn as a gap, not as zero"
    assert all(row["status_in_words"] for row in without)
    assert names["missing"]["weeks"].sum() == len(without)
    assert names["sentence"].startswith("Streams that cannot be trusted today: 1;")


def test_it_fails_where_nothing_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Exception, match=r"leadership\.duckdb"):
        run(tmp_path, monkeypatch)


def test_it_is_committed_without_outputs() -> None:
    assert [cell["id"] for cell in cells() if cell["outputs"] or cell["execution_count"]] == []
