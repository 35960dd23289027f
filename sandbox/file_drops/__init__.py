"""The CSV files that people of the organisation keep beside roster and identities.

Belongs here: which files there are. Does not belong here: what is in each (the modules of this
folder), and writing them (`sandbox.inputs`).
"""

from collections.abc import Callable

from sandbox.file_drops import (
    audits,
    customers,
    evidence,
    metrics,
    operations,
    people,
    surveys,
    ways_of_working,
)
from sandbox.file_drops.view import Row, View
from sandbox.world import World

_FILES: dict[str, Callable[[View], list[Row]]] = {
    "survey_waves": surveys.waves,
    "survey_items": surveys.items,
    "survey_responses": surveys.responses,
    "retrospectives": ways_of_working.retrospectives,
    "project_statuses": ways_of_working.project_statuses,
    "risks": ways_of_working.risks,
    "forecasts": ways_of_working.forecasts,
    "product_adoption": customers.adoption,
    "product_activation": customers.activation,
    "product_conversion": customers.conversion,
    "support_contacts": customers.support_contacts,
    "slo_events": customers.slo_events,
    "postmortems": operations.postmortems,
    "incident_factors": operations.incident_factors,
    "incident_actions": operations.incident_actions,
    "oncall_checklists": operations.oncall_checklists,
    "documentation_verifications": operations.documentation_verifications,
    "metric_decisions": metrics.decisions,
    "baseline_decisions": metrics.baseline_decisions,
    "question_resolutions": metrics.question_resolutions,
    "audit_actions": audits.actions,
    "pilot_registry": audits.pilots,
    "value_rankings": metrics.value_rankings,
    "evidence_log": evidence.evidence_log,
    "vignette_ratings": evidence.vignette_ratings,
    "level_assessments": people.level_assessments,
    "growth_signals": people.growth_signals,
    "promotion_cases": people.promotion_cases,
}


def files(world: World) -> dict[str, list[Row]]:
    """The rows of every file by its name, all with the same columns; none for a file without."""
    view = View(world)
    written = {name: rows(view) for name, rows in _FILES.items()}
    return {name: rows for name, rows in written.items() if rows}
