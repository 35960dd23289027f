"""Which cells are withheld, so that what is published together tells nothing of few people.

Belongs here: the choice. Does not belong here: whether it suffices (`attacks.py` tells, and cells
are withheld until it finds nothing).

In this order, for the cells of one measure and quarter:

1. *few*: fewer than k people behind it, by the roster or by who contributed.
2. *again*: it was published before for other people; the difference would be about few.
3. *overlap*: of two teams beside each other that differ by few people the smaller is withheld.
4. *tree*: what is withheld below a team must have k people behind it together, those who belong to
   no team below included; else the smallest published team beside it that has none below is
   withheld, too, and where there is none, the team above.
5. *time*: the same for the months of a quarter.
6. *combination*: whatever the linear system still gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, combinations

from expectations.disclosure import attacks, complements
from expectations.disclosure.cells import (
    LEAST_PEOPLE,
    Cell,
    Key,
    Tree,
    by_period,
    by_system,
    families,
    grouped,
)
from expectations.disclosure.choice import AGAIN, COMBINATION, FEW, OVERLAP, Choice, size
from expectations.disclosure.sums import Known

MOST_TRIED = 3


def choose(
    cells: Iterable[Cell],
    tree: Tree,
    least: int = LEAST_PEOPLE,
    published: Mapping[Key, bool] | None = None,
) -> dict[Key, str]:
    """Choose what is withheld.

    Args:
        cells: All cells that could be published.
        tree: The teams.
        least: How many people there must be behind a cell.
        published: What was published before, and whether it was for the same people.

    Returns:
        The reason, by the key of what is withheld.
    """
    everything = list(cells)
    family = families(everything, tree)
    found: dict[Key, str] = {}
    for together in grouped(everything, lambda cell: family.get(cell.team_id)).values():
        found |= _chosen(together, tree, least, published or {})
    return found


def _chosen(
    cells: Iterable[Cell], tree: Tree, least: int, before: Mapping[Key, bool]
) -> dict[Key, str]:
    """The choice within one family."""
    found: dict[Key, str] = {}
    earlier: dict[str, list[Choice]] = {}
    for (measure, _), system in sorted(by_system(cells).items()):
        known = frozenset(cell.key for cell in system if cell.key in before)
        choices = earlier.setdefault(measure, [])
        last = choices[-attacks.QUARTERS_BEFORE :]
        choice = Choice(
            system,
            tree,
            known=known,
            seen_before=[cell for one in last for cell in one.seen()],
            hidden_before=[cell for one in last for cell in one.few()],
        )
        for cell in system:
            if cell.is_withheld or cell.n_behind < least:
                choice.withhold(cell, FEW)
            elif not before.get(cell.key, True):
                choice.withhold(cell, AGAIN)
        _close_all(choice)
        choices.append(choice)
        found |= choice.withheld
    return found


def _close_all(choice: Choice) -> None:
    """Withhold until nothing more is needed."""
    _overlaps(choice)
    base = Known.of(choice.seen_before, [*choice.hidden_before, *choice.cells])
    n_before = -1
    while n_before != len(choice.withheld):
        n_before = len(choice.withheld)
        complements.in_the_tree(choice)
        complements.in_time(choice)
        _combinations(choice, base)


def _overlaps(choice: Choice) -> None:
    """Of two teams beside each other that differ by few people, the smaller is withheld."""
    for together in by_period(choice.cells).values():
        for one, other in combinations(sorted(together, key=size), 2):
            both_shown = not {one.key, other.key} & choice.withheld.keys()
            is_beside = not (
                choice.tree.is_above(other.team_id, one.team_id)
                or choice.tree.is_above(one.team_id, other.team_id)
            )
            if is_beside and both_shown and 0 < len(one.people ^ other.people) < LEAST_PEOPLE:
                choice.withhold(one, OVERLAP)


def _combinations(choice: Choice, base: Known) -> None:
    """Withhold what the linear system needs, until it gives nothing.

    Args:
        choice: What is withheld so far.
        base: What follows from the quarters before.
    """
    seen = [*choice.seen_before, *choice.seen()]
    hidden = [*choice.hidden_before, *choice.few()]
    known = base.knowing(choice.seen())
    for found in attacks.computed_again(seen, hidden, known):
        victim = _beside(choice, base, found.cells)
        if victim:
            choice.withhold(victim, COMBINATION)
            return
    # What is not shown tells nobody apart: the groups are those of what is seen.
    for found in chain(attacks.linear_systems(choice.seen()), attacks.linear_systems(seen)):
        involved = [cell for cell in choice.shown() if cell.everybody & found.people]
        victim = max(involved or _ties(choice), key=_width, default=None)
        if victim:
            choice.withhold(victim, COMBINATION)
            return


def _ties(choice: Choice) -> list[Cell]:
    """The weeks that tie the quarter to the one before; without them it tells nothing of that."""
    return [cell for cell in choice.shown() if cell.later_people and cell.key not in choice.known]


def _beside(choice: Choice, base: Known, hidden: Sequence[Cell]) -> Cell | None:
    """A published cell of the quarter without which the withheld ones cannot be computed.

    The nearest in time of the same team comes first, then the other teams of the period, then
    whatever is about the same people; the first one where none suffices by itself.
    """
    one = hidden[0]
    able = [cell for cell in choice.shown() if cell.key not in choice.known]
    nearest = sorted(
        (cell for cell in able if (cell.team_id, cell.grain) == (one.team_id, one.grain)),
        key=lambda cell: (abs((cell.start - one.start).days), size(cell)),
    )
    siblings = sorted(
        (cell for cell in able if (cell.start, cell.grain) == (one.start, one.grain)), key=size
    )
    wider = sorted((cell for cell in able if cell.everybody & one.people), key=size)
    tried = [*nearest[:MOST_TRIED], *siblings[:MOST_TRIED], *wider[:MOST_TRIED]]
    for victim in tried:
        rest = (cell for cell in choice.seen() if cell.key != victim.key)
        if not base.knowing(rest).holds(hidden):
            return victim
    return max(_ties(choice), key=_width, default=tried[0] if tried else None)


def _width(cell: Cell) -> tuple[int, tuple[int, int, str, str]]:
    return (len(cell.people), size(cell))
