"""What the issue of the walking skeleton says about each metric: kind, least items, fitting teams.

Belongs here: the rules a cell is published by, written down a second time. Does not belong here:
their application (`cells.py`).
"""

from dataclasses import dataclass
from fractions import Fraction

from tests.reference.calendar import GRAINS

SHIPPING_TEAMS = frozenset({"platform", "application"})
ALL_TEAMS = SHIPPING_TEAMS | {"developer_experience"}


@dataclass(frozen=True)
class Rule:
    """How a metric's items become a cell."""

    metric_id: str
    kind: str
    least_items: int = 0
    quantile: Fraction = Fraction(1, 2)
    team_types: frozenset[str] = ALL_TEAMS
    grains: tuple[str, ...] = GRAINS
    is_behavioural: bool = False
    is_proportion: bool = False
    counts_days: bool = False
    within: float | None = None
    """Of a survival curve: the length at which its height is published, not a quantile."""
    events: tuple[str, ...] = ()
    """The tools before whose first event, less two weeks, nothing is known."""
    counted_by: str = ""
    """Where an item stands for many: which of its numbers, summed, is the number of items."""
    least_answering: Fraction | None = None
    """The share of items that must have a denominator for anything to be told."""


P85 = Fraction(85, 100)
RULES = (
    Rule("deploy_freq", "count", team_types=SHIPPING_TEAMS, counts_days=True),
    Rule("change_lead_time", "percentile", 5),
    Rule("change_lead_time_p85", "percentile", 10, P85),
    Rule("lt_coding", "ratio", 5),
    Rule("lt_pickup", "ratio", 5),
    Rule("lt_review", "ratio", 5),
    Rule("lt_merge_wait", "ratio", 5),
    Rule("lt_deploy_wait", "ratio", 5),
    Rule(
        "change_fail_rate",
        "ratio",
        20,
        team_types=SHIPPING_TEAMS,
        is_proportion=True,
        events=("pagerduty",),
    ),
    Rule("deploy_rework_rate", "ratio", 20, team_types=SHIPPING_TEAMS, is_proportion=True),
    Rule(
        "failed_deploy_recovery",
        "survival",
        8,
        team_types=SHIPPING_TEAMS,
        grains=("quarter",),
        events=("pagerduty",),
    ),
    Rule("review_response", "survival", 5, is_behavioural=True),
    Rule("review_reliability", "ratio", 20, is_behavioural=True, is_proportion=True),
    Rule("merged_changes", "count", is_behavioural=True),
    Rule("open_change_age_p85", "percentile", 10, P85),
)
