"""What makes PagerDuty page somebody: the incidents of the world, and noise nobody writes up.

Belongs here: what pages when, of which service, and how long it lasts. Does not belong here: what
people do about it (`story`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from sandbox.directory import ServiceEntry
from sandbox.entities.operations import Issue
from sandbox.simulation.randomness import chance, generator, lognormal, negative_binomial, pick
from sandbox.world import Repository, World

_PAGED_SHARE = 0.85
_MERGED_SHARE = 0.2
_NOISE_PER_WEEK = 2.0
_NOISE_DISPERSION = 2.0
_NOISE_MINUTES = 25.0
_MILD = 3
_NOISE = (
    "Disk usage above 80 %",
    "Certificate expires soon",
    'Probe "checkout" flapping',
    "🔔 backup took longer than usual",
)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One reason to page somebody.

    Attributes:
        key: Names it for ever.
        service: Of which service.
        at: When the alert came.
        ends_at: When its cause is gone; None if it is not.
        urgency: High or low.
        priority: Given to what was declared an incident, if anybody gave one.
        title: What the alert says.
        is_noise: Whether nobody wrote it up.
        part_of: The key of the page it is merged into.
    """

    key: str
    service: ServiceEntry
    at: datetime
    ends_at: datetime | None
    urgency: str
    priority: str | None
    title: str
    is_noise: bool = False
    part_of: str | None = None


def pages(world: World, start: datetime) -> list[Page]:
    """Every page of the world from an instant on, oldest first."""
    found: list[Page] = []
    for repository in world.repositories:
        services = [s for s in world.directory.services if s.repository == repository.full_name]
        for issue in repository.issues:
            if services and world.directory.incident_label in issue.labels:
                found += _of_an_incident(world, repository, services, issue)
    for service in world.directory.services:
        found += [*_noise(world, service, start), _right_now(world, service)]
    kept = [page for page in found if start <= page.at <= world.as_of]
    return sorted(kept, key=lambda page: (page.at, page.key))


def _of_an_incident(
    world: World, repository: Repository, services: list[ServiceEntry], issue: Issue
) -> Iterator[Page]:
    key = f"{repository.full_name}#{issue.number}"
    draw = generator(world.seed, "pagerduty", "page", key)
    if not chance(draw, _PAGED_SHARE):
        return
    severity = _after(world.directory.severity_label_prefix, issue)
    page = Page(
        key=key,
        service=_service(world, services, issue),
        at=issue.created_at - timedelta(seconds=int(draw.integers(40, 500))),
        ends_at=issue.closed_at,
        urgency="low" if severity == str(_MILD) else "high",
        priority=f"P{severity}" if severity else None,
        title=issue.title,
    )
    yield page
    if chance(draw, _MERGED_SHARE):
        for number in range(int(draw.integers(1, 3))):
            later = timedelta(seconds=int(draw.integers(60, 400)))
            again = f"{key}/again/{number}"
            yield replace(page, key=again, at=page.at + later, priority=None, part_of=key)


def _service(world: World, services: list[ServiceEntry], issue: Issue) -> ServiceEntry:
    """The service that the issue's label names, or else its title."""
    label = _after(world.directory.service_label_prefix, issue)
    name = label or issue.title.partition(":")[0]
    return next((service for service in services if service.service_id == name), services[0])


def _after(prefix: str, issue: Issue) -> str | None:
    found = (label for label in issue.labels if label.startswith(prefix))
    return next((label.removeprefix(prefix) for label in found), None)


def _noise(world: World, service: ServiceEntry, start: datetime) -> Iterator[Page]:
    week = 0
    while start + week * _WEEK < world.as_of:
        draw = generator(world.seed, "pagerduty", "noise", service.service_id, week)
        count = negative_binomial(draw, _NOISE_PER_WEEK, _NOISE_DISPERSION)
        # In the first hour a new rotation pages once, to see that it does.
        at_once = [timedelta(minutes=int(draw.integers(5, 55)))] if week == 0 else []
        seconds = [int(draw.integers(int(_WEEK.total_seconds()))) for _ in range(count)]
        offsets = [*at_once, *(timedelta(seconds=n) for n in seconds)]
        for number, offset in enumerate(offsets):
            at = start + week * _WEEK + offset
            yield _noise_page(draw, service, f"noise/{week}/{number}", at)
        week += 1


def _right_now(world: World, service: ServiceEntry) -> Page:
    """One page that is not over when the world ends: somebody looks at it, or nobody does yet."""
    draw = generator(world.seed, "pagerduty", "right now", service.service_id)
    at = world.as_of - timedelta(seconds=int(draw.integers(120, 7200)))
    page = _noise_page(draw, service, "right now", at)
    return replace(page, ends_at=None, urgency="high")


def _noise_page(draw: np.random.Generator, service: ServiceEntry, key: str, at: datetime) -> Page:
    minutes = lognormal(draw, _NOISE_MINUTES, 1.0)
    return Page(
        key=f"{service.service_id}/{key}",
        service=service,
        at=at,
        ends_at=at + timedelta(seconds=60 + round(minutes * 60)),
        urgency=pick(draw, ("high", "low"), (0.4, 0.6)),
        priority=None,
        title=f"{service.service_id}: {pick(draw, _NOISE)}",
        is_noise=True,
    )
