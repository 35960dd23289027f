"""The account as it is served now, with every change made while the server runs.

Belongs here: look-ups, the truth, and changes on demand. Does not belong here: HTTP.
"""

import math
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sandbox.kit.store import ChangeError, Truth
from sandbox.pagerduty.account import account
from sandbox.pagerduty.records import Entry, Incident, OnCall, identifier
from sandbox.world import World

_PERMANENT = "permanent"


class Store:
    """One account; see `sandbox.kit.store`.

    Args:
        world: What it is the account of.
    """

    def __init__(self, world: World) -> None:
        self.as_of = world.as_of
        held = account(world)
        self.teams = {team.id: team for team in held.teams}
        self.services = {service.id: service for service in held.services}
        self.policies = {policy.id: policy for policy in held.policies}
        self.schedules = {schedule.id: schedule for schedule in held.schedules}
        self.users = {user.id: user for user in held.users}
        self.incidents = {incident.id: incident for incident in held.incidents}
        self.on_calls = list(held.on_calls)
        self._seed = world.seed
        self._changes = 0

    def entries(self) -> Iterator[tuple[Entry, Incident]]:
        """Every log entry with its incident."""
        for incident in self.incidents.values():
            for entry in incident.entries:
                yield entry, incident

    def truth(self) -> Truth:
        """Every live record that extraction should land."""
        return {
            "teams": {key: {"team_id": key} for key in self.teams},
            "services": {
                key: {"service_id": key, "created_at": _text(service.created_at)}
                for key, service in self.services.items()
            },
            "escalation_policies": {key: {"escalation_policy_id": key} for key in self.policies},
            "schedules": {key: {"schedule_id": key} for key in self.schedules},
            "incidents": {key: _incident(i) for key, i in self.incidents.items()},
            "log_entries": {entry.id: _entry(entry, i) for entry, i in self.entries()},
            "on_calls": dict(map(_on_call, self.on_calls)),
        }

    def touch(self, share: float) -> int:
        """Turn the urgency of a share of the incidents round, now; at least of one."""
        keys = sorted(self.incidents)
        self._changes += 1
        draw = random.Random(f"{self._seed}:{self._changes}")  # noqa: S311 - no secret
        count = min(len(keys), max(1, math.ceil(len(keys) * share)))
        for key in draw.sample(keys, count):
            incident = self.incidents[key]
            entry = Entry(
                id=identifier("R", 25, key, "touched", self._changes),
                kind="urgency_change",
                at=self.as_of,
                agent=incident.service.agent,
                channel="api",
            )
            self.incidents[key] = replace(incident, entries=(*incident.entries, entry))
        return count

    def delete(self, stream: str, key: str) -> None:
        """Take a record away; an incident takes its log along.

        Raises:
            ChangeError: There is none, or PagerDuty never deletes such records.
        """
        deletable: dict[str, dict[str, Any]] = {
            "teams": self.teams,
            "services": self.services,
            "escalation_policies": self.policies,
            "schedules": self.schedules,
            "incidents": self.incidents,
        }
        if stream not in deletable:
            raise ChangeError(f"{stream} cannot be deleted from; choose {', '.join(deletable)}")
        if key not in deletable[stream]:
            raise ChangeError(f"there is no {key!r} in {stream}; GET truth lists what there is")
        del deletable[stream][key]


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _incident(incident: Incident) -> dict[str, Any]:
    return {
        "incident_id": incident.id,
        "number": incident.number,
        "service_id": incident.service.id,
        "escalation_policy_id": incident.policy.id,
        "urgency": incident.urgency,
        "priority": incident.priority,
        "status": incident.status,
        "created_at": _text(incident.created_at),
        "updated_at": _text(incident.updated_at),
        "last_status_change_at": _text(incident.last_status_change.at),
        "resolved_at": _text(incident.resolved_at),
        "merged_into_incident_id": incident.merged_into,
        "title_length": len(incident.title),
        "alert_count": incident.alert_count,
    }


def _entry(entry: Entry, incident: Incident) -> dict[str, Any]:
    return {
        "log_entry_id": entry.id,
        "incident_id": incident.id,
        "entry_type": entry.kind,
        "created_at": _text(entry.at),
        "agent_type": entry.agent.kind if entry.agent else None,
        "agent_id": entry.agent.id if entry.agent else None,
        "channel_type": entry.channel,
        "notified_user_id": entry.notified.id if entry.notified else None,
        "notification_type": entry.notification,
    }


def _on_call(on_call: OnCall) -> tuple[str, dict[str, Any]]:
    """An on-call by the identifier that extraction gives it."""
    schedule = on_call.schedule.id if on_call.schedule else ""
    start = on_call.start.astimezone(UTC).replace(tzinfo=None) if on_call.start else None
    began = start.isoformat() if start else _PERMANENT
    key = "|".join((on_call.policy.id, str(on_call.level), schedule, on_call.user.id, began))
    return key, {
        "on_call_id": key,
        "escalation_policy_id": on_call.policy.id,
        "schedule_id": schedule or None,
        "user_id": on_call.user.id,
        "escalation_level": on_call.level,
        "started_at": _text(on_call.start),
        "ended_at": _text(on_call.end),
    }
