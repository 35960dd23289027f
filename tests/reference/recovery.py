"""How long failed deployments took to recover.

Belongs here: `failed_deploy_recovery`. Does not belong here: which deployments failed
(`failures.py`).
"""

from datetime import datetime

from tests.reference.deployments import Release, changes_of, starters
from tests.reference.failures import Failure, Linking
from tests.reference.identity import Identities
from tests.reference.items import Item, Placing
from tests.reference.lead_time import HOUR
from tests.reference.ownership import Ownership
from tests.reference.statistics import Span


def _fixed_at(
    release: Release, failure: Failure, linking: Linking, ownership: Ownership
) -> datetime | None:
    """When the next release of the service that carried one of the fixes was finished."""
    numbers = {change.number for change in failure.fixes}
    for later in linking.releases:
        is_later = later.service == release.service and later.finished_at > release.finished_at
        carried = changes_of(later, ownership) if is_later else []
        if numbers & {change.number for change in carried}:
            return later.finished_at
    return None


def recovered_at(
    release: Release, failure: Failure, linking: Linking, ownership: Ownership
) -> datetime | None:
    """When the last linked incident was closed; if one is open, when a fix was in production."""
    closed = [incident.closed_at for incident in failure.incidents]
    ends = [closed_at for closed_at in closed if closed_at]
    if ends and len(ends) == len(closed):
        return max(ends)
    return _fixed_at(release, failure, linking, ownership)


def place_recovery(
    linking: Linking,
    ownership: Ownership,
    identities: Identities,
    placing: Placing,
    as_of: datetime,
) -> None:
    """Hours from a failed deployment to its recovery; not recovered ones are censored."""
    for release in linking.releases:
        failure = linking.failures.get(release.key)
        if failure is None:
            continue
        team_id = ownership.owner(release.service, release.finished_at)
        ended = recovered_at(release, failure, linking, ownership)
        length = ((ended or as_of) - release.finished_at) / HOUR
        item = Item(
            key=release.key,
            people=starters(release, identities),
            span=Span(length, is_observed=ended is not None),
        )
        placing.add("failed_deploy_recovery", team_id, release.finished_at, item)
