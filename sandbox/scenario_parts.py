"""The parts of a scenario: teams, services, and what happens to them.

Belongs here: the typed form of a scenario file's lists. Does not belong here: the reading of the
file (`sandbox.scenario`).
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ServiceSpec:
    """A service of a team; `weight` is its share of the team's changes relative to the others."""

    service_id: str
    repository: str
    path_prefix: str = ""
    production_environments: tuple[str, ...] = ("production",)
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class TeamSpec:
    """A leaf team; `people` counts those on board when the period starts."""

    team_id: str
    team_name: str
    team_type: str
    people: int
    time_zone: str
    services: tuple[ServiceSpec, ...]
    other_time_zones: tuple[str, ...] = ()
    holidays: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterChange:
    """Somebody joins or leaves `team`, or moves from `team` to `to`, on `day`."""

    kind: str
    team: str
    day: date
    to: str | None = None


@dataclass(frozen=True, slots=True)
class Handover:
    """A service changes its owning team on `day`."""

    service: str
    to: str
    day: date


@dataclass(frozen=True, slots=True)
class EpisodeSpec:
    """One team behaves differently for `length_weeks` from `start`; `dose` says how strongly."""

    kind: str
    team: str
    start: date
    length_weeks: int
    dose: float
