"""A small organisation: a tribe of three teams, and cells of one measure for a quarter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from expectations.disclosure.cells import Cell, Tree

TREE = Tree({"all": None, "tribe": "all", "a": "tribe", "b": "tribe", "c": "tribe"})
QUARTER = (date(2026, 4, 1), date(2026, 7, 1))
MONTHS = (
    (date(2026, 4, 1), date(2026, 5, 1)),
    (date(2026, 5, 1), date(2026, 6, 1)),
    (date(2026, 6, 1), date(2026, 7, 1)),
)


def people(prefix: str, count: int) -> frozenset[str]:
    return frozenset(f"{prefix}{n}" for n in range(count))


TEAMS = {"a": people("a", 7), "b": people("b", 8), "c": people("c", 9)}
TEAMS["tribe"] = TEAMS["a"] | TEAMS["b"] | TEAMS["c"]


def quarter(
    teams: Mapping[str, frozenset[str]] = TEAMS, contributors: Mapping[str, int] | None = None
) -> list[Cell]:
    """One cell a team."""
    return [
        cell(team, members, "quarter", QUARTER, (contributors or {}).get(team))
        for team, members in teams.items()
    ]


def months(team: str, contributors: tuple[int, int, int]) -> list[Cell]:
    """The months of a team's quarter."""
    return [
        cell(team, TEAMS[team], "month", month, count)
        for month, count in zip(MONTHS, contributors, strict=True)
    ]


def cell(
    team: str,
    members: frozenset[str],
    grain: str,
    period: tuple[date, date],
    contributors: int | None = None,
) -> Cell:
    count = len(members) if contributors is None else contributors
    return Cell("reviews", team, grain, *period, members, count)
