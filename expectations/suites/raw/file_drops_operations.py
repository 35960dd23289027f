"""What the CSV files should say about incidents, on-call and documents, where they are kept.

Here: one builder a stream, named like it; `file_drops.py` says what follows when one fails.
Not here: the other files that need not be kept (`file_drops_kept.py`).
"""

from __future__ import annotations

from expectations.suite import Suite, known, matching, ordered, suite

POSTMORTEM_ITEMS = (
    "has_timeline_with_clock_source",
    "has_quantified_customer_impact",
    "has_two_contributing_factors",
    "has_detection_analysis",
    "has_what_went_well",
    "has_actions_with_owner_and_date",
    "is_published_in_five_business_days",
    "names_no_person_as_cause",
)


def postmortems() -> Suite:
    """A postmortem is of an incident, by a team, and was published after its end."""
    return suite(
        "raw_file_drops_postmortems",
        known("postmortem_scoring_id", "postmortem_id", "scoring", "incident_id", "team_id"),
        known("incident_ended_on", *POSTMORTEM_ITEMS),
        ordered("incident_ended_on", "published_on"),
    )


def incident_factors() -> Suite:
    """An incident has a team, a day, and somebody or something that noticed it."""
    return suite(
        "raw_file_drops_incident_factors",
        known("incident_factor_id", "incident_id", "team_id", "happened_on", "detected_by"),
    )


def incident_actions() -> Suite:
    """An action is due, and done, after it was agreed."""
    return suite(
        "raw_file_drops_incident_actions",
        known("action_id", "incident_id", "team_id", "opened_on"),
        ordered("opened_on", "due_on"),
        ordered("opened_on", "done_on"),
    )


def oncall_checklists() -> Suite:
    """An item is met or not, on a day."""
    return suite(
        "raw_file_drops_oncall_checklists",
        known("oncall_checklist_id", "team_id", "assessed_on", "item", "is_met"),
        matching("evidence_url", "^https://", "an https address"),
    )


def documentation_verifications() -> Suite:
    """A document of a service was verified on a day."""
    return suite(
        "raw_file_drops_documentation_verifications",
        known("documentation_verification_id", "service_id", "document_kind", "verified_on"),
    )


ALL = (
    postmortems,
    incident_factors,
    incident_actions,
    oncall_checklists,
    documentation_verifications,
)
"""Every builder of this module."""
