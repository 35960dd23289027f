"""Runs against a Jenkins that fails, limits, refuses or lies; and runs that are killed."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extract.core.errors import (
    AuthenticationError,
    PermissionDeniedError,
    SettingsError,
    UnavailableError,
)
from extract.core.retry import Answer, Verdict
from extract.sources.jenkins import JENKINS
from extract.sources.jenkins.client import address, judge_jenkins
from sandbox.jenkins import TOOL
from tests.extract.sources.served_tool import Killed, ServedTool, killing, serving

CANARY = "canary-token-5f2c"


@pytest.fixture
def jenkins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    with serving(TOOL, JENKINS, tmp_path / "home", monkeypatch) as served:
        yield served


@pytest.mark.parametrize(
    ("faults", "waits"),
    [
        (
            [{"kind": "html"}, {"kind": "truncated"}, {"kind": "reset", "match": "checkout"}],
            [1.0, 2.0, 1.0],
        ),
        (
            [
                {"kind": "server_error"},
                {"kind": "malformed", "match": "Smoke"},
                {"kind": "rate_limited", "seconds": 7, "match": "notifications"},
            ],
            [1.0, 1.0, 7.0],
        ),
        ([{"kind": "duplicated", "count": 4}, {"kind": "reordered", "count": 99}], []),
    ],
)
def test_faults_are_survived_and_nothing_is_lost(
    jenkins: ServedTool, faults: list[dict[str, Any]], waits: list[float]
) -> None:
    jenkins.faults(*faults)
    assert jenkins.extract().problems == []
    assert sorted(jenkins.clock.slept) == sorted(waits)
    assert jenkins.differences() == []


@pytest.mark.parametrize("commits", [0, 4])
def test_a_killed_run_is_gone_on_from(jenkins: ServedTool, commits: int) -> None:
    jenkins.extract(jenkins.home.parent / "whole")
    whole = len(jenkins.requests())
    with pytest.raises(Killed):
        jenkins.extract(on_landing=partial(killing, after=commits))
    jenkins.requests()
    jenkins.extract()
    again = len(jenkins.requests())
    assert jenkins.differences() == []
    assert again < whole if commits else again == whole, "what was landed is not read again"


def test_a_project_that_cannot_be_read_does_not_stop_the_others(jenkins: ServedTool) -> None:
    jenkins.faults({"kind": "forbidden", "match": "checkout"})
    (problem,) = jenkins.extract().problems
    assert problem == (
        "atlas/checkout: Jenkins: the permission hudson.model.Hudson.Read is missing"
    )
    failed = {key: e["failure"] for key, e in jenkins.log().items() if e["status"] == "failed"}
    assert failed == {("builds", "atlas/checkout"): "permission"}
    jenkins.extract()
    assert jenkins.differences() == []


def test_a_controller_that_stays_away_ends_the_run(jenkins: ServedTool) -> None:
    jenkins.extract()
    jenkins.faults({"kind": "server_error", "count": 99})
    with pytest.raises(UnavailableError, match="Check JENKINS_URL"):
        jenkins.extract()
    assert {entry["failure"] for entry in jenkins.log().values()} == {"unavailable"}
    assert jenkins.log().keys() == jenkins.log(0).keys(), "of every scope it is said"


@pytest.mark.parametrize(
    ("token", "error", "said"),
    [
        ("revoked", AuthenticationError, "set JENKINS_TOKEN"),
        ("without-overall", PermissionDeniedError, "hudson.model.Hudson.Read"),
    ],
)
def test_a_refusal_is_told_in_one_line(
    jenkins: ServedTool,
    monkeypatch: pytest.MonkeyPatch,
    token: str,
    error: type[Exception],
    said: str,
) -> None:
    monkeypatch.setenv("JENKINS_TOKEN", token)
    with pytest.raises(error, match=said) as told:
        jenkins.extract()
    assert "\n" not in str(told.value)


def test_a_wrong_address_is_told(jenkins: ServedTool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JENKINS_URL", f"{jenkins.url}/ci")
    with pytest.raises(SettingsError, match="JENKINS_URL"):
        jenkins.extract()


@pytest.mark.parametrize(
    ("answer", "is_login"),
    [
        (Answer(200, {"x-jenkins": "2.479.1"}, defect="HTML instead of JSON"), True),
        (Answer(403, {"x-you-are-authenticated-as": "anonymous"}), True),
        (Answer(200, {}, defect="HTML instead of JSON"), False),
        (Answer(403, {"x-you-are-authenticated-as": "reader"}), False),
    ],
)
def test_a_page_to_log_in_is_told_from_other_pages(answer: Answer, *, is_login: bool) -> None:
    judgement = judge_jenkins(answer)
    assert (judgement.error is AuthenticationError) == is_login
    assert judgement.verdict is (
        Verdict.RETRY if answer.status == 200 and not is_login else Verdict.FAIL
    )


def test_addresses_are_escaped_once_more_than_names() -> None:
    assert address("atlas/Prüfung (Freigabe)") == "/job/atlas/job/Pr%C3%BCfung%20%28Freigabe%29"
    assert address("atlas/checkout/feature%2Fx") == "/job/atlas/job/checkout/job/feature%252Fx"
    assert address("") == ""


def test_no_secret_is_written_anywhere(
    jenkins: ServedTool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("JENKINS_TOKEN", CANARY)
    monkeypatch.setenv("JENKINS_USER", "canary-user")
    jenkins.faults({"kind": "server_error"}, {"kind": "unauthorized", "match": "checkout"})
    with pytest.raises(AuthenticationError) as told:
        jenkins.extract()
    jenkins.extract()
    written = [*jenkins.home.rglob("*.parquet"), *jenkins.home.rglob("*.json*")]
    assert written
    texts = [path.read_bytes().decode("latin-1") for path in written]
    for text in (*texts, caplog.text, str(told.value), repr(told.value)):
        assert CANARY not in text
        assert "Y2FuYXJ5LXVzZXI6" not in text, "user and token in base64"
