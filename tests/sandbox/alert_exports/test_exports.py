"""The alerts of the organisation: before its incidents, in the order of time, in two shapes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sandbox.alert_exports import FILES
from sandbox.alert_exports.events import accounts, events
from sandbox.scenario import load
from sandbox.simulation import build_world
from sandbox.world import World

SCENARIO = Path(__file__).parents[3] / "sandbox/scenarios/small.yml"


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(load(SCENARIO))


def test_the_same_seed_gives_the_same_bytes(world: World, tmp_path: Path) -> None:
    settings = FILES.write(world, tmp_path / "one")
    FILES.write(build_world(load(SCENARIO)), tmp_path / "two")
    assert settings == {"ALERT_EXPORTS_FOLDER": str(tmp_path / "one")}
    one, two = (sorted((tmp_path / name).iterdir()) for name in ("one", "two"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    assert {path.suffix for path in one} == {".json", ".jsonl"}
    assert len(one) < 20


def test_every_incident_was_preceded_by_an_alert_of_its_service(world: World) -> None:
    found = list(events(world))
    created = {(event.service, event.created_at) for event in found}
    services = {service.service_id for service in world.directory.services}
    incidents = [
        (issue, label.removeprefix("service:"))
        for repository in world.repositories
        for issue in repository.issues
        for label in issue.labels
        if "incident" in issue.labels and label.removeprefix("service:") in services
    ]
    assert incidents
    for issue, service in incidents:
        leads = [(issue.created_at - moment) for name, moment in created if name == service]
        assert any(60 <= lead.total_seconds() < 900 for lead in leads)


def test_an_alert_has_a_course(world: World) -> None:
    courses: dict[str, list[str]] = {}
    known = {entry.account for entry in accounts(world)}
    for event in events(world):
        courses.setdefault(event.alert_id, []).append(event.event)
        assert event.created_at <= event.occurred_at <= world.as_of
        assert event.account is None or event.account in known
    assert {course[0] for course in courses.values()} == {"created"}
    assert {"acknowledged", "escalated", "noted", "closed"} <= set().union(*courses.values())
    assert len({entry.source for entry in accounts(world)}) == 1


def test_both_shapes_tell_the_same_events(world: World, tmp_path: Path) -> None:
    FILES.write(world, tmp_path)
    told = []
    for path in tmp_path.iterdir():
        if path.suffix == ".jsonl":
            payloads = [json.loads(line) for line in path.read_text().splitlines()]
            told += [(item["alert"]["alertId"], item["action"]) for item in payloads]
        else:
            told += [(item["alert_id"], item["event"]) for item in json.loads(path.read_text())]
    words = {"Create": "created", "Acknowledge": "acknowledged", "Close": "closed"}
    words |= {"EscalateNext": "escalated", "AddNote": "noted"}
    assert sorted((alert, words.get(what, what)) for alert, what in told) == sorted(
        (event.alert_id, event.event) for event in events(world)
    )
