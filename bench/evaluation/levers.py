"""What can be turned in an organisation: rates, sizes and shares per team and week.

Here: the table of levers with their usual values, and how a change moves them. Not here: which
change moves which (`honest.py`, `planted.py`), or the rows drawn from them.

Every lever differs between teams, wanders from week to week (autoregressive, .3) and has a slow
trend of its own. The values are choices of ours, not calibrated to a company.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

MEMORY = 0.3
WEEKS_OF_YEAR = 52
SHARE_SPREAD = 0.35
SHARE_NOISE = 0.12
TREND = 0.12


@dataclass(frozen=True)
class Lever:
    """A value that teams have.

    Attributes:
        usual: Of the middle team.
        spread: Standard deviation between teams, on the log scale (log-odds of a share).
        noise: The same from week to week.
        trend: The same of the drift in a year.
        is_share: Whether it lies between 0 and 1.
    """

    usual: float
    spread: float = 0.25
    noise: float = 0.12
    trend: float = TREND
    is_share: bool = False


def share(usual: float, spread: float = SHARE_SPREAD, noise: float = SHARE_NOISE) -> Lever:
    """A lever between 0 and 1."""
    return Lever(usual, spread, noise, TREND, is_share=True)


def fixed(usual: float) -> Lever:
    """A lever that is the same everywhere until somebody turns it."""
    return Lever(usual, 0.0, 0.0, 0.0)


LEVERS: dict[str, Lever] = {
    # People at work, as a multiple of the roster; everything that is counted follows it.
    "activity": Lever(1.0, 0.0, 0.10, 0.08),
    "headcount": fixed(1.0),
    # Changes: per person and week, lines, hours.
    "changes": Lever(2.1, 0.2),
    "change_lines": Lever(80.0, 0.25),
    "pickup_hours": Lever(6.0, 0.4),
    "deploy_wait_hours": Lever(8.0, 0.5),
    "approval_minutes": Lever(90.0, 0.4),
    "comments": Lever(2.5, 0.3),
    "comment_length": Lever(80.0, 0.2, 0.08),
    "substance_share": share(0.55),
    "push_share": share(0.45),
    "unreviewed_share": share(0.03),
    "stale_approval_share": share(0.04),
    "fast_silent_share": share(0.02),
    "generated_share": share(0.06),
    "generated_lines": Lever(150.0),
    "split_pieces": fixed(1.0),
    "vendored_share": fixed(0.0),
    "partner_share": fixed(0.0),
    # Deployments.
    "deployments": Lever(1.15, 0.35),
    "repeat_share": share(0.04),
    "repeats": fixed(0.0),
    "failed_share": share(0.09),
    # Work items.
    "items": Lever(1.25, 0.2),
    "bug_share": share(0.25, 0.3),
    "support_share": share(0.4),
    "clone_share": share(0.012),
    "clones": fixed(0.0),
    "reopened_share": share(0.06),
    "reopened_as_clone": fixed(0.0),
    "points": Lever(1.0, 0.2, 0.05, 0.05),
    "cycle_hours": Lever(30.0, 0.3),
    "transitions": Lever(1.0, 0.1, 0.04),
    "spells": Lever(0.4, 0.2),
    "short_spell_share": share(0.02),
    "flaps": fixed(0.0),
    "relabelled_share": share(0.015),
    "cut_rush": fixed(1.0),
    "edits": Lever(0.13, 0.3),
    "near_cut_edits": fixed(1.0),
    # Incidents: of a team of eight in a week.
    "incidents": Lever(1.4, 0.55),
    "recovery_minutes": Lever(60.0, 0.4),
    "early_close_share": fixed(0.0),
    "comes_back_share": share(0.06),
    "downgrade_share": share(0.05),
    "linked_share": share(0.55),
    "burns": Lever(1.0, 0.4),
    "declared_share": share(0.92),
    # Clocks.
    "stamps": Lever(0.6, 0.3),
    "typed_share": fixed(0.004),
    "misplaced_share": fixed(0.001),
    "impossible_share": fixed(0.0001),
    "skew_seconds": fixed(0.0),
    "imported_claims": fixed(0.0),
    # Tests.
    "test_runs": Lever(50.0, 0.2),
    "flaky_share": share(0.025, 0.3, 0.10),
    "hidden_share": fixed(0.0),
    "tests": Lever(350.0, 0.3, 0.003),
    "quarantined_share": share(0.015, 0.3, 0.03),
    "covered_share": share(0.75, 0.3, 0.06),
    "padded_share": fixed(0.0),
    "excluded_share": share(0.02, 0.3, 0.05),
    "empty_test_share": share(0.02),
    "mutation_score": share(0.6, 0.2, 0.04),
    # Surveys, sprints, forecasts, targets.
    "mood": share(0.7, 0.25, 0.05),
    "mood_spread": fixed(0.9),
    "straight_share": share(0.05),
    "scope": Lever(1.6, 0.2),
    "trimmed_share": share(0.03),
    "completed_share": share(0.8, 0.25),
    "forecasts": Lever(0.45, 0.2),
    "on_time_share": share(0.8, 0.25),
    "span_hours": Lever(18.0, 0.25),
    "spans": Lever(3.0, 0.2),
    "bunched_share": fixed(0.0),
    "snapped_share": fixed(0.0),
    # Weekly values of metrics, in standard deviations of their own noise.
    "metric_shift": fixed(0.0),
    "pair_shift": fixed(0.0),
}


class Levers:
    """The levers of one organisation: name to teams x weeks.

    Args:
        rng: Draws what differs between teams and weeks.
        teams: How many.
        weeks: How many.
    """

    def __init__(self, rng: np.random.Generator, teams: int, weeks: int) -> None:
        self.shape = (teams, weeks)
        self.values = {name: self._drawn(rng, lever) for name, lever in LEVERS.items()}

    def _drawn(self, rng: np.random.Generator, lever: Lever) -> Numbers:
        if not lever.spread and not lever.noise:
            return np.full(self.shape, lever.usual)
        moves = wander(rng, self.shape, lever)
        if not lever.is_share:
            return np.asarray(lever.usual * np.exp(moves))
        odds = lever.usual / (1 - lever.usual) * np.exp(moves)
        return np.asarray(odds / (1 + odds))

    def __getitem__(self, name: str) -> Numbers:
        return self.values[name]

    def scale(self, name: str, when: Numbers, factor: Numbers | float) -> None:
        """Multiply a lever by a factor where people take part; odds, if it is a share."""
        value, by = self.values[name], 1 + when * (factor - 1)
        if not LEVERS[name].is_share:
            self.values[name] = value * by
            return
        odds = value / (1 - value) * by
        self.values[name] = odds / (1 + odds)

    def blend(self, name: str, when: Numbers, target: Numbers | float) -> None:
        """Let those who take part have another value."""
        self.values[name] = (1 - when) * self.values[name] + when * target


def wander(rng: np.random.Generator, shape: tuple[int, int], lever: Lever) -> Numbers:
    """Level, weekly noise with memory, and trend of each team, on the log scale."""
    teams, weeks = shape
    level = rng.normal(0, lever.spread, (teams, 1))
    slope = rng.normal(0, lever.trend / WEEKS_OF_YEAR, (teams, 1))
    steps = rng.normal(0, lever.noise * np.sqrt(1 - MEMORY**2), shape)
    steps[:, 0] /= np.sqrt(1 - MEMORY**2)
    for week in range(1, weeks):
        steps[:, week] += MEMORY * steps[:, week - 1]
    return np.asarray(level + steps + slope * (np.arange(weeks) - weeks / 2))
