"""What the organisation knows about itself: teams, services, roster, identities.

Belongs here: the records behind `organisation.yml` and the files under `inputs/`.
Does not belong here: GitHub's view (`sandbox.world`) and the writing of files (`sandbox.inputs`).
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamEntry:
    """A team of organisation.yml. A parent that is no team of its own has no type and no zone."""

    team_id: str
    team_name: str
    team_type: str | None = None
    parent_team_id: str | None = None
    github_teams: tuple[str, ...] = ()
    time_zone: str | None = None
    valid_from: date = date(2020, 1, 1)
    holidays: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnershipEntry:
    """A team owns a service from `valid_from` until before `valid_to`."""

    team_id: str
    valid_from: date = date(2020, 1, 1)
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceEntry:
    """A service: a path of a repository (`""`: all of it) with its production environments."""

    service_id: str
    repository: str
    path_prefix: str = ""
    production_environments: tuple[str, ...] = ("production",)
    owners: tuple[OwnershipEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """A person in a team from `valid_from` until before `valid_to`; shares of full time 0 to 1."""

    person_id: str
    team_id: str
    role: str
    valid_from: date
    valid_to: date | None
    fte: float
    time_zone: str
    available_fraction: float


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityEntry:
    """An account of a tool; `actor_kind` is human, bot, ai_agent or service."""

    source: str
    account: str
    person_id: str | None
    actor_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Everything organisation.yml, roster.csv and identities.csv say."""

    name: str
    github_organisation: str
    teams: tuple[TeamEntry, ...] = ()
    services: tuple[ServiceEntry, ...] = ()
    roster: tuple[RosterEntry, ...] = ()
    identities: tuple[IdentityEntry, ...] = ()
    incident_label: str = "incident"
    severity_label_prefix: str = "severity:"
    service_label_prefix: str = "service:"
    hotfix_label: str = "hotfix"
    generated_paths: tuple[str, ...] = ()
