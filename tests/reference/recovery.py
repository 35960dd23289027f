"""How long failed deployments took to be noticed and to recover.

Belongs here: `failed_deploy_recovery`, `failed_deploy_detection` and `failed_deploy_restoration`.
Does not belong here: which deployments failed (`failures.py`).
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
    """When the last linked incident was over; if one is not, when a fix was in production."""
    ends = [incident.mitigated_at for incident in failure.incidents]
    known = [end for end in ends if end]
    if known and len(known) == len(ends):
        return max(*known, release.finished_at)
    return _fixed_at(release, failure, linking, ownership)


def noticed_at(release: Release, failure: Failure) -> datetime:
    """When the first incident began or the first fix was opened, but not before the release."""
    instants = [incident.started_at for incident in failure.incidents]
    instants += [fix.created_at for fix in failure.fixes]
    return max(min(instants), release.finished_at)


def place_recovery(
    linking: Linking,
    ownership: Ownership,
    identities: Identities,
    placing: Placing,
    as_of: datetime,
) -> None:
    """Hours from a failed deployment to its recovery, and both parts of them.

    Those that have not recovered are censored.
    """
    for release in linking.releases:
        failure = linking.failures.get(release.key)
        if failure is None:
            continue
        team_id = ownership.owner(release.service, release.finished_at)
        ended = recovered_at(release, failure, linking, ownership)
        noticed = noticed_at(release, failure)
        is_over = ended is not None
        for metric_id, length, is_observed in (
            ("failed_deploy_recovery", (ended or as_of) - release.finished_at, is_over),
            ("failed_deploy_detection", noticed - release.finished_at, True),
            ("failed_deploy_restoration", (ended or as_of) - noticed, is_over),
        ):
            item = Item(
                key=release.key,
                people=starters(release, identities),
                span=Span(length / HOUR, is_observed=is_observed),
            )
            placing.add(metric_id, team_id, release.finished_at, item)
