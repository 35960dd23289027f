"""The account that follows from a world: rotations, incidents, their logs."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from sandbox.directory import RosterEntry, TeamEntry
from sandbox.pagerduty.account import Account, account, accounts
from sandbox.pagerduty.pages import Page
from sandbox.pagerduty.records import Incident, OnCall, User, identifier
from sandbox.pagerduty.rotation import Rotation
from sandbox.pagerduty.store import Store
from sandbox.pagerduty.story import AUTO_RESOLVE, Scene, log_of
from sandbox.simulation.randomness import generator
from sandbox.world import World
from tests.sandbox.simulation import worlds

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def world() -> World:
    return worlds.world("steady")


@pytest.fixture(scope="module")
def held(world: World) -> Account:
    return account(world)


def test_the_same_world_gives_the_same_account(world: World, held: Account) -> None:
    assert account(world) == held


def test_nothing_is_later_than_the_world(world: World, held: Account) -> None:
    for incident in held.incidents:
        times = [entry.at for entry in incident.entries]
        assert times == sorted(times)
        assert times[-1] <= world.as_of
    starts = [on_call.start for on_call in held.on_calls if on_call.start]
    assert max(starts) <= world.as_of
    assert any(on_call.end and on_call.end > world.as_of for on_call in held.on_calls)


def test_most_incidents_of_the_world_page_somebody_before_they_are_written_up(
    world: World, held: Account
) -> None:
    issues = [i for r in world.repositories for i in r.issues if "incident" in i.labels]
    by_title: dict[str, list[Incident]] = {}
    for incident in held.incidents:
        by_title.setdefault(incident.title, []).append(incident)
    paged = [
        issue
        for issue in issues
        if any(
            timedelta(0) < issue.created_at - incident.created_at < 9 * MINUTE
            for incident in by_title.get(issue.title, [])
        )
    ]
    assert 0.7 * len(issues) < len(paged) < len(issues)
    assert len(held.incidents) > 2 * len(paged), "most pages are noise that nobody writes up"


def test_an_incident_belongs_to_the_team_that_owned_its_service(
    world: World, held: Account
) -> None:
    owners = {s.service_id: s.owners for s in world.directory.services}
    teams = {team.team_id: team.team_name for team in world.directory.teams}
    for incident in held.incidents:
        day = incident.created_at.date()
        (owner,) = (
            owner.team_id
            for owner in owners[incident.service.name]
            if owner.valid_from <= day and (owner.valid_to is None or day < owner.valid_to)
        )
        assert incident.policy.team.name == teams[owner]


def test_whoever_is_paged_first_is_on_call_then(held: Account) -> None:
    for incident in held.incidents:
        (first,) = next(e for e in incident.entries if e.assignees).assignees
        assert first in {
            on_call.user
            for on_call in held.on_calls
            if on_call.policy.team == incident.policy.team and on_call.level == 1
            if on_call.start and on_call.end and on_call.start <= incident.created_at < on_call.end
        }


def test_at_every_level_exactly_one_is_on_call(world: World, held: Account) -> None:
    shifts: dict[tuple[str, int], list[OnCall]] = {}
    for on_call in held.on_calls:
        if on_call.start is not None:
            shifts.setdefault((on_call.policy.id, on_call.level), []).append(on_call)
    for members in shifts.values():
        members.sort(key=lambda on_call: on_call.start or world.as_of)
        for earlier, later in pairwise(members):
            assert earlier.end == later.start
    assert {level for _, level in shifts} == {1, 2}


def test_the_log_tells_the_state(held: Account) -> None:
    kinds = Counter(entry.kind for i in held.incidents for entry in i.entries)
    assert kinds.keys() >= {
        "trigger", "assign", "notify", "acknowledge", "escalate", "annotate", "resolve",
        "snooze", "unacknowledge", "urgency_change",
    }  # fmt: skip
    for incident in held.incidents:
        assert incident.entries[0].kind == "trigger"
        assert (incident.resolved_at is not None) == (incident.status == "resolved")
        assert (incident.assignment is None) == (incident.status == "resolved")
    merged = [incident for incident in held.incidents if incident.merged_into]
    by_id = {incident.id: incident for incident in held.incidents}
    assert merged
    for incident in merged:
        into = by_id[incident.merged_into or ""]
        assert into.service == incident.service
        assert into.alert_count > 1
    assert {incident.status for incident in held.incidents} >= {"resolved", "acknowledged"}


def test_only_whom_the_organisation_maps_has_an_identity(world: World, held: Account) -> None:
    rows = accounts(world)
    mapped = {row.person_id for row in world.directory.identities if row.person_id}
    assert {row.person_id for row in rows} == mapped
    assert {row.account for row in rows} < {user.id for user in held.users}
    assert {(row.source, row.actor_kind) for row in rows} == {("pagerduty", "human")}


def user(number: int) -> User:
    return User(id=f"P{number}", name=f"user-{number}", person_id=f"person-{number}")


def rotation(*rows: RosterEntry) -> Rotation:
    team = TeamEntry(team_id="atlas", team_name="Atlas", team_type="application")
    users = {f"person-{number}": user(number) for number in range(3)}
    begin = datetime(2026, 6, 3, tzinfo=UTC)
    return Rotation(1, team, rows, users, (begin.date(), begin + timedelta(days=20)))


def row(number: int, first: int = 1, last: int | None = None) -> RosterEntry:
    june = datetime(2026, 6, 1, tzinfo=UTC).date()
    return RosterEntry(
        person_id=f"person-{number}",
        team_id="atlas",
        role="engineer",
        valid_from=june.replace(day=first),
        valid_to=june.replace(day=last) if last else None,
        fte=1.0,
        time_zone="UTC",
        available_fraction=1.0,
    )


def test_people_come_and_go_with_the_roster() -> None:
    turns = rotation(row(0, last=9), row(1), row(2, first=12))
    at = [turns.at(datetime(2026, 6, day, 12, tzinfo=UTC)) for day in (1, 8, 15, 22)]
    names = [shift and (shift.first.name, shift.second.name) for shift in at]
    assert names[0] == ("user-0", "user-1")
    assert names[1] == ("user-1", "user-0")
    assert set(names[2] or ()) == {"user-1", "user-2"}
    assert turns.at(datetime(2026, 6, 1, 8, tzinfo=UTC)) is None
    assert rotation().shifts == []


def scene(key: str) -> Scene:
    world = worlds.world("small")
    store = Store(world)
    service = next(iter(store.services.values()))
    shift = rotation(row(0), row(1)).shifts[0]
    draw = generator(world.seed, "test", key)
    return Scene(key, draw, service, shift, [user(0)], "UTC")


def page(minutes: float | None, urgency: str = "high") -> Page:
    at = datetime(2026, 6, 2, 10, tzinfo=UTC)
    (service, *_) = worlds.world("small").directory.services
    return Page(
        key="k",
        service=service,
        at=at,
        ends_at=None if minutes is None else at + minutes * MINUTE,
        urgency=urgency,
        priority=None,
        title="Probe",
    )


def logs(given: Page, merged_at: datetime | None = None, days: int = 30) -> list[list[str]]:
    end = given.at + timedelta(days=days)
    many = (log_of(scene(str(n)), given, merged_at, end) for n in range(60))
    return [[entry.kind for entry in log] for log in many]


def test_what_passes_at_once_is_acknowledged_by_nobody() -> None:
    assert all("acknowledge" not in kinds and kinds[-1] == "resolve" for kinds in logs(page(1)))


def test_what_nobody_looks_at_for_long_is_escalated() -> None:
    found = logs(page(600))
    escalated = [kinds for kinds in found if "escalate" in kinds]
    assert 0 < len(escalated) < len(found)
    for kinds in escalated:
        assert kinds.index("escalate") < kinds.index("acknowledge")


def test_what_is_merged_ends_there_and_what_never_ends_ends_by_itself() -> None:
    given = page(600)
    at = given.at + 5 * MINUTE
    entries = log_of(scene("merged"), given, at, given.at + timedelta(days=30))
    assert (entries[-1].kind, entries[-1].at) == ("resolve", at)
    forgotten = log_of(scene("forgotten"), page(None), None, given.at + timedelta(days=30))
    assert (forgotten[-1].at, forgotten[-1].channel) == (given.at + AUTO_RESOLVE, "timeout")
    assert "resolve" not in logs(page(None), days=1)[0]


def test_urgency_turns_round_with_each_change() -> None:
    store = Store(worlds.world("small"))
    before = {key: i.urgency for key, i in store.incidents.items()}
    assert store.touch(1.0) == len(before)
    assert all(store.incidents[key].urgency != urgency for key, urgency in before.items())
    assert identifier("P", 6, "a") != identifier("P", 6, "b")
