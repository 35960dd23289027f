"""Test runs and coverage of changes.

Here: `test_weeks`, `coverage`. Not here: the changes themselves (`rows_changes.py`).
"""

from __future__ import annotations

import numpy as np

from bench.evaluation.organisation import Organisation, Rows

# Of the executions, how many are a test and commit of their own; of these, how many disagree as
# often as an execution is flaky.
PAIRS = 0.8
DISAGREE = 0.75
REPAIRED = 0.25
MEASURED_CHANGES = 0.8
COVERABLE_LINES, LINES = 45.0, 1.1
# How alike the lines of one change are covered: smaller means all or nothing.
ALIKE = 3.0
TESTS_A_CHANGE = 2.0
SAMPLED, MUTATION_SPREAD = 0.25, 0.13


def test_weeks(organisation: Organisation) -> Rows:
    """One row per team and week; what is hidden from the retry counter still disagrees."""
    rng, levers = organisation.rng("test_weeks"), organisation.levers
    runs = organisation.counts(rng, organisation.heads * levers["test_runs"], 20.0)
    pairs = (runs * PAIRS).astype(int)
    tests = np.maximum(levers["tests"].round().astype(int), 1)
    cells = organisation.cells(np.ones(runs.shape, int))
    shown = levers["flaky_share"] * (1 - levers["hidden_share"])
    return {
        "team": cells.team,
        "week": cells.week,
        "run_count": runs.ravel(),
        "retry_flake_count": rng.binomial(runs, shown).ravel(),
        "disagreement_count": rng.binomial(pairs, DISAGREE * levers["flaky_share"]).ravel(),
        "commit_test_count": pairs.ravel(),
        "test_count": tests.ravel(),
        "quarantined_count": np.round(tests * levers["quarantined_share"]).ravel(),
    }


def coverage(organisation: Organisation) -> Rows:
    """One row per measured change; padding covers lines and kills no mutant."""
    rng, levers = organisation.rng("coverage"), organisation.levers
    mean = organisation.heads * levers["changes"] * MEASURED_CHANGES
    cells = organisation.cells(organisation.counts(rng, mean))
    lines = organisation.lognormal(rng, np.full(cells.count, COVERABLE_LINES), LINES)
    excluded = rng.binomial(lines.astype(int), cells.of(levers["excluded_share"]))
    coverable = np.maximum(lines.astype(int) - excluded, 1)
    share = cells.of(levers["covered_share"])
    is_padded = rng.random(cells.count) < cells.of(levers["padded_share"])
    share = np.where(is_padded, 1 - (1 - share) / 4, share)
    tests = rng.poisson(TESTS_A_CHANGE, cells.count) + is_padded
    empty = rng.binomial(tests, cells.of(levers["empty_test_share"]))
    score = cells.of(levers["mutation_score"]) + rng.normal(0, MUTATION_SPREAD, cells.count)
    sampled = rng.random(cells.count) < SAMPLED
    return {
        "team": cells.team,
        "week": cells.week,
        "change_id": np.arange(cells.count),
        "coverable_lines": coverable,
        "covered_lines": rng.binomial(coverable, rng.beta(ALIKE * share, ALIKE * (1 - share))),
        "excluded_lines": excluded,
        "assertion_free_tests": np.where(is_padded, np.maximum(empty, 1), empty),
        "changed_tests": tests,
        "mutation_score": np.where(sampled, np.clip(score, 0, 1), np.nan),
    }
