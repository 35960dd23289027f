"""What Prometheus has scraped of every service: by how much counters grew, hour by hour.

Belongs here: the load of a day, errors while something is broken, scrapes that are missing. Does
not belong here: PromQL (`promql`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from sandbox.directory import ServiceEntry
from sandbox.simulation.randomness import generator, lognormal
from sandbox.world import World

HOUR = timedelta(hours=1)
SCRAPE_SECONDS = 15
_DAY = timedelta(days=1)

_EXTRAPOLATION = 3600 / (3600 - SCRAPE_SECONDS)
"""What `increase` adds for the edges of an hour, which lie between two scrapes."""

_PER_HOUR = 4000.0
_ERRORS = 0.0004
_SLOW = 0.004
_SLOW_BY_ERROR = 2.0
_ERRORS_BY_SEVERITY = {"1": 0.3, "2": 0.08, "3": 0.02}
_LONGEST = timedelta(hours=6)
_WEEKEND = 0.45
_MISSED_HOUR = 0.004
_BLIND_DAY = 0.012
_BLIND_HOURS = 5
_SATURDAY = 5
_MORNING = (0.25, 0.2, 0.18, 0.18, 0.2, 0.3, 0.5, 0.8, 1.1, 1.35, 1.45, 1.5)
_EVENING = (1.5, 1.45, 1.4, 1.4, 1.45, 1.5, 1.55, 1.5, 1.3, 1.0, 0.7, 0.4)
_BY_HOUR = (*_MORNING, *_EVENING)

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Hour:
    """What a service did in one hour: numbers of events."""

    valid: int
    errors: int
    slow: int

    @property
    def counts(self) -> tuple[int, ...]:
        """By how much each series of a service grew, in the order of `Counters.series`."""
        good, fast = self.valid - self.errors, self.valid - self.slow
        return good, self.errors, fast, self.valid, self.valid


@dataclass(frozen=True, slots=True)
class Outage:
    """A service is broken for a while; `share` of its events are errors."""

    start: datetime
    end: datetime
    share: float


class Counters:
    """The counters of one service.

    Args:
        world: The world it belongs to.
        service: Which.
    """

    def __init__(self, world: World, service: ServiceEntry) -> None:
        self.name = service.service_id
        self.first = _begin(world)
        self._seed = world.seed
        self._as_of = world.as_of
        self._late: dict[datetime, int] = {}
        self._zone = _zone(world, service)
        self._outages = _outages(world, service)
        draw = generator(self._seed, "prometheus", "service", self.name)
        self._size = lognormal(draw, _PER_HOUR, 0.8)
        self._day = lru_cache(maxsize=1000)(self._new_day)

    def increase(self, start: datetime) -> Hour | None:
        """What happened in the hour from an instant on; None if it was not scraped."""
        if start < self.first or start + HOUR > self._as_of:
            return None
        hour = self._day(start.date()).get(start)
        late = self._late.get(start, 0)
        return Hour(hour.valid + late, hour.errors, hour.slow) if hour else None

    def write_late(self, start: datetime, count: int) -> None:
        """Let so many good events of an hour be written only now."""
        self._late[start] = self._late.get(start, 0) + count

    @property
    def series(self) -> tuple[Labels, ...]:
        """The labels of every series; `counts` gives their increases in the same order."""
        requests, seconds = "http_requests_total", "http_request_duration_seconds"
        named = (
            {"__name__": requests, "code": "200"},
            {"__name__": requests, "code": "500"},
            {"__name__": f"{seconds}_bucket", "le": "0.3"},
            {"__name__": f"{seconds}_bucket", "le": "+Inf"},
            {"__name__": f"{seconds}_count"},
        )
        return tuple({"service": self.name, **labels} for labels in named)

    def _new_day(self, day: date) -> dict[datetime, Hour]:
        draw = generator(self._seed, "prometheus", "day", self.name, day.toordinal())
        midnight = datetime.combine(day, time(), UTC)
        blind = self._blind_hours(draw)
        outages = [o for o in self._outages if o.start < midnight + _DAY and o.end > midnight]
        hours: dict[datetime, Hour] = {}
        for number in range(24):
            start = midnight + number * HOUR
            hour = self._hour(draw, start, outages)
            is_missed = float(draw.random()) < _MISSED_HOUR
            if not is_missed and number not in blind:
                hours[start] = hour
        return hours

    def _blind_hours(self, draw: np.random.Generator) -> range:
        """The hours of a day in which the monitoring itself is down; usually none."""
        is_blind, first = float(draw.random()) < _BLIND_DAY, int(draw.integers(24))
        return range(first, first + _BLIND_HOURS) if is_blind else range(0)

    def _hour(self, draw: np.random.Generator, start: datetime, outages: list[Outage]) -> Hour:
        local = start.astimezone(self._zone)
        load = self._size * _BY_HOUR[local.hour]
        load *= _WEEKEND if local.weekday() >= _SATURDAY else 1.0
        valid = int(draw.poisson(lognormal(draw, load, 0.06)))
        broken = min(1.0, sum(_share(outage, start) for outage in outages))
        errors = int(draw.binomial(valid, min(1.0, _ERRORS + broken)))
        slow = int(draw.binomial(valid, min(1.0, _SLOW + _SLOW_BY_ERROR * broken)))
        return Hour(valid, errors, max(slow, errors))


def extrapolated(count: int) -> float:
    """The increase of a counter as Prometheus reckons it from the scrapes of an hour."""
    return count * _EXTRAPOLATION


def _share(outage: Outage, start: datetime) -> float:
    """The share of an hour's events that an outage spoils."""
    overlap = min(outage.end, start + HOUR) - max(outage.start, start)
    return outage.share * max(overlap / HOUR, 0.0)


def _begin(world: World) -> datetime:
    first = min(p.created_at for r in world.repositories for p in r.pull_requests)
    return first.replace(hour=0, minute=0, second=0, microsecond=0)


def _zone(world: World, service: ServiceEntry) -> ZoneInfo:
    zones = {team.team_id: team.time_zone for team in world.directory.teams}
    return ZoneInfo(zones.get(service.owners[-1].team_id) or "UTC")


def _outages(world: World, service: ServiceEntry) -> list[Outage]:
    """The incidents of the world as the service's users felt them."""
    directory = world.directory
    found = []
    for repository in world.repositories:
        for issue in repository.issues:
            is_ours = repository.full_name == service.repository and (
                f"{directory.service_label_prefix}{service.service_id}" in issue.labels
                or issue.title.partition(":")[0] == service.service_id
            )
            if not is_ours or directory.incident_label not in issue.labels:
                continue
            end = min(issue.closed_at or world.as_of, issue.created_at + _LONGEST)
            severities = [
                share
                for severity, share in _ERRORS_BY_SEVERITY.items()
                if f"{directory.severity_label_prefix}{severity}" in issue.labels
            ]
            start = issue.created_at - timedelta(minutes=10)
            found.append(Outage(start, end, max(severities, default=_ERRORS_BY_SEVERITY["2"])))
    return found
