"""PagerDuty's JSON of incidents and their log.

Belongs here: names of fields. Does not belong here: which records a request gets (`app`).

What a client should never keep is in here on purpose: people's names, notes, titles, addresses.
"""

from collections.abc import Callable, Mapping

from sandbox.pagerduty import references
from sandbox.pagerduty.documents import ACKNOWLEDGEMENT_TIMEOUT
from sandbox.pagerduty.records import ACKNOWLEDGED, RESOLVED, Entry, Incident, identifier
from sandbox.pagerduty.references import Document


def _incident(id_: str, number: int, title: str) -> Document:
    return references.reference("incident", id_, f"[#{number}] {title}")


def incident(incident: Incident) -> Document:
    """An incident of `GET /incidents`."""
    last = incident.last_status_change
    is_resolved = incident.status == RESOLVED
    alerts = incident.alert_count
    return {
        **_incident(incident.id, incident.number, incident.title),
        "type": "incident",
        "incident_number": incident.number,
        "title": incident.title,
        "description": incident.title,
        "incident_type": {"name": "incident_default"},
        "created_at": references.instant(incident.created_at),
        "updated_at": references.instant(incident.updated_at),
        "status": incident.status,
        "incident_key": identifier("K", 20, incident.id),
        "service": references.service(incident.service),
        "escalation_policy": references.policy(incident.policy),
        "teams": [references.team(incident.policy.team)],
        "assignments": _assignments(incident),
        "assigned_via": "escalation_policy",
        "acknowledgements": _acknowledgements(incident),
        "last_status_change_at": references.instant(last.at),
        "last_status_change_by": None if last.agent is None else references.agent(last.agent),
        "resolved_at": references.instant(incident.resolved_at),
        "resolve_reason": _resolve_reason(incident),
        "first_trigger_log_entry": _log_entry(incident.entries[0], incident, "_reference"),
        "alert_counts": {
            "all": alerts,
            "triggered": 0 if is_resolved else alerts,
            "resolved": alerts if is_resolved else 0,
        },
        "is_mergeable": True,
        "alert_grouping": None,
        "pending_actions": [],
        "priority": _priority(incident.priority),
        "conference_bridge": None,
        "incidents_responders": [],
        "responder_requests": [],
        "urgency": incident.urgency,
    }


def _assignments(incident: Incident) -> list[Document]:
    assignment = incident.assignment
    if assignment is None:
        return []
    return [
        {"at": references.instant(assignment.at), "assignee": references.user(u)}
        for u in assignment.assignees
    ]


def _acknowledgements(incident: Incident) -> list[Document]:
    last = incident.last_status_change
    if incident.status != ACKNOWLEDGED or last.agent is None:
        return []
    return [{"at": references.instant(last.at), "acknowledger": references.agent(last.agent)}]


def _resolve_reason(incident: Incident) -> Document | None:
    if incident.merged_into is None:
        return None
    into = incident.merged_into
    return {
        "type": "merge_resolve_reason",
        "incident": references.reference("incident", into, f"Incident {into}"),
    }


def _priority(name: str | None) -> Document | None:
    if name is None:
        return None
    reference = references.reference(
        "priority", identifier("P", 6, "priority", name), name, "priorities"
    )
    return {**reference, "type": "priority", "name": name, "description": f"Severity {name[1:]}"}


def _log_entry(entry: Entry, incident: Incident, ending: str = "") -> Document:
    return {
        "id": entry.id,
        "type": f"{entry.kind}_log_entry{ending}",
        "summary": _SUMMARIES.get(entry.kind, "Something happened").format(entry=entry),
        "self": f"{references.API}/log_entries/{entry.id}?incident_id={incident.id}",
        "html_url": f"{references.SITE}/incidents/{incident.id}/log_entries/{entry.id}",
    }


_SUMMARIES = {
    "trigger": "Triggered through the API.",
    "assign": "Assigned to {entry.assignees[0].name}.",
    "notify": "Notified {entry.notified.name}.",
    "acknowledge": "Acknowledged by {entry.agent.summary}.",
    "escalate": "Escalated to {entry.assignees[0].name}.",
    "annotate": "Note added by {entry.agent.summary}: {entry.note}",
    "resolve": "Resolved by {entry.agent.summary}.",
}


def log_entry(entry: Entry, incident: Incident) -> Document:
    """A log entry of `GET /log_entries`."""
    extra = _EXTRAS.get(entry.kind)
    return {
        **_log_entry(entry, incident),
        "created_at": references.instant(entry.at),
        "agent": None if entry.agent is None else references.agent(entry.agent),
        "channel": _channel(entry),
        "service": references.service(incident.service),
        "incident": _incident(incident.id, incident.number, incident.title),
        "teams": [references.team(incident.policy.team)],
        "contexts": [],
        "event_details": {"description": incident.title} if entry.kind == "trigger" else {},
        **(extra(entry) if extra else {}),
    }


def _channel(entry: Entry) -> Document:
    channel: Document = {"type": entry.channel}
    if entry.notified is not None:
        name = entry.notified.name
        is_mail = entry.notification == "email"
        channel["notification"] = {
            "type": f"{entry.notification}_notification",
            "status": "success",
            "address": f"{name}@harbour.example" if is_mail else "+49 30 5550100",
        }
    return channel


def _assigned(entry: Entry) -> Document:
    return {"assignees": [references.user(user) for user in entry.assignees]}


_EXTRAS: Mapping[str, Callable[[Entry], Document]] = {
    "assign": _assigned,
    "escalate": _assigned,
    "notify": lambda entry: {
        "user": None if entry.notified is None else references.user(entry.notified)
    },
    "annotate": lambda entry: {"note": entry.note},
    "acknowledge": lambda _: {"acknowledgement_timeout": ACKNOWLEDGEMENT_TIMEOUT},
    "snooze": lambda entry: {
        "changed_actions": [{"type": "unacknowledge", "at": references.instant(entry.until)}]
    },
}
