"""The sentences of a brief, by section.

Here: what is worth a sentence, and its words. Not here: which rows there are (`reading.py`), pages
(`report.py`). No sentence compares a team with another one, praises or blames.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from expectations.brief import surroundings
from expectations.brief.cited import Row, Sentence, check
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
HIDDEN = (
    "source_missing",
    "source_stale",
    "source_partial",
    "suspended_by_audit",
    "suppressed_privacy",
    "insufficient_n",
    "not_reached",
)
"""Why a number may be missing; that a metric does not fit the team is no loss."""


@dataclass(frozen=True)
class Section:
    """A heading and its sentences.

    Attributes:
        title: The heading.
        sentences: What is said; may be none.
        nothing: What is said where there is nothing to say.
        aside: What a reader has to know beside the sentences.
    """

    title: str
    sentences: tuple[Sentence, ...]
    nothing: str
    aside: str = ""


def sections(published: Published) -> tuple[Section, ...]:
    """The whole brief, every sentence checked against its rows.

    Raises:
        CitationError: A sentence says what its rows do not: an error of ours.
    """
    moved = tuple(_moved(published))
    weeks = tuple(_weeks(published))
    found = (
        Section(
            "The outcomes beside the team's own quarters",
            tuple(_outcomes(published)),
            "None of the outcomes has a value; why is said below.",
        ),
        Section(
            "What moved beyond its limits",
            moved,
            "No number of the quarter lies beyond what it was in the quarters before, limits "
            "included. That is not the same as nothing having changed.",
        ),
        Section(
            "Weeks outside of the team's own limits",
            weeks,
            "No week lies outside of the team's own limits, where there are any yet.",
            "By chance alone, about one chart in ten has such a week in a quarter.",
        ),
        Section(
            "What is not told, and why",
            tuple(_missing(published)),
            "Every number that fits the team is told.",
        ),
        Section(
            "How load is spread",
            tuple(surroundings.workload(published)),
            "No window of load that ended in the quarter is published.",
        ),
        Section(
            "How safe it is to speak",
            tuple(surroundings.safety(published)),
            "Nothing is published about it: nobody was asked. That is no good news.",
        ),
        Section(
            "Open questions about signals",
            tuple(surroundings.signal_questions(published)),
            "No detector asks anything that is open.",
        ),
        Section(
            "Questions a human might ask",
            tuple(_questions(published, moved, weeks)),
            "The numbers alone ask nothing. What do the people of the team see that they do not?",
        ),
    )
    for section in found:
        for sentence in section.sentences:
            check(sentence, published.team_id)
    return found


def _outcomes(published: Published) -> Iterator[Sentence]:
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
            _names(metric),
        )


def _moved(published: Published) -> Iterator[Sentence]:
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
            _names(metric),
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
            _names(pair),
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
        _names(pair),
    )


def _weeks(published: Published) -> Iterator[Sentence]:
    for metric in published.metrics.values():
        found = published.weeks.get(metric.metric_id, ())
        for row in [week for week in found if week["is_outside_limits"]][:MOST_WEEKS]:
            yield Sentence(
                f"{metric.name} was {value(metric, row)} in the week from "
                f"{words.day(row['period_start'])}, outside of the team's own limits, "
                f"{_bounds(metric, row)}.",
                (row,),
                _names(metric),
            )
        runs = [week for week in found if week["is_long_run"]]
        if runs:
            yield Sentence(
                f"{metric.name} has stayed on one side of its centre line up to the week from "
                f"{words.day(runs[-1]['period_start'])}, which asks for a look and nothing more.",
                (runs[-1],),
                _names(metric),
            )


def _bounds(metric: Metric, row: Row) -> str:
    low, high = row["lower_limit"], row["upper_limit"]
    if low is None or high is None:
        end = "at least" if high is None else "at most"
        return f"{end} {value(metric, row, 'upper_limit' if low is None else 'lower_limit')}"
    return f"{value(metric, row, 'lower_limit')} to {value(metric, row, 'upper_limit')}"


def _missing(published: Published) -> Iterator[Sentence]:
    """One sentence a reason; what is withheld is named, and never a zero."""
    for status in HIDDEN:
        cells = [
            row
            for metric_id in published.metrics
            if (row := published.now(metric_id)) is not None and row["status"] == status
        ]
        if cells:
            metrics = [published.metrics[row["metric_id"]] for row in cells]
            why = published.statuses[status]
            told = "; ".join(metric.name for metric in metrics)
            yield Sentence(
                f"{why['in_words']} So it is with: {told}.",
                (why, *cells),
                tuple(name for metric in metrics for name in _names(metric)),
            )
    moving = [
        row
        for metric_id in published.metrics
        if (row := published.now(metric_id)) is not None
        and row["value"] is not None
        and row["finality"] != "final"
    ]
    if moving:
        yield Sentence(
            "Numbers of this quarter may still move: they are not final yet.", tuple(moving[:1])
        )


def _questions(
    published: Published, moved: Sequence[Sentence], weeks: Sequence[Sentence]
) -> Iterator[Sentence]:
    asked = set()
    for sentence in (*moved, *weeks):
        row = sentence.rows[0]
        metric = published.metrics.get(row.values.get("metric_id", ""))
        if metric is None or metric.metric_id in asked or sentence.text.startswith("Its pair"):
            continue
        asked.add(metric.metric_id)
        yield Sentence(
            f"{metric.name}: what did the team change, or what changed around it? Would those who "
            "do the work have expected this number?",
            (row,),
            _names(metric),
        )
    withheld = [
        row
        for metric_id in published.metrics
        if (row := published.now(metric_id)) is not None
        and row["status"] in ("source_missing", "source_stale", "source_partial")
    ]
    if withheld:
        yield Sentence(
            "Who can say why a source was not read, and since when?", (withheld[0], *withheld[1:])
        )


def _names(metric: Metric) -> tuple[str, ...]:
    return (metric.name, metric.unit)
