"""Which changes people and machines start, week by week.

Belongs here: counts, starting times, authors and subjects of changes. Does not belong here: the
life of a change (`branch`, `reviews`, `outcomes`) and repairs after failures (`repairs`).
"""

from collections.abc import Iterator

import numpy as np

from sandbox.entities.accounts import Account
from sandbox.scenario_parts import ServiceSpec
from sandbox.simulation import content
from sandbox.simulation.branch import Work, write
from sandbox.simulation.drafts import ChangeDraft
from sandbox.simulation.organisation import availability
from sandbox.simulation.outcomes import finish
from sandbox.simulation.people import Person
from sandbox.simulation.randomness import chance, negative_binomial, pick
from sandbox.simulation.setting import Setting
from sandbox.simulation.working_time import DAY, HOUR, WEEK, WorkClock

_WORKDAYS = 5
_DAY_OF_WORK = 8 * HOUR
_SECOND_ACCOUNT_SHARE = 0.2
_ROOT_ONLY_SHARE = 0.03
_BOTH_SERVICES_SHARE = 0.06
_MEDIUM_LINES = 30.0


def human_changes(setting: Setting) -> Iterator[ChangeDraft]:
    """Every change by a person of the roster or an outsider, also those that end after `as_of`."""
    for person in setting.people:
        for week in range(setting.weeks):
            yield from _week_of(setting, person, week)
    for team_id in setting.teams:
        for service in setting.services.values():
            if setting.owner(service.service_id, setting.start) == team_id:
                yield from _outsiders_changes(setting, service)


def _week_of(setting: Setting, person: Person, week: int) -> Iterator[ChangeDraft]:
    """A person's week: changes in the own team's services, and now and then as a guest.

    Guests are counted apart, by the usual behaviour: an episode stays within its team.
    """
    opening = setting.first_week + week * WEEK
    days = [
        day
        for day in person.clock.workdays(opening - DAY // 2, opening + WEEK - DAY // 2)
        if person.team_at(day) is not None
    ]
    if not days:
        return
    team_id = person.team_at(days[0]) or ""
    usual = setting.scenario.behaviour.changes_per_person_week
    now = setting.behaviour(team_id, days[0]).changes_per_person_week
    guest_share = setting.scenario.quirks.cross_team_share
    capacity = _capacity(setting, person, team_id, opening) * len(days) / _WORKDAYS
    for role, mean in (("own", now * (1 - guest_share)), ("guest", usual * guest_share)):
        draw = setting.draw("changes", role, person.person_id, week)
        count = negative_binomial(draw, mean * capacity, setting.scenario.noise.dispersion)
        for number in range(count):
            key = f"{person.person_id}/{week}/{role}/{number}"
            own = setting.draw("change", key)
            start = pick(own, days) + int(own.integers(_DAY_OF_WORK))
            if chance(own, setting.scenario.quirks.off_hours_share):
                start = opening + int(own.integers(WEEK))
            if setting.start <= start < setting.end and person.team_at(start) is not None:
                yield from _parts(setting, person, key, start, is_guest=role == "guest")


def _capacity(setting: Setting, person: Person, team_id: str, opening: int) -> float:
    """How much a person does in a week, relative to a typical one."""
    return (
        person.appetite
        * person.fte
        * availability(person)
        * setting.season(opening)
        * setting.mood("activity", team_id, opening)
    )


def _parts(
    setting: Setting, person: Person, key: str, start: int, *, is_guest: bool
) -> Iterator[ChangeDraft]:
    """One intention as one change, or cut into parts where that is the team's habit."""
    team_id = person.team_at(start) or ""
    service = _subject(setting, team_id, start, setting.draw("subject", key), is_guest=is_guest)
    if service is None:
        return
    parts = 1 if is_guest else setting.behaviour(team_id, start).split_parts
    for part in range(parts):
        own = setting.draw("part", key, part)
        part_key = key if part == 0 else f"{key}/{part}"
        begin = person.clock.advance(start, part * float(own.random()))
        account = person.account
        if len(person.accounts) > 1 and chance(own, _SECOND_ACCOUNT_SHARE):
            account = person.accounts[1]
        ghost = chance(own, setting.scenario.quirks.ghost_author_share)
        change = _change(part_key, service, None if ghost else account, begin, own)
        change.author_name = "ghost" if ghost else person.name
        change.is_later_part = part > 0
        yield _live(setting, change, service, (team_id, begin), (person.clock, own))


def _subject(
    setting: Setting, team_id: str, start: int, draw: np.random.Generator, *, is_guest: bool
) -> ServiceSpec | None:
    """The service to work on: the team's own, or as a guest another team's; if there is one."""
    own = setting.owned(team_id, start)
    foreign = [service for service in setting.services.values() if service not in own]
    services = foreign if is_guest else own
    if not services:
        return None
    return pick(draw, services, [service.weight for service in services])


def _change(
    key: str,
    service: ServiceSpec,
    author: Account | None,
    start: int,
    draw: np.random.Generator,
) -> ChangeDraft:
    return ChangeDraft(
        key=key,
        repository=service.repository,
        author=author,
        author_name=author.name or author.login if author else "ghost",
        title="",
        body="",
        created=start,
        branch=f"topic/{key.replace('/', '-')}-{int(draw.integers(1000)):03d}",
        services=(service.service_id,),
        head_repository=service.repository,
    )


def _live(
    setting: Setting,
    change: ChangeDraft,
    service: ServiceSpec,
    origin: tuple[str, int],
    hands: tuple[WorkClock, np.random.Generator],
) -> ChangeDraft:
    """Fill a change with content and play its life; `origin` is the author's team and start."""
    team_id, start = origin
    clock, draw = hands
    owner = setting.owner(service.service_id, start)
    # A guest in another team's code works as guests always do: an episode stays in its team.
    behaviour = setting.behaviour(owner, start) if owner == team_id else setting.scenario.behaviour
    quirks = setting.scenario.quirks
    change.title = content.title(draw, quirks)
    change.body = content.body(draw, quirks)
    _fill(setting, change, service, behaviour.size_median_lines, draw)
    pace = setting.mood("speed", owner, start)
    work = Work(setting, change, draw, clock, behaviour, owner, pace)
    finish(work, write(work, start))
    return change


def _fill(
    setting: Setting,
    change: ChangeDraft,
    service: ServiceSpec,
    lines: float,
    draw: np.random.Generator,
) -> None:
    """Choose the files, and with them the services the change belongs to."""
    if service.path_prefix and chance(draw, _ROOT_ONLY_SHARE):
        change.files = content.root_files(draw)
        change.services = ()
        return
    sigma = setting.scenario.noise.size_sigma
    change.files = content.source_files(draw, service, lines, sigma)
    siblings = [
        other
        for other in setting.services.values()
        if other.repository == service.repository and other is not service
    ]
    if siblings and chance(draw, _BOTH_SERVICES_SHARE):
        other = pick(draw, siblings)
        change.files += content.source_files(draw, other, _MEDIUM_LINES, sigma)
        change.services += (other.service_id,)
    if chance(draw, setting.scenario.quirks.generated_file_share):
        change.files += content.generated_files(draw, service)


def _outsiders_changes(setting: Setting, service: ServiceSpec) -> Iterator[ChangeDraft]:
    """Changes from forks by people whom the roster does not know."""
    quirks = setting.scenario.quirks
    draw = setting.draw("outsiders", service.service_id)
    weeks = (setting.whole_end - setting.start) / WEEK
    rate = quirks.external_changes_per_week / len(setting.services)
    for number in range(int(draw.poisson(rate * weeks))):
        own = setting.draw("outsider", service.service_id, number)
        author = pick(own, setting.actors.outsiders)
        start = setting.start + int(own.integers(setting.whole_end - setting.start))
        key = f"outsider/{service.service_id}/{number}"
        change = _change(key, service, author, start, own)
        change.is_from_fork = True
        gone = chance(own, quirks.deleted_fork_share)
        fork = f"{author.login}/{service.repository.partition('/')[2]}"
        change.head_repository = None if gone else fork
        clock = setting.clocks[setting.owner(service.service_id, start)]
        yield _live(setting, change, service, ("", start), (clock, own))
