"""What a PagerDuty account holds: plain records.

Belongs here: the records and what follows from a record alone. Does not belong here: how they come
about (`account`), how they are written (`documents`).

Every datetime is aware UTC with whole seconds. Identifiers are opaque, in capitals and digits.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

TRIGGERED = "triggered"
ACKNOWLEDGED = "acknowledged"
RESOLVED = "resolved"


def identifier(first: str, length: int, *keys: str | int) -> str:
    """The identifier that belongs to `keys`: a first letter and so many further characters."""
    text = "\x1f".join(["pagerduty", first, *map(str, keys)])
    number = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=20).digest(), "big")
    characters = []
    for _ in range(length):
        number, digit = divmod(number, len(_ALPHABET))
        characters.append(_ALPHABET[digit])
    return first + "".join(characters)


@dataclass(frozen=True, slots=True)
class Agent:
    """Who or what does something: `kind` is user or service."""

    kind: str
    id: str
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person with an account; `person_id` is the organisation's own name for them."""

    id: str
    name: str
    person_id: str

    @property
    def agent(self) -> Agent:
        """The user as somebody who does something."""
        return Agent("user", self.id, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """A weekly rotation of a team's people."""

    id: str
    name: str
    time_zone: str
    team: Team
    users: tuple[User, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """An escalation policy: one schedule after the other, then somebody who always is on call."""

    id: str
    name: str
    team: Team
    schedules: tuple[Schedule, ...]
    last_resort: User | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service as PagerDuty knows it; `policy` is the one that holds now."""

    id: str
    name: str
    policy: Policy
    created_at: datetime

    @property
    def agent(self) -> Agent:
        """The service as something that does something."""
        return Agent("service", self.id, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """Somebody's stretch of being on call; without a schedule, start and end it is for good."""

    policy: Policy
    level: int
    user: User
    schedule: Schedule | None = None
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One log entry of an incident; `kind` is its type without `_log_entry`."""

    id: str
    kind: str
    at: datetime
    agent: Agent | None
    channel: str = "auto"
    assignees: tuple[User, ...] = ()
    notified: User | None = None
    notification: str | None = None
    note: str | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An incident with its log, oldest entry first; everything else follows from the log."""

    id: str
    number: int
    title: str
    service: Service
    policy: Policy
    first_urgency: str
    priority: str | None
    entries: tuple[Entry, ...]
    alert_count: int = 1
    merged_into: str | None = None

    @property
    def created_at(self) -> datetime:
        """When it was triggered."""
        return self.entries[0].at

    @property
    def updated_at(self) -> datetime:
        """When anything last happened to it."""
        return self.entries[-1].at

    @property
    def last_status_change(self) -> Entry:
        """What last changed its status."""
        return next(entry for entry in reversed(self.entries) if entry.kind in _STATUSES)

    @property
    def status(self) -> str:
        """Triggered, acknowledged or resolved."""
        return _STATUSES[self.last_status_change.kind]

    @property
    def resolved_at(self) -> datetime | None:
        """When it was resolved, if it is."""
        return self.last_status_change.at if self.status == RESOLVED else None

    @property
    def urgency(self) -> str:
        """High or low; each change turns it round."""
        changes = sum(entry.kind == "urgency_change" for entry in self.entries)
        other = {"high": "low", "low": "high"}
        return other[self.first_urgency] if changes % 2 else self.first_urgency

    @property
    def assignment(self) -> Entry | None:
        """What gave it to whom it is assigned to; a resolved one is nobody's."""
        if self.status == RESOLVED:
            return None
        return next((entry for entry in reversed(self.entries) if entry.assignees), None)


_STATUSES = {
    "trigger": TRIGGERED,
    "unacknowledge": TRIGGERED,
    "acknowledge": ACKNOWLEDGED,
    "resolve": RESOLVED,
}
