"""The organisation's own view: teams, services with owners, roster and identities.

Belongs here: the directory that follows from a scenario and its people. Does not belong here:
its files (`sandbox.inputs`) and GitHub's view of the teams (`sandbox.simulation.assembly`).
"""

from collections.abc import Sequence
from datetime import date

from sandbox.directory import (
    Directory,
    IdentityEntry,
    OwnershipEntry,
    RosterEntry,
    ServiceEntry,
    TeamEntry,
)
from sandbox.scenario import Scenario
from sandbox.scenario_parts import ServiceSpec
from sandbox.simulation.people import Actors, Person

GENERATED_PATHS = (
    r"(^|/)package-lock\.json$",
    r"(^|/)vendor/",
    r"\.snap$",
    r"\.min\.js$",
)
_FOUNDED = date(2020, 1, 1)
_LEAVE_EVERY = 9
_REDUCED_AVAILABILITY = 0.7


def directory(scenario: Scenario, everybody: Sequence[Person], others: Actors) -> Directory:
    """Everything the organisation's own files say."""
    return Directory(
        name=scenario.organisation_name,
        github_organisation=scenario.github_organisation,
        teams=tuple(_teams(scenario)),
        services=tuple(
            _service(scenario, team.team_id, service)
            for team in scenario.teams
            for service in team.services
        ),
        roster=tuple(row for person in everybody for row in _roster(person)),
        identities=tuple(_identities(scenario, everybody, others)),
        generated_paths=GENERATED_PATHS,
    )


def availability(person: Person) -> float:
    """The share of a person's time that is open for the team's work."""
    number = int(person.person_id.rpartition("-")[2])
    return _REDUCED_AVAILABILITY if number % _LEAVE_EVERY == 0 else 1.0


def _teams(scenario: Scenario) -> list[TeamEntry]:
    parent = TeamEntry(team_id=scenario.parent_team_id, team_name=scenario.parent_team_name)
    leaves = [
        TeamEntry(
            team_id=team.team_id,
            team_name=team.team_name,
            team_type=team.team_type,
            parent_team_id=scenario.parent_team_id,
            github_teams=(team.team_id,),
            time_zone=team.time_zone,
            valid_from=_FOUNDED,
            holidays=team.holidays,
        )
        for team in scenario.teams
    ]
    return [parent, *leaves]


def _service(scenario: Scenario, team_id: str, service: ServiceSpec) -> ServiceEntry:
    turns = sorted(
        (handover.day, handover.to)
        for handover in scenario.handovers
        if handover.service == service.service_id
    )
    starts = [(_FOUNDED, team_id), *turns]
    ends = [start for start, _ in starts[1:]]
    owners = tuple(
        OwnershipEntry(team_id=owner, valid_from=start, valid_to=end)
        for (start, owner), end in zip(starts, [*ends, None], strict=True)
    )
    return ServiceEntry(
        service_id=service.service_id,
        repository=service.repository,
        path_prefix=service.path_prefix,
        production_environments=service.production_environments,
        owners=owners,
    )


def _roster(person: Person) -> list[RosterEntry]:
    return [
        RosterEntry(
            person_id=person.person_id,
            team_id=team_id,
            role="engineer",
            valid_from=start,
            valid_to=end,
            fte=person.fte,
            time_zone=person.zone,
            available_fraction=availability(person),
        )
        for team_id, start, end in person.intervals
    ]


def _identities(
    scenario: Scenario, everybody: Sequence[Person], others: Actors
) -> list[IdentityEntry]:
    """Accounts by person; the last people of the roster and all outsiders stay unmapped."""
    known = everybody[: len(everybody) - scenario.quirks.unmapped_people]
    rows = [
        IdentityEntry(
            source="github", account=account.login, person_id=person.person_id, actor_kind="human"
        )
        for person in known
        for account in person.accounts
    ]
    machines = [
        (others.dependency_bot, "bot"),
        (others.second_dependency_bot, "bot"),
        (others.lint_bot, "bot"),
        (others.coding_agent, "ai_agent"),
        (others.deployer, "service"),
        (others.pager, "service"),
    ]
    for account, kind in machines:
        # REST shows an app with a suffix that GraphQL leaves out.
        suffixes = ("", "[bot]") if account.kind == "Bot" else ("",)
        rows += [
            IdentityEntry(
                source="github", account=account.login + suffix, person_id=None, actor_kind=kind
            )
            for suffix in suffixes
        ]
    return rows
