"""The PagerDuty account of a world: its people, services, rotations and incidents.

Belongs here: putting together what the other modules decide. Does not belong here: serving it
(`store`).
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sandbox.directory import IdentityEntry, ServiceEntry
from sandbox.pagerduty.pages import Page, pages
from sandbox.pagerduty.records import (
    Incident,
    OnCall,
    Policy,
    Schedule,
    Service,
    Team,
    User,
    identifier,
)
from sandbox.pagerduty.rotation import Rotation
from sandbox.pagerduty.story import Scene, log_of
from sandbox.simulation.randomness import generator
from sandbox.world import World

_SERVICE_AGE = timedelta(days=30)
_MERGED_AFTER = timedelta(minutes=9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Everything that one PagerDuty account holds."""

    teams: tuple[Team, ...]
    users: tuple[User, ...]
    schedules: tuple[Schedule, ...]
    policies: tuple[Policy, ...]
    services: tuple[Service, ...]
    on_calls: tuple[OnCall, ...]
    incidents: tuple[Incident, ...]


def users(world: World) -> dict[str, User]:
    """Everybody of the roster, by person; named as on GitHub where that is known."""
    logins = {row.person_id: row.account for row in reversed(world.directory.identities)}
    people = sorted({row.person_id for row in world.directory.roster})
    return {
        person: User(
            id=identifier("P", 6, "user", person),
            name=logins.get(person, person),
            person_id=person,
        )
        for person in people
    }


def accounts(world: World) -> tuple[IdentityEntry, ...]:
    """The accounts of those whom the organisation maps on GitHub as well."""
    mapped = {row.person_id for row in world.directory.identities}
    return tuple(
        IdentityEntry(
            source="pagerduty", account=user.id, person_id=user.person_id, actor_kind="human"
        )
        for user in users(world).values()
        if user.person_id in mapped
    )


def account(world: World) -> Account:
    """The account of a world; the same world gives an equal one in every process."""
    return _Building(world).account()


class _Building:
    def __init__(self, world: World) -> None:
        self._world = world
        self._users = users(world)
        self._entries = {team.team_id: team for team in world.directory.teams if team.team_type}
        self._teams = {
            team_id: Team(id=identifier("P", 6, "team", team_id), name=team.team_name)
            for team_id, team in self._entries.items()
        }
        self._begin = min(p.created_at for r in world.repositories for p in r.pull_requests)
        self._rotations = {team_id: self._rotation(team_id) for team_id in self._entries}
        self._policies = {team_id: self._policy(team_id) for team_id in self._entries}
        self._services = {
            service.service_id: self._service(service) for service in world.directory.services
        }

    def account(self) -> Account:
        on_calls = (
            on_call
            for team_id, rotation in self._rotations.items()
            for on_call in rotation.on_calls(self._policies[team_id])
        )
        return Account(
            teams=tuple(self._teams.values()),
            users=tuple(self._users.values()),
            schedules=tuple(s for p in self._policies.values() for s in p.schedules),
            policies=tuple(self._policies.values()),
            services=tuple(self._services.values()),
            on_calls=tuple(on_calls),
            incidents=tuple(self._incidents()),
        )

    def _rotation(self, team_id: str) -> Rotation:
        roster = [row for row in self._world.directory.roster if row.team_id == team_id]
        span = (self._begin.date(), self._world.as_of)
        return Rotation(self._world.seed, self._entries[team_id], roster, self._users, span)

    def _members(self, team_id: str, at: datetime) -> list[User]:
        day = at.date()
        return [
            self._users[row.person_id]
            for row in self._world.directory.roster
            if row.team_id == team_id
            and row.valid_from <= day
            and (row.valid_to is None or day < row.valid_to)
        ]

    def _policy(self, team_id: str) -> Policy:
        team, entry = self._teams[team_id], self._entries[team_id]
        now = self._members(team_id, self._world.as_of)
        schedules = tuple(
            Schedule(
                id=identifier("P", 6, "schedule", team_id, name),
                name=f"{team.name} {name}",
                time_zone=entry.time_zone or "UTC",
                team=team,
                users=tuple(now),
            )
            for name in ("first", "second")
        )
        return Policy(
            id=identifier("P", 6, "policy", team_id),
            name=f"{team.name} on call",
            team=team,
            schedules=schedules,
            last_resort=now[0] if now else None,
        )

    def _service(self, service: ServiceEntry) -> Service:
        return Service(
            id=identifier("P", 6, "service", service.service_id),
            name=service.service_id,
            policy=self._policies[_owner(service, self._world.as_of)],
            created_at=self._begin - _SERVICE_AGE,
        )

    def _incidents(self) -> list[Incident]:
        starts = [r.shifts[0].start for r in self._rotations.values() if r.shifts]
        if not starts:
            return []
        found = pages(self._world, max(starts))
        parents = {page.key: page for page in found}
        drafts = [self._incident(number, page, parents) for number, page in enumerate(found, 1)]
        incidents = [incident for incident in drafts if incident is not None]
        return [_with_alerts(incident, incidents) for incident in incidents]

    def _incident(self, number: int, page: Page, parents: dict[str, Page]) -> Incident | None:
        team_id = _owner(page.service, page.at)
        shift = self._rotations[team_id].at(page.at)
        if shift is None:
            return None
        scene = Scene(
            key=page.key,
            draw=generator(self._world.seed, "pagerduty", "story", page.key),
            service=self._services[page.service.service_id],
            shift=shift,
            members=self._members(team_id, page.at) or [shift.first],
            zone=self._entries[team_id].time_zone or "UTC",
        )
        parent = parents.get(page.part_of or "")
        merged_at = max(page.at, parent.at) + _MERGED_AFTER if parent else None
        entries = tuple(log_of(scene, page, merged_at, self._world.as_of))
        is_merged = merged_at is not None and any(
            entry.kind == "resolve" and entry.at == merged_at for entry in entries
        )
        return Incident(
            id=incident_id(page.key),
            number=number,
            title=page.title,
            service=scene.service,
            policy=self._policies[team_id],
            first_urgency=page.urgency,
            priority=page.priority,
            entries=entries,
            merged_into=incident_id(page.part_of) if is_merged and page.part_of else None,
        )


def incident_id(key: str) -> str:
    """The identifier of a page's incident."""
    return identifier("Q", 13, "incident", key)


def _owner(service: ServiceEntry, at: datetime) -> str:
    """The team that owns a service at an instant, or else the last that did."""
    day = at.date()
    owners = [owner for owner in service.owners if owner.valid_from <= day]
    return max(owners, key=lambda owner: owner.valid_from).team_id


def _with_alerts(incident: Incident, incidents: list[Incident]) -> Incident:
    """An incident with the alerts of those that were merged into it."""
    merged = sum(other.merged_into == incident.id for other in incidents)
    return replace(incident, alert_count=1 + merged) if merged else incident
