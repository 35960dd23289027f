"""Runs against PagerDuty that are limited, lied to or refused, and settings that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from extract.core.errors import AuthenticationError, SettingsError, UnavailableError
from extract.core.http import HttpClient
from extract.core.landing import Landing
from extract.core.progress import Progress
from extract.core.source import RunRequest
from extract.sources.pagerduty import PAGERDUTY
from extract.sources.pagerduty.client import NotInPlanError, PagerdutyClient, Question
from extract.sources.pagerduty.settings import PagerdutySettings
from sandbox.pagerduty import TOOL
from tests.extract.core.examples import answer, http_client
from tests.extract.sources.served_tool import ServedTool, serving
from tests.extract.sources.world_clock import WorldClock

CANARY = "canary-key-5f2c"
GOOD = {"PAGERDUTY_TOKEN": CANARY}


@pytest.fixture
def pagerduty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    with serving(TOOL, PAGERDUTY, tmp_path / "home", monkeypatch) as served:
        served.clock = WorldClock()
        monkeypatch.setenv("PAGERDUTY_TOKEN", CANARY)
        yield served


@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        ({"kind": "rate_limited", "seconds": 7, "match": "services"}, [8.0]),
        ({"kind": "truncated", "match": "incidents"}, [1.0]),
        ({"kind": "malformed", "match": "oncalls"}, [1.0]),
        ({"kind": "html", "match": "log_entries"}, [1.0]),
        ({"kind": "bad_gateway", "match": "incidents", "count": 2}, [1.0, 1.0]),
        ({"kind": "server_error", "match": "teams"}, [1.0]),
        ({"kind": "reset", "match": "schedules"}, [1.0]),
        ({"kind": "duplicated", "match": "log_entries", "count": 3}, []),
        ({"kind": "reordered", "match": "incidents", "count": 3}, []),
        ({"kind": "skewed_clock", "match": "incidents", "seconds": 86_400}, []),
    ],
)
def test_a_fault_is_survived_and_nothing_is_lost(
    pagerduty: ServedTool, fault: dict[str, Any], waits: list[float]
) -> None:
    pagerduty.faults(fault)
    assert pagerduty.extract().problems == []
    assert sum(pagerduty.clock.slept) == pytest.approx(sum(waits), abs=1.0)
    assert pagerduty.differences() == []


@pytest.mark.parametrize(
    ("denied", "failed"),
    [
        ("incidents", {"incidents", "log_entries"}),
        ("oncalls", {"on_calls"}),
        ("teams", {"teams"}),
    ],
)
def test_a_permission_that_is_missing_stops_only_what_needs_it(
    pagerduty: ServedTool, denied: str, failed: set[str]
) -> None:
    pagerduty.extract()
    before = pagerduty.live()
    pagerduty.control("permissions", denied=[denied])
    result = pagerduty.extract()
    assert len(result.problems) == len(failed)
    failures = {s: e["failure"] for (s, _), e in pagerduty.log().items() if e["failure"]}
    assert failures == dict.fromkeys(failed, "permission")
    assert pagerduty.live() == before
    pagerduty.control("permissions", denied=[])
    pagerduty.extract()
    assert pagerduty.differences() == []


def test_a_revoked_key_ends_the_run_in_one_line_without_the_key(
    pagerduty: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGERDUTY_TOKEN", "revoked")
    with pytest.raises(AuthenticationError) as refused:
        pagerduty.extract()
    assert str(refused.value) == (
        "PagerDuty does not accept the token; set PAGERDUTY_TOKEN to a valid one."
    )
    assert {entry["failure"] for entry in pagerduty.log().values()} == {"authentication"}


def test_a_tool_that_stays_away_is_told_with_the_variable(pagerduty: ServedTool) -> None:
    pagerduty.faults({"kind": "server_error", "count": 500})
    with pytest.raises(UnavailableError, match="Check PAGERDUTY_API_URL"):
        pagerduty.extract()
    assert {entry["status"] for entry in pagerduty.log().values()} == {"failed"}


def test_a_spoiled_record_is_kept_with_its_reason_and_counts_as_seen(
    pagerduty: ServedTool,
) -> None:
    pagerduty.extract()
    before = pagerduty.live()
    drift = {"kind": "vanished_field", "field": "status", "match": "/incidents"}
    pagerduty.control("drift", drifts=[drift])
    assert pagerduty.extract().problems == []
    assert pagerduty.rows("incidents") == before["incidents"]
    (reason,) = {row["reason"] for row in pagerduty.rows("quarantine").values()}
    assert reason == "status: expected text, found nothing"
    payloads = str([row["payload"] for row in pagerduty.rows("quarantine").values()])
    assert "title_length" in payloads
    assert "Probe" not in payloads


def test_a_value_nobody_knows_lands_for_the_guards_to_see(pagerduty: ServedTool) -> None:
    drift = {"kind": "new_value", "field": "urgency", "match": "/incidents"}
    pagerduty.control("drift", drifts=[drift])
    pagerduty.extract()
    urgencies = {row["urgency"] for row in pagerduty.rows("incidents").values()}
    assert urgencies == {"a_value_nobody_knows"}


def test_the_key_is_nowhere_but_in_its_header(pagerduty: ServedTool, tmp_path: Path) -> None:
    pagerduty.faults({"kind": "forbidden", "match": "oncalls"})
    pagerduty.extract()
    files = [path for path in pagerduty.home.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if CANARY.encode() in path.read_bytes()]
    assert CANARY not in repr(PagerdutySettings.from_environment(GOOD))


def test_a_plan_without_teams_is_no_failure(pagerduty: ServedTool, tmp_path: Path) -> None:
    refusal = answer(402, {"error": {"code": 2014, "message": "Teams is not in your plan"}})
    http, _, _ = http_client(refusal)
    with pytest.raises(NotInPlanError, match="not in your plan"):
        PagerdutyClient(http).everything(Question("/teams", "teams"))
    original = HttpClient.get

    def without_teams(self: HttpClient, path: str, *arguments: Any, **named: Any) -> Any:
        if path == "/teams":
            raise NotInPlanError("PagerDuty: Teams is not in your plan")
        return original(self, path, *arguments, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HttpClient, "get", without_teams)
        assert pagerduty.extract().problems == []
    entry = pagerduty.log()["teams", "account"]
    assert (entry["status"], entry["detail"]) == ("complete", "the account's plan has no teams")


@pytest.mark.parametrize("payload", [[], {"incidents": None}, {"teams": []}, {"incidents": {}}])
def test_an_answer_without_its_list_is_asked_for_again(payload: Any) -> None:
    page = {"incidents": [{"id": "P1"}], "more": False, "total": None, "limit": 100}
    http, server, clock = http_client(answer(200, payload), answer(200, page))
    found = PagerdutyClient(http).everything(Question("/incidents", "incidents"))
    assert (found.records, found.total, found.is_whole) == ([{"id": "P1"}], None, True)
    assert (len(server.seen), clock.slept) == (2, [1.0])


def test_a_list_that_stays_short_of_its_total_is_not_whole() -> None:
    page = {"incidents": [{"id": "P1"}], "more": False, "total": 2, "limit": 100}
    http, server, _ = http_client(*[answer(200, page)] * 3)
    found = PagerdutyClient(http).everything(Question("/incidents", "incidents"))
    assert (len(found.records), found.is_whole, len(server.seen)) == (1, False, 3)


@pytest.mark.parametrize(
    ("variables", "complaint"),
    [
        ({}, "PAGERDUTY_TOKEN is not set; set it to a read-only API key"),
        ({"PAGERDUTY_TOKEN": "two words"}, "PAGERDUTY_TOKEN holds characters no token has"),
        (GOOD | {"PAGERDUTY_API_URL": "pagerduty"}, "PAGERDUTY_API_URL is 'pagerduty'"),
        (GOOD | {"PAGERDUTY_API_URL": "http://pd.example"}, "unencrypted, use https"),
        (GOOD | {"PAGERDUTY_TEAMS": "Atlas team"}, "expected identifiers of teams such as"),
    ],
)
def test_settings_that_cannot_be_are_told(variables: dict[str, str], complaint: str) -> None:
    with pytest.raises(SettingsError, match=complaint) as refused:
        PagerdutySettings.from_environment(variables)
    assert CANARY not in str(refused.value)


def test_settings_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = PagerdutySettings.from_environment(GOOD | {"PAGERDUTY_TEAMS": " PB, PA,PB "})
    assert (settings.api_url, settings.teams) == ("https://api.pagerduty.com", ("PA", "PB"))
    for name in PAGERDUTY.settings:
        monkeypatch.delenv(name, raising=False)
    with (
        Landing(PAGERDUTY, tmp_path) as landing,
        pytest.raises(SettingsError, match="PAGERDUTY_TOKEN is not set"),
    ):
        PAGERDUTY.run(landing, RunRequest(progress=Progress("off")))
