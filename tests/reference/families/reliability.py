"""Incidents, objectives and what else says whether production holds.

Belongs here: `incident_recovery`, the three rates of incidents, `unlinked_incident_share`,
`slo_attainment` and `noop_deploy_share`. Does not belong here: failed deployments (`failures.py`,
`recovery.py`), defects (`families/defects.py`).
"""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

from tests.reference.calendar import DAY, midnight
from tests.reference.catalogue import P85, SHIPPING_TEAMS, Rule
from tests.reference.context import Context
from tests.reference.deployments import starters
from tests.reference.incidents import Incident
from tests.reference.items import Item
from tests.reference.ownership import Service
from tests.reference.statistics import Span

HOUR = timedelta(hours=1)
SELDOM = ("month", "quarter")
FOUR_WEEKS = Fraction(1, 28)
RATES = ("incidents", "severe_incidents_at_declaration", "severe_incidents_at_close")

PAGED = ("pagerduty",)
RULES = (
    Rule(
        "incident_recovery", "survival", 5, team_types=SHIPPING_TEAMS, grains=SELDOM, events=PAGED
    ),
    Rule("incident_recovery_p85", "survival", 10, P85, SHIPPING_TEAMS, SELDOM, events=PAGED),
    *(Rule(rate, "rate", team_types=SHIPPING_TEAMS, grains=SELDOM, events=PAGED) for rate in RATES),
    Rule(
        "unlinked_incident_share",
        "ratio",
        20,
        team_types=SHIPPING_TEAMS,
        grains=SELDOM,
        is_proportion=True,
        events=PAGED,
    ),
    Rule("noop_deploy_share", "ratio", 20, team_types=SHIPPING_TEAMS, is_proportion=True),
    Rule("slo_attainment", "ratio", 5, team_types=SHIPPING_TEAMS, events=("prometheus",)),
    Rule(
        "failed_deploy_detection",
        "survival",
        8,
        team_types=SHIPPING_TEAMS,
        grains=("quarter",),
        events=PAGED,
    ),
    Rule(
        "failed_deploy_restoration",
        "survival",
        8,
        team_types=SHIPPING_TEAMS,
        grains=("quarter",),
        events=PAGED,
    ),
)


def place(context: Context) -> None:
    """The items of all these metrics, but for the two that `recovery.py` places."""
    _place_incidents(context)
    _place_days(context)
    _place_objectives(context)
    for release in context.releases:
        item = Item(
            key=release.key,
            people=starters(release, context.identities),
            numerator=float(not release.carries_change),
            denominator=1.0,
        )
        team_id = context.ownership.owner(release.service, release.finished_at)
        context.placing.add("noop_deploy_share", team_id, release.finished_at, item)


def _place_incidents(context: Context) -> None:
    """Every incident for each team that owned one of its services when it began."""
    linked = {
        incident.key
        for failure in context.linking.failures.values()
        for incident in failure.incidents
    }
    for incident in context.incidents.all:
        for team_id in _owners(context, incident):
            _place_incident(context, team_id, incident, is_linked=incident.key in linked)


def _place_incident(context: Context, team_id: str, incident: Incident, is_linked: bool) -> None:
    lasted_until = incident.mitigated_at or incident.given_up_at or context.as_of
    length = (lasted_until - incident.started_at) / HOUR
    span = Span(length, is_observed=incident.mitigated_at is not None)
    for metric_id in ("incident_recovery", "incident_recovery_p85"):
        item = Item(key=incident.key, span=span)
        context.placing.add(metric_id, team_id, incident.started_at, item)
    # The truth holds no history of severities: what was declared is what is read first.
    for metric_id in RATES if incident.is_severe else RATES[:1]:
        item = Item(key=incident.key, numerator=1.0)
        context.placing.add(metric_id, team_id, incident.started_at, item)
    if incident.is_severe:
        item = Item(key=incident.key, numerator=float(not is_linked), denominator=1.0)
        context.placing.add("unlinked_incident_share", team_id, incident.started_at, item)


def _owners(context: Context, incident: Incident) -> list[str]:
    services = [
        service for service in context.ownership.services if service.service_id in incident.services
    ]
    owners = {context.ownership.owner(service, incident.started_at) for service in services}
    return sorted(owner for owner in owners if owner)


def _place_days(context: Context) -> None:
    """Every local day that has begun and on which a team owned a service, each once."""
    first = min(
        (
            change.created_at.date()
            for repository in context.truth.repositories
            for change in repository.pull_requests
        ),
        default=context.as_of.date(),
    )
    for team_id, team in context.organisation.teams.items():
        day = first - 100 * DAY
        while team.get("calendar"):
            begins = midnight(day, context.organisation.zone(team_id, day))
            if begins > context.as_of:
                break
            if any(_owns(service, team_id, day) for service in context.ownership.services):
                item = Item(key=("day", day), denominator=float(FOUR_WEEKS))
                for metric_id in RATES:
                    context.placing.add(metric_id, team_id, begins, item)
            day += DAY


def _owns(service: Service, team_id: str, day: date) -> bool:
    return any(
        owner == team_id and valid_from <= day and (valid_to is None or day < valid_to)
        for owner, valid_from, valid_to in service.owners
    )


def _place_objectives(context: Context) -> None:
    """Whole good and valid events of every objective and UTC day, as far as measured."""
    services = {service.service_id: service for service in context.ownership.services}
    prometheus = context.tool("prometheus")
    of_slo = {slo["slo_id"]: slo["service_id"] for slo in prometheus.get("slos", {}).values()}
    days: defaultdict[tuple[str, str, date], list[int]] = defaultdict(lambda: [0, 0])
    for row in prometheus.get("slo_events", {}).values():
        if row["good_events"] is not None and row["valid_events"] is not None:
            day = datetime.fromisoformat(row["hour_start"]).date()
            counts = days[of_slo[row["slo_id"]], row["slo_id"], day]
            counts[0] += round(row["good_events"])
            counts[1] += round(row["valid_events"])
    watched = set(of_slo.values())
    for file in context.inputs("slo_events"):
        if file["service_id"] not in watched:
            key = file["service_id"], file["slo_id"], date.fromisoformat(file["measured_on"])
            days[key] = [int(file["good_count"]), int(file["valid_count"])]
    for key, (good, valid) in days.items():
        noon = datetime.combine(key[2], time(12), UTC)
        team_id = context.ownership.owner(services.get(key[0]), noon)
        if noon <= context.as_of:
            item = Item(key=key, numerator=good, denominator=valid)
            context.placing.add("slo_attainment", team_id, noon, item)
