"""What the tools of the sandbox call teams and services, where that is not our own name for them.

Belongs here: names by tool for organisation.yml. Does not belong here: how a tool comes by a name.
"""

from sandbox.jira import planning
from sandbox.pagerduty.records import identifier
from sandbox.world import World

Aliases = dict[str, list[str]]


def of_teams(world: World) -> dict[str, Aliases]:
    """By team_id: its Jira project, and its team and escalation policy in PagerDuty."""
    found: dict[str, Aliases] = {
        project.team_id: {"jira": [project.key]} for project in planning.projects(world).values()
    }
    for team_id, aliases in found.items():
        aliases["pagerduty"] = [identifier("P", 6, kind, team_id) for kind in ("team", "policy")]
    return found


def of_services(world: World) -> dict[str, Aliases]:
    """By service_id: its service in PagerDuty and its project in SonarQube."""
    return {
        service.service_id: {
            "pagerduty": [identifier("P", 6, "service", service.service_id)],
            "sonarqube": [f"{world.organisation.login}:{service.service_id}"],
        }
        for service in world.directory.services
    }
