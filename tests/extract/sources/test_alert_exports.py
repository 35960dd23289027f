"""Alert exports: each event once, in either shape; what is wrong is named by file, line, field."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from extract.core.errors import RecordError, SettingsError
from extract.core.folder import FileError
from extract.sources.alert_exports import ALERT_EXPORTS, generic, opsgenie
from extract.sources.alert_exports.json_records import records
from extract.sources.alert_exports.settings import AlertExportSettings
from sandbox.alert_exports import FILES
from sandbox.alert_exports.events import events
from sandbox.scenario import load
from sandbox.simulation import build_world
from tests.extract.sources.artefact_folder import ArtefactFolder

SCENARIO = Path(__file__).parents[3] / "sandbox/scenarios/small.yml"
PROSE = "canary prose of ada@example.org"
CREATED = 1780308000123
UPDATED = 1780308060456002246


def webhook(action: str = "Acknowledge", **alert: Any) -> dict[str, Any]:
    """A payload as Opsgenie sends it, with the most that it may hold."""
    return {
        "source": {"name": PROSE, "type": "web"},
        "action": action,
        "integrationName": "Export",
        "alert": {
            "alertId": "052652ac",
            "tinyId": "23",
            "alias": PROSE,
            "message": PROSE,
            "description": PROSE,
            "note": "short",
            "username": "ada@example.org",
            "userId": "daed1180",
            "createdAt": CREATED,
            "updatedAt": UPDATED,
            "priority": "P2",
            "tags": ["service:checkout", "a,b"],
            "teams": ["t2", "t1"],
            "recipients": ["r1"],
            "responders": [{"type": "team", "id": "t3"}, {"type": "user", "id": "u1", "name": "A"}],
            "entity": "database",
            "details": {"region": PROSE},
            **alert,
        },
    }


def record(**values: Any) -> dict[str, Any]:
    """A record of our own shape."""
    return {
        "alert_id": "a1",
        "event": "created",
        "occurred_at": "2026-06-01T12:00:00+02:00",
        **values,
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ArtefactFolder:
    folder = ArtefactFolder(ALERT_EXPORTS, tmp_path)
    monkeypatch.setenv("ALERT_EXPORTS_FOLDER", str(folder.root))
    return folder


def test_the_whole_sandbox_is_landed_event_by_event(folder: ArtefactFolder) -> None:
    world = build_world(load(SCENARIO))
    FILES.write(world, folder.root)
    assert folder.run().problems == []
    rows = folder.live("alert_events")
    landed = {
        (row["alert_id"], row["event"], row["occurred_at"]): (
            row["service"],
            row["priority"],
            row["actor_account"],
        )
        for row in rows
    }
    expected = {
        (event.alert_id, event.event, event.occurred_at.replace(tzinfo=None)): (
            event.service,
            event.priority,
            event.account,
        )
        for event in events(world)
    }
    assert landed == expected
    assert len(rows) == len(expected)
    assert {row["dialect"] for row in rows} == {"opsgenie", "generic"}
    assert folder.run().landed_rows == {}


def test_a_webhook_is_told_in_our_words() -> None:
    row = opsgenie.event_row(webhook())
    assert (row["event"], row["action"], row["tiny_id"]) == ("acknowledged", "Acknowledge", "23")
    assert row["occurred_at"] == datetime.fromisoformat("2026-06-01T10:01:00.456002")
    assert row["alert_created_at"] == datetime.fromisoformat("2026-06-01T10:00:00.123")
    assert (row["priority"], row["actor_account"]) == ("P2", "daed1180")
    assert (row["team_ids"], row["responder_ids"]) == ("t1,t2,t3", "r1,u1")
    assert (row["service"], row["tags"]) == ("checkout", "a;b,service:checkout")
    assert (row["message_length"], row["note_length"]) == (len(PROSE), 5)
    created = opsgenie.event_row(webhook("Create", updatedAt=None, userId=""))
    assert (created["occurred_at"], created["actor_account"]) == (row["alert_created_at"], None)
    assert opsgenie.event_row(webhook("Restart the pods"))["event"] == "other"
    in_milliseconds = opsgenie.event_row(webhook(updatedAt=CREATED))
    assert in_milliseconds["occurred_at"] == row["alert_created_at"]


@pytest.mark.parametrize(
    ("alert", "service"),
    [
        ({"details": {"service": "search"}}, "search"),
        ({}, "checkout"),
        ({"tags": []}, "database"),
        ({"tags": None, "entity": "", "details": None}, None),
    ],
)
def test_the_service_of_an_alert(alert: dict[str, Any], service: str | None) -> None:
    assert opsgenie.event_row(webhook(**alert))["service"] == service


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (
            webhook(updatedAt=None),
            "alert.updatedAt: expected milliseconds since 1970, found nothing",
        ),
        (webhook(updatedAt=-1), "alert.updatedAt: expected milliseconds since 1970, found another"),
        (webhook(updatedAt=10**16), "alert.updatedAt: expected milliseconds since 1970, found ano"),
        (webhook(updatedAt="now"), "updatedAt: expected a whole number, found str"),
        (webhook(alertId=""), "alert.alertId: expected text, found nothing"),
        (webhook(tags=[PROSE, 1]), "alert.tags: expected text, found int"),
        (webhook(tags="a"), "tags: expected a list, found str"),
        (webhook(tags=["\ud800"]), "alert.tags: expected text, found half a character"),
        (webhook(responders=["u1"]), "responders: expected an object, found str"),
        ({"action": "Close", "alert": PROSE}, "alert: expected an object, found str"),
        ({"action": None, "alert": {}}, "action: expected text, found nothing"),
    ],
)
def test_a_webhook_that_cannot_be_used(raw: dict[str, Any], expected: str) -> None:
    with pytest.raises(RecordError) as caught:
        opsgenie.event_row(raw)
    assert str(caught.value).startswith(expected)


def test_a_record_of_our_shape() -> None:
    row = generic.event_row(record(service="s", priority="P1", responder="ada", message=PROSE))
    assert row["occurred_at"] == datetime.fromisoformat("2026-06-01T10:00:00")
    assert (row["event"], row["action"], row["actor_account"]) == ("created", "created", "ada")
    assert (row["service"], row["priority"], row["message_length"]) == ("s", "P1", len(PROSE))
    assert generic.event_row(record())["service"] is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({}, "alert_id: expected the alert's name in its tool"),
        ({"alert_id": "a"}, "event: expected what happened, found nothing"),
        (record(alert_id=""), "alert_id: expected the alert's name"),
        (record(event="exploded"), "event: expected one of created, acknowledged"),
        (record(priority="high"), "priority: expected one of P1, P2, P3, P4, P5, found something"),
        (record(responder="ada@example.org"), "responder: expected the account of who did it"),
        (record(message=[PROSE]), "message: expected the alert's text"),
        (record(servce="x"), "servce: expected one of alert_id, event"),
        (record(occurred_at="2026-06-01T12:00:00"), "occurred_at: expected an offset from UTC"),
        (record(occurred_at="soon"), "occurred_at: expected an ISO-8601 instant"),
    ],
)
def test_a_record_that_breaks_the_schema(raw: dict[str, Any], expected: str) -> None:
    with pytest.raises(RecordError) as caught:
        generic.event_row(raw)
    assert str(caught.value).startswith(expected)
    assert "canary" not in str(caught.value)


def test_the_published_schema_is_one_and_knows_our_events() -> None:
    Draft202012Validator.check_schema(generic.schema())
    known = set(generic.schema()["properties"]["event"]["enum"])
    assert set(opsgenie.EVENTS.values()) <= known


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.json", '{"a": 1}', [(1, {"a": 1})]),
        ("a.json", '\ufeff\n[\n 1,\n\n "x"\n]\n', [(3, 1), (5, "x")]),
        ("a.json", "{}\n{}\n\n3", [(1, {}), (2, {}), (4, 3)]),
        ("a.json", "[]", []),
        ("a.jsonl", "1\r\n\n[2]\n", [(1, 1), (3, [2])]),
        ("a.json", '[1,\n{"a": }, 3]', [(1, 1), "a.json, line 2: it is not valid JSON"]),
        ("a.json", "[1,\n2\n", [(1, 1), (2, 2), "a.json, line 3: its list has no end"]),
        ("a.json", "[1]\n[2]", [(1, 1), "a.json, line 2: something follows its list"]),
        ("a.json", "[NaN]", ["a.json, line 1: it holds NaN, which is no number in JSON"]),
        ("a.JSONL", "1\n{\n2", [(1, 1), "a.JSONL, line 2: it is not valid JSON", (3, 2)]),
        ("a.jsonl", "[" * 200_000, ["a.jsonl, line 1: it is nested too deep"]),
        ("a.json", "[" * 200_000, ["a.json, line 1: it is nested too deep"]),
    ],
)
def test_a_file_is_split_into_records_with_their_lines(
    name: str, text: str, expected: list[Any]
) -> None:
    found = list(records(text.encode(), name))
    assert len(found) == len(expected)
    for item, wanted in zip(found, expected, strict=True):
        if isinstance(item, FileError):
            assert str(item).startswith(wanted)
        else:
            assert item == wanted


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "a.json: it is empty"),
        (b" \n", "a.json: it is empty"),
        (b'{\n"\xff"}', "a.json, line 2: it is not UTF-8"),
    ],
)
def test_a_file_that_is_no_text(content: bytes, expected: str) -> None:
    with pytest.raises(FileError) as caught:
        list(records(content, "a.json"))
    assert str(caught.value).startswith(expected)


def test_the_same_event_in_two_exports_is_one_and_bad_records_are_quarantined(
    folder: ArtefactFolder,
) -> None:
    folder.write("a.jsonl", json.dumps(webhook()) + "\n" + json.dumps(webhook("Close")) + "\n")
    bad = [webhook(), webhook(updatedAt=None), record(event="exploded", message=PROSE), 5]
    folder.write("deep/b.json", json.dumps(bad, indent=0))
    assert len(folder.run().problems) == 3
    assert {row["event"] for row in folder.live("alert_events")} == {"acknowledged", "closed"}
    refused = [json.loads(row["payload"]) for row in folder.live("quarantine")]
    assert {(item["file"], item["field"]) for item in refused} == {
        ("deep/b.json", "alert.updatedAt"),
        ("deep/b.json", "event"),
        ("deep/b.json", "record"),
    }
    assert all(item["line"] > 1 for item in refused)
    assert b"canary" not in folder.landed_bytes()
    assert b"ada@example.org" not in folder.landed_bytes()
    folder.write("deep/b.json", "[]")
    folder.run()
    assert folder.live("quarantine") == []
    assert len(folder.live("alert_events")) == 2


def test_the_setting_is_named_when_it_is_missing() -> None:
    with pytest.raises(SettingsError, match="ALERT_EXPORTS_FOLDER is not set; set it to"):
        AlertExportSettings.from_environment({})
