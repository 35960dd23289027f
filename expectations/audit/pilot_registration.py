"""What a pilot wrote down before it began, and what was recorded while it ran.

Belongs here: the registration, its stop rules, clarity answers and reviews, as plain rows. Does not
belong here: judging them (`pilot_statistics.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from expectations.audit.interrupted_series import Model, Scale


@dataclass(frozen=True)
class StopRule:
    """When a pilot ends early.

    Attributes:
        kind: `harm`: the step goes the bad way by at least `threshold` standard deviations and
            chance does not explain it. `clarity`: the shift of clarity is at most minus the
            threshold, and its whole interval is below 0. `participation`: fewer than this share of
            the respondents before answered after.
        threshold: A positive number.
    """

    kind: Literal["harm", "clarity", "participation"]
    threshold: float


@dataclass(frozen=True)
class Registration:
    """What was written down before the pilot began.

    Attributes:
        pilot_id: Its name.
        hypothesis: In words.
        metric_id: The one metric it is about.
        direction: Which way is better.
        min_effect: The smallest step worth having, in standard deviations of weekly noise.
        analysis: Whether the slope may change, too.
        scale: On which the metric's noise is even.
        registered_on: When it was written down.
        go_live: The Monday of the first week.
        pilot_teams: One or two teams.
        comparison_teams: Two or more teams.
        stop_rules: When it ends early.
    """

    pilot_id: str
    hypothesis: str
    metric_id: str
    direction: Literal["up", "down"]
    min_effect: float
    analysis: Model
    scale: Scale
    registered_on: date
    go_live: date
    pilot_teams: tuple[str, ...]
    comparison_teams: tuple[str, ...]
    stop_rules: tuple[StopRule, ...] = ()


@dataclass(frozen=True)
class Review:
    """One review of the pilot's numbers, with the dated actions that came of it.

    Attributes:
        held_on: When it was held.
        actions: For each dated action, when it was done; None if it is open.
    """

    held_on: date
    actions: tuple[date | None, ...] = ()


@dataclass(frozen=True)
class Answers:
    """Clarity of the same respondents before and after, paired by codes they made themselves."""

    before: tuple[float | None, ...]
    after: tuple[float | None, ...]
