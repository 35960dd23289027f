"""Which of SonarQube's metrics are read, and under which column.

Belongs here: metric keys. Does not belong here: requests.

Issues are not read one by one: who wrote the line and who is to fix it are no business of ours.
"""

from __future__ import annotations

GATE = "alert_status"
"""The verdict of the quality gate, the only measure that is a word."""

HISTORY = (
    "coverage",
    "lines_to_cover",
    "uncovered_lines",
    "new_coverage",
    "new_lines_to_cover",
    "new_uncovered_lines",
    "new_lines",
    "new_violations",
    "duplicated_lines_density",
    "complexity",
    "cognitive_complexity",
    "ncloc",
    GATE,
)
"""Of a project, at every analysis."""

FILE_COLUMNS = {
    "code_lines": "ncloc",
    "complexity": "complexity",
    "cognitive_complexity": "cognitive_complexity",
    "lines_to_cover": "lines_to_cover",
    "uncovered_lines": "uncovered_lines",
    "coverage_percent": "coverage",
    "duplicated_lines_percent": "duplicated_lines_density",
}
"""Of a file, as of the last analysis: column to metric."""
