"""The common form of what metrics are made of, and where it is counted.

Belongs here: one contribution to a metric and its placing in the periods of a team. Does not
belong here: what a cell makes of its contributions (`cells.py`).
"""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime

from tests.reference.calendar import GRAINS, Period
from tests.reference.organisation import Organisation
from tests.reference.statistics import Span

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Item:
    """One contribution to a metric.

    `key` tells it apart when teams are united; `counted` is what a count counts once;
    `numerator` and `denominator` are its shares of a ratio, `value` its place in a percentile,
    `span` its length on a survival curve. Where one is withheld, its cell has no value.
    """

    key: Hashable
    people: frozenset[str] = NOBODY
    counted: Hashable = None
    numerator: float = 0.0
    denominator: float = 0.0
    value: float = 0.0
    span: Span | None = None
    is_withheld: bool = False


Placed = dict[tuple[str, str, Period], list[Item]]
"""Items by metric, leaf team and period."""


class Placing:
    """Collects items of leaf teams in the periods they fall into."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self.placed: Placed = defaultdict(list)

    def add(self, metric_id: str, team_id: str | None, instant: datetime, item: Item) -> None:
        """Count an item in the three periods of its instant; nobody's items are left out."""
        if team_id is None:
            return
        for grain in GRAINS:
            period = self._organisation.period(team_id, instant, grain)
            self.add_at_end(metric_id, team_id, period, item)

    def add_at_end(self, metric_id: str, team_id: str, period: Period, item: Item) -> None:
        """Count an item in one period, as a snapshot at its end does."""
        self.placed[metric_id, team_id, period].append(item)
