"""How review load is spread over the people of a team, compared with fair assignment.

Belongs here: `rpt_workload_distribution` for reviews. Does not belong here: how soon reviews come
(`reviews.py`) and how fair assignment is drawn (`fair_draws.py`).
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.reference.calendar import local_day, midnight
from tests.reference.fair_draws import FairDraws
from tests.reference.identity import Identities, is_in_force
from tests.reference.organisation import Organisation
from tests.reference.records import RosterRow, Truth
from tests.reference.spine import covered_from
from tests.reference.statistics import weighted_gini

FIRST_WINDOW = date(2019, 12, 30)
WINDOW = timedelta(weeks=12)
LEAST_PEOPLE, LEAST_EVENTS = 6, 40


@dataclass(frozen=True)
class Spread:
    """One row of `rpt_workload_distribution`."""

    window_end: date
    n_people: int
    n_events: int | None
    status: str
    excess_over_fair_share: float | None = None
    effective_people: float | None = None
    p_fair: float | None = None
    detectable_multiple: float | None = None


SpreadKey = tuple[str, str, date]
"""Team, load kind and first day of the window."""


@dataclass(frozen=True)
class Sitting:
    """A person's reviews of one pull request on one of the person's local days."""

    team_id: str
    person_id: str
    change: str
    day: date


def rounded(value: float, step: float) -> float:
    """The nearest multiple of a step, halves away from zero."""
    return math.copysign(math.floor(abs(value) / step + 0.5), value) * step


def effective_people(loads: Sequence[int]) -> float | None:
    """How many people the load is spread as if over, without the inflation of small counts."""
    total = sum(loads)
    concentration = sum((load / total) ** 2 for load in loads)
    excess = total * concentration - 1
    return (total - 1) / excess if excess else None


def capacity(row: RosterRow, start: date) -> float:
    """What a roster row adds to a window: position times presence times days in the team."""
    days = range(WINDOW.days)
    present = sum(
        is_in_force(row.valid_from, row.valid_to, start + timedelta(days=day)) for day in days
    )
    return row.fte * row.available_fraction * present / WINDOW.days


class Workload:
    """The review load of the people of a truth."""

    def __init__(self, truth: Truth, organisation: Organisation, identities: Identities) -> None:
        self._truth = truth
        self._organisation = organisation
        self._identities = identities
        self._sittings = set(self._reviews())

    def _reviews(self) -> Iterator[Sitting]:
        """The reviews of others' changes by known people; who talks on an own one reviews not."""
        for repository in self._truth.repositories:
            for change in repository.pull_requests:
                author = self._identities.actor(change.author)
                for review in change.reviews:
                    actor = self._identities.actor(review.author)
                    row = self._identities.membership(actor.person_id, review.submitted_at)
                    if actor.is_human and actor.person_id and row and actor.key != author.key:
                        day = local_day(review.submitted_at, row.time_zone)
                        yield Sitting(row.team_id, actor.person_id, change.node_id, day)

    def spreads(self) -> Iterator[tuple[SpreadKey, Spread]]:
        """Every complete window of every team that began with data."""
        for team_id, since in covered_from(self._truth, self._organisation).items():
            zone = self._organisation.zone(self._organisation.leaves[team_id][0], since)
            start = FIRST_WINDOW + -((FIRST_WINDOW - since) // WINDOW) * WINDOW
            while midnight(start + WINDOW, zone) <= self._truth.as_of:
                yield (team_id, "review", start), self._spread(team_id, start)
                start += WINDOW

    def _loads(self, team_id: str, start: date) -> dict[str, int]:
        leaves = self._organisation.leaves[team_id]
        events = {
            (sitting.person_id, sitting.change, sitting.day)
            for sitting in self._sittings
            if sitting.team_id in leaves and start <= sitting.day < start + WINDOW
        }
        loads: dict[str, int] = {}
        for person_id, _, _ in events:
            loads[person_id] = loads.get(person_id, 0) + 1
        return loads

    def _capacities(self, team_id: str, start: date) -> dict[str, float]:
        """Of the people with a known account; what the others carry cannot be seen."""
        found: dict[str, float] = {}
        for row in self._identities.roster:
            is_member = row.team_id in self._organisation.leaves[team_id]
            share = capacity(row, start) if is_member else 0.0
            if share and self._identities.is_known(row.person_id):
                found[row.person_id] = found.get(row.person_id, 0.0) + share
        return found

    def _spread(self, team_id: str, start: date) -> Spread:
        capacities, events = self._capacities(team_id, start), self._loads(team_id, start)
        people = sorted(capacities)
        loads = [events.get(person_id, 0) for person_id in people]
        n_people, n_events, end = len(people), sum(loads), start + WINDOW
        if n_people < LEAST_PEOPLE:
            return Spread(end, n_people, None, "suppressed_privacy")
        if n_events < LEAST_EVENTS:
            return Spread(end, n_people, n_events, "insufficient_n")
        total = sum(capacities.values())
        shares = tuple(capacities[person_id] / total for person_id in people)
        observed = weighted_gini(loads, shares)
        draws = FairDraws(f"{team_id}:{start}", n_events, shares)
        effective = effective_people(loads)
        return Spread(
            end,
            n_people,
            n_events,
            "ok",
            rounded((observed - draws.expected) / (1 - draws.expected), 0.05),
            rounded(effective, 0.5) if effective else None,
            draws.p_fair(observed),
            draws.detectable_multiple,
        )
