"""Teams, their zones and holidays, and the tree they form.

Belongs here: what organisation.yml says about teams. Does not belong here: services
(`ownership.py`) and people (`identity.py`).
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Any

from tests.reference.calendar import DAY, Period, local_day, midnight, period_of


def as_date(value: Any) -> date:
    """A date from JSON or YAML."""
    return value if isinstance(value, date) else date.fromisoformat(value)


class Organisation:
    """The teams of an organisation.yml."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.teams: dict[str, dict[str, Any]] = {
            team["team_id"]: team for team in document["teams"]
        }

    @cached_property
    def leaves(self) -> dict[str, tuple[str, ...]]:
        """Each team's own and its descendants' ids, as far as they have a calendar."""
        own: dict[str, list[str]] = {team_id: [] for team_id in self.teams}
        for team_id, team in self.teams.items():
            if not team.get("calendar"):
                continue
            ancestor: str | None = team_id
            while ancestor:
                own[ancestor].append(team_id)
                ancestor = self.teams[ancestor].get("parent_team_id")
        return {team_id: tuple(sorted(leaves)) for team_id, leaves in own.items()}

    def zone(self, team_id: str, day: date) -> str:
        """The reporting zone in force on a day."""
        rows = sorted(self.teams[team_id]["calendar"], key=lambda row: as_date(row["valid_from"]))
        in_force = [row for row in rows if as_date(row["valid_from"]) <= day] or rows[:1]
        zone: str = in_force[-1]["time_zone"]
        return zone

    def local_day(self, team_id: str, instant: datetime) -> date:
        """The team's local day of an instant."""
        return local_day(instant, self.zone(team_id, instant.date()))

    def period(self, team_id: str, instant: datetime, grain: str) -> Period:
        """The team's period that contains an instant."""
        return period_of(self.local_day(team_id, instant), grain)

    def starts_at(self, team_id: str, period: Period) -> datetime:
        """The instant a period begins for a team."""
        return midnight(period.start, self.zone(team_id, period.start))

    def ends_at(self, team_id: str, period: Period) -> datetime:
        """The instant a period ends for a team."""
        return midnight(period.end, self.zone(team_id, period.end))

    def days_begun(self, team_id: str, period: Period, as_of: datetime) -> int:
        """How many of a period's local days have begun."""
        return sum(day <= self.local_day(team_id, as_of) for day in days_of(period))

    def is_holiday(self, team_id: str | None) -> Callable[[date], bool]:
        """Whether a day is one of a team's holidays."""
        holidays = self.teams[team_id].get("holidays") or [] if team_id else []
        days = {as_date(day) for day in holidays}
        return days.__contains__

    def team_of_slug(self, slug: str) -> str | None:
        """The team a GitHub team stands for."""
        for team_id, team in self.teams.items():
            if slug in (team.get("github_teams") or ()):
                return team_id
        return None


def days_of(period: Period) -> Iterator[date]:
    """The local days of a period."""
    day = period.start
    while day < period.end:
        yield day
        day += DAY
