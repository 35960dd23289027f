"""What happened to every alert of the organisation.

Belongs here: alerts of incidents and false alarms, and who answered them. Does not belong here: how
a tool tells it (`sandbox.alert_exports.exports`).

An incident's issue was preceded by an alert, which was closed with it. As many alerts again led to
nothing and went away by themselves or were closed by whoever looked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from sandbox.directory import IdentityEntry, ServiceEntry
from sandbox.simulation.randomness import chance, generator, lognormal, node_id, pick
from sandbox.world import Issue, World

_TOOL = "alert_exports"
_SERVICE_LABEL = "service:"
_SEVERITY_LABEL = "severity:"
_UNSTATED = "3"
_ESCALATES_AFTER = timedelta(minutes=15)
_NOTED_SHARE = 0.4
_UNANSWERED_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class AlertEvent:
    """Something that happened to an alert; `event` as our schema names it, or `created` and so on.

    `account` is who did it, None for the tool itself.
    """

    alert_id: str
    number: int
    service: str
    priority: str
    created_at: datetime
    event: str
    occurred_at: datetime
    account: str | None = None


def accounts(world: World) -> tuple[IdentityEntry, ...]:
    """People's accounts in the alerting tools: their logins."""
    return tuple(
        replace(identity, source=_TOOL)
        for identity in world.directory.identities
        if identity.source == "github" and identity.actor_kind == "human"
    )


def events(world: World) -> Iterator[AlertEvent]:
    """Every event up to the end of the world, alert by alert."""
    number = 0
    for service in world.directory.services:
        for key, opened_at, closed_at, priority in _alerts(world, service):
            number += 1
            draw = generator(world.seed, _TOOL, key)
            created_at = opened_at - timedelta(seconds=int(draw.integers(60, 900)))
            first = AlertEvent(
                node_id("AL", key),
                number,
                service.service_id,
                priority,
                created_at,
                "created",
                created_at,
            )
            for event in _course(world, draw, first, closed_at):
                if event.occurred_at <= world.as_of:
                    yield event


def _alerts(
    world: World, service: ServiceEntry
) -> Iterator[tuple[str, datetime, datetime | None, str]]:
    """An alert for each incident, and one that led to nothing: key, times and priority."""
    repository = world.repository(service.repository)
    for issue in repository.issues if repository else ():
        if world.directory.incident_label in issue.labels and _is_of(issue, service):
            key = f"{service.service_id}/{issue.node_id}"
            severity = _label(issue, _SEVERITY_LABEL) or _UNSTATED
            yield key, issue.created_at, issue.closed_at, f"P{severity}"
            draw = generator(world.seed, _TOOL, "false alarm", key)
            away = timedelta(hours=float(draw.uniform(4, 60)))
            lasts = timedelta(minutes=lognormal(draw, 12.0, 0.7))
            opened_at = (issue.created_at - away).replace(microsecond=0)
            yield f"{key}/false", opened_at, opened_at + timedelta(seconds=lasts.seconds), "P4"


def _course(
    world: World, draw: np.random.Generator, first: AlertEvent, closed_at: datetime | None
) -> Iterator[AlertEvent]:
    """The events of one alert in order of time."""
    yield first
    is_false = first.priority == "P4"
    answered_at = first.created_at + timedelta(seconds=int(lognormal(draw, 240.0, 0.9)))
    account = _on_call(world, draw, first.service, first.created_at)
    is_answered = not (is_false and chance(draw, _UNANSWERED_SHARE)) and account is not None
    is_noted = chance(draw, _NOTED_SHARE)
    if closed_at is not None:
        answered_at = min(answered_at, closed_at)
    if is_answered:
        late = first.created_at + _ESCALATES_AFTER
        if answered_at > late:
            yield replace(first, event="escalated", occurred_at=late)
        yield replace(first, event="acknowledged", occurred_at=answered_at, account=account)
        if is_noted:
            yield replace(first, event="noted", occurred_at=answered_at, account=account)
    if closed_at is not None:
        closer = account if is_answered else None
        yield replace(first, event="closed", occurred_at=closed_at, account=closer)


def _on_call(world: World, draw: np.random.Generator, service: str, moment: datetime) -> str | None:
    """The account of somebody of the team that owned the service then."""
    day = moment.date()
    teams = {
        owner.team_id
        for entry in world.directory.services
        if entry.service_id == service
        for owner in entry.owners
        if owner.valid_from <= day and (owner.valid_to is None or day < owner.valid_to)
    }
    people = {
        entry.person_id
        for entry in world.directory.roster
        if entry.team_id in teams
        and entry.valid_from <= day
        and (entry.valid_to is None or day < entry.valid_to)
    }
    names = sorted(entry.account for entry in accounts(world) if entry.person_id in people)
    return pick(draw, names) if names else None


def _is_of(issue: Issue, service: ServiceEntry) -> bool:
    """Whether an incident is of a service: it says so, or says nothing of several."""
    stated = _label(issue, _SERVICE_LABEL)
    return stated == service.service_id or (stated is None and not service.path_prefix)


def _label(issue: Issue, prefix: str) -> str | None:
    values = [label.removeprefix(prefix) for label in issue.labels if label.startswith(prefix)]
    return values[0] if values else None
