"""What is withheld beside a withheld cell, so that sums do not give it away.

Belongs here: sums over the tree of teams, and over the months of a quarter. Does not belong here:
combinations of both (`suppression.py`, by `attacks.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from expectations.disclosure.cells import LEAST_PEOPLE, Cell, by_period, grouped
from expectations.disclosure.choice import TIME, TREE, Choice, size


@dataclass(frozen=True)
class Unknown:
    """What is not known of a team in a period.

    Attributes:
        people: Whose part it is.
        n_behind: How many of them contributed to it at least.
    """

    people: frozenset[str]
    n_behind: int


def in_the_tree(choice: Choice) -> None:
    """From below upward, each period by itself."""
    for together in by_period(choice.cells).values():
        by_team = {cell.team_id: cell for cell in together}
        unknown: dict[str, Unknown] = {}
        for team in choice.tree.upward():
            if team in by_team:
                _close(choice, by_team, team, unknown)


def _close(
    choice: Choice, by_team: Mapping[str, Cell], team: str, unknown: dict[str, Unknown]
) -> None:
    """Withhold beside or above until what is not known below a team has enough people behind it.

    Args:
        choice: What is withheld so far.
        by_team: The cells of the period.
        team: The team above.
        unknown: What is not known, by team; gets this team's part.
    """
    cell = by_team[team]
    below = [child for child in choice.tree.children.get(team, ()) if child in by_team]
    rest = _rest(cell, [by_team[child] for child in below], unknown)
    while below and rest and cell.key not in choice.withheld:
        if min(len(rest.people), rest.n_behind) >= LEAST_PEOPLE:
            break
        # A team above others is no help: those below it tell it again.
        siblings = [
            by_team[child]
            for child in below
            if child not in unknown
            and not by_team.keys() & set(choice.tree.children.get(child, ()))
        ]
        victim = min(siblings, key=size, default=cell)
        choice.withhold(victim, TREE)
        if victim is not cell:
            unknown[victim.team_id] = Unknown(victim.people, victim.n_behind)
            rest = _rest(cell, [by_team[child] for child in below], unknown)
    if cell.key in choice.withheld:
        whole = Unknown(cell.people, cell.n_behind)
        part = rest if below else whole
        if part:
            unknown[team] = part


def _rest(cell: Cell, below: Sequence[Cell], unknown: Mapping[str, Unknown]) -> Unknown | None:
    """What remains of a team when the known ones below it are taken away; None if nothing does."""
    hidden = [unknown[child.team_id] for child in below if child.team_id in unknown]
    direct = cell.people.difference(*(child.people for child in below))
    if not hidden and not direct:
        return None
    known = sum(child.n_contributors for child in below if child.team_id not in unknown)
    return Unknown(
        direct.union(*(part.people for part in hidden)),
        max([cell.n_contributors - known, *(part.n_behind for part in hidden)]),
    )


def in_time(choice: Choice) -> None:
    """A quarter and its months: what is withheld of them has enough people behind it together."""
    for series in grouped(choice.cells, lambda cell: cell.team_id).values():
        months = [cell for cell in series if cell.grain == "month"]
        quarters = choice.shown(cell for cell in series if cell.grain == "quarter")
        hidden = [cell for cell in months if cell.key in choice.withheld]
        if not quarters or not hidden:
            continue
        quarter, shown = quarters[0], choice.shown(months)
        rest = quarter.n_contributors - sum(cell.n_contributors for cell in shown)
        if max([rest, *(cell.n_behind for cell in hidden)]) < LEAST_PEOPLE:
            victim = min(shown, key=size) if shown else quarter
            choice.withhold(victim, TIME)
