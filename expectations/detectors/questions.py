"""From answers to questions: what is asked, what is shown, and for how long it has been open.

Belongs here: the false-discovery rate over a quarter, at most three questions a team, persistence,
resolutions. Does not belong here: the tests (`statistics.py`), the words (`wording.py`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from expectations.detectors import wording
from expectations.detectors.registry import Detector
from expectations.detectors.runner import Kept, Result
from expectations.detectors.windows import Quarter

MOST_FALSE_DISCOVERIES = 0.10
MOST_SHOWN = 3
PERSISTING = 2

K = TypeVar("K")
# Detector, team, and the metric where the detector looks at any.
Key = tuple[str, str, str | None]


@dataclass(frozen=True)
class Resolution:
    """What people found, recorded in inputs/question_resolutions.csv."""

    finding_id: str
    resolution: str
    resolved_by_role: str | None
    resolved_on: date | None


@dataclass(frozen=True)
class Question:
    """One row of `detectors.signal_questions`; the fields are its columns, in order."""

    finding_id: str
    detector_id: str
    quarter: str
    team_id: str
    metric_id: str | None
    signal: str
    window_name: str
    n: int
    before: float | None
    after: float | None
    expected_counter: str
    counter_before: float | None
    counter_after: float | None
    p: float | None
    q_bh: float | None
    effect: float | None
    false_alarm_rate: float | None
    benign_options: list[str]
    text: str
    state: str
    is_shown: bool
    is_explained: bool
    quarters_in_a_row: int
    resolution: str | None
    resolved_by_role: str | None
    resolved_on: date | None
    reopened: bool


@dataclass(frozen=True)
class Context:
    """What questions need beside the answers.

    Attributes:
        detectors: Those that answered.
        decisions: What each metric may be used for.
        resolutions: What was recorded, by finding.
    """

    detectors: Sequence[Detector]
    decisions: Mapping[str, Sequence[str]]
    resolutions: Mapping[str, Resolution]

    def decisions_of(self, metrics: Iterable[str]) -> list[str]:
        """What metrics may be used for, each once."""
        every = [d for metric in metrics for d in self.decisions.get(metric, ())]
        return list(dict.fromkeys(every))


def asked(
    results: Iterable[Result], context: Context, earlier: Sequence[Question] = ()
) -> list[Question]:
    """The questions of one quarter, and the moves that explain themselves.

    Args:
        results: Every answer of the quarter.
        context: What is known beside them.
        earlier: The questions of the quarter before.
    """
    by_pair: dict[Key, list[Result]] = defaultdict(list)
    for result in results:
        if result.is_testable:
            by_pair[result.detector_id, result.team_id, result.metric_id].append(result)
    chances = {pair: chance(found) for pair, found in by_pair.items()}
    rates = benjamini_hochberg({pair: p for pair, p in chances.items() if p is not None})
    known = {detector.detector_id: detector for detector in context.detectors}
    before = {
        key_of(question, known[question.detector_id]): question
        for question in earlier
        if question.detector_id in known
    }
    found = []
    for pair, answers in by_pair.items():
        asking = [answer for answer in answers if answer.asks]
        accounted = [answer for answer in answers if answer.is_accounted_for]
        stands = bool(asking) and rates.get(pair, 0.0) <= MOST_FALSE_DISCOVERIES
        if not stands and not accounted:
            continue
        strongest = max(asking if stands else accounted, key=lambda answer: answer.effect or 0.0)
        previous = before.get(pair) if stands else None
        found.append(_question(strongest, known[pair[0]], context, (rates.get(pair), previous)))
    return _shown(found)


def key_of(question: Question, detector: Detector) -> Key:
    """What a question is about, from quarter to quarter."""
    metric_id = None if detector.metrics else question.metric_id
    return question.detector_id, question.team_id, metric_id


def chance(answers: Sequence[Result]) -> float | None:
    """One p over the windows that answered; looking twice costs twice."""
    each = [answer.p for answer in answers if answer.p is not None]
    return min(1.0, min(each) * len(each)) if each else None


def benjamini_hochberg(chances: Mapping[K, float]) -> dict[K, float]:
    """For each p the false-discovery rate at which it would just be listed."""
    ordered = sorted(chances.items(), key=lambda item: item[1], reverse=True)
    rates, least = {}, 1.0
    for passed, (pair, p) in enumerate(ordered):
        least = min(least, p * len(ordered) / (len(ordered) - passed))
        rates[pair] = least
    return rates


def kept_baselines(results: Iterable[Result], questions: Sequence[Question]) -> Kept:
    """The baselines that open questions keep: what is unanswered never becomes the new normal."""
    open_ = {(q.detector_id, q.team_id) for q in questions if not q.is_explained}
    return {
        (result.detector_id, result.team_id): result.baseline_end
        for result in results
        if (result.detector_id, result.team_id) in open_
    }


def _question(
    answer: Result,
    detector: Detector,
    context: Context,
    standing: tuple[float | None, Question | None],
) -> Question:
    rate, previous = standing
    metrics = (answer.metric_id,) if answer.metric_id else detector.metrics
    finding_id = _name(answer)
    resolution = context.resolutions.get(finding_id)
    persists = previous is not None and not previous.is_explained and _follows(previous, answer)
    return Question(
        finding_id=finding_id,
        detector_id=answer.detector_id,
        quarter=answer.quarter,
        team_id=answer.team_id,
        metric_id=metrics[0] if metrics else None,
        signal=detector.signal,
        window_name=answer.window_name,
        n=answer.n,
        before=answer.before,
        after=answer.after,
        expected_counter=detector.expected_counter,
        counter_before=answer.counter_before,
        counter_after=answer.counter_after,
        p=answer.p,
        q_bh=rate,
        effect=answer.effect,
        false_alarm_rate=detector.measured.false_alarm_rate if detector.measured else None,
        benign_options=list(detector.benign),
        text=_text(answer, detector, context.decisions_of(metrics)),
        state=detector.state,
        is_shown=False,
        is_explained=not answer.asks,
        quarters_in_a_row=previous.quarters_in_a_row + 1 if previous and persists else 1,
        resolution=resolution.resolution if resolution else None,
        resolved_by_role=resolution.resolved_by_role if resolution else None,
        resolved_on=resolution.resolved_on if resolution else None,
        reopened=bool(persists and previous and previous.resolution not in {None, "unknown"}),
    )


def _name(answer: Result) -> str:
    parts = (answer.detector_id, answer.quarter, answer.team_id, answer.metric_id)
    return "-".join(part for part in parts if part)


def _follows(previous: Question, answer: Result) -> bool:
    return str(Quarter.named(previous.quarter).next) == answer.quarter


def _text(answer: Result, detector: Detector, decisions: Sequence[str]) -> str:
    if answer.metric_id:
        detector = replace(detector, signal=f"{detector.signal} of {answer.metric_id}")
    seen = wording.Seen(
        answer.window_name,
        answer.n,
        answer.before,
        answer.after,
        answer.counter_before,
        answer.counter_after,
    )
    if answer.asks:
        return wording.question(detector, seen, decisions)
    return wording.explained(detector, seen)


def _shown(found: Sequence[Question]) -> list[Question]:
    """At most three a team are shown: what persists first, then by effect."""
    ordered = sorted(
        found,
        key=lambda q: (
            q.team_id,
            q.quarters_in_a_row < PERSISTING,
            -(q.effect or 0.0),
            int(q.detector_id[1:]),
        ),
    )
    shown: dict[str, int] = defaultdict(int)
    listed = []
    for question in ordered:
        fits = question.state == "shipped" and not question.is_explained
        is_shown = fits and shown[question.team_id] < MOST_SHOWN
        shown[question.team_id] += is_shown
        listed.append(replace(question, is_shown=is_shown))
    return listed
