"""How load is spread over the people of a team, compared with fair assignment.

Belongs here: `rpt_workload_distribution` and `rpt_team_workload`. Does not belong here: which
events there are (`loads.py`) and how fair assignment is drawn (`fair_draws.py`).
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tests.reference.calendar import DAY, WORKING_DAYS, midnight
from tests.reference.cells import BELIEVED_BEFORE
from tests.reference.context import Context
from tests.reference.fair_draws import DRAWS, fair_draws, level_of
from tests.reference.identity import is_in_force
from tests.reference.loads import SPEAKS, TOOLS, Loads, ramp
from tests.reference.records import RosterRow
from tests.reference.spine import covered_from
from tests.reference.statistics import weighted_gini, wilson

FIRST_WINDOW = date(2019, 12, 30)
LONG, SHORT = 12, 4
LEAST_PEOPLE, LEAST_EVENTS = 6, 40
MOST_OF_ONE, MOST_OF_TWO = 0.5, 0.8
ALERT_P, ALERT_SHARE = 0.01, 0.6
SHARES = 10_000


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
    is_concentrated: bool | None = None


SpreadKey = tuple[str, str, date]
"""Team, load kind and first day of the window."""


def rounded(value: float, step: float) -> float:
    """The nearest multiple of a step, halves away from zero."""
    return math.copysign(math.floor(abs(value) / step + 0.5), value) * step


def effective_people(loads: Sequence[int]) -> float | None:
    """How many people the load is spread as if over, without the inflation of small counts."""
    total = sum(loads)
    excess = sum(load * load for load in loads) - total
    return (total - 1) * total / excess if excess else None


def is_dominated(loads: Sequence[int]) -> bool:
    """Whether one person's or two people's part is so large that the sum would tell it."""
    one, two = (sum(sorted(loads)[-number:]) for number in (1, 2))
    total = sum(loads)
    return one > MOST_OF_ONE * total or two > MOST_OF_TWO * total


def capacity(row: RosterRow, window: tuple[date, date], joined: date, first: date) -> int:
    """What a roster row adds to a window: a day's part of its position for each working day."""
    day, end = window
    total = 0
    while day < end:
        if day.weekday() < WORKING_DAYS and is_in_force(row.valid_from, row.valid_to, day):
            total += round(row.fte * row.available_fraction * SHARES) * ramp(joined, first, day)
        day += DAY
    return total


def in_shares(capacities: Sequence[int]) -> list[int]:
    """Capacities in whole ten-thousandths of all of them."""
    total = sum(capacities)
    return [math.floor(SHARES * each / total + 0.5) for each in capacities]


class Workload:
    """The load of the people of an organisation."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._events: dict[tuple[str, str], list[tuple[date, str, Hashable]]] = defaultdict(list)
        for load in Loads(context):
            self._events[load.kind, load.team_id].append((load.day, load.person_id, load.event))
        self._joined: dict[str, date] = {}
        for row in context.truth.roster:
            known = self._joined.get(row.person_id, row.valid_from)
            self._joined[row.person_id] = min(known, row.valid_from)
        self._seen = {
            kind: {
                row["person_id"]
                for row in context.inputs("identities")
                if row["source"] in tools and row["person_id"]
            }
            for kind, tools in TOOLS.items()
        }

    def spreads(self, weeks: int = LONG) -> Iterator[tuple[SpreadKey, Spread]]:
        """Every complete window of every team that began with data."""
        organisation, length = self._context.organisation, timedelta(weeks=weeks)
        for team_id, since in covered_from(self._context.truth, organisation).items():
            zone = organisation.zone(organisation.leaves[team_id][0], since)
            start = FIRST_WINDOW + -((FIRST_WINDOW - since) // length) * length
            before = dict.fromkeys(TOOLS, False)
            while midnight(start + length, zone) <= self._context.as_of:
                window = (start, start + length)
                capacities = self._capacities(team_id, window)
                for kind in TOOLS:
                    spread = self._spread(kind, team_id, window, capacities)
                    is_uneven = bool(spread.is_concentrated)
                    if is_uneven and not before[kind]:
                        spread = replace(spread, is_concentrated=False)
                    yield (team_id, kind, start), spread
                    before[kind] = is_uneven
                start += length

    def _capacities(self, team_id: str, window: tuple[date, date]) -> dict[str, int]:
        """Of the people whom the quarter began with, as far as they were there."""
        leaves, rows = self._context.organisation.leaves[team_id], self._context.truth.roster
        members = {
            row.person_id
            for row in self._context.identities.reporting
            if row.team_id in leaves and is_in_force(row.valid_from, row.valid_to, window[0])
        }
        first = min(self._joined.values())
        found: dict[str, int] = defaultdict(int)
        for row in rows:
            if row.person_id in members and row.team_id in leaves:
                found[row.person_id] += capacity(row, window, self._joined[row.person_id], first)
        return {person_id: each for person_id, each in found.items() if each}

    def _loads(self, kind: str, team_id: str, window: tuple[date, date]) -> dict[str, int]:
        events = {
            (person_id, event)
            for leaf in self._context.organisation.leaves[team_id]
            for day, person_id, event in self._events[kind, leaf]
            if window[0] <= day < window[1]
        }
        loads: dict[str, int] = defaultdict(int)
        for person_id, _ in events:
            loads[person_id] += 1
        return loads

    def _is_spoken(self, kind: str, start: date) -> bool:
        tool = SPEAKS.get(kind, "pagerduty")
        first = self._context.first_day(tool) if tool else None
        return first is None or start >= first - BELIEVED_BEFORE

    def _spread(
        self, kind: str, team_id: str, window: tuple[date, date], everybody: dict[str, int]
    ) -> Spread:
        """A spread that is called concentrated if this window alone is."""
        events = self._loads(kind, team_id, window)
        people = [person_id for person_id in everybody if person_id in self._seen[kind]]
        shares = in_shares([everybody[person_id] for person_id in people])
        loads = [events.get(person_id, 0) for person_id in people]
        n_people, n_events, end = len(people), sum(loads), window[1]
        if not self._is_spoken(kind, window[0]):
            return Spread(end, n_people, None, "source_missing")
        if n_people < LEAST_PEOPLE:
            return Spread(end, n_people, None, "suppressed_privacy")
        shown = None if is_dominated(loads) else n_events
        if n_events < LEAST_EVENTS:
            return Spread(end, n_people, shown, "insufficient_n")
        ordered = sorted(zip(shares, loads, strict=True))
        return judged(Spread(end, n_people, shown, "ok"), ordered)


def judged(spread: Spread, people: list[tuple[int, int]]) -> Spread:
    """A spread with its figures, of people by their capacity and load."""
    total, loads = sum(share for share, _ in people), [load for _, load in people]
    shares, n_events = tuple(share / total for share, _ in people), sum(loads)
    draws = fair_draws(level_of(n_events), shares)
    observed, expected = weighted_gini(loads, shares), draws.expected(n_events)
    effective, as_uneven = effective_people(loads), draws.as_uneven(observed, n_events)
    high = wilson(float(as_uneven), float(DRAWS))[1]
    is_few = effective is not None and effective < ALERT_SHARE / sum(c * c for c in shares)
    return replace(
        spread,
        excess_over_fair_share=rounded((observed - expected) / (1 - expected), 0.05),
        effective_people=rounded(effective, 0.5) if effective else None,
        p_fair=as_uneven / DRAWS,
        detectable_multiple=draws.detectable_multiple,
        is_concentrated=high < ALERT_P and is_few,
    )
