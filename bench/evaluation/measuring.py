"""What detectors answer about one organisation, team by team.

Here: loading what they read, running them, and both windows as one answer. Not here: which
organisations are asked about (`rounds.py`), or rates (`rates.py`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.evaluation.naive import alarms
from bench.evaluation.organisation import Organisation
from bench.evaluation.tables import load
from expectations.detectors.questions import chance
from expectations.detectors.registry import Detector
from expectations.detectors.runner import Result, evaluate

READS = re.compile(r"observed\.(\w+)")
WHOLE = "organisation"


@dataclass(frozen=True)
class Answer:
    """What a detector says of a team in a quarter, over its windows.

    Attributes:
        detector_id: Of the detector.
        team_id: Of the team, or `organisation`.
        is_testable: Whether there was enough to look at, in any window.
        asks: Whether the signal is questioned, in any window, before any correction.
        p: Over the windows; None of a rule without a test.
        effect: Of the window that asks most.
    """

    detector_id: str
    team_id: str
    is_testable: bool
    asks: bool
    p: float | None
    effect: float


def measure(
    organisation: Organisation, chosen: Sequence[Detector], *, monitored: bool = False
) -> list[Answer]:
    """Run detectors over an organisation.

    Args:
        organisation: What happened.
        chosen: The detectors; only what they read is drawn.
        monitored: Whether usual monitors of the same signals answer as well.
    """
    relations = {name for detector in chosen for name in READS.findall(detector.sql)}
    connection = load(organisation, relations)
    try:
        answers = _answers(evaluate(connection, str(organisation.quarter), chosen))
        if monitored:
            for detector in chosen:
                fired = alarms(connection, organisation, detector.detector_id)
                answers += _monitors(fired)
    finally:
        connection.close()
    return answers


def _monitors(fired: Mapping[str, Mapping[str, bool]]) -> list[Answer]:
    """A monitor always answers."""
    return [
        Answer(rule, team, is_testable=True, asks=asks, p=None, effect=0.0)
        for rule, teams in fired.items()
        for team, asks in teams.items()
    ]


def _answers(results: Sequence[Result]) -> list[Answer]:
    """The windows of a team as one."""
    found: defaultdict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in results:
        found[result.detector_id, result.team_id].append(result)
    return [_answer(rows) for rows in found.values()]


def _answer(rows: Sequence[Result]) -> Answer:
    testable = [row for row in rows if row.is_testable]
    return Answer(
        detector_id=rows[0].detector_id,
        team_id=rows[0].team_id,
        is_testable=bool(testable),
        asks=any(row.asks for row in testable),
        p=chance(testable),
        effect=max((row.effect or 0.0 for row in testable), default=0.0),
    )
