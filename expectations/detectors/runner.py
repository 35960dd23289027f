"""Runs the detectors over a connection that holds the schema `observed`.

Belongs here: binding, running, and whether an answer counts. Does not belong here: which answers
become questions (`questions.py`), where the observations come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

import duckdb

from expectations.detectors import statistics, windows
from expectations.detectors.registry import Detector, DetectorError, detectors
from expectations.detectors.windows import WEEKS, Quarter

COLUMNS = (
    "team_id",
    "window_name",
    "n",
    "before",
    "after",
    "effect",
    "p",
    "counter_before",
    "counter_after",
    "is_move",
    "is_explained",
)
# Of a detector that looks at any metric: which one. It may answer several rows a team.
METRIC = "metric_id"
SIX_WEEKS = 6

Kept = Mapping[tuple[str, str], date]


@dataclass(frozen=True)
class Result:
    """What one detector says of one team and window.

    Attributes:
        detector_id: D1 to D30.
        quarter: Such as 2026Q2.
        team_id: A team, or `organisation`.
        window_name: `quarter` or `six_weeks`.
        n: Items in the window.
        before: The statistic in the baseline.
        after: The statistic in the window.
        effect: How far it moved, in standard deviations of the team's own noise.
        p: One-sided; None for a rule that needs no test.
        counter_before: What should have moved too, in the baseline.
        counter_after: The same in the window.
        is_move: Whether the move is there; None where it cannot be told.
        is_explained: Whether the counter-move is there, too; None where it cannot be told.
        is_testable: Whether there are items and people enough, and an answer.
        baseline_end: Where the baseline ends.
        metric_id: Which metric it is about, where the detector looks at any.
    """

    detector_id: str
    quarter: str
    team_id: str
    window_name: str
    n: int
    before: float | None
    after: float | None
    effect: float | None
    p: float | None
    counter_before: float | None
    counter_after: float | None
    is_move: bool | None
    is_explained: bool | None
    is_testable: bool
    baseline_end: date
    metric_id: str | None = None

    @property
    def asks(self) -> bool:
        """Whether the signal is questioned; what cannot be told asks nothing."""
        return self.is_testable and self.is_move is True and self.is_explained is False

    @property
    def is_accounted_for(self) -> bool:
        """Whether the signal moved and the counter-move explains it."""
        return self.is_testable and self.is_move is True and self.is_explained is True


def evaluate(
    connection: duckdb.DuckDBPyConnection,
    quarter: str,
    chosen: Sequence[Detector] | None = None,
    kept: Kept | None = None,
) -> list[Result]:
    """Every detector's answers for every team of a quarter.

    Args:
        connection: Holds the schema `observed`; gets temporary functions and relations.
        quarter: Such as 2026Q2.
        chosen: The detectors to run; all of them if None.
        kept: The end of the baseline that is kept because a question is open, by detector and team.

    Raises:
        DetectorError: A detector's query fails or answers other columns than agreed.
        ValueError: The quarter's name is none.
    """
    statistics.register(connection)
    period = Quarter.named(quarter)
    return [
        result
        for detector in (detectors() if chosen is None else chosen)
        for result in _run(connection, period, detector, kept or {})
    ]


def _run(
    connection: duckdb.DuckDBPyConnection, quarter: Quarter, detector: Detector, kept: Kept
) -> Iterator[Result]:
    ends = {team: end for (name, team), end in kept.items() if name == detector.detector_id}
    windows.create(connection, quarter, detector, ends)
    query = f"""
        select answer.*, window_people.n_people, windows.baseline_end
        from ({detector.sql.rstrip().rstrip(";")}
        ) as answer
        inner join windows using (team_id, window_name)
        left join window_people using (team_id, window_name)
        order by answer.team_id, answer.window_name
    """  # noqa: S608 - the query is a file of this package
    try:
        answered = connection.execute(query, dict(detector.thresholds))
        names = tuple(column[0] for column in answered.description)[:-2]
        rows = answered.fetchall()
    except duckdb.Error as error:
        raise DetectorError(f"{detector.detector_id}: its query fails: {error}") from error
    if names not in {COLUMNS, (*COLUMNS, METRIC)}:
        raise DetectorError(f"{detector.detector_id}: answers {names}, expected {COLUMNS}.")
    for *row, people, baseline_end in rows:
        answer = dict(zip(names, row, strict=True))
        yield _result(detector, str(quarter), answer, people or 0, baseline_end)


def _result(
    detector: Detector,
    quarter: str,
    answer: Mapping[str, object],
    people: float,
    baseline_end: date,
) -> Result:
    least = detector.min_n
    if detector.is_prorated and answer["window_name"] == "six_weeks":
        least = ceil(least * SIX_WEEKS / WEEKS)
    count = answer["n"] or 0
    is_testable = (
        count >= least and people >= detector.min_people and answer["is_move"] is not None  # type: ignore[operator]
    )
    return Result(
        detector_id=detector.detector_id,
        quarter=quarter,
        **{**answer, "n": count},  # type: ignore[arg-type]
        is_testable=is_testable,
        baseline_end=baseline_end,
    )
