"""Whether a detector may be shown: its rates beside what they must reach.

Here: the rates that count, one set a detector. Not here: counting (`study.py`); the bounds stand in
the registry of detectors.

What counts is the harder reading of each bar: of honest team-quarters only those that the detector
could tell of, before any correction for many questions; of honest changes the kind that fares
worst; of the registered dose all team sizes together.
"""

from __future__ import annotations

from dataclasses import dataclass

from bench.evaluation.measuring import WHOLE
from bench.evaluation.rates import Tally
from bench.evaluation.rounds import known, registered
from bench.evaluation.study import LENGTHS, Score
from expectations.detectors.registry import Detector, Measured

HALF = 0.5


@dataclass(frozen=True)
class Rates:
    """What was measured of one detector.

    Attributes:
        detector: Whose.
        false_alarms: Of honest team-quarters (of organisations for a detector that has no teams).
        worst_kind: The honest change that is asked about most.
        worst_change: How often it is.
        any_change: All honest changes.
        recall: Of the registered dose.
        weeks_to_see: How long an episode of the registered dose lasts until half of them are seen.
    """

    detector: Detector
    false_alarms: Tally
    worst_kind: str
    worst_change: Tally
    any_change: Tally
    recall: Tally
    weeks_to_see: int | None

    @property
    def measured(self) -> Measured:
        """As the registry takes it."""
        return Measured(
            fingerprint=self.detector.fingerprint,
            false_alarm_rate=self.false_alarms.rate,
            false_alarm_upper=self.false_alarms.limits[1],
            honest_change_rate=self.worst_change.rate,
            recall=self.recall.rate,
        )

    @property
    def misses(self) -> list[str]:
        """The gates that do not hold."""
        return self.measured.misses()


def rates(name: str, score: Score) -> Rates:
    """The rates of one detector."""
    detector = known()[name]
    kind, worst = score.worst_change if score.changed else ("none", Tally())
    is_whole = detector.grain == WHOLE
    return Rates(
        detector=detector,
        false_alarms=score.still_organisations if is_whole else score.still,
        worst_kind=kind,
        worst_change=worst,
        any_change=score.changed_pooled,
        recall=score.recall(registered(detector)),
        weeks_to_see=_weeks_to_see(detector, score),
    )


def _weeks_to_see(detector: Detector, score: Score) -> int | None:
    """The shortest length of which half is seen."""
    dose = registered(detector)
    for weeks in sorted({*LENGTHS, dose.weeks}):
        seen = score.recall(type(dose)(dose.people, weeks, dose.size))
        if seen.rate is not None and seen.rate >= HALF:
            return weeks
    return None
