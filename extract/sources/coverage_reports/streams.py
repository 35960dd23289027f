"""The streams of coverage reports.

Belongs here: the columns of each. Does not belong here: how they are filled (``rows.py``).

Single lines are not landed as records: a file's covered and uncovered lines stand beside its counts
as ranges such as ``1-5,9``, of which the model ``int_quality__diff_coverage`` is made.
"""

from __future__ import annotations

from extract.core.artefacts import ARTEFACT_COLUMNS
from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.source import INSTANT, INTEGER, TEXT, Stream

_COUNTS = {
    "lines_valid": INTEGER,
    "lines_covered": INTEGER,
    "branches_valid": INTEGER,
    "branches_covered": INTEGER,
}

COVERAGE_REPORTS = Stream(
    name="coverage_reports",
    key="coverage_report_id",
    columns={
        "coverage_report_id": TEXT,
        **ARTEFACT_COLUMNS,
        "format": TEXT,
        "file_count": INTEGER,
        **_COUNTS,
        "stated_lines_valid": INTEGER,
        "stated_lines_covered": INTEGER,
        "generated_at": INSTANT,
    },
    scope_column="repository",
)

FILE_COVERAGE = Stream(
    name="file_coverage",
    key="file_coverage_id",
    columns={
        "file_coverage_id": TEXT,
        "coverage_report_id": TEXT,
        "repository": TEXT,
        "commit_sha": TEXT,
        "path": TEXT,
        **_COUNTS,
        "covered_lines": TEXT,
        "uncovered_lines": TEXT,
    },
    scope_column="repository",
)

DATA_STREAMS = (COVERAGE_REPORTS, FILE_COVERAGE)
STREAMS = (*DATA_STREAMS, EXTRACTION_STATE, EXTRACTION_LOG, QUARANTINE)
