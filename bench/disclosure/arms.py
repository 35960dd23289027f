"""The cells of an organisation, published in four ways, and what the adversary makes of each.

Belongs here: the ways that are compared. Does not belong here: the rules and the attacks themselves
(`expectations/disclosure`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bench.disclosure.organisations import FIRST_DAY, LAST_DAY, QUARTERS, Organisation
from expectations.disclosure import attacks
from expectations.disclosure.cells import LEAST_PEOPLE, Cell, Key, Tree, next_quarter, quarter_start
from expectations.disclosure.suppression import choose

MEASURE = "acts"
ARMS = ("few people only", "and complements", "frozen, few people only", "frozen, and complements")
MONTHS = tuple(date(2025 + (9 + n) // 12, (9 + n) % 12 + 1, 1) for n in range(13))


@dataclass(frozen=True)
class Outcome:
    """What came of one way of publishing one organisation.

    Attributes:
        n_people: People there ever were.
        isolated: By attack, how many people some isolation is about.
        n_isolated: People that any is about.
        n_computed: Withheld cells that can be computed again.
        n_cells: Cells with anybody in them, by grain.
        n_shown: Of these, published.
    """

    n_people: int
    isolated: dict[str, int]
    n_isolated: int
    n_computed: int
    n_cells: dict[str, int]
    n_shown: dict[str, int]


def outcome(arm: str, organisation: Organisation) -> Outcome:
    """Publish an organisation in a way and attack it."""
    tree = Tree(organisation.parents)
    cells = list(cells_of(organisation, is_frozen=arm.startswith("frozen")))
    withheld: dict[Key, str] = (
        choose(cells, tree)
        if arm.endswith("complements")
        else {cell.key: "few_people" for cell in cells if cell.n_behind < LEAST_PEOPLE}
    )
    shown = [cell for cell in cells if cell.key not in withheld]
    few = [cell for cell in cells if withheld.get(cell.key) == "few_people"]
    # Where rosters change by the week the system of all quarters takes hours: the other ways are
    # attacked a quarter at a time, and look better than they are.
    quarters_before = attacks.QUARTERS_BEFORE if arm == ARMS[-1] else 0
    found = list(attacks.every(shown, few, tree, quarters_before))
    people: dict[str, set[str]] = {}
    for isolation in found:
        if not isolation.cells:
            people.setdefault(isolation.attack, set()).update(isolation.people)
    return Outcome(
        n_people=len(organisation.acts),
        isolated={attack: len(singled) for attack, singled in people.items()},
        n_isolated=len(set().union(*people.values())),
        n_computed=sum(bool(isolation.cells) for isolation in found),
        n_cells=Counter(cell.grain for cell in cells),
        n_shown=Counter(cell.grain for cell in shown),
    )


def cells_of(organisation: Organisation, *, is_frozen: bool) -> Iterator[Cell]:
    """Every week, month and quarter of every team.

    Args:
        organisation: The organisation.
        is_frozen: Whether the population of a team is that of the quarter's first day; else that of
            the period's.
    """
    for grain, start, end in _periods():
        roster_day = quarter_start(start) if is_frozen else start
        for team in organisation.parents:
            people = organisation.members(team, max(roster_day, FIRST_DAY))
            later = (
                organisation.members(team, next_quarter(start))
                if is_frozen and grain == "week" and end > next_quarter(start)
                else frozenset[str]()
            )
            if people:
                acting = sum(
                    any(start <= day < end for day in organisation.acts[person])
                    for person in people | later
                )
                yield Cell(MEASURE, team, grain, start, end, people, acting, later_people=later)


def _periods() -> Iterator[tuple[str, date, date]]:
    monday = FIRST_DAY - timedelta(days=FIRST_DAY.weekday()) + timedelta(days=7)
    while monday + timedelta(days=7) <= LAST_DAY:
        yield "week", monday, monday + timedelta(days=7)
        monday += timedelta(days=7)
    for start, end in pairwise(MONTHS):
        yield "month", start, end
    for start, end in zip(QUARTERS, (*QUARTERS[1:], LAST_DAY), strict=True):
        yield "quarter", start, end
