"""The published cells: what the items of a team and period amount to, and whether it is shown.

Belongs here: roll-up to parents, the five kinds of metric, status and finality. Does not belong
here: which items there are (one module a family).
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tests.reference.calendar import Period
from tests.reference.catalogue import Rule
from tests.reference.items import Item, Placed
from tests.reference.organisation import Organisation
from tests.reference.statistics import kaplan_meier_quantile, percentile, wilson

LEAST_PEOPLE = 5
SETTLING_AFTER = timedelta(days=7)
FINAL_AFTER = timedelta(days=35)


@dataclass(frozen=True)
class Cell:
    """One row of `fct_team_metrics`."""

    numerator: float | None
    denominator: float | None
    value: float | None
    n_items: int | None
    n_people: int
    ci_low: float | None
    ci_high: float | None
    status: str
    finality: str


CellKey = tuple[str, str, str, date]
"""Metric, team, grain and first day of the period."""


@dataclass(frozen=True)
class Amount:
    """What items amount to, before it is decided whether that is shown."""

    numerator: float | None
    denominator: float | None
    value: float | None


def united(placed: Placed, rule: Rule, leaves: tuple[str, ...], period: Period) -> list[Item]:
    """The items of several teams in a period, each once."""
    found: dict[Hashable, Item] = {}
    for team_id in leaves:
        for item in placed.get((rule.metric_id, team_id, period), []):
            found.setdefault(item.key, item)
    return list(found.values())


def amount(rule: Rule, items: list[Item], days: int) -> Amount:
    """What items amount to by the metric's kind; `days` are the period's days so far."""
    if rule.kind == "count":
        count = float(len({item.counted for item in items}))
        return Amount(count, float(days) if rule.counts_days else None, count)
    if not items:
        return Amount(None, None, None)
    if rule.kind == "ratio":
        numerator = sum(item.numerator for item in items)
        denominator = sum(item.denominator for item in items)
        return Amount(numerator, denominator, numerator / denominator if denominator else None)
    if rule.kind == "percentile":
        return Amount(None, None, percentile([item.value for item in items], float(rule.quantile)))
    spans = [item.span for item in items if item.span]
    ended = sum(span.is_observed for span in spans)
    return Amount(float(ended), float(len(spans)), kaplan_meier_quantile(spans, rule.quantile))


def finality(ends_at: datetime, as_of: datetime) -> str:
    """Whether a period's values may still move."""
    age = as_of - ends_at
    if age < SETTLING_AFTER:
        return "provisional"
    return "settling" if age < FINAL_AFTER else "final"


def _status(
    rule: Rule, team_type: str | None, shown: Amount, counts: tuple[int, int], is_open: bool
) -> str:
    n_items, n_people = counts
    if team_type and team_type not in rule.team_types:
        return "not_applicable"
    if rule.is_behavioural and n_people < LEAST_PEOPLE:
        return "suppressed_privacy"
    if n_items < rule.least_items:
        return "insufficient_n"
    if shown.value is None:
        return "not_reached"
    return "provisional" if is_open else "ok"


class Cells:
    """Makes the cells of an organisation from its items."""

    def __init__(self, organisation: Organisation, placed: Placed, as_of: datetime) -> None:
        self._organisation = organisation
        self._placed = placed
        self._as_of = as_of

    def _cell(self, rule: Rule, team_id: str, period: Period) -> Cell:
        leaves = self._organisation.leaves[team_id]
        items = united(self._placed, rule, leaves, period)
        days = max(self._organisation.days_begun(leaf, period, self._as_of) for leaf in leaves)
        shown = amount(rule, items, days)
        people = frozenset[str]().union(*(item.people for item in items))
        ends_at = max(self._organisation.ends_at(leaf, period) for leaf in leaves)
        team_type = self._organisation.teams[team_id].get("team_type")
        n_items = len(items) if rule.kind != "count" or rule.counts_days else shown.numerator or 0
        counts = (int(n_items), len(people))
        status = _status(rule, team_type, shown, counts, is_open=ends_at > self._as_of)
        is_shown = status in ("ok", "provisional")
        limits = (
            wilson(shown.numerator or 0.0, shown.denominator)
            if is_shown and rule.is_proportion and shown.denominator
            else (None, None)
        )
        if status == "suppressed_privacy":
            shown = Amount(None, None, None)
        return Cell(
            numerator=shown.numerator,
            denominator=shown.denominator,
            value=shown.value if is_shown else None,
            n_items=counts[0] if status != "suppressed_privacy" else None,
            n_people=counts[1],
            ci_low=limits[0],
            ci_high=limits[1],
            status=status,
            finality=finality(ends_at, self._as_of),
        )

    def all_cells(
        self, rules: tuple[Rule, ...], spine: dict[str, list[Period]]
    ) -> Iterator[tuple[CellKey, Cell]]:
        """Every metric's cell in every period of every team."""
        for team_id, periods in spine.items():
            for rule in rules:
                for period in periods:
                    if period.grain in rule.grains:
                        key = (rule.metric_id, team_id, period.grain, period.start)
                        yield key, self._cell(rule, team_id, period)
