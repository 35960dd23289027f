"""What the published numbers obey before a leader sees them.

Here: one builder a relation; most relations count in SQL how many rows break a rule. Not here:
columns and types (the marts' dbt contracts), keys (the marts' yml).
"""

from __future__ import annotations

from expectations.person_columns import ABOUT_A_PERSON
from expectations.suite import Suite, between, known, not_matching, one_of, rows, suite, zero

STATUSES = (
    "ok",
    "provisional",
    "insufficient_n",
    "not_reached",
    "source_stale",
    "source_missing",
    "source_partial",
    "not_applicable",
    "suppressed_privacy",
    "suspended_by_audit",
)
FINALITIES = ("provisional", "settling", "final")
GRAINS = ("week", "month", "quarter")


def team_metrics() -> Suite:
    """A number is there exactly if its status says so, within its limits, for a known team."""
    return suite(
        "mart_team_metrics",
        zero(
            "values_in_spite_of_their_status",
            "good_statuses_without_a_value",
            "values_outside_their_limits",
            "shares_outside_0_to_1",
            "negative_values",
            "ratios_that_are_not_numerator_by_denominator",
            "unknown_teams",
            "unknown_metrics",
            "periods_that_have_not_begun",
            "behavioural_values_of_fewer_than_5_people",
        ),
        known("metric_id"),
        rows(1),
    )


def metric_words() -> Suite:
    """Statuses, finalities and grains are those of the contract."""
    return suite(
        "mart_metric_words",
        one_of("status", STATUSES),
        one_of("finality", FINALITIES),
        one_of("grain", GRAINS),
        known("status", "finality", "grain"),
    )


def lead_time_parts() -> Suite:
    """The shares of the five parts of the lead time add up to 1 wherever they are shown."""
    return suite(
        "mart_lead_time_parts",
        between("least_sum", 1 - 1e-9, None),
        between("greatest_sum", 0, 1 + 1e-9),
        zero("cells_with_some_parts_only"),
    )


def workload() -> Suite:
    """A distribution is shown for enough people and events, and within its bounds."""
    return suite(
        "mart_workload",
        zero(
            "figures_in_spite_of_their_status",
            "good_statuses_without_figures",
            "figures_of_fewer_than_6_people",
            "figures_of_fewer_than_40_events",
            "figures_outside_their_bounds",
            "figures_that_are_not_rounded",
            "advice_that_nothing_supports",
            "unknown_kinds_of_load",
            "unknown_teams",
        ),
    )


def safety_signals() -> Suite:
    """A signal is told of enough people, with a sentence, and a change only if it could be seen."""
    return suite(
        "mart_safety_signals",
        zero(
            "figures_in_spite_of_their_status",
            "good_statuses_without_a_value",
            "figures_of_too_few_people",
            "counts_of_too_few_people",
            "scores_below_seven_in_ten",
            "rates_outside_0_to_1",
            "changes_that_could_not_be_seen",
            "rows_without_a_reading",
            "unknown_teams",
        ),
    )


def published_columns() -> Suite:
    """No column of a published mart speaks of a person."""
    return suite(
        "mart_columns",
        not_matching("column_name", ABOUT_A_PERSON, "about a person"),
        known("column_name"),
        rows(1),
    )
