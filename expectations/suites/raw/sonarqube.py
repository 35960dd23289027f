"""What SonarQube should send us.

Here: one builder a stream, named like it. Not here: allowed values (`sig_schema_drift`).
"""

from __future__ import annotations

from expectations.consequence import PARTIAL, rules
from expectations.suite import (
    Suite,
    between,
    known,
    known_where,
    matching,
    not_negative,
    ordered,
    suite,
)

_GATE = "alert_status"


def projects() -> Suite:
    """A project has a key and a kind."""
    return suite("raw_sonarqube_projects", known("project_key", "qualifier"))


def analyses() -> Suite:
    """An analysis says when, and of which commit if of any."""
    return suite(
        "raw_sonarqube_analyses",
        known("analysis_id", "project_key", "analysed_at"),
        matching("commit_sha", r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$", "a full git object name"),
    )


def measures() -> Suite:
    """A metric of an analysis: none of those read can be below zero, and a gate has a level."""
    return suite(
        "raw_sonarqube_measures",
        known("measure_id", "project_key", "analysed_at", "metric"),
        known_where("level", "metric", _GATE),
        known_where("value", "metric", "ncloc"),
        not_negative("value"),
    )


def file_measures() -> Suite:
    """A file has a path, and no more uncovered lines than there are to cover."""
    return suite(
        "raw_sonarqube_file_measures",
        known("file_id", "project_key", "path"),
        not_negative("code_lines", "complexity", "cognitive_complexity"),
        not_negative("lines_to_cover", "uncovered_lines"),
        ordered("uncovered_lines", "lines_to_cover"),
        between("coverage_percent", 0, 100),
        between("duplicated_lines_percent", 0, 100),
    )


RULES = rules(PARTIAL, projects, analyses, measures, file_measures)
