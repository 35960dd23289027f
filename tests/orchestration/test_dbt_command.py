"""The manifest is made anew when it has to be, and dbt's failures are one line."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from orchestration import dbt_command, paths


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A project of one model and a dbt that only notes that it was called."""
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(paths, "DBT_PROJECT", tmp_path / "project")
    (tmp_path / "project" / "models").mkdir(parents=True)
    (tmp_path / "project" / "models" / "one.sql").write_text("select 1")
    found: list[str] = []

    def run(*arguments: str) -> None:
        found.append(arguments[0])
        paths.dbt_target().mkdir(parents=True, exist_ok=True)
        (paths.dbt_target() / "manifest.json").write_text(json.dumps({"parsed": len(found)}))

    monkeypatch.setattr(dbt_command, "run", run)
    return found


def project_changes(tmp_path: Path) -> None:
    later = time.time() + 10
    os.utime(tmp_path / "project" / "models" / "one.sql", (later, later))


def test_the_project_is_parsed_once_until_it_changes(tmp_path: Path, calls: list[str]) -> None:
    os.utime(tmp_path / "project" / "models" / "one.sql", (1, 1))
    os.utime(tmp_path / "project" / "models", (1, 1))
    assert dbt_command.manifest() == {"parsed": 1}
    assert dbt_command.manifest() == {"parsed": 1}
    project_changes(tmp_path)
    assert dbt_command.manifest() == {"parsed": 2}
    assert calls == ["parse", "parse"]


def test_a_manifest_that_is_not_whole_is_made_anew(tmp_path: Path, calls: list[str]) -> None:
    os.utime(tmp_path / "project" / "models" / "one.sql", (1, 1))
    os.utime(tmp_path / "project" / "models", (1, 1))
    dbt_command.manifest()
    (paths.dbt_target() / "manifest.json").write_text('{"parsed": ')
    assert dbt_command.manifest() == {"parsed": 2}


def test_a_project_that_cannot_be_parsed_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(paths, "DBT_PROJECT", tmp_path)
    with pytest.raises(
        dbt_command.DbtError, match=r"^dbt parse failed: .*dbt_project\.yml"
    ) as raised:
        dbt_command.run("parse")
    assert "\n" not in str(raised.value)


def test_what_dbt_writes_lies_under_the_data_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path))
    found = dbt_command.environment()
    assert found["DBT_TARGET_PATH"] == str(tmp_path / "dbt" / "target")
    assert found["DBT_LOG_PATH"] == str(tmp_path / "dbt" / "logs")


@pytest.mark.parametrize(("asked", "level"), [(None, "info"), (" ", "info"), ("debug", "debug")])
def test_every_statement_is_logged_only_for_whoever_asks(
    asked: str | None, level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(dbt_command.LOG_LEVEL, raising=False)
    if asked is not None:
        monkeypatch.setenv(dbt_command.LOG_LEVEL, asked)
    assert dbt_command.environment()[dbt_command.LOG_LEVEL] == level
