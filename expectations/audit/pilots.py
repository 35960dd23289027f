"""Pilots, from the rows people wrote to what each one showed.

Belongs here: putting registrations, weekly values, answers and reviews together. Does not belong
here: statistics and verdicts (`pilot_statistics.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from expectations.audit.answers import Metric
from expectations.audit.gathering import Evidence
from expectations.audit.interrupted_series import Scale
from expectations.audit.pilot_registration import Answers, Registration, Review, StopRule
from expectations.audit.pilot_statistics import PilotResult, evaluate_pilot
from expectations.audit.reading import Row

SCALES: Mapping[str, Scale] = {"log": "log", "sqrt": "sqrt", "none": "none"}
KINDS: Mapping[str, Literal["harm", "clarity", "participation"]] = {
    "harm": "harm",
    "clarity": "clarity",
    "participation": "participation",
}


def evaluated(evidence: Evidence) -> Iterator[tuple[Registration, PilotResult]]:
    """Every pilot that had begun before the quarter ended, with what it showed."""
    for row in evidence.rows("pilots"):
        metric = evidence.metrics.get(row["metric_id"])
        if metric is None:
            continue
        registration = registered(row, metric)
        end = evidence.source.quarter.end
        weekly = {
            team: {week: value for week, value in values.items() if week < end}
            for team, values in evidence.movements.weekly(metric.metric_id).items()
        }
        teams = {*registration.pilot_teams, *registration.comparison_teams}
        masked = {row["week_start"] for row in evidence.rows("holidays") if row["team_id"] in teams}
        yield (
            registration,
            evaluate_pilot(
                registration,
                weekly,
                evidence.source.as_of.date(),
                frozenset(masked),
                answers(registration, evidence.rows("clarity")),
                reviews(registration, evidence.rows("reviews")),
            ),
        )


def registered(row: Row, metric: Metric) -> Registration:
    """A registration as the statistics want it."""
    return Registration(
        pilot_id=row["pilot_id"],
        hypothesis=row["hypothesis"],
        metric_id=row["metric_id"],
        direction=row["direction"],
        min_effect=float(row["min_effect"]),
        analysis=row["analysis"],
        scale=SCALES[metric.chart_scale],
        registered_on=row["registered_on"],
        go_live=row["go_live"],
        pilot_teams=tuple(row["teams"].split(";")),
        comparison_teams=tuple(row["comparison_teams"].split(";")),
        stop_rules=tuple(_stop_rules(row["stop_rules"])),
    )


def answers(registration: Registration, rows: Sequence[Row]) -> Answers | None:
    """Clarity of each code in the last wave before go-live and the last one after it."""
    before: dict[str, float] = {}
    after: dict[str, float] = {}
    for row in sorted(rows, key=lambda row: row["closed_on"]):
        if row["team_id"] in registration.pilot_teams:
            side = before if row["closed_on"] < registration.go_live else after
            side[row["pair_code"]] = float(row["value"])
    codes = sorted({*before, *after})
    if not before or not after:
        return None
    return Answers(tuple(map(before.get, codes)), tuple(map(after.get, codes)))


def reviews(registration: Registration, rows: Sequence[Row]) -> list[Review]:
    """Retrospectives of the pilot teams since go-live, and whether their actions were done in time.

    The file counts actions that were done within 90 days and no days, so a done one counts as done
    on the day of its review.
    """
    return [
        Review(
            row["held_on"],
            (row["held_on"],) * row["actions_done_count"]
            + (None,) * (row["actions_opened_count"] - row["actions_done_count"]),
        )
        for row in rows
        if row["team_id"] in registration.pilot_teams and row["held_on"] >= registration.go_live
    ]


def as_row(registration: Registration, found: PilotResult) -> Mapping[str, Any]:
    """A row of `pilot_evaluation`, without the audit."""
    step, clarity, actions = found.step, found.clarity, found.actionability
    return {
        "pilot_id": registration.pilot_id,
        "metric_id": registration.metric_id,
        "hypothesis": registration.hypothesis,
        "verdict": found.verdict,
        "reason": found.reason,
        "is_exploratory": found.is_exploratory,
        "n_before": step.n_before if step else None,
        "n_after": step.n_after if step else None,
        "step": step.level.value if step else None,
        "ci_lo": step.level.low if step else None,
        "ci_hi": step.level.high if step else None,
        "p": step.permutation_p if step else None,
        "step_in_sigma": found.step_in_sigma,
        "detectable_in_sigma": found.detectable_in_sigma,
        "slope": step.slope.value if step and step.slope else None,
        "min_effect": registration.min_effect,
        **_clarity(clarity),
        "n_reviews": actions.n_reviews,
        "share_with_action": actions.share_with_action,
        "n_actions_due": actions.n_due,
        "share_done": actions.share_done,
        "stopped_by": list(found.stopped_by),
    }


def _clarity(found: Any) -> Mapping[str, Any]:
    names = {"n": "n", "shift": "shift", "low": "ci_lo", "high": "ci_hi", "p": "p"}
    names["detectable"] = "detectable"
    return {f"clarity_{to}": getattr(found, of, None) for of, to in names.items()}


def _stop_rules(text: str | None) -> Iterator[StopRule]:
    for rule in filter(None, (text or "").split(";")):
        kind, _, threshold = rule.partition(":")
        yield StopRule(KINDS[kind], float(threshold))
