"""The incidents of all tools, each once: what was written up as an issue, and what alarms told.

Belongs here: which records are one incident, when it began and ended, how severe it was. Does not
belong here: which deployment it is blamed on (`failures.py`), any metric of it
(`families/reliability.py`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.reference.organisation import Organisation
from tests.reference.ownership import Ownership
from tests.reference.records import Issue, Repository, Truth

TOGETHER = timedelta(minutes=30)
SEVERE = {"1", "2"}
Rows = Mapping[str, Mapping[str, Any]]


@dataclass
class Alarm:
    """An incident as PagerDuty keeps it."""

    key: str
    services: frozenset[str]
    started_at: datetime
    ended_at: datetime | None
    severity: str | None
    is_given_up: bool = False


@dataclass(frozen=True)
class Incident:
    """An incident, whatever number of tools tell of it."""

    key: str
    declared_at: datetime
    started_at: datetime
    mitigated_at: datetime | None
    given_up_at: datetime | None
    severity: str | None
    services: frozenset[str]
    named_deployments: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_severe(self) -> bool:
        """Of severity 1 or 2, or of none stated."""
        return self.severity is None or self.severity in SEVERE


class Labels:
    """What the incident rules of an organisation.yml make of an issue's labels."""

    def __init__(self, organisation: Organisation) -> None:
        self.rules = [
            rule
            for rule in organisation.document["incident_rules"]
            if rule["kind"] == "issue_label"
        ]

    def is_incident(self, issue: Issue) -> bool:
        """An issue with an incident label."""
        return bool({rule["label"] for rule in self.rules} & set(issue.labels))

    def values(self, issue: Issue, field_name: str) -> list[str]:
        """What follows a rule's prefix in an issue's labels."""
        prefixes = [rule[field_name] for rule in self.rules if rule.get(field_name)]
        return [
            label.removeprefix(prefix)
            for label in issue.labels
            for prefix in prefixes
            if label.startswith(prefix)
        ]


def stated(issue: Issue, prefix: str) -> frozenset[str]:
    """The ids an issue's labels name."""
    return frozenset(
        label.removeprefix(prefix) for label in issue.labels if label.startswith(prefix)
    )


def alarms(organisation: Organisation, pagerduty: Mapping[str, Rows]) -> list[Alarm]:
    """What PagerDuty keeps of the services whose alias it knows; the merged ones are no own."""
    by_alias: dict[str, set[str]] = {}
    for service in organisation.document["services"]:
        for alias in (service.get("aliases") or {}).get("pagerduty", ()):
            by_alias.setdefault(alias, set()).add(service["service_id"])
    given_up = {
        row["incident_id"]
        for row in pagerduty.get("log_entries", {}).values()
        if row["entry_type"] == "resolve" and row["channel_type"] == "timeout"
    }
    return [
        Alarm(
            key=f"pagerduty:{key}",
            services=frozenset(by_alias[row["service_id"]]),
            started_at=datetime.fromisoformat(row["created_at"]),
            ended_at=datetime.fromisoformat(row["resolved_at"]) if row["resolved_at"] else None,
            severity=_digit(row["priority"]),
            is_given_up=key in given_up,
        )
        for key, row in pagerduty.get("incidents", {}).items()
        if row["service_id"] in by_alias and not row["merged_into_incident_id"]
    ]


def _digit(priority: str | None) -> str | None:
    return priority[-1] if priority and priority[-1] in "12345" else None


class Incidents:
    """Puts issues and alarms together."""

    def __init__(
        self,
        truth: Truth,
        organisation: Organisation,
        ownership: Ownership,
        pagerduty: Mapping[str, Rows],
    ) -> None:
        self._labels = Labels(organisation)
        self._ownership = ownership
        self._alarms = alarms(organisation, pagerduty)
        issues = [
            (issue, self._services(repository, issue))
            for repository in truth.repositories
            for issue in repository.issues
            if self._labels.is_incident(issue)
        ]
        self._alarm_of = self._matched(issues)
        self.all = [
            *(self._of_issue(issue, services) for issue, services in issues),
            *self._of_alarms(),
        ]

    def _services(self, repository: Repository, issue: Issue) -> frozenset[str]:
        """The services an issue names, or else those of its repository."""
        named = self._labels.values(issue, "service_label_prefix")
        everywhere = self._ownership.of_repository(repository.full_name)
        return frozenset(named or [service.service_id for service in everywhere])

    def _matched(self, issues: list[tuple[Issue, frozenset[str]]]) -> dict[str, Alarm]:
        """The alarm of each issue: both find nothing better than the other."""
        wishes = {
            issue.node_id: sorted(self._candidates(issue, services), key=lambda pair: pair[0])
            for issue, services in issues
        }
        rivals: dict[str, list[tuple[bool, timedelta, str]]] = {}
        for issue, _ in issues:
            for _, alarm in wishes[issue.node_id]:
                claim = (alarm.key not in stated(issue, "alarm:"), _apart(issue, alarm))
                rivals.setdefault(alarm.key, []).append((*claim, issue.node_id))
        first = {node_id: wished[0][1] for node_id, wished in wishes.items() if wished}
        return {
            node_id: alarm
            for node_id, alarm in first.items()
            if min(rivals[alarm.key])[2] == node_id
        }

    def _candidates(
        self, issue: Issue, services: frozenset[str]
    ) -> Iterator[tuple[tuple[bool, timedelta, str], Alarm]]:
        names = stated(issue, "alarm:")
        for alarm in self._alarms:
            is_near = not names and _apart(issue, alarm) <= TOGETHER
            if alarm.services & services and (is_near or alarm.key in names):
                yield (alarm.severity is None, _apart(issue, alarm), alarm.key), alarm

    def _of_issue(self, issue: Issue, services: frozenset[str]) -> Incident:
        alarm = self._alarm_of.get(issue.node_id)
        severities = self._labels.values(issue, "severity_label_prefix")
        has_ended = alarm is not None and not alarm.is_given_up and alarm.ended_at is not None
        return Incident(
            key=issue.node_id,
            declared_at=issue.created_at,
            started_at=min(issue.created_at, alarm.started_at) if alarm else issue.created_at,
            mitigated_at=alarm.ended_at if alarm and has_ended else issue.closed_at,
            given_up_at=alarm.ended_at if alarm and alarm.is_given_up else None,
            severity=min(severities) if severities else alarm.severity if alarm else None,
            services=alarm.services if alarm else services,
            named_deployments=stated(issue, "deployment:"),
        )

    def _of_alarms(self) -> Iterator[Incident]:
        """Alarms with a priority that nobody wrote up."""
        written_up = {alarm.key for alarm in self._alarm_of.values()}
        for alarm in self._alarms:
            if alarm.key not in written_up and alarm.severity:
                yield Incident(
                    key=alarm.key,
                    declared_at=alarm.started_at,
                    started_at=alarm.started_at,
                    mitigated_at=None if alarm.is_given_up else alarm.ended_at,
                    given_up_at=alarm.ended_at if alarm.is_given_up else None,
                    severity=alarm.severity,
                    services=alarm.services,
                )


def _apart(issue: Issue, alarm: Alarm) -> timedelta:
    return abs(issue.created_at - alarm.started_at)
