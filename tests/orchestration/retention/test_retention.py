"""What is too old is told first and removed when asked for; latest and first versions stay."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from extract.core.landed import Landed
from extract.core.source import Stream
from extract.registry import source_named
from orchestration.lock import one_run
from orchestration.own_data import access_log, exports
from orchestration.retention import __main__ as command
from orchestration.retention import removing, rules
from tests.orchestration.small_home import compact, land, pull_request

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OTHERS = "access_log_months: 1\nexports_days: 1\ndagster_runs_days: 1"
PULLS: Stream = source_named("github").stream("pull_requests")


def version(home: Path, number: int, at: datetime, state: str) -> None:
    load = f"17000000{number:02}.1"
    land(home, "github", "pull_requests", [pull_request(1, "ada", state=state)], load, at)


@pytest.fixture(name="home")
def home_with_old_things(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for number, (year, state) in enumerate(
        [
            (2021, "first"),
            (2022, "between"),
            (2023, "long the latest"),
            (2026, "young"),
            (2026, "latest"),
        ]
    ):
        version(tmp_path, number, datetime(year, 1 + number, 1), state)  # noqa: DTZ001 - landed
    log = [{"at": f"{year}-01-01T00:00:00Z", "person": "p"} for year in (2021, 2026)]
    (tmp_path / access_log.NAME).write_text("".join(f"{json.dumps(line)}\n" for line in log))
    for days in (10, 40):
        exports.new(tmp_path, NOW - timedelta(days=days)).mkdir(parents=True)
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path))
    monkeypatch.setenv("TEAM_OUTCOMES_AS_OF", NOW.isoformat())
    return tmp_path


def states(home: Path) -> list[str]:
    files = f"{home}/landing/github/pull_requests/*.parquet"
    found = duckdb.sql(
        f"select state from read_parquet('{files}', union_by_name = true) order by extracted_at"
    )
    return [state for (state,) in found.fetchall()]


def content(home: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in home.rglob("*") if file.is_file()}


def test_a_dry_run_says_what_would_go_and_touches_nothing(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = content(home)
    assert command.main([]) == 0
    told = capsys.readouterr().out
    assert told.count("would go: versions of github.pull_requests") == 1
    assert "would go: lines of the access log: 1 rows" in told
    assert told.count("would go: export") == 1
    assert content(home) == before


def test_applied_it_keeps_the_first_the_latest_and_the_young(home: Path) -> None:
    assert command.main(["--apply"]) == 0
    assert states(home) == ["first", "long the latest", "young", "latest"]
    live = Landed(home / "landing" / "github").live_rows(PULLS, columns=("state",))
    assert [row["state"] for row in live.values()] == ["latest"]
    assert len((home / access_log.NAME).read_text().splitlines()) == 1
    assert len(list(exports.made(home))) == 1


def test_of_merged_files_the_same_versions_go(home: Path) -> None:
    compact(home)
    assert len(states(home)) == 5
    assert command.main(["--apply"]) == 0
    assert states(home) == ["first", "long the latest", "young", "latest"]
    live = Landed(home / "landing" / "github").live_rows(PULLS, columns=("state",))
    assert [row["state"] for row in live.values()] == ["latest"]


def test_a_second_time_there_is_nothing_to_do(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command.main(["--apply"])
    before = content(home)
    capsys.readouterr()
    assert command.main(["--apply"]) == 0
    assert "Nothing is older" in capsys.readouterr().out
    assert content(home) == before


def test_a_version_that_was_the_latest_until_lately_stays(tmp_path: Path) -> None:
    version(tmp_path, 0, datetime(2020, 1, 1), "first")  # noqa: DTZ001 - landed
    version(tmp_path, 1, datetime(2021, 1, 1), "long the latest")  # noqa: DTZ001 - landed
    version(tmp_path, 2, datetime(2026, 5, 1), "latest")  # noqa: DTZ001 - landed
    list(removing.run(tmp_path, rules.read(), NOW, is_applied=True))
    assert states(tmp_path) == ["first", "long the latest", "latest"]


def test_streams_that_name_nobody_keep_every_version(tmp_path: Path) -> None:
    for number, year in enumerate((2020, 2021, 2022)):
        row = {"repository_id": "R1", "repository": "harbour/x"}
        at = datetime(year, 1, 1)  # noqa: DTZ001 - landed
        land(tmp_path, "github", "repositories", [row], f"170000000{number}.1", at)
    assert list(removing.run(tmp_path, rules.read(), NOW, is_applied=True)) == []


def test_a_running_job_is_not_disturbed(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = states(home)
    with one_run(home):
        assert command.main(["--apply"]) == 1
    assert "Another run is at work" in capsys.readouterr().err
    assert states(home) == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exports_days: 3", "expected exactly the fields"),
        ("[", "cannot be read as YAML"),
        (
            f"landed_versions_months: 0\n{OTHERS}",
            "landed_versions_months: expected a whole number from 1",
        ),
        (
            f"landed_versions_months: true\n{OTHERS}",
            "expected a whole number",
        ),
    ],
)
def test_a_wrong_rule_names_file_and_field(
    text: str,
    said: str,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "own.yml"
    file.write_text(text)
    monkeypatch.setenv(rules.SETTING, str(file))
    before = states(home)
    assert command.main(["--apply"]) == 1
    error = capsys.readouterr().err
    assert said in error
    assert "own.yml" in error
    assert states(home) == before


def test_rules_of_the_organisation_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.yml"
    file.write_text(
        "landed_versions_months: 1\naccess_log_months: 2\nexports_days: 3\ndagster_runs_days: 4"
    )
    monkeypatch.setenv(rules.SETTING, str(file))
    assert rules.read() == rules.Rules(1, 2, 3, 4)
    monkeypatch.delenv(rules.SETTING)
    assert rules.read().exports_days == 30
