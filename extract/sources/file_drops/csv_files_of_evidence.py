"""The CSV file drops about people's work, one declaration a file: evidence, and what rests on it.

Here: what names a row, and which rules it must pass. Not here: the other files (csv_files.py), and
the rules themselves (checks.py, evidence_rules.py).

Assessment, growth and promotion are three files that do not refer to each other. All of them are
about single persons, so that what is wrong with a row is said without quoting it.
"""

from __future__ import annotations

from extract.sources.file_drops import evidence_rules
from extract.sources.file_drops.checks import known_person, not_before
from extract.sources.file_drops.csv_file import CsvFile

EVIDENCE = (
    CsvFile(
        "evidence_log",
        "evidence_id",
        ("evidence_id",),
        checks=(known_person(), not_before("logged_on", "happened_on")),
        prose=("claim",),
        is_personal=True,
    ),
    CsvFile(
        "vignette_ratings",
        "vignette_rating_id",
        ("cycle_id", "vignette_id", "rater_id", "dimension", "rating_round"),
        is_personal=True,
    ),
    CsvFile(
        "level_assessments",
        "level_assessment_id",
        ("cycle_id", "person_id", "dimension"),
        checks=(
            known_person(),
            evidence_rules.cited_evidence,
            evidence_rules.two_pieces,
            evidence_rules.of_the_year_before,
        ),
        needs=("evidence_log",),
        is_personal=True,
    ),
    CsvFile(
        "growth_signals",
        "signal_id",
        ("signal_id",),
        checks=(
            known_person(),
            not_before("plan_due_on", "noted_on"),
            evidence_rules.planned,
            evidence_rules.no_evidence_id,
        ),
        prose=("note",),
        is_personal=True,
    ),
    CsvFile(
        "promotion_cases",
        "case_id",
        ("case_id",),
        checks=(
            known_person(),
            evidence_rules.no_growth_signal,
            evidence_rules.cited_evidence,
        ),
        needs=("evidence_log",),
        is_personal=True,
    ),
)
