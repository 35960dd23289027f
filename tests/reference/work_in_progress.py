"""The age of work in progress.

Belongs here: `open_change_age_p85`. Does not belong here: finished work.
"""

from datetime import datetime, timedelta

from tests.reference.calendar import GRAINS, Period
from tests.reference.identity import Identities
from tests.reference.items import Item, Placing
from tests.reference.organisation import Organisation
from tests.reference.ownership import Ownership
from tests.reference.pull_request_history import was_draft, was_open
from tests.reference.records import PullRequest, Truth

DAY = timedelta(days=1)


def _periods(
    organisation: Organisation, team_id: str, first: datetime, as_of: datetime
) -> list[Period]:
    """The periods of a team from the one of `first` to the one of `as_of`."""
    found = []
    for grain in GRAINS:
        period = organisation.period(team_id, first, grain)
        while organisation.starts_at(team_id, period) < as_of:
            found.append(period)
            period = period.following
    return found


class WorkInProgress:
    """Places the open changes of every team at the end of each of its periods."""

    def __init__(
        self, truth: Truth, organisation: Organisation, ownership: Ownership, identities: Identities
    ) -> None:
        self._as_of = truth.as_of
        self._organisation = organisation
        self._ownership = ownership
        self._identities = identities

    def place(self, truth: Truth, placing: Placing) -> None:
        """Place all open changes."""
        for repository in truth.repositories:
            for change in repository.pull_requests:
                if self._identities.actor(change.author).is_human:
                    self._place_change(repository.full_name, change, placing)

    def _place_change(self, repository: str, change: PullRequest, placing: Placing) -> None:
        service = self._ownership.of_change(repository, change)
        for team_id, _, _ in set(service.owners) if service else ():
            for period in _periods(self._organisation, team_id, change.created_at, self._as_of):
                end = min(self._organisation.ends_at(team_id, period), self._as_of)
                is_counted = was_open(change, end) and not was_draft(change, end)
                if is_counted and self._ownership.owner(service, end) == team_id:
                    item = Item(
                        key=change.node_id,
                        people=self._identities.people(self._identities.actor(change.author)),
                        value=(end - change.created_at) / DAY,
                    )
                    placing.placed["open_change_age_p85", team_id, period].append(item)
