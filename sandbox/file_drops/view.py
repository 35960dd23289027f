"""What the writers of all files ask about a world: its days, teams, people and incidents.

Belongs here: look-ups and chance that several files share. Does not belong here: any one file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from sandbox.directory import ServiceEntry, TeamEntry
from sandbox.simulation.randomness import generator
from sandbox.world import Issue, World

Row = dict[str, Any]
WEEK = timedelta(days=7)
_MONDAY = 0
_DECEMBER = 12


@dataclass(frozen=True)
class View:
    """A world as those see it who keep the files."""

    world: World

    @cached_property
    def last_day(self) -> date:
        """The last day that is over."""
        return self.world.as_of.date() - timedelta(days=1)

    @cached_property
    def first_day(self) -> date:
        """The first day on which the tools saw anything."""
        opened = (r.created_at for each in self.world.repositories for r in each.pull_requests)
        return min(opened, default=self.world.as_of).date()

    @cached_property
    def teams(self) -> list[TeamEntry]:
        """The teams that people are in."""
        return [team for team in self.world.directory.teams if team.time_zone is not None]

    def draw(self, *keys: str | int) -> np.random.Generator:
        """The chance that belongs to one row or series of one file."""
        return generator(self.world.seed, "file_drops", *keys)

    def days(self, step: timedelta = timedelta(days=1), weekday: int | None = None) -> list[date]:
        """Days of the period, from the first one or the first such weekday on."""
        start = self.first_day
        if weekday is not None:
            start += timedelta(days=(weekday - start.weekday()) % 7)
        return list(_every(start, self.last_day, step))

    def members(self, team_id: str, day: date) -> list[str]:
        """The people of a team on a day, in order of person_id."""
        return sorted(
            row.person_id
            for row in self.world.directory.roster
            if row.team_id == team_id
            and row.valid_from <= day
            and (row.valid_to is None or day < row.valid_to)
        )

    def lead(self, team_id: str) -> str:
        """Whoever leads a team: of those there now, the one who is there longest."""
        now = self.members(team_id, self.last_day)
        return now[0] if now else self.world.directory.roster[0].person_id

    def services(self, team_id: str, day: date) -> list[ServiceEntry]:
        """The services a team owns on a day."""
        return [each for each in self.world.directory.services if _owner(each, day) == team_id]

    def owner(self, service: ServiceEntry, day: date) -> str:
        """The team that owns a service on a day."""
        return _owner(service, day)

    def incidents(self, service: ServiceEntry) -> list[Issue]:
        """The incident issues of a service; of a repository with one service all are its own."""
        directory = self.world.directory
        repository = self.world.repository(service.repository)
        alone = [each.repository for each in directory.services].count(service.repository) == 1
        label = f"{directory.service_label_prefix}{service.service_id}"
        return [
            issue
            for issue in (repository.issues if repository else ())
            if directory.incident_label in issue.labels and (alone or label in issue.labels)
        ]


def half_year(day: date) -> str:
    """`2026-h1` for a day from January to June 2026."""
    return f"{day.year}-h{1 if day.month <= _DECEMBER // 2 else 2}"


def first_monday(year: int, month: int) -> date:
    """The first Monday of a month."""
    start = date(year, month, 1)
    return start + timedelta(days=(_MONDAY - start.weekday()) % 7)


def _every(start: date, last: date, step: timedelta) -> Iterator[date]:
    while start <= last:
        yield start
        start += step


def _owner(service: ServiceEntry, day: date) -> str:
    owners = [each for each in service.owners if each.valid_from <= day]
    return max(owners, key=lambda each: each.valid_from).team_id
