"""The command ends with one line an error, and lets no second run in."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration import daily, paths
from orchestration.alerts.troubles import Trouble
from orchestration.dbt_command import DbtError
from orchestration.lock import BusyError, one_run
from tests.orchestration.alerts.receivers import chat


@pytest.fixture(autouse=True)
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", str(tmp_path))
    monkeypatch.setenv("TEAM_OUTCOMES_AS_OF", "")
    monkeypatch.setenv("GITHUB_TOKEN", "of my own organisation")
    handlers = list(logging.getLogger("orchestration").handlers)
    yield
    logging.getLogger("orchestration").handlers = handlers


def test_each_failed_step_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [Trouble("extract_github", "github: no\n  token"), Trouble("dbt", "dbt: no file")]
    monkeypatch.setattr(daily, "run", lambda: found)
    assert daily.main([]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "error: github: no token",
        "error: dbt: no file",
    ]


def test_a_run_without_errors_ends_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(daily, "run", list)
    assert daily.main([]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("error", [DbtError("no"), BusyError("no"), PermissionError("no")])
def test_what_cannot_even_begin_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    def fail() -> list[str]:
        raise error

    monkeypatch.setattr(daily, "run", fail)
    assert daily.main([]) == 1
    assert capsys.readouterr().err == "error: no\n"


def test_a_second_run_is_not_let_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(daily, "_execute", list)
    with one_run(tmp_path):
        assert daily.main([]) == 1
    assert "Another run is at work" in capsys.readouterr().err
    assert daily.main([]) == 0


def test_without_any_tool_there_is_nothing_to_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(daily, "_execute", lambda: pytest.fail("the job ran"))
    monkeypatch.setattr(daily, "is_wanted", lambda source: not source.settings)
    assert daily.main([]) == 1
    error = capsys.readouterr().err
    assert error.startswith("error: No tool is connected. Set the variables of at least one of ")
    assert "github" in error


def test_a_run_takes_one_instant_and_one_home_for_all_its_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, str] = {}

    def execute() -> list[object]:
        seen.update(os.environ)
        return []

    monkeypatch.setattr(daily, "_execute", execute)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TEAM_OUTCOMES_HOME", "data")
    assert daily.run() == []
    assert seen["TEAM_OUTCOMES_HOME"] == str(tmp_path / "data") == str(paths.home())
    assert seen["TEAM_OUTCOMES_AS_OF"].endswith("Z")


def test_a_frozen_instant_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(daily, "_execute", list)
    monkeypatch.setenv("TEAM_OUTCOMES_AS_OF", "2026-07-06T06:00:00Z")
    daily.run()
    assert os.environ["TEAM_OUTCOMES_AS_OF"] == "2026-07-06T06:00:00Z"


@pytest.mark.parametrize("is_foreseen", [True, False])
def test_who_should_know_is_told_whatever_became_of_the_run(
    monkeypatch: pytest.MonkeyPatch, is_foreseen: bool
) -> None:
    def run() -> list[Trouble]:
        if is_foreseen:
            return [Trouble("extract_github", "github: no answer")]
        raise ArithmeticError("that nobody foresaw")

    monkeypatch.setattr(daily, "run", run)
    with chat() as server:
        monkeypatch.setenv("TEAM_OUTCOMES_ALERT_WEBHOOK_URL", server.url)
        if is_foreseen:
            assert daily.main([]) == 1
        else:
            with pytest.raises(ArithmeticError):
                daily.main([])
        (payload,) = server.payloads
    expected = "github: no answer" if is_foreseen else "ArithmeticError: that nobody foresaw"
    assert expected in payload["text"].replace("\u200b", "")


def test_a_channel_that_is_down_fails_no_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(daily, "run", list)
    monkeypatch.setenv("TEAM_OUTCOMES_ALERT_SMTP_URL", "smtp://127.0.0.1:9")
    monkeypatch.setenv("TEAM_OUTCOMES_ALERT_MAIL_FROM", "nobody")
    assert daily.main([]) == 0
    assert "TEAM_OUTCOMES_ALERT_MAIL_FROM is no list of e-mail addresses" in capsys.readouterr().err
