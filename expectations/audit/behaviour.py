"""The second question of the audit: do teams that improve a metric pay for it with its pair?

Belongs here: the rule for one metric. Does not belong here: how a team's move is measured
(`moves.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from expectations.audit.answers import Answer, Judgement, Metric
from expectations.audit.arithmetic import detectable_share, more_than_half, wilson

IMPROVED = 1.0
"""Standard errors of its own noise: less is no improvement."""
LEAST_TEAMS = 8
LEAST_FOR_RED = 12
LEAST_ANSWERS = 10
FEW_FAVOUR = 0.4
DIVERGING = 2
HALF = 0.5


@dataclass(frozen=True)
class PairMove:
    """How a team's metric and its pair moved in the quarter, in standard errors, better upwards.

    Attributes:
        team_id: The team.
        metric: Of the metric.
        pair: Of its pair.
    """

    team_id: str
    metric: float
    pair: float


@dataclass(frozen=True)
class BehaviourEvidence:
    """What the second question is answered from.

    Attributes:
        moves: Teams with enough values of both metrics.
        favourable: Answers that say the metric helped.
        answers: All answers to that item in the latest wave.
        diverging: Findings of pair divergence (D30), by id and team.
        waves: Survey waves the answers are from, by id.
        pair_has_direction: Whether one way of the pair is better.
    """

    moves: Sequence[PairMove] = ()
    favourable: int = 0
    answers: int = 0
    diverging: Sequence[tuple[str, str]] = field(default=())
    waves: Sequence[str] = ()
    pair_has_direction: bool = True


def answer(metric: Metric, evidence: BehaviourEvidence) -> Answer:
    """Answer for one metric."""
    improving = [move for move in evidence.moves if move.metric >= IMPROVED]
    worsened = sum(move.pair < 0 for move in improving)
    count = len(improving)
    low, high = wilson(worsened, count)
    verdict, cause, reason = _verdict(metric, evidence, worsened, count)
    detectable = detectable_share(count)
    return Answer(
        metric_id=metric.metric_id,
        definition_version=metric.definition_version,
        question="behaviour",
        verdict=verdict,
        cause=cause,
        reason=reason,
        power_statement=_power(count, detectable),
        statistic="share of improving teams whose pair got worse",
        estimate=worsened / count if count else None,
        ci_lo=low if count else None,
        ci_hi=high if count else None,
        p=more_than_half(worsened, count) if count >= LEAST_TEAMS else None,
        n=count,
        n_min=LEAST_TEAMS,
        min_detectable_effect=detectable,
        evidence_ids=(
            *(f"pair:{metric.metric_id}:{move.team_id}" for move in improving),
            *(f"finding:{finding_id}" for finding_id, _ in evidence.diverging),
            *(f"survey:{metric.metric_id}:{wave}" for wave in evidence.waves),
        ),
    )


def _verdict(metric: Metric, evidence: BehaviourEvidence, worsened: int, count: int) -> Judgement:
    low, _ = wilson(worsened, count)
    _, most = wilson(evidence.favourable, evidence.answers)
    diverging = len({team for _, team in evidence.diverging})
    if count >= LEAST_FOR_RED and low > HALF:
        return (
            "red",
            "pair_worsened",
            (
                f"In {worsened} of {count} teams that improved, {metric.pair_metric_id} got worse; "
                "chance does not explain that."
            ),
        )
    if evidence.answers >= LEAST_ANSWERS and most < FEW_FAVOUR:
        return (
            "red",
            "unfavourable",
            (
                f"{evidence.favourable} of {evidence.answers} answers say that it helped; even the "
                "upper limit of that share is below 40 %."
            ),
        )
    if diverging >= DIVERGING:
        return (
            "amber",
            "diverging",
            (
                f"In {diverging} teams it improved for two quarters while {metric.pair_metric_id} "
                "got worse."
            ),
        )
    return _without_a_find(metric, evidence, worsened, count)


def _without_a_find(
    metric: Metric, evidence: BehaviourEvidence, worsened: int, count: int
) -> Judgement:
    if metric.direction == "none":
        return "unknown", "no_direction", "No direction of it is better: no team can improve it."
    if not evidence.pair_has_direction:
        pair = f"No direction of its pair {metric.pair_metric_id} is worse: nothing can be paid."
        return "unknown", "no_pair", pair
    if not evidence.moves:
        pair = f"No team has enough values of it and of {metric.pair_metric_id}."
        return "unknown", "no_values", pair
    if count < LEAST_TEAMS:
        few = f"{count} teams improved it by more than their own noise; {LEAST_TEAMS} are needed."
        return "unknown", "too_few", few
    return (
        "green",
        "pair_held",
        (
            f"In {worsened} of {count} teams that improved, {metric.pair_metric_id} got worse, no "
            "more often than chance has it."
        ),
    )


def _power(count: int, detectable: float | None) -> str:
    if detectable is None or count < LEAST_TEAMS:
        return f"With {count} improving teams nothing could be told from chance."
    return (
        f"A pair that gets worse in {100 * detectable:.0f} of 100 improving teams would have been "
        "seen in at least 80 of 100 audits."
    )
