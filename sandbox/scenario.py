"""A scenario: everything that decides what the fictional organisation does.

Belongs here: the typed scenario and the reading of it from YAML, with one clear error for
whatever is wrong. Does not belong here: how the numbers are used (`sandbox.simulation`) or the
shape of the file (`sandbox.scenario_schema`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jsonschema
import yaml

from sandbox.behaviour import Behaviour, Noise, Quirks, Volume
from sandbox.episodes import EPISODE_KINDS
from sandbox.scenario_parts import EpisodeSpec, Handover, RosterChange, ServiceSpec, TeamSpec
from sandbox.scenario_schema import SCENARIO_SCHEMA
from sandbox.texts.naming import PLAIN


class ScenarioError(ValueError):
    """A scenario that cannot be used; the message names file, key, expectation and remedy."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole scenario; `start` and `end` are dates, `end` exclusive, `as_of` an instant."""

    scenario: str
    seed: int
    as_of: datetime
    start: date
    end: date
    organisation_name: str
    github_organisation: str
    parent_team_id: str
    parent_team_name: str
    teams: tuple[TeamSpec, ...]
    roster_changes: tuple[RosterChange, ...] = ()
    handovers: tuple[Handover, ...] = ()
    behaviour: Behaviour = field(default_factory=Behaviour)
    noise: Noise = field(default_factory=Noise)
    autocorrelation: float = 0.3
    quirks: Quirks = field(default_factory=Quirks)
    volume: Volume = field(default_factory=Volume)
    limits: Mapping[str, Any] = field(default_factory=dict)
    episodes: tuple[EpisodeSpec, ...] = ()
    names: str = PLAIN


def load(path: str | Path) -> Scenario:
    """Read a scenario file.

    Raises:
        ScenarioError: the file is missing, is no YAML, or says something that cannot be; the
            message names the file, the key and what was expected.
    """
    file = Path(path)
    try:
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ScenarioError(f"{file}: no such scenario file; give the path of a .yml") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{file}: expected YAML, but it cannot be read: {error}") from error
    return parse(document, str(file))


def parse(document: Any, origin: str = "scenario") -> Scenario:
    """Check a scenario document against its schema and its own logic, and type it.

    Raises:
        ScenarioError: with `origin`, the key and what was expected.
    """
    plain = _with_text_dates(document)
    validator = jsonschema.Draft202012Validator(SCENARIO_SCHEMA)
    problem = jsonschema.exceptions.best_match(validator.iter_errors(plain))
    if problem is not None:
        raise ScenarioError(f"{origin}: {_describe(problem)}")
    try:
        scenario = _build(plain)
    except ValueError as error:
        raise ScenarioError(f"{origin}: {error}; correct the date or instant") from error
    for complaint in _complaints(scenario):
        raise ScenarioError(f"{origin}: {complaint}")
    return scenario


def _with_text_dates(value: Any) -> Any:
    """Dates and instants as ISO text: YAML reads some of them itself, JSON schema cannot."""
    if isinstance(value, datetime):
        return value.isoformat() if value.tzinfo else f"{value.isoformat()}+00:00"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _with_text_dates(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_text_dates(item) for item in value]
    return value


def _describe(problem: jsonschema.ValidationError) -> str:
    """One sentence for a schema violation: which key, what is wrong, what was expected."""
    key = ".".join(str(part) for part in problem.absolute_path) or "(top level)"
    expected = problem.schema.get("description") if isinstance(problem.schema, dict) else None
    hint = f"; expected {expected}" if expected else ""
    return f"key {key}: {problem.message}{hint}"


def _build(document: Mapping[str, Any]) -> Scenario:
    organisation = document["organisation"]
    return Scenario(
        scenario=document["scenario"],
        seed=document["seed"],
        as_of=datetime.fromisoformat(document["as_of"]).astimezone(UTC).replace(microsecond=0),
        start=date.fromisoformat(document["period"]["start"]),
        end=date.fromisoformat(document["period"]["end"]),
        organisation_name=organisation["name"],
        github_organisation=organisation["github_organisation"],
        parent_team_id=organisation["parent_team"]["team_id"],
        parent_team_name=organisation["parent_team"]["team_name"],
        teams=tuple(_team(team) for team in document["teams"]),
        roster_changes=tuple(
            RosterChange(**{**row, "day": date.fromisoformat(row["day"])})
            for row in document.get("roster_changes", [])
        ),
        handovers=tuple(
            Handover(**{**row, "day": date.fromisoformat(row["day"])})
            for row in document.get("handovers", [])
        ),
        behaviour=Behaviour(**document.get("behaviour", {})),
        noise=Noise(**document.get("noise", {})),
        autocorrelation=document.get("autocorrelation", 0.3),
        quirks=Quirks(**document.get("quirks", {})),
        volume=Volume(**document.get("volume", {})),
        limits=document.get("limits", {}),
        episodes=tuple(
            EpisodeSpec(**{**row, "start": date.fromisoformat(row["start"])})
            for row in document.get("episodes", [])
        ),
        names=document.get("names", PLAIN),
    )


def _team(team: Mapping[str, Any]) -> TeamSpec:
    services = tuple(
        ServiceSpec(
            **{
                **service,
                "production_environments": tuple(
                    service.get("production_environments", ["production"])
                ),
            }
        )
        for service in team["services"]
    )
    holidays = tuple(date.fromisoformat(day) for day in team.get("holidays", []))
    zones = tuple(team.get("other_time_zones", []))
    return TeamSpec(
        **{**team, "services": services, "holidays": holidays, "other_time_zones": zones}
    )


def _complaints(scenario: Scenario) -> Iterator[str]:
    """What the schema cannot see: references, order of dates, time zones."""
    if scenario.start >= scenario.end:
        yield f"key period: start {scenario.start} must lie before end {scenario.end}"
    if scenario.as_of.date() < scenario.start:
        yield f"key as_of: {scenario.as_of.isoformat()} lies before period.start {scenario.start}"
    teams = [team.team_id for team in scenario.teams]
    services = [service.service_id for team in scenario.teams for service in team.services]
    for name, ids in (("teams.team_id", teams), ("services.service_id", services)):
        for identifier in sorted({i for i in ids if ids.count(i) > 1}):
            yield f"key {name}: {identifier!r} is there more than once; make it unique"
    for team in scenario.teams:
        yield from _zone_complaints(team)
    yield from _reference_complaints(scenario, set(teams), set(services))
    yield from _roster_complaints(scenario)


def _zone_complaints(team: TeamSpec) -> Iterator[str]:
    for zone in (team.time_zone, *team.other_time_zones):
        try:
            ZoneInfo(zone)
        except (ValueError, OSError, KeyError):
            yield f"key teams.{team.team_id}.time_zone: {zone!r} is no IANA time zone"


def _reference_complaints(scenario: Scenario, teams: set[str], services: set[str]) -> Iterator[str]:
    named = [("roster_changes.team", change.team) for change in scenario.roster_changes]
    named += [("roster_changes.to", c.to) for c in scenario.roster_changes if c.to is not None]
    named += [("handovers.to", handover.to) for handover in scenario.handovers]
    named += [("episodes.team", episode.team) for episode in scenario.episodes]
    for key, team in named:
        if team not in teams:
            yield f"key {key}: {team!r} is no team_id; expected one of {sorted(teams)}"
    for handover in scenario.handovers:
        if handover.service not in services:
            expected = f"expected one of {sorted(services)}"
            yield f"key handovers.service: {handover.service!r} is no service_id; {expected}"
    for episode in scenario.episodes:
        if episode.kind not in EPISODE_KINDS:
            expected = f"expected one of {sorted(EPISODE_KINDS)}"
            yield f"key episodes.kind: {episode.kind!r} is unknown; {expected}"


def _roster_complaints(scenario: Scenario) -> Iterator[str]:
    """Changes before the period, and people who would have to go but are not there."""
    staff = {team.team_id: team.people for team in scenario.teams}
    for change in sorted(scenario.roster_changes, key=lambda c: (c.day, c.kind, c.team)):
        if change.day < scenario.start:
            yield f"key roster_changes.day: {change.day} lies before period.start {scenario.start}"
        staff[change.team] += 1 if change.kind == "join" else -1
        if staff[change.team] < 0:
            yield f"key roster_changes: nobody is left in {change.team!r} to go on {change.day}"
        if change.to is not None:
            staff[change.to] += 1
