"""Defects that customers found, by the deployment that brought them.

Belongs here: `escaped_defects`. Does not belong here: failed deployments (`failures.py`).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from tests.reference.catalogue import SHIPPING_TEAMS, Rule
from tests.reference.context import Context
from tests.reference.deployments import Release, starters
from tests.reference.items import Item

FOUND_WITHIN = timedelta(days=30)
BUGS = {"bug", "defect"}

RULES = (Rule("escaped_defects", "ratio", 20, team_types=SHIPPING_TEAMS, events=("jira",)),)


def place(context: Context) -> None:
    """Every change that had thirty days to be found faulty, with the defects blamed on it."""
    changes = [release for release in context.releases if release.carries_change]
    blamed: Counter[tuple[str, str]] = Counter()
    for found_at, services in _defects(context):
        suspects = [
            release
            for release in changes
            if release.service.service_id in services
            and timedelta() < found_at - release.finished_at <= FOUND_WITHIN
        ]
        if suspects:
            blamed[max(suspects, key=_order).key] += 1
    for release in changes:
        if context.as_of - release.finished_at >= FOUND_WITHIN:
            item = Item(
                key=release.key,
                people=starters(release, context.identities),
                numerator=blamed[release.key],
                denominator=0.01,
            )
            team_id = context.ownership.owner(release.service, release.finished_at)
            context.placing.add("escaped_defects", team_id, release.finished_at, item)


def _order(release: Release) -> tuple[datetime, str]:
    return release.finished_at, ":".join(release.key)


def _defects(context: Context) -> Iterator[tuple[datetime, set[str]]]:
    """When each defect was found, and the services it may be of."""
    jira = context.tool("jira")
    once_bugs = {
        row["issue_id"]
        for row in jira.get("issue_changes", {}).values()
        if row["field"] == "issue_type" and (row["from_value"] or "").lower() in BUGS
    }
    for issue in jira.get("issues", {}).values():
        is_bug = issue["issue_type"].lower() in BUGS or issue["issue_id"] in once_bugs
        if is_bug and issue["resolution"] != "Duplicate" and _is_of_production(issue):
            found_at = datetime.fromisoformat(issue["created_at"])
            yield found_at, _services(context, issue, found_at)


def _is_of_production(issue: Any) -> bool:
    places = [label for label in issue["labels"].split(",") if label.startswith("found-in:")]
    return not places or min(places) == "found-in:production"


def _services(context: Context, issue: Any, found_at: datetime) -> set[str]:
    """Those its components name, or else those its project's team owned."""
    components = set(issue["components"].split(","))
    named = {
        service["service_id"]
        for service in context.organisation.document["services"]
        if components & {service["service_id"], *(service.get("aliases") or {}).get("jira", ())}
    }
    if named:
        return named
    teams = {
        team_id
        for team_id, team in context.organisation.teams.items()
        if issue["project_key"] in (team.get("aliases") or {}).get("jira", ())
    }
    return {
        service.service_id
        for service in context.ownership.services
        if context.ownership.owner(service, found_at) in teams
    }
