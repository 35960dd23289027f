"""Worlds that several tests look at, each built once per run."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import sandbox
from sandbox import scenario, simulation
from sandbox.scenario import Scenario
from sandbox.scenario_parts import EpisodeSpec
from sandbox.world import PullRequest, World

SCENARIOS = Path(sandbox.__file__).parent / "scenarios"
SHIPPED = ("small", "steady", "episodes", "turn-of-year")


def shipped(name: str) -> Scenario:
    """A shipped scenario."""
    return scenario.load(SCENARIOS / f"{name}.yml")


@cache
def world(name: str, episodes: tuple[EpisodeSpec, ...] | None = None) -> World:
    """A shipped scenario's world, with other episodes if given."""
    given = shipped(name)
    if episodes is not None:
        given = replace(given, episodes=episodes)
    return simulation.build_world(given)


def pull_requests(of: World) -> list[PullRequest]:
    """All pull requests of a world."""
    return [each for repository in of.repositories for each in repository.pull_requests]


def people_logins(of: World) -> set[str]:
    """The accounts of the roster's people, also of those whom the identities do not name."""
    return {account.login for account in of.accounts if account.name is not None}
