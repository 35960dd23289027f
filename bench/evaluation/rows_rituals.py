"""What comes in rounds: surveys, sprints, forecasts, targets, and the values of metrics.

Here: `survey_waves`, `sprints`, `forecasts`, `targeted_spans`, `metric_periods`. Not here: what
happens on any day.
"""

from __future__ import annotations

import numpy as np

from bench.evaluation.levers import Lever, Numbers, wander
from bench.evaluation.organisation import Cells, Organisation, Rows, Whole

WAVE_WEEKS, WAVE_AT = 13, 6
ANSWERED = 0.85
SCALE = 7.0
SPRINT_WEEKS = 2
TARGETS = {"review_response": 24.0, "support_answer": 24.0}
SPAN = 0.9
LATE = 1.3
BUNCH = 0.1
# Metrics with a pair that each team has: a pair moves with it, or against it, in honest noise.
PAIRS = 12
TOGETHER = 0.2
METRIC_NOISE = 0.15
FEW_TARGETS = 3
SNAP = 0.008


def _every(organisation: Organisation, weeks: int, first: int) -> Cells:
    """One row per team every so many weeks, counted back from the last."""
    chosen = (organisation.weeks - 1 - np.arange(organisation.weeks) - first) % weeks == 0
    return organisation.cells(np.tile(chosen, (organisation.teams, 1)).astype(int))


def survey_waves(organisation: Organisation) -> Rows:
    """One row per wave, with the mean and spread of those who answered."""
    rng, levers = organisation.rng("survey_waves"), organisation.levers
    cells = _every(organisation, WAVE_WEEKS, WAVE_AT)
    people = rng.binomial(organisation.people.ravel()[cells.at], ANSWERED)
    centre = 1 + (SCALE - 1) * cells.of(levers["mood"])
    spread = cells.of(levers["mood_spread"])
    free = np.maximum(people - 1, 1)
    return {
        "team": cells.team,
        "week": cells.week,
        "wave_id": np.arange(cells.count),
        "n_respondents": people,
        "mean": _if_any(
            people, centre + spread * rng.normal(size=cells.count) / np.sqrt(np.maximum(people, 1))
        ),
        "standard_deviation": np.where(
            people > 1, spread * np.sqrt(rng.chisquare(free) / free), np.nan
        ),
        "straight_lined": rng.binomial(people, cells.of(levers["straight_share"])),
    }


def _if_any(people: Whole, values: Numbers) -> Numbers:
    return np.where(people > 0, values, np.nan)


def sprints(organisation: Organisation) -> Rows:
    """One row per sprint of two weeks."""
    rng, levers = organisation.rng("sprints"), organisation.levers
    cells = _every(organisation, SPRINT_WEEKS, 0)
    scope = 1 + rng.poisson(cells.of(organisation.people * levers["scope"]))
    removed = rng.binomial(scope, cells.of(levers["trimmed_share"]))
    return {
        "team": cells.team,
        "week": cells.week,
        "sprint_id": np.arange(cells.count),
        "frozen_scope": scope,
        "removed_late": removed,
        "completed": rng.binomial(scope - removed, cells.of(levers["completed_share"])),
    }


def forecasts(organisation: Organisation) -> Rows:
    """One row per forecast that came due."""
    rng, levers = organisation.rng("forecasts"), organisation.levers
    cells = organisation.cells(organisation.counts(rng, organisation.heads * levers["forecasts"]))
    return {
        "team": cells.team,
        "week": cells.week,
        "forecast_id": np.arange(cells.count),
        "is_on_time": rng.random(cells.count) < cells.of(levers["on_time_share"]),
    }


def targeted_spans(organisation: Organisation) -> Rows:
    """One row per span; bunching moves what would end soon after the target to before it."""
    rng, levers = organisation.rng("targeted_spans"), organisation.levers
    cells = organisation.cells(organisation.counts(rng, organisation.heads * levers["spans"]))
    kind = rng.choice(list(TARGETS), cells.count)
    target = np.full(cells.count, TARGETS["review_response"])
    hours = organisation.lognormal(rng, cells.of(levers["span_hours"]), SPAN)
    moved = (rng.random(cells.count) < cells.of(levers["bunched_share"])) & (
        (hours >= target) & (hours < LATE * target)
    )
    hours = np.where(moved, target * (1 - BUNCH * rng.random(cells.count)), hours)
    return {
        "team": cells.team,
        "week": cells.week,
        "span_kind": kind,
        "hours": hours,
        "target_hours": target,
    }


def metric_periods(organisation: Organisation) -> Rows:
    """Weekly values of metrics and their pairs; the first few have a published target."""
    rng, levers = organisation.rng("metric_periods"), organisation.levers
    parts = []
    for number in range(PAIRS):
        shifts = levers["metric_shift"], levers["pair_shift"]
        noise = _noise(organisation, rng), _noise(organisation, rng)
        series = noise[0], TOGETHER * noise[0] + np.sqrt(1 - TOGETHER**2) * noise[1]
        for role, (own, shift) in enumerate(zip(series, shifts, strict=True)):
            moved = own + shift if number == 0 else own
            parts.append(_metric(organisation, rng, (number, role), moved))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _noise(organisation: Organisation, rng: np.random.Generator) -> Numbers:
    """Weekly noise with memory and a slow trend, its standard deviation 1."""
    shape = (organisation.teams, organisation.weeks)
    return wander(rng, shape, Lever(1.0, 0.0, 1.0, 0.3))


def _metric(
    organisation: Organisation, rng: np.random.Generator, place: tuple[int, int], own: Numbers
) -> Rows:
    """One metric of all teams: higher is better for even numbers."""
    number, role = place
    good = 1 if number % 2 == 0 else -1
    value = 100 * np.exp(METRIC_NOISE * good * own)
    has_target = number < FEW_TARGETS and role == 0
    target = 100 * np.exp(METRIC_NOISE * good * rng.normal(0.5, 0.3, (organisation.teams, 1)))
    cells = organisation.cells(np.ones(own.shape, int))
    if has_target and number == 0:
        snaps = rng.random(own.shape) < organisation.levers["snapped_share"]
        value = np.where(snaps, target * (1 + SNAP * rng.uniform(-1, 1, own.shape)), value)
    names = [f"metric_{number:02d}", f"pair_{number:02d}"]
    monday = np.asarray(organisation.first_week + 7 * cells.week)
    return {
        "team": cells.team,
        "week": cells.week,
        "metric_id": np.full(cells.count, names[role]),
        "grain": np.full(cells.count, "week"),
        "period_start": monday,
        "value": value.ravel(),
        "charted": np.log(value).ravel(),
        "direction": np.full(cells.count, "up" if good > 0 else "down"),
        "pair_metric_id": np.full(cells.count, names[1 - role]),
        "target": np.broadcast_to(target if has_target else np.nan, own.shape).ravel(),
    }
