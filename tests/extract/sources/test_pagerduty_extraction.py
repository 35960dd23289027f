"""Whole runs against the sandbox's PagerDuty: what lands, what changes, what vanishes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from extract.core.errors import SettingsError
from extract.sources.pagerduty import PAGERDUTY, account, client
from sandbox.pagerduty import TOOL
from sandbox.pagerduty.records import Entry
from sandbox.pagerduty.store import Store
from tests.extract.sources.served_tool import Killed, ServedTool, killing, serving
from tests.extract.sources.world_clock import WorldClock

STEPS = (
    "teams",
    "services",
    "escalation_policies",
    "schedules",
    "log_entries",
    "incidents",
    "on_calls",
)


@pytest.fixture
def pagerduty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    with serving(TOOL, PAGERDUTY, tmp_path / "home", monkeypatch) as served:
        served.clock = WorldClock()
        yield served


def store(pagerduty: ServedTool) -> Store:
    held = pagerduty.service.store
    assert isinstance(held, Store)
    return held


def write(pagerduty: ServedTool, key: str, kind: str, at: datetime) -> None:
    """Let something happen to an incident."""
    incident = store(pagerduty).incidents[key]
    entry = Entry(id=f"R{kind}{at:%H%M%S}", kind=kind, at=at, agent=incident.service.agent)
    store(pagerduty).incidents[key] = replace(incident, entries=(*incident.entries, entry))


def paths(pagerduty: ServedTool) -> list[str]:
    return [request["path"] for request in pagerduty.requests()]


def test_everything_of_the_account_lands(pagerduty: ServedTool) -> None:
    result = pagerduty.extract()
    assert (result.problems, pagerduty.differences()) == ([], [])
    assert pagerduty.rows("quarantine") == {}
    assert len(pagerduty.rows("incidents")) > 50
    log = pagerduty.log()
    assert {stream for stream, _ in log} == set(STEPS)
    assert {entry["status"] for entry in log.values()} == {"complete"}
    for entry in log.values():
        assert entry["expected_count"] in (None, entry["known_count"])
    assert log["incidents", "account"]["expected_count"] == len(pagerduty.rows("incidents"))


def test_nobody_is_landed_but_as_an_identifier(pagerduty: ServedTool) -> None:
    pagerduty.extract()
    landed = str(pagerduty.live())
    held = store(pagerduty)
    for user in held.users.values():
        assert user.name not in landed
        assert user.id in landed
    entries = [entry for entry, _ in held.entries()]
    assert any(entry.note for entry in entries)
    for word in (*(e.note for e in entries if e.note), "harbour.example", "+49 30", "[#"):
        assert word not in landed
    for incident in held.incidents.values():
        assert incident.title not in landed


def test_every_list_over_time_says_from_when_to_when(pagerduty: ServedTool) -> None:
    pagerduty.extract()
    for request in pagerduty.requests():
        query = request["query"]
        if request["path"] in ("/incidents", "/log_entries", "/oncalls"):
            assert query.keys() >= {"since", "until"} or query["date_range"] == ["all"]
        if request["path"] == "/incidents" and "since" in query:
            since, until = (datetime.fromisoformat(query[n][0]) for n in ("since", "until"))
            assert until - since <= timedelta(days=180)


def test_a_second_run_lands_nothing_and_changes_nothing(pagerduty: ServedTool) -> None:
    pagerduty.extract()
    before = pagerduty.live()
    pagerduty.requests()
    assert pagerduty.extract().landed_rows == {}
    assert pagerduty.live() == before
    assert not [path for path in paths(pagerduty) if path.startswith("/incidents/")]


def test_a_change_of_an_old_incident_is_found_through_its_log(pagerduty: ServedTool) -> None:
    pagerduty.extract()
    oldest = min(store(pagerduty).incidents.values(), key=lambda i: i.created_at)
    write(pagerduty, oldest.id, "urgency_change", store(pagerduty).as_of)
    pagerduty.requests()
    result = pagerduty.extract()
    assert result.landed_rows == {"log_entries": 1, "incidents": 1}
    assert pagerduty.differences() == []
    assert f"/incidents/{oldest.id}" in paths(pagerduty)


def test_many_changes_are_listed_and_not_fetched_one_by_one(pagerduty: ServedTool) -> None:
    pagerduty.extract()
    pagerduty.control("touch", share=1.0)
    pagerduty.requests()
    pagerduty.extract()
    assert pagerduty.differences() == []
    assert not [path for path in paths(pagerduty) if path.startswith("/incidents/")]


def test_new_incidents_and_changes_land(pagerduty: ServedTool) -> None:
    held = store(pagerduty)
    later = held.as_of - timedelta(days=20)
    new = {key: i for key, i in held.incidents.items() if i.created_at >= later}
    assert 5 < len(new) < len(held.incidents)
    for key in new:
        del held.incidents[key]
    pagerduty.extract()
    assert pagerduty.differences() == []
    held.incidents |= new
    pagerduty.control("touch", share=0.1)
    pagerduty.extract()
    assert pagerduty.differences() == []
    assert pagerduty.log()["incidents", "account"]["expected_count"] == len(held.incidents)


def test_records_that_move_while_reading_are_there_after_the_next_run(
    pagerduty: ServedTool,
) -> None:
    pagerduty.control("shift", every=1)
    pagerduty.extract()
    pagerduty.control("shift", every=None)
    pagerduty.extract()
    assert pagerduty.differences() == []


@pytest.mark.parametrize("stream", ["incidents", "services", "schedules", "escalation_policies"])
def test_a_deletion_is_noticed(pagerduty: ServedTool, stream: str) -> None:
    pagerduty.extract()
    key = sorted(pagerduty.rows(stream))[0]
    pagerduty.control("delete", stream=stream, key=key)
    assert pagerduty.extract().problems == []
    assert key not in pagerduty.rows(stream)
    assert pagerduty.differences() == []


def test_an_incident_that_is_gone_when_it_is_fetched_again_is_buried(
    pagerduty: ServedTool,
) -> None:
    pagerduty.extract()
    held = store(pagerduty)
    gone, other = sorted(held.incidents)[:2]
    write(pagerduty, gone, "annotate", held.as_of)
    vanishing = held.incidents[gone]
    entries = held.entries

    def with_the_last_entry() -> Iterator[Any]:
        yield from entries()
        if gone not in held.incidents:
            yield vanishing.entries[-1], vanishing

    held.entries = with_the_last_entry  # type: ignore[method-assign]
    del held.incidents[gone]
    pagerduty.extract()
    assert gone not in pagerduty.rows("incidents")
    assert other in pagerduty.rows("incidents")
    assert gone not in {row["incident_id"] for row in pagerduty.rows("log_entries").values()}


def test_what_a_key_no_longer_shows_is_kept(pagerduty: ServedTool) -> None:
    pagerduty.extract()
    before = pagerduty.live()
    held = store(pagerduty)
    for key in sorted(held.incidents)[:20]:
        del held.incidents[key]
    result = pagerduty.extract()
    assert len(result.problems) == 1
    assert "lost permission" in result.problems[0]
    assert pagerduty.rows("incidents") == before["incidents"]
    assert pagerduty.log()["incidents", "account"]["failure"] == "visibility"
    assert pagerduty.extract(accept_deletions=True).problems == []
    assert pagerduty.differences() == []


def test_who_took_over_replaces_who_was_on_call(pagerduty: ServedTool) -> None:
    pagerduty.extract()
    held = store(pagerduty)
    latest = max((o for o in held.on_calls if o.start), key=lambda o: o.start or held.as_of)
    other = next(user for user in held.users.values() if user != latest.user)
    held.on_calls.remove(latest)
    held.on_calls.append(replace(latest, user=other))
    pagerduty.extract()
    assert pagerduty.differences() == []
    on_calls = pagerduty.rows("on_calls").values()
    permanent = [row for row in on_calls if row["started_at"] is None]
    assert {(row["schedule_id"], row["ended_at"]) for row in permanent} == {(None, None)}


@pytest.mark.parametrize("reachable", [20, 50])
def test_stretches_with_too_many_records_are_divided(
    pagerduty: ServedTool, monkeypatch: pytest.MonkeyPatch, reachable: int
) -> None:
    monkeypatch.setattr(client, "PAGE_SIZE", 10)
    monkeypatch.setattr(client, "REACHABLE", reachable)
    result = pagerduty.extract()
    assert (result.problems, pagerduty.differences()) == ([], [])
    for request in pagerduty.requests():
        offset, limit = (int(request["query"][name][0]) for name in ("offset", "limit"))
        assert offset + limit <= reachable


def test_more_in_one_second_than_can_be_reached_is_told(
    pagerduty: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "PAGE_SIZE", 10)
    monkeypatch.setattr(client, "REACHABLE", 20)
    held = store(pagerduty)
    key = sorted(held.incidents)[0]
    incident = held.incidents[key]
    last = incident.entries[-1]
    crowd = tuple(replace(last, id=f"R{number:03}") for number in range(30))
    held.incidents[key] = replace(incident, entries=(*incident.entries[:-1], *crowd, last))
    pagerduty.extract()
    entry = pagerduty.log()["log_entries", "account"]
    assert entry["status"] == "partial"
    assert entry["expected_count"] > entry["known_count"]


def test_since_leaves_out_what_is_older(pagerduty: ServedTool) -> None:
    since = datetime(2026, 5, 1, tzinfo=UTC)
    naive = since.replace(tzinfo=None)
    for _ in range(2):
        pagerduty.extract(since=since)
        for stream in ("incidents", "log_entries"):
            created = [row["created_at"] for row in pagerduty.rows(stream).values()]
            assert naive <= min(created) < naive + timedelta(days=7)
        entry = pagerduty.log()["incidents", "account"]
        assert entry["status"] == "complete"
        assert entry["expected_count"] == entry["known_count"]
    pagerduty.extract()
    assert pagerduty.differences() == []


def test_only_the_teams_asked_for_are_read(
    pagerduty: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    team, other = sorted(store(pagerduty).teams)
    monkeypatch.setenv("PAGERDUTY_TEAMS", team)
    pagerduty.extract()
    assert pagerduty.rows("teams").keys() == {team}
    for stream in ("services", "incidents", "log_entries", "schedules", "escalation_policies"):
        assert {row["team_ids"] for row in pagerduty.rows(stream).values()} == {team}, stream
    policies = pagerduty.rows("escalation_policies")
    on_calls = pagerduty.rows("on_calls").values()
    assert {row["escalation_policy_id"] for row in on_calls} == policies.keys()
    monkeypatch.setenv("PAGERDUTY_TEAMS", other)
    assert pagerduty.extract().problems == []
    assert {row["team_ids"] for row in pagerduty.rows("incidents").values()} == {other}
    monkeypatch.delenv("PAGERDUTY_TEAMS")
    pagerduty.extract()
    assert pagerduty.differences() == []
    monkeypatch.setenv("PAGERDUTY_TEAMS", "P0NOBODY")
    with pytest.raises(SettingsError, match="PAGERDUTY_TEAMS holds P0NOBODY"):
        pagerduty.extract()


@pytest.mark.parametrize("commits", [1, 3, 5, 8])
def test_a_run_killed_before_a_commit_is_gone_on_from(
    pagerduty: ServedTool, monkeypatch: pytest.MonkeyPatch, commits: int
) -> None:
    monkeypatch.setattr(account, "COMMIT_ROWS", 1)
    with pytest.raises(Killed):
        pagerduty.extract(on_landing=lambda landing: killing(landing, commits))
    pagerduty.control("touch", share=0.1)
    pagerduty.extract()
    assert pagerduty.differences() == []


def test_a_change_met_before_a_kill_is_fetched_after_it(
    pagerduty: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pagerduty.extract()
    before = pagerduty.rows("incidents")
    pagerduty.control("touch", share=0.3)
    monkeypatch.setattr(account, "COMMIT_ROWS", 1)
    with pytest.raises(Killed):
        pagerduty.extract(on_landing=lambda landing: killing(landing, 1))
    assert len(pagerduty.rows("log_entries")) == len(list(store(pagerduty).entries()))
    assert pagerduty.rows("incidents") == before
    pagerduty.extract()
    assert pagerduty.differences() == []


def test_no_incident_ever_is_nothing_but_not_silence(pagerduty: ServedTool) -> None:
    store(pagerduty).incidents.clear()
    assert pagerduty.extract().problems == []
    log = pagerduty.log()
    assert log["incidents", "account"]["expected_count"] == 0
    assert {entry["status"] for entry in log.values()} == {"complete"}
