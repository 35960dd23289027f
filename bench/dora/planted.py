"""The rows of each case: small teams to which one thing happens.

Here: one function a case. Not here: how a row is made (`planting.py`), what is true of a case and
who says what of it (`cases.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bench.dora.planting import HOUR, Planting

DAY = timedelta(days=1)
APRIL, JUNE = datetime.fromisoformat("2026-04-01"), datetime.fromisoformat("2026-06-01")
EVERY_THIRD, CLOSED = 3, 5


def _days(first: datetime, count: int, step: int = 1) -> Iterator[datetime]:
    """Noon of so many days."""
    return (first + DAY * step * place + 12 * HOUR for place in range(count))


def _alone(planting: Planting, name: str, zone: str = "UTC") -> str:
    """A team with one service in a repository of its own, all of one name."""
    planting.team(f"planted-{name}", zone)
    planting.service(f"planted-{name}", f"planted-{name}", f"planted/{name}")
    return f"planted-{name}"


def redeployed(planting: Planting) -> None:
    """Of 30 days, 20 bring a change and 10 the same commit again; 4 changes fail."""
    service = _alone(planting, "redeployed")
    for place, at in enumerate(_days(APRIL, 30)):
        if (place + 1) % EVERY_THIRD == 0:
            planting.deploy(service, at)
        else:
            planting.ship(service, at)
            if place % 15 in (0, 6):
                planting.incident(service, at + HOUR, at + 3 * HOUR)


def unrelated(planting: Planting) -> None:
    """Incidents that no deployment caused, 40 hours after one."""
    service = _alone(planting, "unrelated")
    for place in range(10):
        first = APRIL + DAY * 3 * place + 6 * HOUR
        planting.ship(service, first)
        planting.ship(service, first + DAY)
        planting.incident(service, first + DAY + 40 * HOUR, first + DAY + 42 * HOUR)


def neighbour(planting: Planting) -> None:
    """A service breaks; another of the team is deployed before anybody notices."""
    broken, other = "planted-neighbour", "planted-neighbour-other"
    _alone(planting, "neighbour")
    planting.service(other, broken, "planted/neighbour-other")
    for at in _days(APRIL, 12, 4):
        planting.ship(broken, at)
        planting.ship(other, at + 2 * HOUR)
        planting.incident(broken, at + 2.5 * HOUR, at + 3 * HOUR)


def named(planting: Planting) -> None:
    """Incidents name their deployment, which is not the latest."""
    service = _alone(planting, "named")
    for at in _days(APRIL, 12, 4):
        cause = planting.ship(service, at)
        planting.ship(service, at + 5 * HOUR)
        planting.incident(service, at + 5.5 * HOUR, at + 6 * HOUR, names=cause)


def trunk(planting: Planting) -> None:
    """Commits on the default branch, without pull requests."""
    service = _alone(planting, "trunk")
    for at in _days(APRIL, 12, 2):
        planting.push(service, at, hours=12)


def pause(planting: Planting) -> None:
    """A month between two in which nothing is deployed."""
    service = _alone(planting, "pause")
    for at in [*_days(APRIL, 10), *_days(JUNE, 10)]:
        planting.ship(service, at)


def halves(planting: Planting) -> None:
    """Half of the changes take 10 hours and half 30."""
    service = _alone(planting, "halves")
    planting.ship(service, APRIL - DAY)
    for place, at in enumerate(_days(APRIL, 20)):
        planting.ship(service, at, hours=10 if place % 2 else 30)


def rewritten(planting: Planting) -> None:
    """The author clock says a month more than the server."""
    service = _alone(planting, "rewritten")
    for at in _days(APRIL, 12, 2):
        planting.ship(service, at, hours=24, authored=30 * DAY)


def shared(planting: Planting) -> None:
    """Two teams deploy their own folders of one repository in turn."""
    for name in ("one", "two"):
        planting.team(f"planted-shared-{name}")
        planting.service(
            f"planted-shared-{name}", f"planted-shared-{name}", "planted/shared", f"{name}/"
        )
    for at in _days(APRIL, 10, 2):
        planting.ship("planted-shared-one", at)
        planting.ship("planted-shared-two", at + DAY)


def reverted(planting: Planting) -> None:
    """Changes that are taken back within hours, without an incident."""
    service = _alone(planting, "reverted")
    for at in _days(APRIL, 20):
        planting.ship(service, at)
        if at.day % 4 == 0:
            planting.ship(service, at + 5 * HOUR, hours=2, reverts=planting.latest_number(service))


def midnight(planting: Planting) -> None:
    """Deployments at two in the morning, which is the evening before in UTC."""
    service = _alone(planting, "midnight", "Asia/Kolkata")
    # Two in the morning there is half past eight of the evening before in UTC.
    for place in range(10):
        planting.ship(service, JUNE + DAY * 2 * place - 3.5 * HOUR)


def moved(planting: Planting) -> None:
    """A service that another team took over in May."""
    service = _alone(planting, "moved")
    planting.team("planted-moved-to")
    planting.service(service, "planted-moved-to", "planted/moved", since=date(2026, 5, 1))
    for at in _days(APRIL, 10, 2):
        planting.ship(service, at)


def open_ended(planting: Planting) -> None:
    """Failures of which most are not over."""
    service = _alone(planting, "open")
    for place, at in enumerate(_days(APRIL, 12, 3)):
        planting.ship(service, at)
        over = at + 2 * HOUR if place < CLOSED else None
        planting.incident(service, at + HOUR, over)


def slow(planting: Planting) -> None:
    """Incidents that a deployment caused 30 hours before, and that name none."""
    service = _alone(planting, "slow")
    for place in range(10):
        first = APRIL + DAY * 3 * place + 6 * HOUR
        planting.ship(service, first)
        planting.ship(service, first + DAY)
        planting.incident(service, first + DAY + 30 * HOUR, first + DAY + 32 * HOUR)


def plain(planting: Planting) -> None:
    """Every fourth deployment fails at once."""
    service = _alone(planting, "plain")
    for place in range(20):
        at = APRIL + DAY * place + 12 * HOUR
        planting.ship(service, at)
        if place % 4 == 0:
            planting.incident(service, at + HOUR, at + 2 * HOUR)
