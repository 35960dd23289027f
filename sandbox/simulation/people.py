"""Who works in the organisation, where and when.

Belongs here: people, their accounts, time zones and team intervals, and everybody else who acts.
Does not belong here: what they do.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sandbox.entities.accounts import Account
from sandbox.scenario import Scenario
from sandbox.scenario_parts import RosterChange, TeamSpec
from sandbox.simulation.randomness import DatabaseIds, generator, lognormal, node_id, pick
from sandbox.simulation.working_time import WorkClock

_FOUNDED = date(2024, 1, 1)
_LEAST_AGE = timedelta(days=365)
_FIRST_NAMES = [
    "Amina",
    "Bjarne",
    "Chiara",
    "Dmitri",
    "Elif",
    "Farid",
    "Greta",
    "Hana",
    "Ivo",
    "Jamila",
    "Kofi",
    "Leonie",
    "Mateo",
    "Nadia",
    "Olu",
    "Petra",
    "Quentin",
    "Rosa",
    "Sami",
    "Tove",
    "Uma",
    "Viktor",
    "Wanda",
    "Ximena",
    "Yusuf",
    "Zofia",
    "Arjun",
    "Bente",
    "Carlos",
    "Divya",
]
_LAST_NAMES = [
    "Adler",
    "Brandt",
    "Castro",
    "Dahl",
    "Eriksen",
    "Fischer",
    "Gupta",
    "Haddad",
    "Ito",
    "Jensen",
    "Kaya",
    "Lindqvist",
    "Moreau",
    "Nair",
    "Okafor",
    "Petrov",
    "Quist",
    "Rahman",
    "Silva",
    "Tanaka",
    "Ueda",
    "Vargas",
    "Weiss",
    "Xu",
    "Yilmaz",
    "Zeman",
    "Acosta",
    "Bauer",
    "Costa",
]
_PART_TIME = (1.0, 0.8, 0.6)
_PART_TIME_WEIGHTS = (0.82, 0.12, 0.06)


@dataclass(slots=True)
class Person:
    """A person; `intervals` are (team_id, from, to exclusive or None) without overlap.

    `appetite` and `review_appetite` are relative shares of authoring and reviewing.
    """

    person_id: str
    name: str
    accounts: tuple[Account, ...]
    zone: str
    fte: float
    appetite: float
    review_appetite: float
    clock: WorkClock
    intervals: list[tuple[str, date, date | None]] = field(default_factory=list)

    @property
    def account(self) -> Account:
        """The account the person usually works with."""
        return self.accounts[0]

    def team_on(self, day: date) -> str | None:
        """The team on a local date, or `None` outside the organisation."""
        for team_id, start, end in self.intervals:
            if start <= day and (end is None or day < end):
                return team_id
        return None

    def team_at(self, seconds: int) -> str | None:
        """The team at an instant, by the person's own calendar."""
        return self.team_on(self.clock.local_date(seconds))


@dataclass(frozen=True, slots=True)
class Actors:
    """The accounts that are nobody's in the roster."""

    dependency_bot: Account
    second_dependency_bot: Account
    lint_bot: Account
    coding_agent: Account
    deployer: Account
    pager: Account
    outsiders: tuple[Account, ...]


def account(ids: DatabaseIds, login: str, kind: str = "User", name: str | None = None) -> Account:
    """An account whose ids follow from its login."""
    node = node_id("U" if kind == "User" else "BOT", login)
    return Account(login=login, node_id=node, database_id=ids.of(node, "U"), kind=kind, name=name)


def actors(ids: DatabaseIds) -> Actors:
    """Bots, services and outsiders; the logins are as GraphQL shows them."""
    return Actors(
        dependency_bot=account(ids, "dependabot", "Bot"),
        second_dependency_bot=account(ids, "renovate", "Bot"),
        lint_bot=account(ids, "quill-lint", "Bot"),
        coding_agent=account(ids, "pilot-agent", "Bot"),
        deployer=account(ids, "harbour-deployer"),
        pager=account(ids, "harbour-pager"),
        outsiders=tuple(account(ids, login) for login in ("tidewater-dev", "kelp-and-salt")),
    )


def people(scenario: Scenario, ids: DatabaseIds) -> list[Person]:
    """Everybody who is in the roster at any time, in order of person_id."""
    found: list[Person] = []
    founded = min(_FOUNDED, scenario.start - _LEAST_AGE)
    for team in scenario.teams:
        for _ in range(team.people):
            found.append(_person(scenario, team, len(found), ids))
            found[-1].intervals.append((team.team_id, founded, None))
    specs = {team.team_id: team for team in scenario.teams}
    for change in sorted(scenario.roster_changes, key=lambda c: (c.day, c.kind, c.team)):
        if change.kind == "join":
            found.append(_person(scenario, specs[change.team], len(found), ids))
            found[-1].intervals.append((change.team, change.day, None))
        else:
            _end_interval(_leaver(found, change.team), change)
    return found


def _leaver(everybody: Iterable[Person], team_id: str) -> Person:
    """Whoever goes when somebody of a team must: the first who has been nowhere else."""
    staff = [p for p in everybody if p.intervals[-1][0] == team_id and p.intervals[-1][2] is None]
    return min(staff, key=lambda person: (len(person.intervals), person.person_id))


def _end_interval(person: Person, change: RosterChange) -> None:
    team_id, start, _ = person.intervals[-1]
    person.intervals[-1] = (team_id, start, change.day)
    if change.to is not None:
        person.intervals.append((change.to, change.day, None))


def _person(scenario: Scenario, team: TeamSpec, index: int, ids: DatabaseIds) -> Person:
    draw = generator(scenario.seed, "person", index)
    first = _FIRST_NAMES[index % len(_FIRST_NAMES)]
    last = _LAST_NAMES[(index * 7) % len(_LAST_NAMES)]
    login = f"{first}-{last}".lower()
    zones = (team.time_zone, *team.other_time_zones)
    weights = (3.0, *(1.0 for _ in team.other_time_zones))
    zone = pick(draw, zones, weights)
    accounts = [account(ids, login, name=f"{first} {last}")]
    if index == 0:
        accounts.append(account(ids, f"{login}-laptop", name=first))
    return Person(
        person_id=f"person-{index + 1:02d}",
        name=f"{first} {last}",
        accounts=tuple(accounts),
        zone=zone,
        fte=pick(draw, _PART_TIME, _PART_TIME_WEIGHTS),
        appetite=lognormal(draw, 1.0, 0.3),
        review_appetite=lognormal(draw, 1.0, 0.5),
        clock=work_clock(scenario, zone, team.holidays),
    )


def work_clock(scenario: Scenario, zone: str, holidays: Iterable[date]) -> WorkClock:
    """A calendar that covers the period with a margin on both sides."""
    first = scenario.start - timedelta(days=120)
    return WorkClock(zone, frozenset(holidays), first, scenario.end + timedelta(days=200))
