"""PagerDuty's JSON of what changes seldom: teams, services, policies, schedules, on-calls.

Belongs here: names of fields. Does not belong here: incidents and their log (`incident_documents`),
which records a request gets (`app`).

What a client should never keep is in here on purpose: people's names, descriptions.
"""

from sandbox.pagerduty import references
from sandbox.pagerduty.records import OnCall, Policy, Schedule, Service, Team, identifier
from sandbox.pagerduty.references import Document
from sandbox.pagerduty.story import AUTO_RESOLVE, ESCALATION_DELAY

ACKNOWLEDGEMENT_TIMEOUT = 1800


def team(team: Team) -> Document:
    """A team of `GET /teams`."""
    return {
        **references.team(team),
        "type": "team",
        "name": team.name,
        "description": f"People of {team.name}",
        "default_role": "manager",
        "parent": None,
    }


def service(service: Service) -> Document:
    """A service of `GET /services`."""
    return {
        **references.service(service),
        "type": "service",
        "name": service.name,
        "description": "Alerts of the monitoring.",
        "status": "active",
        "created_at": references.instant(service.created_at),
        "last_incident_timestamp": None,
        "escalation_policy": references.policy(service.policy),
        "teams": [references.team(service.policy.team)],
        "acknowledgement_timeout": ACKNOWLEDGEMENT_TIMEOUT,
        "auto_resolve_timeout": int(AUTO_RESOLVE.total_seconds()),
        "incident_urgency_rule": {"type": "constant", "urgency": "severity_based"},
        "support_hours": None,
        "scheduled_actions": [],
        "integrations": [],
        "addons": [],
        "response_play": None,
        "alert_creation": "create_alerts_and_incidents",
        "alert_grouping": None,
        "alert_grouping_timeout": None,
        "alert_grouping_parameters": {"type": None},
    }


def escalation_policy(policy: Policy, services: list[Service]) -> Document:
    """An escalation policy of `GET /escalation_policies`."""
    targets = [references.schedule(schedule) for schedule in policy.schedules]
    targets += [references.user(policy.last_resort)] if policy.last_resort else []
    return {
        **references.policy(policy),
        "type": "escalation_policy",
        "name": policy.name,
        "description": None,
        "num_loops": 2,
        "on_call_handoff_notifications": "if_has_services",
        "escalation_rules": [
            {
                "id": identifier("P", 6, "rule", policy.id, level),
                "escalation_delay_in_minutes": ESCALATION_DELAY,
                "targets": [target],
            }
            for level, target in enumerate(targets)
        ],
        "services": [references.service(s) for s in services if s.policy.id == policy.id],
        "teams": [references.team(policy.team)],
    }


def schedule(schedule: Schedule, policies: list[Policy]) -> Document:
    """A schedule of `GET /schedules`."""
    holders = [policy for policy in policies if schedule in policy.schedules]
    return {
        **references.schedule(schedule),
        "type": "schedule",
        "name": schedule.name,
        "description": "Weekly, Monday to Monday",
        "time_zone": schedule.time_zone,
        "escalation_policies": [references.policy(policy) for policy in holders],
        "users": [references.user(user) for user in schedule.users],
        "teams": [references.team(schedule.team)],
    }


def on_call(on_call: OnCall) -> Document:
    """An on-call of `GET /oncalls`: it has no identifier."""
    return {
        "escalation_policy": references.policy(on_call.policy),
        "escalation_level": on_call.level,
        "schedule": None if on_call.schedule is None else references.schedule(on_call.schedule),
        "user": references.user(on_call.user),
        "start": references.instant(on_call.start),
        "end": references.instant(on_call.end),
    }
