"""Incidents, what burned without one, and the clocks that tell instants.

Here: `incidents`, `burn_episodes`, `clock_readings`. Not here: deployments (`rows_work.py`).
"""

from __future__ import annotations

import numpy as np

from bench.evaluation.levers import Numbers
from bench.evaluation.organisation import Cells, Organisation, Rows

REFERENCE_PEOPLE = 8
SEVERITY_SHARES = (0.08, 0.22, 0.40, 0.30)
UPGRADE = 0.03
RECOVERY = 1.2
GOES_ON = 0.01
CLOSED_AFTER = 0.25
COMES_BACK_AFTER_EARLY_CLOSE = 0.7
# Of each clock: readings as a multiple of the stamps a person makes, median lag, its log spread.
CLOCKS = {
    "manual": (1.0, 600.0, 1.0),
    "client": (1.5, 7_200.0, 1.3),
    "server": (1.5, 6.0, 0.8),
}
IMPORT_LAG = 40 * 86_400.0
HALF_HOUR = 30


def incidents(organisation: Organisation) -> Rows:
    """One row per incident; one that is closed too early comes back."""
    rng, levers = organisation.rng("incidents"), organisation.levers
    mean = organisation.heads / REFERENCE_PEOPLE * levers["incidents"]
    cells = organisation.cells(organisation.counts(rng, mean, 6.0))
    declared = 1 + rng.choice(len(SEVERITY_SHARES), cells.count, p=SEVERITY_SHARES)
    lowered = rng.random(cells.count) < cells.of(levers["downgrade_share"])
    raised = rng.random(cells.count) < UPGRADE
    final = np.clip(declared + lowered - (raised & ~lowered), 1, len(SEVERITY_SHARES))
    early = rng.random(cells.count) < cells.of(levers["early_close_share"])
    minutes = organisation.lognormal(rng, cells.of(levers["recovery_minutes"]), RECOVERY)
    minutes = np.where(early, CLOSED_AFTER * minutes, minutes)
    back = np.where(early, COMES_BACK_AFTER_EARLY_CLOSE, cells.of(levers["comes_back_share"]))
    return {
        "team": cells.team,
        "week": cells.week,
        "incident_id": np.arange(cells.count),
        "severity_declared": declared,
        "severity_final": final,
        "recovery_minutes": np.where(rng.random(cells.count) < GOES_ON, np.nan, minutes),
        "comes_back": rng.random(cells.count) < back,
        "is_linked": rng.random(cells.count) < cells.of(levers["linked_share"]),
    }


def burn_episodes(organisation: Organisation) -> Rows:
    """One row per burn, declared or not."""
    rng, levers = organisation.rng("burn_episodes"), organisation.levers
    mean = organisation.heads / REFERENCE_PEOPLE * levers["burns"]
    cells = organisation.cells(organisation.counts(rng, mean))
    return {
        "team": cells.team,
        "week": cells.week,
        "episode_id": np.arange(cells.count),
        "is_declared": rng.random(cells.count) < cells.of(levers["declared_share"]),
    }


def clock_readings(organisation: Organisation) -> Rows:
    """Readings of a manual, a client and a server clock."""
    parts = [_readings(organisation, clock) for clock in CLOCKS]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _readings(organisation: Organisation, clock: str) -> Rows:
    rng, levers = organisation.rng(f"clock_{clock}"), organisation.levers
    often, median, sigma = CLOCKS[clock]
    cells = organisation.cells(
        organisation.counts(rng, organisation.heads * levers["stamps"] * often)
    )
    lag = organisation.lognormal(rng, np.full(cells.count, median), sigma)
    if clock == "server":
        lag += cells.of(levers["skew_seconds"])
    if clock == "client":
        lag = _misplaced(organisation, rng, cells, lag)
    typed = clock == "manual" and rng.random(cells.count) < cells.of(levers["typed_share"])
    minute = rng.integers(0, 60, cells.count)
    return {
        "team": cells.team,
        "week": cells.week,
        "source": np.full(cells.count, {"manual": "incidents", "client": "git"}.get(clock, "ci")),
        "clock": np.full(cells.count, clock),
        "minute_of_hour": np.where(typed, minute // HALF_HOUR * HALF_HOUR, minute),
        "lag_seconds": lag,
        "is_impossible": rng.random(cells.count) < cells.of(levers["impossible_share"]),
    }


def _misplaced(
    organisation: Organisation, rng: np.random.Generator, cells: Cells, lag: Numbers
) -> Numbers:
    """Claims long before the first sighting: now and then, or history that was imported."""
    odd = rng.random(cells.count) < cells.of(organisation.levers["misplaced_share"])
    imported = rng.random(cells.count) < cells.of(organisation.levers["imported_claims"])
    return np.where(odd | imported, IMPORT_LAG * (1 + rng.random(cells.count)), lag)
