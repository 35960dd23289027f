"""Honest changes: everything that moves when work itself changes.

Here: one entry per kind, with all the levers it turns. Not here: what only looks like a change
(`planted.py`). A kind that moved one lever alone would be an attack by another name.

Sizes vary around the given ones from team to team; shares are turned by their odds.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

import numpy as np

from bench.evaluation.arms import Entry
from bench.evaluation.levers import LEVERS, Levers, Numbers

STRENGTHS = (0.75, 1.0, 1.25)
REORGANISED = 0.3
IMPORTED_SHARE = 0.3
# Nobody attacks here, so what only attacks turn stays.
NEUTRAL = tuple(name for name, lever in LEVERS.items() if not lever.spread and not lever.noise)

KINDS: dict[str, Mapping[str, float]] = {
    "small_batches": {
        "change_lines": 0.5, "changes": 2.0, "pickup_hours": 0.5, "deploy_wait_hours": 0.6,
        "approval_minutes": 0.6, "comments": 0.75, "deployments": 1.5, "failed_share": 0.85,
    },
    "faster_cadence": {
        "deployments": 2.0, "deploy_wait_hours": 0.5, "change_lines": 0.85, "changes": 1.2,
        "failed_share": 0.85, "recovery_minutes": 0.9, "test_runs": 1.3,
    },
    "quality_gain": {
        "bug_share": 0.6, "support_share": 0.8, "incidents": 0.6, "failed_share": 0.6,
        "burns": 0.6, "reopened_share": 0.6, "covered_share": 1.5, "mutation_score": 1.5,
        "flaky_share": 0.7, "recovery_minutes": 0.9, "cycle_hours": 0.9, "mood": 1.2,
    },
    "faster_recovery": {
        "recovery_minutes": 0.5, "comes_back_share": 0.9, "deploy_wait_hours": 0.85,
        "failed_share": 0.95,
    },
    "growth": {"headcount": 1.4, "pickup_hours": 1.15, "cycle_hours": 1.1, "comments": 1.1},
    "flake_fix": {"flaky_share": 0.35, "deploy_wait_hours": 0.9, "tests": 1.02},
    "tool_migration": {
        "transitions": 1.35, "spells": 1.2, "cycle_hours": 1.1, "edits": 1.5, "comments": 1.15,
        "approval_minutes": 0.85, "test_runs": 1.2, "imported_claims": IMPORTED_SHARE,
    },
    "better_tests": {
        "covered_share": 2.2, "mutation_score": 2.0, "empty_test_share": 0.7, "tests": 1.1,
        "failed_share": 0.8, "bug_share": 0.85, "test_runs": 1.2, "excluded_share": 1.1,
    },
    "deeper_reviews": {
        "comments": 1.5, "comment_length": 1.2, "substance_share": 1.6, "push_share": 1.6,
        "pickup_hours": 1.15, "approval_minutes": 1.3, "failed_share": 0.85,
        "fast_silent_share": 0.6,
    },
    "open_declaring": {
        "declared_share": 3.0, "incidents": 1.25, "linked_share": 1.5, "comes_back_share": 1.1,
        "recovery_minutes": 0.9,
    },
    "focus": {
        "items": 1.35, "cycle_hours": 0.65, "spells": 0.7, "span_hours": 0.85,
        "completed_share": 1.5, "trimmed_share": 0.7, "on_time_share": 1.4, "mood": 1.2,
    },
    "better_planning": {
        "on_time_share": 1.6, "trimmed_share": 0.6, "completed_share": 1.5, "scope": 0.85,
        "items": 1.1,
    },
    "faster_answers": {"span_hours": 0.6, "pickup_hours": 0.7, "approval_minutes": 0.7},
    "long_absence": {"activity": 0.6, "pickup_hours": 1.2, "cycle_hours": 1.15},
    "better_climate": {"mood": 1.6, "declared_share": 1.4, "comments": 1.1, "substance_share": 1.2},
}  # fmt: skip
# What improves the first metric of the laboratory's pairs, and does not cost its pair.
IMPROVING = ("small_batches", "quality_gain", "focus", "better_planning", "faster_cadence")


def _turned(name: str, factors: Mapping[str, float]) -> Entry:
    def turn(levers: Levers, when: Numbers, size: Numbers) -> None:
        for lever, factor in factors.items():
            if lever == "imported_claims":
                levers.blend(lever, when * _first_week(when), factor)
            else:
                levers.scale(lever, when, factor**size)
        if name in IMPROVING:
            levers.blend("metric_shift", when, 1.5 * size)
            levers.blend("pair_shift", when, 0.3 * size)

    return Entry(name, turn, STRENGTHS, "power of the usual strength")


def _first_week(when: Numbers) -> Numbers:
    """1 in the week in which an episode begins."""
    before = np.concatenate([np.zeros((len(when), 1)), when[:, :-1]], axis=1)
    return np.asarray((when > 0) & (before == 0), dtype=float)


def _reorganised(levers: Levers, when: Numbers, size: Numbers) -> None:
    """Other services, other people: every level is drawn anew, up or down."""
    rng = np.random.default_rng(zlib.crc32(levers["changes"].tobytes()))
    for name in LEVERS:
        if name not in NEUTRAL:
            factor = np.exp(rng.normal(0, REORGANISED, size.shape) * size)
            levers.scale(name, when, factor)


HONEST: dict[str, Entry] = {
    **{name: _turned(name, factors) for name, factors in KINDS.items()},
    "reorganisation": Entry("reorganisation", _reorganised, STRENGTHS, "power of the usual one"),
}
