"""Who is on call when: each team's people take turns by the week.

Belongs here: shifts, and who is on call at an instant. Does not belong here: incidents.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sandbox.directory import RosterEntry, TeamEntry
from sandbox.pagerduty.records import OnCall, Policy, User
from sandbox.simulation.randomness import chance, generator

_HANDOVER = time(9)
_WEEK = timedelta(days=7)
_SWAP_SHARE = 0.2
_SWAP_BEGINS = timedelta(days=2)
_SWAP_LASTS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shift:
    """Who is first and second on call from one instant until before another."""

    start: datetime
    end: datetime
    first: User
    second: User


class Rotation:
    """A team's shifts, from the first Monday until the one that is under way at the end.

    Args:
        seed: The world's.
        team: Whose people take turns.
        roster: The team's rows.
        users: Everybody, by person.
        span: The days between which there are shifts.
    """

    def __init__(
        self,
        seed: int,
        team: TeamEntry,
        roster: Sequence[RosterEntry],
        users: Mapping[str, User],
        span: tuple[date, datetime],
    ) -> None:
        self._seed = seed
        self._team = team
        self._roster = sorted(roster, key=lambda row: row.person_id)
        self._users = users
        self.shifts = [shift for shift in self._all_shifts(*span) if shift.start <= span[1]]

    def at(self, moment: datetime) -> Shift | None:
        """The shift at an instant, if anybody is on call."""
        return next((s for s in self.shifts if s.start <= moment < s.end), None)

    def on_calls(self, policy: Policy) -> Iterator[OnCall]:
        """Every stretch of being on call for a policy whose schedules these shifts fill.

        Somebody whose turn follows on their own turn is on call without a break.
        """
        for level, schedule in enumerate(policy.schedules, start=1):
            current: OnCall | None = None
            for shift in self.shifts:
                user = shift.first if level == 1 else shift.second
                if current and current.user == user and current.end == shift.start:
                    start = current.start
                else:
                    if current:
                        yield current
                    start = shift.start
                current = OnCall(
                    policy=policy,
                    level=level,
                    user=user,
                    schedule=schedule,
                    start=start,
                    end=shift.end,
                )
            if current:
                yield current
        if policy.last_resort:
            yield OnCall(policy=policy, level=len(policy.schedules) + 1, user=policy.last_resort)

    def _all_shifts(self, first: date, end: datetime) -> Iterator[Shift]:
        monday = first - timedelta(days=first.weekday())
        zone = ZoneInfo(self._team.time_zone or "UTC")
        week = 0
        while True:
            day = monday + week * _WEEK
            start = datetime.combine(day, _HANDOVER, zone).astimezone(UTC)
            stop = datetime.combine(day + _WEEK, _HANDOVER, zone).astimezone(UTC)
            if start > end:
                return
            yield from self._turn(week, day, start, stop)
            week += 1

    def _turn(self, week: int, day: date, start: datetime, stop: datetime) -> Iterator[Shift]:
        there = [
            self._users[row.person_id]
            for row in self._roster
            if row.valid_from <= day and (row.valid_to is None or day < row.valid_to)
        ]
        if not there:
            return
        first, second = there[week % len(there)], there[(week + 1) % len(there)]
        draw = generator(self._seed, "pagerduty", "swap", self._team.team_id, week)
        if week == 0 or first == second or not chance(draw, _SWAP_SHARE):
            yield Shift(start, stop, first, second)
            return
        # The second stands in for the first for a day.
        begins, ends = start + _SWAP_BEGINS, start + _SWAP_BEGINS + _SWAP_LASTS
        yield Shift(start, begins, first, second)
        yield Shift(begins, ends, second, first)
        yield Shift(ends, stop, first, second)
