"""The streams of JUnit reports.

Belongs here: the columns of each. Does not belong here: how they are filled (``rows.py``).
"""

from __future__ import annotations

from extract.core.artefacts import ARTEFACT_COLUMNS
from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.source import BOOLEAN, INSTANT, INTEGER, REAL, TEXT, Stream

TEST_REPORTS = Stream(
    name="test_reports",
    key="test_report_id",
    columns={
        "test_report_id": TEXT,
        **ARTEFACT_COLUMNS,
        "test_count": INTEGER,
        "passed_count": INTEGER,
        "failed_count": INTEGER,
        "error_count": INTEGER,
        "skipped_count": INTEGER,
        "stated_test_count": INTEGER,
        "unreadable_durations": INTEGER,
        "duration_seconds": REAL,
        "generated_at": INSTANT,
        "is_zone_known": BOOLEAN,
    },
    scope_column="repository",
)

TEST_CASES = Stream(
    name="test_cases",
    key="test_case_id",
    columns={
        "test_case_id": TEXT,
        "test_report_id": TEXT,
        "repository": TEXT,
        "commit_sha": TEXT,
        "run_id": TEXT,
        "attempt": INTEGER,
        "suite_path": TEXT,
        "class_name": TEXT,
        "test_name": TEXT,
        "ordinal": INTEGER,
        "test_id": TEXT,
        "outcome": TEXT,
        "duration_seconds": REAL,
        "is_rerun": BOOLEAN,
        "failure_type": TEXT,
        "message_length": INTEGER,
    },
    scope_column="repository",
)

DATA_STREAMS = (TEST_REPORTS, TEST_CASES)
STREAMS = (*DATA_STREAMS, EXTRACTION_STATE, EXTRACTION_LOG, QUARANTINE)
