"""The sentences about a team's numbers beside its own earlier ones.

Here: outcomes, what moved beyond its limits with its pair, weeks outside of limits. Not here: the
other sections (`narrative.py`, `surroundings.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from expectations.brief.cited import Row, Sentence
from expectations.brief.reading import Metric, Published
from expectations.brief.wording import limits, value
from expectations.pages import words

LEAST_BEFORE = 2
LEAST_DENOMINATOR = 80
"""Of fewer, quarters are not compared: a doubling would be noticed in one case of three."""
MOST_WEEKS = 2
OUTCOMES = (
    "deploy_freq",
    "change_lead_time",
    "change_fail_rate",
    "failed_deploy_recovery",
    "deploy_rework_rate",
)
"""What is told whether or not it moved."""


def outcomes(published: Published) -> Iterator[Sentence]:
    """What leaders read first, with up to four quarters before."""
    for metric_id in OUTCOMES:
        metric, now = published.metrics.get(metric_id), published.now(metric_id)
        if metric is None or now is None or now["value"] is None:
            continue
        before = published.before(metric_id)
        earlier = ", ".join(value(metric, row) for row in before)
        compared = f"; in the quarters before, oldest first: {earlier}" if before else ""
        yield Sentence(
            f"{metric.name}: {value(metric, now)}{limits(metric, now)}{compared}.",
            (now, *before),
            names(metric),
        )


def moved(published: Published) -> Iterator[Sentence]:
    """Metrics whose limits meet those of no quarter before, and their pairs."""
    for metric in published.metrics.values():
        now = published.now(metric.metric_id)
        before = [row for row in published.before(metric.metric_id) if _is_comparable(row)]
        nearest = now and nearest_beyond(now, before)
        if now is None or nearest is None:
            continue
        is_higher = now["value"] > nearest["value"]
        yield Sentence(
            f"{metric.name} was {value(metric, now)}{limits(metric, now)}, "
            f"{'above' if is_higher else 'below'} every quarter before that is looked at: the "
            f"nearest, the one from {words.day(nearest['period_start'])}, had "
            f"{value(metric, nearest)}{limits(metric, nearest)}.",
            (now, nearest, *(row for row in before if row is not nearest)),
            names(metric),
        )
        yield from _pair(published, metric)


def nearest_beyond(now: Row, before: Sequence[Row]) -> Row | None:
    """The quarter before that is nearest to this one, if this one lies beyond them all.

    Args:
        now: The cell of the quarter.
        before: The cells before it that have a value.
    """
    if not _is_comparable(now) or len(before) < LEAST_BEFORE:
        return None
    if not all(_is_comparable(row) for row in before):
        return None
    if all(now["ci_low"] > row["ci_high"] for row in before):
        return max(before, key=lambda row: (row["ci_high"], row["period_start"]))
    if all(now["ci_high"] < row["ci_low"] for row in before):
        return min(before, key=lambda row: (row["ci_low"], row["period_start"]))
    return None


def _is_comparable(row: Row) -> bool:
    return row["ci_low"] is not None and row["denominator"] >= LEAST_DENOMINATOR


def _pair(published: Published, metric: Metric) -> Iterator[Sentence]:
    """What would suffer if the metric were improved the wrong way."""
    pair = published.metrics.get(metric.pair_metric_id or "")
    now = published.now(pair.metric_id) if pair else None
    if pair is None or now is None:
        return
    if now["value"] is None:
        status = published.statuses[now["status"]]
        yield Sentence(
            f"Its pair, {pair.name}, is not told: {status['in_words']}",
            (now, status),
            names(pair),
        )
        return
    before = published.before(pair.metric_id)[-1:]
    compared = "".join(
        f", after {value(pair, row)}{limits(pair, row)} in the quarter from "
        f"{words.day(row['period_start'])}"
        for row in before
    )
    yield Sentence(
        f"Its pair, {pair.name}, was {value(pair, now)}{limits(pair, now)}{compared}.",
        (now, *before),
        names(pair),
    )


def weeks(published: Published) -> Iterator[Sentence]:
    """Weeks outside of the team's own limits, and metrics that stay on one side of their centre."""
    for metric in published.metrics.values():
        found = published.weeks.get(metric.metric_id, ())
        for row in [week for week in found if week["is_outside_limits"]][:MOST_WEEKS]:
            yield Sentence(
                f"{metric.name} was {value(metric, row)} in the week from "
                f"{words.day(row['period_start'])}, outside of the team's own limits, "
                f"{_bounds(metric, row)}.",
                (row,),
                names(metric),
            )
        runs = [week for week in found if week["is_long_run"]]
        if runs:
            yield Sentence(
                f"{metric.name} has stayed on one side of its centre line up to the week from "
                f"{words.day(runs[-1]['period_start'])}, which asks for a look and nothing more.",
                (runs[-1],),
                names(metric),
            )


def _bounds(metric: Metric, row: Row) -> str:
    low, high = row["lower_limit"], row["upper_limit"]
    if low is None or high is None:
        end = "at least" if high is None else "at most"
        return f"{end} {value(metric, row, 'upper_limit' if low is None else 'lower_limit')}"
    return f"{value(metric, row, 'lower_limit')} to {value(metric, row, 'upper_limit')}"


def names(metric: Metric) -> tuple[str, ...]:
    """What of a sentence is a name, so that its digits are no numbers."""
    return (metric.name, metric.unit)
