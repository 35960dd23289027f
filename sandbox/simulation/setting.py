"""What every part of the simulation may ask: who, whose, how, at a given instant.

Belongs here: look-ups over scenario, people and slow team moods. Does not belong here: anything
that happens to a change, a deployment or an incident.
"""

from datetime import date, timedelta

import numpy as np

from sandbox.behaviour import Behaviour
from sandbox.episodes import EPISODE_KINDS
from sandbox.scenario import Scenario
from sandbox.scenario_parts import EpisodeSpec, ServiceSpec, TeamSpec
from sandbox.simulation.people import Actors, Person, actors, people, work_clock
from sandbox.simulation.randomness import DatabaseIds, autoregressive, generator
from sandbox.simulation.working_time import WEEK, WorkClock, epoch, midnight

_DECEMBER_LULL = ((12, 22), (1, 4))
_DECEMBER_FACTOR = 0.35
_AUGUST = 8
_AUGUST_FACTOR = 0.75


class Setting:
    """The frame of one simulation; immutable after construction."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.ids = DatabaseIds()
        self.people: list[Person] = people(scenario, self.ids)
        self.actors: Actors = actors(self.ids)
        self.start = midnight(scenario.start)
        self.whole_end = midnight(scenario.end)
        """The end of what is spread over the period: a later `as_of` must not move the past."""
        self.end = min(epoch(scenario.as_of), self.whole_end)
        self.teams: dict[str, TeamSpec] = {team.team_id: team for team in scenario.teams}
        self.clocks: dict[str, WorkClock] = {
            team.team_id: work_clock(scenario, team.time_zone, team.holidays)
            for team in scenario.teams
        }
        self.services: dict[str, ServiceSpec] = {
            service.service_id: service for team in scenario.teams for service in team.services
        }
        self._founders = {
            service.service_id: team.team_id for team in scenario.teams for service in team.services
        }
        first = scenario.start - timedelta(days=scenario.start.weekday())
        self.first_week = midnight(first)
        self.weeks = (self.end - self.first_week) // WEEK + 1
        self._moods = {
            (team.team_id, mood): self._mood(team.team_id, mood, sigma)
            for team in scenario.teams
            for mood, sigma in (
                ("activity", scenario.noise.team_activity_sigma),
                ("speed", scenario.noise.team_speed_sigma),
                ("failure", scenario.noise.team_failure_sigma),
            )
        }
        self._behaviours: dict[tuple[EpisodeSpec, ...], Behaviour] = {}

    def draw(self, *keys: str | int) -> np.random.Generator:
        """The generator that belongs to a name in this scenario."""
        return generator(self.scenario.seed, *keys)

    def _mood(self, team_id: str, mood: str, sigma: float) -> list[float]:
        draw = self.draw("mood", mood, team_id)
        logs = autoregressive(draw, self.weeks, self.scenario.autocorrelation, sigma)
        return [float(np.exp(value)) for value in logs]

    def mood(self, mood: str, team_id: str, seconds: int) -> float:
        """A team's slow factor around 1 in the week of an instant."""
        week = min(max((seconds - self.first_week) // WEEK, 0), self.weeks - 1)
        return self._moods[team_id, mood][week]

    def season(self, seconds: int) -> float:
        """How much of the usual work there is: less in August and around the new year."""
        day = date.fromordinal(date(1970, 1, 1).toordinal() + seconds // 86_400)
        month_day = (day.month, day.day)
        if month_day >= _DECEMBER_LULL[0] or month_day <= _DECEMBER_LULL[1]:
            return _DECEMBER_FACTOR
        return _AUGUST_FACTOR if day.month == _AUGUST else 1.0

    def owner(self, service_id: str, seconds: int) -> str:
        """The team that owns a service on the UTC date of an instant."""
        owner = self._founders[service_id]
        turns = [h for h in self.scenario.handovers if h.service == service_id]
        for handover in sorted(turns, key=lambda turn: turn.day):
            if midnight(handover.day) <= seconds:
                owner = handover.to
        return owner

    def owned(self, team_id: str, seconds: int) -> list[ServiceSpec]:
        """A team's services at an instant, in the scenario's order."""
        return [s for s in self.services.values() if self.owner(s.service_id, seconds) == team_id]

    def members(self, team_id: str, seconds: int) -> list[Person]:
        """A team's people at an instant, in order of person_id."""
        return [person for person in self.people if person.team_at(seconds) == team_id]

    def behaviour(self, team_id: str, seconds: int) -> Behaviour:
        """How a team works at an instant, with all episodes that run then."""
        running = tuple(
            episode
            for episode in self.scenario.episodes
            if episode.team == team_id and _is_running(episode, seconds)
        )
        if running not in self._behaviours:
            behaviour = self.scenario.behaviour
            for episode in running:
                behaviour = EPISODE_KINDS[episode.kind].apply(behaviour, episode.dose)
            self._behaviours[running] = behaviour
        return self._behaviours[running]


def _is_running(episode: EpisodeSpec, seconds: int) -> bool:
    start = midnight(episode.start)
    return start <= seconds < start + episode.length_weeks * WEEK
