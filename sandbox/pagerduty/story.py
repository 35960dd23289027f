"""What people and the service do about a page, until its cause is gone or the world ends.

Belongs here: the log of one incident. Does not belong here: when there is a page (`pages`), or who
is on call (`rotation`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from sandbox.pagerduty.pages import Page
from sandbox.pagerduty.records import Agent, Entry, Service, User, identifier
from sandbox.pagerduty.rotation import Shift
from sandbox.simulation.randomness import chance, lognormal, pick

_MINUTE = timedelta(minutes=1)
ESCALATION_DELAY = 30
"""Minutes without an acknowledgement after which the next level is paged."""

AUTO_RESOLVE = timedelta(hours=36)
"""After this PagerDuty resolves what nobody resolved."""

_ACKNOWLEDGED_AFTER = {"high": 5.0, "low": 70.0}
_SLOWER_AT_NIGHT = 2.2
_FIRST_HOUR, _LAST_HOUR = 9, 17
_WORKDAYS = 5
_NEXT_NOTIFICATION = 5 * _MINUTE
_REASSIGNED_SHARE = 0.15
_NOTED_SHARE = 0.25
_SNOOZED_SHARE = 0.15
_URGENCY_CHANGED_SHARE = 0.05
_RESOLVED_BY_MONITORING_SHARE = 0.35


@dataclass
class Scene:
    """Where a page comes in: who may do what.

    Attributes:
        key: Names the incident for ever.
        draw: Its own chance.
        service: Whose page it is.
        shift: Who is on call.
        members: The team's people, one of whom it may be given to.
        zone: The team's time zone.
        entries: The log so far.
    """

    key: str
    draw: np.random.Generator
    service: Service
    shift: Shift
    members: Sequence[User]
    zone: str
    entries: list[Entry] = field(default_factory=list)

    def write(self, kind: str, at: datetime, agent: Agent | None, **more: Any) -> None:
        """Add an entry to the log."""
        number = len(self.entries)
        entry = Entry(
            id=identifier("R", 25, self.key, number),
            kind=kind,
            at=at.replace(microsecond=0),
            agent=agent,
            **more,
        )
        self.entries.append(entry)

    def minutes(self, median: float, sigma: float = 0.8) -> timedelta:
        """A span of time by chance, of a minute or more."""
        return timedelta(seconds=60 + round(lognormal(self.draw, median, sigma) * 60))


def log_of(scene: Scene, page: Page, merged_at: datetime | None, end: datetime) -> list[Entry]:
    """The log of a page's incident.

    Args:
        scene: Where it happens.
        page: Why.
        merged_at: When it is merged into another; None if it is not.
        end: Nothing happens later.
    """
    gone = page.ends_at or end + AUTO_RESOLVE
    if merged_at is not None:
        gone = min(gone, merged_at)
    scene.write("trigger", page.at, scene.service.agent, channel="api")
    _assign(scene, page.at, scene.shift.first, scene.service.agent)
    _notify(scene, page.at, scene.shift.first, page.urgency)
    responder, acknowledged = _acknowledge(scene, page, gone)
    if responder is not None:
        _work(scene, page, (responder, acknowledged), gone)
    _resolve(scene, page, responder, gone, is_merged=merged_at == gone)
    entries = sorted(scene.entries, key=lambda entry: entry.at)
    return [entry for entry in entries if entry.at <= end]


def _assign(scene: Scene, at: datetime, user: User, agent: Agent) -> None:
    scene.write("assign", at, agent, assignees=(user,))


def _notify(scene: Scene, at: datetime, user: User, urgency: str) -> None:
    """Tell somebody, by a way that suits the urgency."""
    way = pick(scene.draw, ("push", "sms", "phone")) if urgency == "high" else "email"
    soon = at + timedelta(seconds=int(scene.draw.integers(1, 20)))
    scene.write("notify", soon, scene.service.agent, notified=user, notification=way)


def _acknowledge(scene: Scene, page: Page, gone: datetime) -> tuple[User | None, datetime]:
    """Somebody looks at it, the second on call if the first does not; nobody if it passes first."""
    median = _ACKNOWLEDGED_AFTER[page.urgency]
    if not _is_working_time(page.at, scene.zone):
        median *= _SLOWER_AT_NIGHT
    at, responder = page.at + scene.minutes(median), scene.shift.first
    again = page.at + _NEXT_NOTIFICATION
    if page.urgency == "high" and again < min(at, gone):
        _notify(scene, again, responder, "high")
    escalated = page.at + ESCALATION_DELAY * _MINUTE
    if page.urgency == "high" and escalated < min(at, gone):
        responder = scene.shift.second
        scene.write(
            "escalate",
            escalated,
            scene.service.agent,
            channel="timeout",
            assignees=(responder,),
        )
        _notify(scene, escalated, responder, "high")
        at = escalated + scene.minutes(8.0)
    if at >= gone:
        return None, gone
    scene.write("acknowledge", at, responder.agent, channel="website")
    return responder, at


def _work(scene: Scene, page: Page, acknowledgement: tuple[User, datetime], gone: datetime) -> None:
    """What happens between the acknowledgement and the end."""
    responder, at = acknowledgement
    steps: list[tuple[datetime, str]] = []
    for share, kind, median in (
        (_REASSIGNED_SHARE, "assign", 20.0),
        (_NOTED_SHARE, "annotate", 10.0),
        (_URGENCY_CHANGED_SHARE, "urgency_change", 15.0),
        (_SNOOZED_SHARE if page.urgency == "low" else 0.0, "snooze", 5.0),
    ):
        moment = at + scene.minutes(median)
        if chance(scene.draw, share) and moment < gone:
            steps.append((moment, kind))
    for moment, kind in sorted(steps):
        if kind == "assign":
            other = pick(scene.draw, scene.members)
            _assign(scene, moment, other, responder.agent)
        elif kind == "annotate":
            note = "Looked at the dashboards; seems to be the usual suspect."
            scene.write("annotate", moment, responder.agent, channel="note", note=note)
        elif kind == "snooze":
            _snooze(scene, moment, responder, gone)
        else:
            scene.write(kind, moment, responder.agent, channel="website")


def _snooze(scene: Scene, at: datetime, responder: User, gone: datetime) -> None:
    """Put it off: it comes back by itself and is taken up again."""
    back = (at + scene.minutes(120.0, 0.3)).replace(microsecond=0)
    scene.write("snooze", at, responder.agent, channel="website", until=back)
    if back < gone:
        scene.write("unacknowledge", back, scene.service.agent, channel="timeout")
        again = back + scene.minutes(10.0)
        if again < gone:
            scene.write("acknowledge", again, responder.agent, channel="website")


def _resolve(
    scene: Scene, page: Page, responder: User | None, gone: datetime, *, is_merged: bool
) -> None:
    """It ends: with its cause, by merging, by hand, or by itself after long enough."""
    given_up = page.at + AUTO_RESOLVE
    if is_merged:
        person = responder or scene.shift.first
        scene.write("resolve", gone, person.agent, channel="website")
    elif gone > given_up:
        scene.write("resolve", given_up, scene.service.agent, channel="timeout")
    elif responder is None or chance(scene.draw, _RESOLVED_BY_MONITORING_SHARE):
        scene.write("resolve", gone, scene.service.agent, channel="api")
    else:
        late = gone + timedelta(seconds=int(scene.draw.integers(20, 600)))
        scene.write("resolve", late, responder.agent, channel="website")


def _is_working_time(moment: datetime, zone: str) -> bool:
    local = moment.astimezone(ZoneInfo(zone))
    is_workday = local.weekday() < _WORKDAYS
    return is_workday and _FIRST_HOUR <= local.hour < _LAST_HOUR
