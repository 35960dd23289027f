"""What the CSV files should say about people's work, where they are kept.

Here: one builder a stream, named like it; `file_drops.py` says what follows when one fails.
Not here: the other files that need not be kept (`file_drops_kept.py`), and any judgement of a
person: these are rules of rows.
"""

from __future__ import annotations

from expectations.suite import Suite, known, matching, not_negative, ordered, suite


def evidence_log() -> Suite:
    """Evidence is about a person's work of a day, logged then or later."""
    return suite(
        "raw_file_drops_evidence_log",
        known("evidence_id", "person_id", "dimension", "source_kind", "work_kind"),
        ordered("happened_on", "logged_on"),
        matching("artefact_url", "^https://", "an https address"),
        not_negative("claim_length"),
    )


def vignette_ratings() -> Suite:
    """A rating has a rater, a vignette and a descriptor."""
    return suite(
        "raw_file_drops_vignette_ratings",
        known("vignette_rating_id", "vignette_id", "rater_id", "dimension", "descriptor"),
    )


def level_assessments() -> Suite:
    """An assessment is a word about one dimension, with two pieces of evidence or more."""
    return suite(
        "raw_file_drops_level_assessments",
        known("level_assessment_id", "cycle_id", "person_id", "dimension", "level_id"),
        known("descriptor", "assessed_on"),
        matching("evidence_ids", "^[^;]+(;[^;]+)+$", "two pieces of evidence or more"),
    )


def growth_signals() -> Suite:
    """A signal has a day and a kind, and a plan is due after it was noted."""
    return suite(
        "raw_file_drops_growth_signals",
        known("signal_id", "person_id", "dimension", "signal_kind", "noted_on", "has_plan"),
        ordered("noted_on", "plan_due_on"),
        not_negative("note_length"),
    )


def promotion_cases() -> Suite:
    """A case names a level and what it rests on."""
    return suite(
        "raw_file_drops_promotion_cases",
        known("case_id", "person_id", "target_level_id", "opened_on", "evidence_ids"),
    )


ALL = (evidence_log, vignette_ratings, level_assessments, growth_signals, promotion_cases)
"""Every builder of this module."""
