"""Which periods of which team are published.

Belongs here: where a team's data begin. Does not belong here: what the cells hold (`cells.py`).
"""

from collections.abc import Iterator
from datetime import date, datetime

from tests.reference.calendar import GRAINS, Period, period_of
from tests.reference.organisation import Organisation, as_date
from tests.reference.ownership import Ownership
from tests.reference.records import Repository, Truth


def traces(repository: Repository) -> Iterator[datetime]:
    """The instants of a repository's pull requests and deployments."""
    yield from (change.created_at for change in repository.pull_requests)
    yield from (deployment.created_at for deployment in repository.deployments)


def covered_from(truth: Truth, organisation: Organisation) -> dict[str, date]:
    """The first day of each team with data: the Monday of its first week of traces.

    A team's traces are those of the repositories of all services it or a member team ever owned;
    a team without any has data since anybody has. No team has data before it existed.
    """
    first: dict[str, datetime] = {}
    for service in Ownership(organisation).services:
        found = min(traces(truth.repository(service.repository)), default=None)
        owners = {team_id for team_id, _, _ in service.owners}
        for team_id, leaves in organisation.leaves.items():
            if found and owners & set(leaves):
                first[team_id] = min(found, first.get(team_id, found))
    anybody = min(first.values())
    return {
        team_id: max(
            as_date(team.get("valid_from") or date.min),
            period_of(first.get(team_id, anybody).date(), "week").start,
        )
        for team_id, team in organisation.teams.items()
    }


def spine(truth: Truth, organisation: Organisation) -> dict[str, list[Period]]:
    """Every team's periods that began with data, before the as-of instant."""
    found: dict[str, list[Period]] = {}
    for team_id, since in covered_from(truth, organisation).items():
        periods: set[Period] = set()
        for leaf in organisation.leaves[team_id]:
            for grain in GRAINS:
                period = period_of(since, grain)
                while organisation.starts_at(leaf, period) < truth.as_of:
                    if period.start >= since:
                        periods.add(period)
                    period = period.following
        found[team_id] = sorted(periods)
    return found
