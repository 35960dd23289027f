"""Random organisations over four quarters: joiners, leavers, leave, moves, reorganisations.

Belongs here: who is in which team on which day, and what they do. Does not belong here: which cells
follow from it (`arms.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np

FIRST_DAY = date(2025, 10, 1)
LAST_DAY = date(2026, 10, 1)
QUARTERS = (date(2025, 10, 1), date(2026, 1, 1), date(2026, 4, 1), date(2026, 7, 1))
LEFT_A_QUARTER = 0.05
MOVED_A_QUARTER = 0.04
IN_TWO_TEAMS = 0.04
AT_A_TRIBE = 0.5
REORGANISED = 0.5
ON_LEAVE = 0.25
"""Shares a quarter: of people who leave (as many join), move, and are away for one to six weeks;
chances of a second team, of somebody who belongs to a tribe itself, of a split or a merger."""
ACTS_A_WEEK = 2.5
SATURDAY = 5

Stay = tuple[str, str, date, date]
"""Person, team, first day, day after the last."""


@dataclass
class Organisation:
    """One organisation.

    Attributes:
        parents: The team above, by team.
        stays: Who was where.
        acts: Days on which each person did something that counts, one entry an act.
    """

    parents: dict[str, str | None] = field(default_factory=dict)
    stays: list[Stay] = field(default_factory=list)
    acts: dict[str, list[date]] = field(default_factory=dict)

    def leaves(self, team: str) -> list[str]:
        """A team and all below it."""
        below = [child for child, parent in self.parents.items() if parent == team]
        return [team, *(leaf for child in below for leaf in self.leaves(child))]

    def members(self, team: str, day: date) -> frozenset[str]:
        """Who is in a team or below it on a day."""
        teams = set(self.leaves(team))
        return frozenset(
            person for person, of, start, end in self.stays if of in teams and start <= day < end
        )


def organisation(seed: int) -> Organisation:
    """Draw an organisation: 5 to 12 teams of 4 to 12 people in 2 to 4 tribes."""
    return _Drawing(np.random.default_rng(seed)).drawn()


class _Drawing:
    def __init__(self, random: np.random.Generator) -> None:
        self._random = random
        self._organisation = Organisation({"all": None})
        self._teams: list[str] = []
        self._now: dict[str, list[str]] = {}
        self._since: dict[tuple[str, str], date] = {}
        self._n_people = 0
        self._n_teams = 0

    def drawn(self) -> Organisation:
        tribes = [f"tribe-{n}" for n in range(self._random.integers(2, 5))]
        self._organisation.parents |= dict.fromkeys(tribes, "all")
        for _ in range(self._random.integers(5, 13)):
            team = self._new_team(str(self._random.choice(tribes)))
            for _ in range(self._random.integers(4, 13)):
                self._enter(self._new_person(), team, FIRST_DAY)
        for tribe in tribes:
            if self._random.random() < AT_A_TRIBE:
                self._enter(self._new_person(), tribe, FIRST_DAY)
        for start, end in zip(QUARTERS, (*QUARTERS[1:], LAST_DAY), strict=True):
            self._quarter(start, end)
        for person, teams in list(self._now.items()):
            for team in list(teams):
                self._exit(person, team, LAST_DAY)
        self._act()
        return self._organisation

    def _new_team(self, tribe: str) -> str:
        team = f"team-{self._n_teams}"
        self._n_teams += 1
        self._organisation.parents[team] = tribe
        self._teams.append(team)
        return team

    def _new_person(self) -> str:
        self._n_people += 1
        return f"p{self._n_people:03d}"

    def _enter(self, person: str, team: str, day: date) -> None:
        self._now.setdefault(person, []).append(team)
        self._since[person, team] = day

    def _exit(self, person: str, team: str, day: date) -> None:
        self._now[person].remove(team)
        start = self._since.pop((person, team))
        if start < day:
            self._organisation.stays.append((person, team, start, day))

    def _quarter(self, start: date, end: date) -> None:
        for person in [person for person, teams in self._now.items() if teams]:
            chance = self._random.random()
            team = self._now[person][0]
            day = self._day(start, end)
            if chance < LEFT_A_QUARTER:
                for each in list(self._now[person]):
                    self._exit(person, each, day)
                self._enter(self._new_person(), team, self._day(start, end))
            elif chance < LEFT_A_QUARTER + MOVED_A_QUARTER and team in self._teams:
                self._move(person, team, day)
            elif chance < LEFT_A_QUARTER + MOVED_A_QUARTER + IN_TWO_TEAMS / 4:
                second = str(self._random.choice(self._teams))
                if second not in self._now[person]:
                    self._enter(person, second, day)
        if self._random.random() < REORGANISED:
            self._reorganise(self._day(start, end))

    def _move(self, person: str, team: str, day: date) -> None:
        to = str(self._random.choice(self._teams))
        if to not in self._now[person]:
            self._exit(person, team, day)
            self._enter(person, to, day)

    def _reorganise(self, day: date) -> None:
        """Half of a team becomes a new one, in its own or another tribe."""
        team = str(self._random.choice(self._teams))
        tribes = [name for name, parent in self._organisation.parents.items() if parent == "all"]
        to = self._new_team(str(self._random.choice(tribes)))
        people = [person for person, teams in self._now.items() if team in teams]
        for person in people[: len(people) // 2]:
            self._exit(person, team, max(day, self._since[person, team]))
            self._enter(person, to, day)

    def _day(self, start: date, end: date) -> date:
        return start + timedelta(days=int(self._random.integers(1, (end - start).days)))

    def _act(self) -> None:
        days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days)]
        for n in range(self._n_people):
            person = f"p{n + 1:03d}"
            rate = ACTS_A_WEEK / SATURDAY * float(self._random.lognormal(0, 0.5))
            away = set(self._leave(days))
            working = [day for day in days if day.weekday() < SATURDAY and day not in away]
            counts = self._random.poisson(rate, len(working))
            self._organisation.acts[person] = [
                day for day, count in zip(working, counts, strict=True) for _ in range(count)
            ]

    def _leave(self, days: list[date]) -> Iterator[date]:
        for _ in QUARTERS:
            if self._random.random() < ON_LEAVE:
                start = int(self._random.integers(0, len(days)))
                yield from days[start : start + 7 * int(self._random.integers(1, 7))]
