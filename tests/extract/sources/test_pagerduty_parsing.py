"""Single records of PagerDuty: as they come, with nulls anywhere, and not as they should be."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest

from extract.core.errors import RecordError
from extract.core.source import Row
from extract.sources.pagerduty import parsing, shapes
from extract.sources.pagerduty.shapes import Shape, kept
from extract.sources.pagerduty.state import AccountState, ListState
from extract.sources.pagerduty.windows import Window, windows
from sandbox.kit.service import Hosting
from sandbox.pagerduty import TOOL
from tests.extract.sources.served_tool import small_world

KINDS: Mapping[str, tuple[Shape, Callable[..., Row], set[str]]] = {
    "services": (shapes.SERVICE, parsing.service_row, {"id"}),
    "escalation_policies": (shapes.ESCALATION_POLICY, parsing.escalation_policy_row, {"id"}),
    "teams": (shapes.TEAM, parsing.team_row, {"id"}),
    "schedules": (shapes.SCHEDULE, parsing.schedule_row, {"id"}),
    "incidents": (
        shapes.INCIDENT,
        parsing.incident_row,
        {"id", "incident_number", "status", "created_at"},
    ),
    "log_entries": (shapes.LOG_ENTRY, parsing.log_entry_row, {"id", "type", "created_at"}),
    "oncalls": (shapes.ON_CALL, parsing.on_call_row, {"escalation_level"}),
}
WRONG = (7, True, 1.5, "text", [], ["text"], [None], {}, {"id": 7}, [{"id": []}], {"id": None})
NOON = datetime(2026, 6, 1, 12)  # noqa: DTZ001 - naive UTC, as landed


@pytest.fixture(scope="module")
def records() -> dict[str, list[Any]]:
    """The first hundred records of every list of the sandbox."""
    client = TOOL.create(small_world(), Hosting()).test_client()
    headers = {"authorization": "Token token=sandbox"}
    query = {"limit": 100, "date_range": "all"}
    return {
        name: client.get(f"/{name}", query_string=query, headers=headers).get_json()[name]
        for name in KINDS
    }


def changed(raw: dict[str, Any], value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The record with each of its fields, and of those inside them, replaced by a value."""
    for name, member in raw.items():
        yield name, raw | {name: value}
        if isinstance(member, dict):
            for inner in member:
                yield f"{name}.{inner}", raw | {name: member | {inner: value}}
        if isinstance(member, list) and member:
            yield f"{name}[]", raw | {name: [value]}


@pytest.mark.parametrize("name", KINDS)
def test_null_is_taken_wherever_a_row_can_do_without(
    records: dict[str, list[Any]], name: str
) -> None:
    shape, parse, required = KINDS[name]
    refused, reasons = set(), set()
    for raw in records[name]:
        parse(kept(raw, shape))
        for field, spoiled in changed(raw, None):
            if "[]" in field:
                continue
            try:
                parse(kept(spoiled, shape))
            except RecordError as error:
                refused.add(field)
                reasons.add(str(error).rpartition(", ")[2])
        for field in raw.keys() - required:
            parse(kept({key: value for key, value in raw.items() if key != field}, shape))
    assert (refused, reasons) == (required, {"found nothing"})


@pytest.mark.parametrize("name", KINDS)
def test_whatever_stands_where_something_else_should_is_told(
    records: dict[str, list[Any]], name: str
) -> None:
    shape, parse, _ = KINDS[name]
    told = 0
    for raw in records[name][:10]:
        for value in WRONG:
            for _, spoiled in changed(raw, value):
                try:
                    parse(kept(spoiled, shape))
                except RecordError:
                    told += 1
    assert told > 20


@pytest.mark.parametrize("name", KINDS)
def test_prose_is_gone_before_a_record_is_parsed(records: dict[str, list[Any]], name: str) -> None:
    shape, _, _ = KINDS[name]
    prose = "ada@harbour.example is on holiday"
    looked_at = 0
    for raw in records[name][:5]:
        for place, spoiled in changed(raw | {"someday": "", "body": {"details": ""}}, prose):
            field, _, inner = place.removesuffix("[]").partition(".")
            inside = shape.get(field, {})
            if inside is None or inner in inside:
                continue
            assert prose not in json.dumps(kept(spoiled, shape)), place
            looked_at += 1
    assert looked_at > 10


def test_a_merged_incident_names_what_it_became_part_of(records: dict[str, list[Any]]) -> None:
    raw = records["incidents"][0]
    into = {"id": "PT4KHLM", "type": "incident_reference", "summary": "[#9] Fire"}
    raw = raw | {"resolve_reason": {"type": "merge_resolve_reason", "incident": into}}
    row = parsing.incident_row(kept(raw, shapes.INCIDENT))
    assert (row["resolve_reason"], row["merged_into_incident_id"]) == ("merge", "PT4KHLM")
    assert "Fire" not in str(row)


def test_responders_and_assignees_are_identifiers(records: dict[str, list[Any]]) -> None:
    people = [{"id": f"P{n}", "type": "user_reference", "summary": "Ada"} for n in (2, 1, 2)]
    raw = records["incidents"][0] | {
        "assignments": [{"at": "2026-06-01T12:00:00Z", "assignee": one} for one in people],
        "incidents_responders": [{"state": "joined", "user": one} for one in people[:1]],
    }
    row = parsing.incident_row(kept(raw, shapes.INCIDENT))
    assert (row["assignee_ids"], row["responder_ids"]) == ("P1,P2", "P2")
    assert "Ada" not in str(row)


def test_a_policy_tells_whom_it_pages() -> None:
    targets = [
        {"id": "PS", "type": "schedule_reference"},
        {"id": "PU", "type": "user_reference"},
        {"id": "PV", "type": "schedule_v3_reference"},
    ]
    rules = [{"escalation_delay_in_minutes": 5, "targets": targets}, {"targets": None}]
    row = parsing.escalation_policy_row({"id": "PP", "escalation_rules": rules})
    assert (row["rule_count"], row["first_delay_minutes"]) == (2, 5)
    assert (row["target_user_ids"], row["target_schedule_ids"]) == ("PU", "PS,PV")


def test_on_calls_are_told_apart_by_everything_but_their_end() -> None:
    raw = {
        "escalation_policy": {"id": "PP"},
        "escalation_level": 1,
        "schedule": {"id": "PS"},
        "user": {"id": "PU"},
        "start": "2026-06-01T14:00:00+02:00",
        "end": "2026-06-08T12:00:00Z",
    }
    row = parsing.on_call_row(raw)
    assert (row["on_call_id"], row["started_at"]) == ("PP|1|PS|PU|2026-06-01T12:00:00", NOON)
    assert parsing.on_call_row(raw | {"end": None})["on_call_id"] == row["on_call_id"]
    permanent = parsing.on_call_row(raw | {"schedule": None, "start": None, "end": None})
    assert permanent["on_call_id"] == "PP|1||PU|permanent"


def test_windows_meet_and_cover_everything() -> None:
    since, until = NOON.replace(microsecond=9), NOON.replace(month=9, microsecond=1)
    longest = NOON.replace(day=20) - NOON
    found = list(windows(since, until, longest))
    assert (found[0].since, found[-1].until) == (NOON, NOON.replace(month=9, second=1))
    assert all(a.until == b.since for a, b in pairwise(found))
    assert all(window.until - window.since <= longest for window in found)
    assert list(windows(NOON, NOON, longest)) == []


def test_a_window_is_halved_down_to_a_second() -> None:
    window = Window(NOON, NOON.replace(second=3))
    first, second = window.halves()
    assert (first.since, first.until, second.until) == (NOON, NOON.replace(second=1), window.until)
    assert second.since == first.until
    assert [half.is_divisible for half in (first, second)] == [False, True]


def test_state_is_remembered_unless_more_or_other_is_asked_for() -> None:
    state = AccountState(teams=["PA"], since="2026-03-01T00:00:00", beginning="2026-03-02T00:00:00")
    state.lists["incidents"] = ListState(is_complete=True, newest="2026-06-01T12:00:00")
    stored = json.loads(json.dumps(state.as_json()))
    later = datetime.fromisoformat("2026-05-01T00:00:00+00:00")
    assert AccountState.from_json(stored, ("PA",), later) == state
    for teams, since in ((("PB",), later), (("PA",), None), (("PA",), later.replace(month=1))):
        fresh = AccountState.from_json(stored, teams, since)
        assert (fresh.lists, fresh.beginning) == ({}, None)
