"""How PagerDuty points from one record to another.

Belongs here: references, addresses, instants. Does not belong here: whole records.
"""

from datetime import datetime
from typing import Any

from sandbox.pagerduty.records import Agent, Policy, Schedule, Service, Team, User

API = "https://api.pagerduty.com"
SITE = "https://harbour.pagerduty.com"

Document = dict[str, Any]


def instant(moment: datetime | None) -> str | None:
    """An instant as PagerDuty writes it in UTC."""
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def reference(kind: str, id_: str, summary: str, folder: str | None = None) -> Document:
    """What stands for a record of a kind.

    Args:
        kind: Its type.
        id_: Its identifier.
        summary: What people call it.
        folder: Where it lies in addresses; the plural of its kind by default.
    """
    folder = folder or f"{kind}s"
    return {
        "id": id_,
        "type": f"{kind}_reference",
        "summary": summary,
        "self": f"{API}/{folder}/{id_}",
        "html_url": f"{SITE}/{folder}/{id_}",
    }


def user(user: User) -> Document:
    """A user, by reference."""
    return reference("user", user.id, user.name)


def agent(agent: Agent) -> Document:
    """Who or what did something, by reference."""
    return reference(agent.kind, agent.id, agent.summary)


def team(team: Team) -> Document:
    """A team, by reference."""
    return reference("team", team.id, team.name)


def policy(policy: Policy) -> Document:
    """An escalation policy, by reference."""
    return reference("escalation_policy", policy.id, policy.name, "escalation_policies")


def schedule(schedule: Schedule) -> Document:
    """A schedule, by reference."""
    return reference("schedule", schedule.id, schedule.name)


def service(service: Service) -> Document:
    """A service, by reference."""
    return reference("service", service.id, service.name)
