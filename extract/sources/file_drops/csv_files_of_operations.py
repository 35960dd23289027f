"""The CSV file drops about incidents, on-call and documents, one declaration a file.

Here: what names a row, and which rules it must pass. Not here: the other files (csv_files.py), and
the rules themselves (checks.py, incident_rules.py).
"""

from __future__ import annotations

from extract.sources.file_drops import incident_rules
from extract.sources.file_drops.checks import known_service, known_team, not_before
from extract.sources.file_drops.csv_file import CsvFile

OPERATIONS = (
    CsvFile(
        "postmortems",
        "postmortem_scoring_id",
        ("postmortem_id", "scoring"),
        checks=(
            known_team(),
            known_service(),
            not_before("published_on", "incident_ended_on"),
            incident_rules.published_in_time,
            incident_rules.second_scoring,
        ),
        order=incident_rules.scoring_order,
    ),
    CsvFile(
        "incident_factors",
        "incident_factor_id",
        ("incident_id", "factor_id"),
        checks=(known_team(), known_service(), incident_rules.same_incident),
    ),
    CsvFile(
        "incident_actions",
        "action_id",
        ("action_id",),
        checks=(
            known_team(),
            not_before("due_on", "opened_on"),
            not_before("done_on", "opened_on"),
        ),
    ),
    CsvFile(
        "oncall_checklists",
        "oncall_checklist_id",
        ("team_id", "assessed_on", "item"),
        checks=(known_team(),),
    ),
    CsvFile(
        "documentation_verifications",
        "documentation_verification_id",
        ("service_id", "document_kind", "verified_on"),
        checks=(known_service(),),
    ),
)
