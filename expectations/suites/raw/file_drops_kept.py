"""What the CSV files should say that an organisation keeps if it wants to.

Here: one builder a stream, named like it; `file_drops.py` says what follows when one fails.
Not here: the files about incidents and on-call (`file_drops_operations.py`), those about people's
work (`file_drops_people.py`), how a row is read and judged one by one
(`extract/sources/file_drops`), allowed values (`sig_schema_drift`).
"""

from __future__ import annotations

from expectations.suite import Suite, between, known, matching, not_negative, ordered, suite

HEXADECIMAL = r"^[0-9a-f]{32,64}$"
LONGEST_SCALE = 100


def survey_waves() -> Suite:
    """A team's part in a wave has a beginning and somebody who was asked."""
    return suite(
        "raw_file_drops_survey_waves",
        known("survey_wave_id", "survey_id", "wave_id", "team_id", "opened_on", "invited_count"),
        ordered("opened_on", "closed_on"),
        between("invited_count", 1),
    )


def survey_items() -> Suite:
    """An item has a slot and a scale, and no words."""
    return suite(
        "raw_file_drops_survey_items",
        known("survey_item_id", "survey_id", "instrument", "is_reverse_keyed"),
        matching("item_slot", "^[a-z]+_[0-9]+$", "a slot, not a wording"),
        ordered("scale_min", "scale_max"),
    )


def survey_responses() -> Suite:
    """An answer is a number of somebody who is known by a hash only."""
    return suite(
        "raw_file_drops_survey_responses",
        known("survey_response_id", "survey_id", "wave_id", "team_id", "item_slot"),
        matching("respondent_hash", HEXADECIMAL, "a hash"),
        matching("pair_code", HEXADECIMAL, "a hash"),
        between("value", 0, LONGEST_SCALE),
    )


def retrospectives() -> Suite:
    """Whoever contributed came, whoever came was invited, and what is done was agreed."""
    return suite(
        "raw_file_drops_retrospectives",
        known("retrospective_id", "team_id", "held_on", "attended_count", "actions_opened_count"),
        not_negative("contributor_count", "actions_done_count", "actions_by_non_leads_count"),
        ordered("contributor_count", "attended_count", "invited_count"),
        ordered("actions_done_count", "actions_opened_count"),
        ordered("actions_by_non_leads_count", "actions_opened_count"),
    )


def project_statuses() -> Suite:
    """A report has a day, a colour and the date it speaks of."""
    return suite(
        "raw_file_drops_project_statuses",
        known("project_status_id", "project_id", "team_id", "reported_on", "due_on"),
        known("status_colour"),
    )


def risks() -> Suite:
    """A risk has the day it was told and the date it threatens."""
    return suite(
        "raw_file_drops_risks",
        known("risk_id", "project_id", "team_id", "kind", "raised_on", "due_on"),
        known("is_raised_by_lead"),
    )


def forecasts() -> Suite:
    """A date is stated before it comes, and work ends after it begins."""
    return suite(
        "raw_file_drops_forecasts",
        known("forecast_id", "team_id", "item_id"),
        ordered("stated_on", "forecast_on"),
        ordered("started_on", "finished_on"),
    )


def product_adoption() -> Suite:
    """Whoever adopts a feature is eligible, and whoever is retained is of the cohort."""
    return suite(
        "raw_file_drops_product_adoption",
        known("product_adoption_id", "product_id", "team_id", "measured_on", "audience"),
        not_negative("adopting_account_count", "retained_account_count"),
        ordered("adopting_account_count", "eligible_account_count"),
        ordered("retained_account_count", "retention_cohort_count"),
    )


def product_activation() -> Suite:
    """Whoever is activated signed up."""
    return suite(
        "raw_file_drops_product_activation",
        known("product_activation_id", "product_id", "team_id", "signed_up_on"),
        not_negative("activated_count", "retained_count"),
        ordered("activated_count", "signup_count"),
        ordered("retained_count", "signup_count"),
    )


def product_conversion() -> Suite:
    """Whatever is reversed converted, and whatever converted entered."""
    return suite(
        "raw_file_drops_product_conversion",
        known("product_conversion_id", "product_id", "team_id", "entered_on"),
        not_negative("reversed_count", "converted_count"),
        ordered("reversed_count", "converted_count", "entered_count"),
    )


def support_contacts() -> Suite:
    """Contacts about something broken are contacts."""
    return suite(
        "raw_file_drops_support_contacts",
        known("support_contact_id", "product_id", "team_id", "contacted_on"),
        not_negative("defect_contact_count", "active_account_count"),
        ordered("defect_contact_count", "contact_count"),
    )


def slo_events() -> Suite:
    """Good events are valid, and no objective asks for everything."""
    return suite(
        "raw_file_drops_slo_events",
        known("slo_event_id", "service_id", "slo_id", "measured_on"),
        not_negative("good_count"),
        ordered("good_count", "valid_count"),
        between("objective", 0, 1),
    )


def metric_decisions() -> Suite:
    """A metric is cited in a decision of a day and a kind."""
    return suite(
        "raw_file_drops_metric_decisions",
        known("metric_decision_id", "decision_id", "metric_id", "decision_kind", "decided_on"),
    )


def baseline_decisions() -> Suite:
    """A new baseline begins on a day and was decided, for one reason, by somebody in a role."""
    return suite(
        "raw_file_drops_baseline_decisions",
        known("baseline_decision_id", "effective_from", "decided_on", "decided_by_role", "reason"),
    )


def question_resolutions() -> Suite:
    """A question was answered on a day, by somebody in a role."""
    return suite(
        "raw_file_drops_question_resolutions",
        known("finding_id", "resolution", "resolved_by_role", "resolved_on"),
    )


def audit_actions() -> Suite:
    """An action was accepted on a day, by a role, for a reason."""
    return suite(
        "raw_file_drops_audit_actions",
        known("audit_action_id", "audit_id", "metric_id", "action", "accepted_on", "reason"),
        matching("accepted_by_role", "^[a-z][a-z -]*$", "a role, not a name"),
        matching("evidence", "^https://", "an https address"),
    )


def pilot_registry() -> Suite:
    """A pilot says beforehand what it expects, of which teams, and how it will be judged."""
    return suite(
        "raw_file_drops_pilot_registry",
        known("pilot_id", "metric_id", "direction", "analysis", "registered_on", "go_live"),
        known("teams", "comparison_teams", "min_effect"),
        not_negative("min_effect"),
    )


def value_rankings() -> Suite:
    """A place is the first or a later one."""
    return suite(
        "raw_file_drops_value_rankings",
        known("value_ranking_id", "ranking_id", "stakeholder_id", "value_id", "ranked_on"),
        between("value_rank", 1),
    )


ALL = (
    survey_waves,
    survey_items,
    survey_responses,
    retrospectives,
    project_statuses,
    risks,
    forecasts,
    product_adoption,
    product_activation,
    product_conversion,
    support_contacts,
    slo_events,
    metric_decisions,
    baseline_decisions,
    question_resolutions,
    audit_actions,
    pilot_registry,
    value_rankings,
)
"""Every builder of this module."""
