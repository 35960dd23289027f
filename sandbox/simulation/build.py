"""The order in which a world comes about.

Belongs here: the steps, and nothing of what they do.
"""

from dataclasses import replace
from itertools import chain

from sandbox.episodes import EPISODE_KINDS
from sandbox.scenario import Scenario
from sandbox.scenario_parts import ServiceSpec
from sandbox.simulation.assembly import organisation, repository
from sandbox.simulation.background import Background
from sandbox.simulation.changes import human_changes
from sandbox.simulation.drafts import ChangeDraft, RepositoryDraft
from sandbox.simulation.giants import giant_changes
from sandbox.simulation.machine_changes import machine_changes
from sandbox.simulation.mainline import Mainline
from sandbox.simulation.organisation import directory
from sandbox.simulation.rollout import Rollout
from sandbox.simulation.setting import Setting
from sandbox.simulation.working_time import DAY, epoch, instant_of, midnight
from sandbox.texts.naming import HOSTILE, Texts
from sandbox.texts.rewriting import rewritten
from sandbox.world import World

_REPOSITORY_AGE_DAYS = 400


def build_world(scenario: Scenario) -> World:
    """Simulate a scenario; the same scenario gives an equal world in every process."""
    end = instant_of(midnight(scenario.end))
    if scenario.as_of >= end:
        return _world(scenario)
    return replace(_world(scenario), outcome=_world(replace(scenario, as_of=end)))


def _world(scenario: Scenario) -> World:
    setting = Setting(scenario)
    changes: dict[str, list[ChangeDraft]] = {}
    sources = (human_changes(setting), machine_changes(setting), giant_changes(setting))
    for change in chain.from_iterable(sources):
        changes.setdefault(change.repository, []).append(change)
    by_repository: dict[str, list[ServiceSpec]] = {}
    for service in setting.services.values():
        by_repository.setdefault(service.repository, []).append(service)
    drafts = [
        _simulate(setting, name, services, changes.get(name, []))
        for name, services in by_repository.items()
    ]
    everybody = [account for person in setting.people for account in person.accounts]
    others = setting.actors
    machines = (others.dependency_bot, others.second_dependency_bot, others.lint_bot)
    services_accounts = (others.coding_agent, others.deployer, others.pager)
    world = World(
        scenario=scenario.scenario,
        as_of=scenario.as_of,
        organisation=organisation(setting),
        repositories=tuple(repository(setting, draft) for draft in drafts),
        directory=directory(scenario, setting.people, others),
        accounts=(*everybody, *machines, *services_accounts, *others.outsiders),
        limits=scenario.limits,
        episodes=tuple(
            {
                "kind": episode.kind,
                "is_honest": EPISODE_KINDS[episode.kind].is_honest,
                "team": episode.team,
                "start": episode.start.isoformat(),
                "length_weeks": episode.length_weeks,
                "dose": episode.dose,
            }
            for episode in scenario.episodes
        ),
        seed=scenario.seed,
    )
    return rewritten(world, Texts(scenario.seed, is_hostile=scenario.names == HOSTILE))


def _simulate(
    setting: Setting, name: str, services: list[ServiceSpec], changes: list[ChangeDraft]
) -> RepositoryDraft:
    """Play one repository's whole history."""
    draft = RepositoryDraft(name, setting.start - _REPOSITORY_AGE_DAYS * DAY)
    mainline = Mainline(draft, epoch(setting.scenario.as_of))
    Background(setting, services, mainline).plan()
    for service in services:
        Rollout(setting, service, mainline).plan()
    for change in changes:
        mainline.plan(change)
    mainline.run()
    return draft
