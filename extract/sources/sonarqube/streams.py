"""The streams SonarQube lands: keys, typed columns, scopes.

Belongs here: declarations only. Does not belong here: how a record is read (``parsing.py``).
"""

from __future__ import annotations

from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.source import INSTANT, INTEGER, REAL, TEXT, Stream

SERVER_SCOPE = "server"
"""The scope of the listing of projects; everything else has its project's key."""

PROJECT = "project_key"

PROJECTS = Stream(
    "projects",
    PROJECT,
    {
        "project_key": TEXT,
        "qualifier": TEXT,
        "visibility": TEXT,
        "last_analysed_at": INSTANT,
    },
)
ANALYSES = Stream(
    "analyses",
    "analysis_id",
    {
        "analysis_id": TEXT,
        "project_key": TEXT,
        "analysed_at": INSTANT,
        "commit_sha": TEXT,
        "project_version": TEXT,
        "detected_ci": TEXT,
        "event_categories": TEXT,
    },
    PROJECT,
)
MEASURES = Stream(
    "measures",
    "measure_id",
    {
        "measure_id": TEXT,
        "project_key": TEXT,
        "analysed_at": INSTANT,
        "metric": TEXT,
        "value": REAL,
        "level": TEXT,
    },
    PROJECT,
)
FILE_MEASURES = Stream(
    "file_measures",
    "file_id",
    {
        "file_id": TEXT,
        "project_key": TEXT,
        "path": TEXT,
        "qualifier": TEXT,
        "language": TEXT,
        "code_lines": INTEGER,
        "complexity": INTEGER,
        "cognitive_complexity": INTEGER,
        "lines_to_cover": INTEGER,
        "uncovered_lines": INTEGER,
        "coverage_percent": REAL,
        "duplicated_lines_percent": REAL,
    },
    PROJECT,
)

PROJECT_STREAMS = (ANALYSES, MEASURES, FILE_MEASURES)
STREAMS = (PROJECTS, *PROJECT_STREAMS, EXTRACTION_STATE, EXTRACTION_LOG, QUARANTINE)
