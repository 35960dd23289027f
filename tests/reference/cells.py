"""The published cells: what the items of a team and period amount to, and whether it is shown.

Belongs here: roll-up to parents, the kinds of metric, status and finality. Does not belong
here: which items there are (one module a family).
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache

from tests.reference.calendar import Period
from tests.reference.catalogue import Rule
from tests.reference.items import Item, Placed
from tests.reference.organisation import Organisation
from tests.reference.statistics import (
    Span,
    kaplan_meier_quantile,
    kaplan_meier_share,
    percentile,
    wilson,
)

LEAST_PEOPLE = 5
SETTLING_AFTER = timedelta(days=7)
FINAL_AFTER = timedelta(days=35)
BELIEVED_BEFORE = timedelta(days=14)
COUNTING = ("count", "stock", "rate")
"""The kinds that have a number even where there is no item, and so none where nothing is known."""
UNSEEN = ("suppressed_privacy", "source_missing", "not_applicable")


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
    """The items of several teams in a period, each once: the largest, else the first."""
    found: dict[Hashable, Item] = {}
    for team_id in leaves:
        for item in placed.get((rule.metric_id, team_id, period), []):
            known = found.setdefault(item.key, item)
            if rule.counted_by and getattr(item, rule.counted_by) > getattr(known, rule.counted_by):
                found[item.key] = item
    return list(found.values())


def amount(rule: Rule, items: list[Item], days: int) -> Amount:
    """What items amount to by the metric's kind; `days` are the period's days so far."""
    if rule.kind == "count":
        count = float(len({item.counted for item in items}))
        return Amount(count, float(days) if rule.counts_days else None, count)
    if rule.kind == "stock":
        return Amount(float(len(items)), None, float(len(items)))
    return amount_of_some(rule, items) if items else Amount(None, None, None)


def amount_of_some(rule: Rule, items: list[Item]) -> Amount:
    """What one item or more amount to."""
    is_withheld = any(item.is_withheld for item in items)
    if is_withheld or (rule.least_answering and answering(items) < rule.least_answering):
        return Amount(None, None, None)
    if rule.kind == "rate":
        events, exposure = len(counted_items(rule, items)), sum(item.denominator for item in items)
        return Amount(events, exposure, events / exposure) if exposure else Amount(None, None, None)
    if rule.kind == "ratio":
        numerator = sum(item.numerator for item in items)
        denominator = sum(item.denominator for item in items)
        return Amount(numerator, denominator, numerator / denominator if denominator else None)
    if rule.kind == "percentile":
        return Amount(None, None, percentile([item.value for item in items], float(rule.quantile)))
    return amount_of_spans(rule, [item.span for item in items if item.span])


def amount_of_spans(rule: Rule, spans: list[Span]) -> Amount:
    """What the lengths of items amount to on their survival curve."""
    if rule.within is not None:
        ended = sum(span.is_observed and span.length <= rule.within for span in spans)
        share = kaplan_meier_share(spans, rule.within)
        return Amount(float(ended), float(len(spans)), None if share is None else float(share))
    ended = sum(span.is_observed for span in spans)
    return Amount(float(ended), float(len(spans)), kaplan_meier_quantile(spans, rule.quantile))


def answering(items: list[Item]) -> Fraction:
    """The share of items that have a denominator, such as people asked who answered."""
    return Fraction(sum(item.denominator > 0 for item in items), len(items))


def number_of_items(rule: Rule, counted: list[Item], shown: Amount) -> int:
    """How many items are told of."""
    if rule.counted_by:
        return int(sum(getattr(item, rule.counted_by) for item in counted))
    return len(counted) if rule.kind != "count" or rule.counts_days else int(shown.numerator or 0)


def counted_items(rule: Rule, items: list[Item]) -> list[Item]:
    """The items that count as such: of a rate the events, not what they are exposed to."""
    return [item for item in items if item.numerator] if rule.kind == "rate" else items


def is_dominated(rule: Rule, counted: list[Item]) -> bool:
    """Whether a sum over people is mostly that of one of them, or almost only that of two."""
    if rule.kind not in ("count", "rate"):
        return False
    by_person: dict[str, set[Hashable]] = {}
    names = {item.counted if rule.kind == "count" else item.key for item in counted}
    for item in counted:
        for person in item.people:
            name = item.counted if rule.kind == "count" else item.key
            by_person.setdefault(person, set()).add(name)
    most = sorted((len(found) for found in by_person.values()), reverse=True)
    return 2 * sum(most[:1]) > len(names) or 5 * sum(most[:2]) > 4 * len(names)


def nothing_known(_: str) -> date | None:
    """No tool has a first event."""
    return None


def finality(ends_at: datetime, as_of: datetime) -> str:
    """Whether a period's values may still move."""
    age = as_of - ends_at
    if age < SETTLING_AFTER:
        return "provisional"
    return "settling" if age < FINAL_AFTER else "final"


def _status(
    rule: Rule,
    team_type: str | None,
    shown: Amount,
    counts: tuple[int, int],
    is_open: bool,
    is_spoken: bool,
    is_dominated: bool,
) -> str:
    n_items, n_people = counts
    if team_type and team_type not in rule.team_types:
        return "not_applicable"
    if not is_spoken:
        return "source_missing"
    if rule.is_behavioural and (n_people < LEAST_PEOPLE or is_dominated):
        return "suppressed_privacy"
    if n_items < rule.least_items:
        return "insufficient_n"
    if shown.value is None:
        return "not_reached" if rule.kind == "survival" and n_items else "insufficient_n"
    return "provisional" if is_open else "ok"


class Cells:
    """Makes the cells of an organisation from its items.

    Args:
        organisation: Its teams.
        placed: The items.
        as_of: Nothing later is known.
        first_day: The day of a tool's first event, by its name.
    """

    def __init__(
        self,
        organisation: Organisation,
        placed: Placed,
        as_of: datetime,
        first_day: Callable[[str], date | None] = nothing_known,
    ) -> None:
        self._first_day = cache(first_day)
        self._organisation = organisation
        self._placed = placed
        self._as_of = as_of

    def _is_spoken(self, rule: Rule, period: Period) -> bool:
        """Whether the tools tell of a period: it begins at most two weeks before each does."""
        starts = [self._first_day(name) for name in rule.events]
        return all(start is None or period.start >= start - BELIEVED_BEFORE for start in starts)

    def _cell(self, rule: Rule, team_id: str, period: Period) -> Cell:
        leaves = self._organisation.leaves[team_id]
        is_spoken = self._is_spoken(rule, period)
        is_told = is_spoken or rule.kind not in COUNTING
        items = united(self._placed, rule, leaves, period) if is_told else []
        days = max(self._organisation.days_begun(leaf, period, self._as_of) for leaf in leaves)
        shown = amount(rule, items, days)
        counted = counted_items(rule, items)
        people = frozenset[str]().union(*(item.people for item in counted))
        ends_at = max(self._organisation.ends_at(leaf, period) for leaf in leaves)
        team_type = self._organisation.teams[team_id].get("team_type")
        counts = (number_of_items(rule, counted, shown), len(people))
        is_open = ends_at > self._as_of
        status = _status(
            rule, team_type, shown, counts, is_open, is_spoken, is_dominated(rule, counted)
        )
        is_shown = status in ("ok", "provisional")
        limits = (
            wilson(shown.numerator or 0.0, shown.denominator)
            if is_shown and rule.is_proportion and shown.denominator
            else (None, None)
        )
        if status in UNSEEN:
            shown = Amount(None, None, None)
        return Cell(
            numerator=shown.numerator,
            denominator=shown.denominator,
            value=shown.value if is_shown else None,
            n_items=counts[0] if status not in UNSEEN else None,
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
