"""The demo keeps to a home of its own and says what it needs."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.registry import SOURCES
from orchestration import daily, demo, show

OF_MY_OWN = ("GITHUB_TOKEN", "GITHUB_REPOSITORIES", "JIRA_TOKEN")
SMALL = Path(__file__).parents[2] / "sandbox" / "scenarios" / "small.yml"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path / "home"))
    for name in ("TEAM_OUTCOMES_AS_OF", "TEAM_OUTCOMES_ORGANISATION", "TEAM_OUTCOMES_INPUTS"):
        monkeypatch.setenv(name, "")
    for name in OF_MY_OWN:
        monkeypatch.setenv(name, "of my own organisation")
    handlers = list(logging.getLogger("orchestration").handlers)
    yield tmp_path / "home"
    logging.getLogger("orchestration").handlers = handlers


def scenario(folder: Path, text: str = "as_of: 2026-06-08T06:00:00Z\n") -> Path:
    file = folder / "scenario.yml"
    file.write_text(text)
    return file


def test_a_scenario_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo.main(["--scenario", str(tmp_path / "none.yml")]) == 1
    assert "There is no scenario" in capsys.readouterr().err


def test_a_home_with_an_organisation_s_data_is_left_alone(
    tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "landing").mkdir(parents=True)
    assert demo.main(["--scenario", str(scenario(tmp_path))]) == 1
    assert "set TEAM_OUTCOMES_HOME to another folder" in capsys.readouterr().err
    assert (home / "landing").exists()


def test_another_scenario_begins_anew_and_the_same_one_goes_on(tmp_path: Path, home: Path) -> None:
    demo._own_home(scenario(tmp_path))
    for name in ("landing", "published", "dbt"):
        (home / name).mkdir()
    (home / "warehouse.duckdb").write_text("")
    demo._own_home(scenario(tmp_path))
    assert (home / "landing").exists()
    demo._own_home(scenario(tmp_path, "as_of: 2026-07-06T06:00:00Z\n"))
    assert sorted(path.name for path in home.iterdir()) == ["dbt", "demo"]


def test_a_scenario_the_sandbox_cannot_read_runs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(daily, "main", lambda _: pytest.fail("the daily job ran"))
    assert demo.main(["--scenario", str(scenario(tmp_path, "nonsense: true\n"))]) == 1
    assert "error: The sandbox cannot read" in capfd.readouterr().err


def test_the_daily_job_sees_the_sandbox_and_nothing_of_mine(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, str] = {}

    def run(_: list[str]) -> int:
        seen.update(demo.os.environ)
        return 0

    monkeypatch.setattr(daily, "main", run)
    monkeypatch.setattr(show, "main", lambda _: 0)
    assert demo.main(["--scenario", str(SMALL)]) == 0
    assert seen["GITHUB_API_URL"].startswith("http://127.0.0.1:")
    assert (
        seen.items()
        >= {
            "TEAM_OUTCOMES_ORGANISATION": str(home / "demo" / "organisation.yml"),
            "TEAM_OUTCOMES_INPUTS": str(home / "demo" / "inputs"),
            "TEAM_OUTCOMES_AS_OF": "2026-06-08T06:00:00Z",
            "GITHUB_TOKEN": "sandbox",
            "GITHUB_ORGANISATION": "harbour",
        }.items()
    )
    assert "of my own organisation" not in seen.values()
    assert all(source.is_connected(seen) for source in SOURCES)
    assert (home / "demo" / "inputs" / "roster.csv").exists()
