"""Changes that programs propose: dependency updates and a coding agent's work.

Belongs here: their counts, content and fate. Does not belong here: people's changes.
"""

from collections.abc import Iterator

import numpy as np

from sandbox.scenario_parts import ServiceSpec
from sandbox.simulation import content
from sandbox.simulation.branch import Work, write
from sandbox.simulation.drafts import ChangeDraft
from sandbox.simulation.outcomes import close, finish, merge
from sandbox.simulation.randomness import chance, negative_binomial, pick
from sandbox.simulation.setting import Setting
from sandbox.simulation.working_time import DAY, HOUR, WEEK

_LIBRARIES = ("lodash", "requests", "openssl-sys", "jackson-databind", "vite", "grpc", "zlib")
_AUTOMERGED_SHARE = 0.35
_SUPERSEDED_SHARE = 0.15
_AGENT_SHARE = 0.15
_RENOVATE_SHARE = 0.4
_SUPERSEDED_HOURS = 70.0
_AUTOMERGE_MINUTES = 18
_AGENT_LINES = 45.0


def machine_changes(setting: Setting) -> Iterator[ChangeDraft]:
    """Every change by a bot, per service and week."""
    per_repository = [service.repository for service in setting.services.values()]
    for service in setting.services.values():
        rate = setting.scenario.volume.bot_changes_per_week
        rate /= per_repository.count(service.repository)
        for week in range(setting.weeks):
            draw = setting.draw("machines", service.service_id, week)
            for number in range(negative_binomial(draw, rate, 1.5)):
                own = setting.draw("machine", service.service_id, week, number)
                start = setting.first_week + week * WEEK + int(own.integers(5 * DAY)) + HOUR
                if setting.start <= start < setting.end:
                    yield _machine_change(setting, service, (week, number), start, own)


def _machine_change(
    setting: Setting,
    service: ServiceSpec,
    position: tuple[int, int],
    start: int,
    draw: np.random.Generator,
) -> ChangeDraft:
    key = f"machine/{service.service_id}/{position[0]}/{position[1]}"
    is_agent = chance(draw, _AGENT_SHARE)
    change = (
        _agents(key, service, setting, draw) if is_agent else _update(key, service, setting, draw)
    )
    change.created = start
    owner = setting.owner(service.service_id, start)
    work = Work(
        setting, change, draw, setting.clocks[owner], setting.scenario.behaviour, owner, 1.0
    )
    ready = write(work, start)
    if is_agent:
        finish(work, ready)
    elif chance(draw, _SUPERSEDED_SHARE):
        close(work, work.clock.advance(ready, work.hours(_SUPERSEDED_HOURS)))
    elif chance(draw, _AUTOMERGED_SHARE):
        merge(work, ready + work.minutes(_AUTOMERGE_MINUTES), None)
    else:
        finish(work, ready)
    return change


def _update(
    key: str, service: ServiceSpec, setting: Setting, draw: np.random.Generator
) -> ChangeDraft:
    """A dependency update by one of two bots."""
    library = pick(draw, _LIBRARIES)
    is_renovate = chance(draw, _RENOVATE_SHARE)
    actors = setting.actors
    bot = actors.second_dependency_bot if is_renovate else actors.dependency_bot
    minor, patch = (int(value) for value in draw.integers(1, 30, size=2))
    return ChangeDraft(
        key=key,
        repository=service.repository,
        author=bot,
        author_name=bot.login,
        title=f"Bump {library} from 1.{minor}.0 to 1.{minor}.{patch}",
        body="Changelog and commits are listed upstream.",
        created=0,
        branch=f"{bot.login}/{library}-1.{minor}.{patch}-{key.replace('/', '-')}",
        services=(service.service_id,),
        labels=("dependencies",),
        head_repository=service.repository,
        files=content.lock_files(draw, service.path_prefix),
    )


def _agents(
    key: str, service: ServiceSpec, setting: Setting, draw: np.random.Generator
) -> ChangeDraft:
    """A change that a coding agent wrote and people review."""
    agent = setting.actors.coding_agent
    return ChangeDraft(
        key=key,
        repository=service.repository,
        author=agent,
        author_name=agent.login,
        title=content.title(draw, setting.scenario.quirks),
        body="Generated from an issue; please review carefully.",
        created=0,
        branch=f"agent/{key}",
        services=(service.service_id,),
        head_repository=service.repository,
        files=content.source_files(draw, service, _AGENT_LINES, 1.0),
    )
