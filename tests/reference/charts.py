"""Control charts: which weeks draw the limits, and what a week's value is beside them.

Belongs here: baselines, the scale of each metric, the two rules. Does not belong here: any cell.
A world that is measured for the first time has no earlier word: every week counts as it is.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import fmean

from tests.reference.catalogue import Rule
from tests.reference.cells import UNSEEN, Cell, CellKey

SCALES = {"count": "sqrt", "stock": "sqrt", "percentile": "log", "survival": "log"}
OTHER_SCALES = {
    "action_done_on_time": "none",
    "escaped_defects": "sqrt",
    "flow_consistency": "log",
    "incidents": "sqrt",
    "pages_per_shift": "sqrt",
    "severe_incidents_at_close": "sqrt",
    "severe_incidents_at_declaration": "sqrt",
    "support_contact_rate": "sqrt",
    "throughput": "sqrt",
}
"""Metrics whose scale is not that of their kind."""

FULL_BASELINE, LEAST_BASELINE = 26, 12
LEAST_COUNT = 3
LONG_RUN = 8
SAME = 1e-9


@dataclass(frozen=True)
class Decision:
    """A row of inputs/baseline_decisions.csv; None stands for all."""

    metric_id: str | None
    team_id: str | None
    effective_from: date

    @classmethod
    def of(cls, row: Mapping[str, str]) -> "Decision":
        """The decision of a row of the file."""
        return cls(
            row["metric_id"] or None,
            row["team_id"] or None,
            date.fromisoformat(row["effective_from"]),
        )

    def is_about(self, metric_id: str, team_id: str) -> bool:
        """Whether the chart of a metric and team begins anew."""
        return self.metric_id in (None, metric_id) and self.team_id in (None, team_id)


@dataclass(frozen=True)
class Chart:
    """What `fct_team_metrics` says of a cell's place in its control chart."""

    centre_line: float | None = None
    lower_limit: float | None = None
    upper_limit: float | None = None
    limits_status: str | None = None
    baseline_start: date | None = None
    is_outside_limits: bool | None = None
    is_long_run: bool | None = None


@dataclass(frozen=True)
class Limits:
    """The limits of a baseline; none where it is too short or its counts are too small."""

    status: str
    start: date
    lines: tuple[float, float, float] | None


def scale_of(rule: Rule) -> str:
    """The scale a metric's values are charted on: log, sqrt or none."""
    return OTHER_SCALES.get(rule.metric_id, SCALES.get(rule.kind, "none"))


def charted(value: float, scale: str) -> float | None:
    """A value on the scale of its chart; zero has no logarithm."""
    if scale == "log":
        return math.log(value) if value > 0 else None
    return math.sqrt(value + 3 / 8) if scale == "sqrt" else value


def uncharted(place: float, scale: str) -> float:
    """Back to the unit of the metric; a root below zero is a count of none."""
    if scale == "log":
        return math.exp(place)
    return max(0.0, max(0.0, place) ** 2 - 3 / 8) if scale == "sqrt" else place


def limits(weeks: Sequence[tuple[date, float]], scale: str, *, is_count: bool) -> Limits | None:
    """The limits from the first weeks of a baseline; None where no week has a place."""
    places = [
        (start, place) for start, value in weeks if (place := charted(value, scale)) is not None
    ][:FULL_BASELINE]
    if not places:
        return None
    start = places[0][0]
    if len(places) < LEAST_BASELINE:
        return Limits("no_limits", start, None)
    centre = fmean(place for _, place in places)
    reach = 2.66 * fmean(abs(after - before) for (_, before), (_, after) in pairwise(places))
    lower, middle, upper = (uncharted(centre + n * reach, scale) for n in (-1, 0, 1))
    if is_count and middle < LEAST_COUNT:
        return Limits("no_limits", start, None)
    status = "limits" if len(places) == FULL_BASELINE else "provisional_limits"
    return Limits(status, start, (lower, middle, upper))


def side(value: float, centre: float) -> int:
    """1 above the centre, -1 below it, 0 on it."""
    if abs(value - centre) <= SAME * max(1.0, abs(value), abs(centre)):
        return 0
    return 1 if value > centre else -1


def chart_of_weeks(weeks: Sequence[tuple[date, Cell]], rule: Rule) -> Iterator[tuple[date, Chart]]:
    """The charts of the weeks that one baseline judges, in their order."""
    shown = [(start, cell.value) for start, cell in weeks if cell.status == "ok"]
    scale = scale_of(rule)
    known = [(start, value) for start, value in shown if value is not None]
    found = limits(known, scale, is_count=rule.kind == "count")
    run, run_side = 0, 0
    for start, cell in weeks:
        if found is None or cell.status in UNSEEN:
            yield start, Chart(limits_status="no_limits")
            continue
        if found.lines is None:
            yield start, Chart(limits_status=found.status, baseline_start=found.start)
            continue
        lower, centre, upper = found.lines
        outside, long = None, None
        if cell.status == "ok" and cell.value is not None:
            now = side(cell.value, centre)
            run, run_side = (run + 1 if now == run_side else 1), now
            slack = SAME * max(1.0, abs(cell.value), abs(centre))
            outside = cell.value > upper + slack or cell.value < lower - slack
            long = now != 0 and run >= LONG_RUN
        yield start, Chart(centre, lower, upper, found.status, found.start, outside, long)


def charts(
    cells: Mapping[CellKey, Cell], rules: Sequence[Rule], decisions: Sequence[Decision]
) -> dict[CellKey, Chart]:
    """The chart of every cell; months and quarters have none."""
    found = {key: Chart() for key in cells}
    series: dict[tuple[str, str], list[tuple[date, Cell]]] = defaultdict(list)
    for (metric_id, team_id, grain, start), cell in cells.items():
        if grain == "week":
            series[metric_id, team_id].append((start, cell))
    known = {rule.metric_id: rule for rule in rules}
    for (metric_id, team_id), weeks in series.items():
        begins = sorted(
            {each.effective_from for each in decisions if each.is_about(metric_id, team_id)}
        )
        for after, before in pairwise([date.min, *begins, date.max]):
            judged = sorted((week for week in weeks if after <= week[0] < before), key=first)
            for start, chart in chart_of_weeks(judged, known[metric_id]):
                found[metric_id, team_id, "week", start] = chart
    return found


def first(week: tuple[date, Cell]) -> date:
    """The first day of a week."""
    return week[0]
