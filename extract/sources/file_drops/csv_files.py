"""The CSV file drops there are, one declaration a file; a further one is one more and its schema.

Here: what names a row, and which rules it must pass. Not here: the files about incidents, on-call
and documents (csv_files_of_operations.py), those about people's work (csv_files_of_evidence.py),
columns and what each value must look like (schemas/<name>.schema.json), and the rules themselves
(checks.py and beside it).

A file stands below those its rules look into.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from extract.sources.file_drops import roster, survey_rules
from extract.sources.file_drops.checks import (
    a_monday,
    apart,
    both_or_neither,
    known_row,
    known_service,
    known_team,
    known_teams,
    not_above,
    not_before,
    once,
)
from extract.sources.file_drops.csv_file import CsvFile
from extract.sources.file_drops.csv_files_of_evidence import EVIDENCE
from extract.sources.file_drops.csv_files_of_operations import OPERATIONS


def _account(row: Mapping[str, Any]) -> Hashable:
    """Capital letters do not make another account."""
    return row["source"], str(row["account"]).casefold()


PEOPLE = (
    CsvFile(
        "roster",
        "roster_id",
        ("person_id", "team_id", "valid_from"),
        checks=(known_team(), roster.stay),
        held_by="person_id",
        is_required=True,
    ),
    CsvFile(
        "identities",
        "identity_id",
        ("source", "account"),
        identity=_account,
        is_required=True,
    ),
)

SURVEYS = (
    CsvFile(
        "survey_waves",
        "survey_wave_id",
        ("survey_id", "wave_id", "team_id"),
        checks=(known_team(), not_before("closed_on", "opened_on")),
    ),
    CsvFile(
        "survey_items",
        "survey_item_id",
        ("survey_id", "item_slot"),
        checks=(survey_rules.proper_scale, survey_rules.one_purpose),
    ),
    CsvFile(
        "survey_responses",
        "survey_response_id",
        ("survey_id", "wave_id", "respondent_hash", "item_slot"),
        checks=(
            known_row("survey_waves", "survey_id", "wave_id", "team_id"),
            known_row("survey_items", "survey_id", "item_slot"),
            survey_rules.rotated_hash,
            survey_rules.answer,
        ),
        needs=("survey_waves", "survey_items"),
        order=survey_rules.wave_order,
        is_personal=True,
    ),
)

WAYS_OF_WORKING = (
    CsvFile(
        "retrospectives",
        "retrospective_id",
        ("retrospective_id",),
        checks=(
            known_team(),
            not_above("attended_count", "invited_count"),
            not_above("contributor_count", "attended_count"),
            not_above("actions_by_non_leads_count", "actions_opened_count"),
            not_above("actions_done_count", "actions_opened_count"),
        ),
    ),
    CsvFile(
        "project_statuses",
        "project_status_id",
        ("project_id", "milestone_id", "reported_on"),
        checks=(known_team(),),
    ),
    CsvFile("risks", "risk_id", ("risk_id",), checks=(known_team(),)),
    CsvFile(
        "forecasts",
        "forecast_id",
        ("forecast_id",),
        checks=(
            known_team(),
            not_before("forecast_on", "stated_on"),
            not_before("finished_on", "started_on"),
        ),
    ),
)

CUSTOMERS = (
    CsvFile(
        "product_adoption",
        "product_adoption_id",
        ("product_id", "feature_id", "audience", "team_id", "service_id", "measured_on"),
        checks=(
            known_team(),
            known_service(),
            not_above("adopting_account_count", "eligible_account_count"),
            both_or_neither("retained_account_count", "retention_cohort_count"),
            not_above("retained_account_count", "retention_cohort_count"),
        ),
    ),
    CsvFile(
        "product_activation",
        "product_activation_id",
        ("product_id", "activation_event_id", "team_id", "service_id", "signed_up_on"),
        checks=(
            known_team(),
            known_service(),
            not_above("activated_count", "signup_count"),
            not_above("retained_count", "signup_count"),
        ),
    ),
    CsvFile(
        "product_conversion",
        "product_conversion_id",
        ("product_id", "funnel_id", "team_id", "service_id", "entered_on"),
        checks=(
            known_team(),
            known_service(),
            not_above("converted_count", "entered_count"),
            not_above("reversed_count", "converted_count"),
        ),
    ),
    CsvFile(
        "support_contacts",
        "support_contact_id",
        ("product_id", "team_id", "service_id", "contacted_on"),
        checks=(
            known_team(),
            known_service(),
            not_above("defect_contact_count", "contact_count"),
        ),
    ),
    CsvFile(
        "slo_events",
        "slo_event_id",
        ("service_id", "slo_id", "measured_on"),
        checks=(known_service(), not_above("good_count", "valid_count")),
    ),
)

USE_OF_METRICS = (
    CsvFile(
        "metric_decisions",
        "metric_decision_id",
        ("decision_id", "metric_id"),
        checks=(known_team(),),
    ),
    CsvFile(
        "baseline_decisions",
        "baseline_decision_id",
        ("metric_id", "team_id", "effective_from"),
        checks=(known_team(),),
    ),
    CsvFile("question_resolutions", "finding_id", ("finding_id",)),
    CsvFile("audit_actions", "audit_action_id", ("audit_id", "metric_id", "action")),
    CsvFile(
        "pilot_registry",
        "pilot_id",
        ("pilot_id",),
        checks=(
            a_monday("go_live"),
            known_teams("teams"),
            known_teams("comparison_teams"),
            apart("teams", "comparison_teams"),
        ),
    ),
    CsvFile(
        "value_rankings",
        "value_ranking_id",
        ("ranking_id", "stakeholder_id", "value_id"),
        checks=(once("value_rankings", ("ranking_id", "stakeholder_id"), "value_rank"),),
        is_personal=True,
    ),
)

CSV_FILES = (
    *PEOPLE,
    *SURVEYS,
    *WAYS_OF_WORKING,
    *CUSTOMERS,
    *OPERATIONS,
    *USE_OF_METRICS,
    *EVIDENCE,
)
