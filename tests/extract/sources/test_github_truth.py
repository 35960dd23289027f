"""What is landed is what GitHub holds, key by key and column by column."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.extract.sources.github_example import REPOSITORY, STREAMS, Github

HISTORY = "3650"


def _plain(value: Any) -> Any:
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else value


def differences(github: Github) -> list[str]:
    """Keys and columns in which landing and GitHub differ."""
    landed = github.live()
    found = []
    for stream, truth in github.records().items():
        rows = {str(key): row for key, row in landed[stream].items()}
        found += [f"{stream}/{key}" for key in truth.keys() ^ rows.keys()]
        found += [
            f"{stream}/{key}.{name}"
            for key in truth.keys() & rows.keys()
            for name, value in truth[key].items()
            if _plain(rows[key][name]) != value
        ]
    return found


def test_everything_is_landed_as_it_is(
    organisation: Github, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_JOB_HISTORY_DAYS", HISTORY)
    organisation.extract()
    assert set(organisation.records()) == {s.name for s in STREAMS} - {"quarantine"}
    assert differences(organisation) == []
    organisation.control("touch", share=0.1)
    organisation.control("delete", stream="issues", key=min(organisation.records()["issues"]))
    assert differences(organisation) != []
    organisation.extract()
    assert differences(organisation) == []


@pytest.mark.parametrize("kind", ["duplicated", "reordered"])
def test_pages_that_repeat_or_turn_around_lose_nothing(
    organisation: Github, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("GITHUB_JOB_HISTORY_DAYS", HISTORY)
    organisation.faults({"kind": kind, "count": 500})
    assert organisation.extract().problems == []
    assert differences(organisation) == []
    organisation.control("touch", share=0.1)
    organisation.extract()
    assert differences(organisation) == []


@pytest.mark.parametrize(
    "fault",
    [{"kind": "reset"}, {"kind": "skewed_clock", "seconds": 86_400}, {"kind": "rate_limited"}],
)
def test_faults_of_the_connection_lose_nothing(
    github: Github, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any]
) -> None:
    plan = [{**fault, "match": match} for match in ("RepositorySweep", "activity", "jobs")]
    github.faults(*plan)
    assert github.extract().problems == []
    rows = github.rows("pull_requests").values()
    assert len(rows) == sum(
        pull_request["repository"] == REPOSITORY
        for pull_request in github.records()["pull_requests"].values()
    )
    assert {entry["status"] for entry in github.log()} == {"complete"}
