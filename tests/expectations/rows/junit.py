"""Rows of JUnit reports: as they should be, and values that no row should have.

Here: by stream, a good row, and for some of its columns a bad value. Not here: the judging.
"""

from __future__ import annotations

SHA = "0123456789abcdef0123456789abcdef01234567"
OF_A_RUN = {"repository": "group/team/checkout", "commit_sha": SHA, "run_id": "77", "attempt": 1}

Row = dict[str, object]

GOOD: dict[str, Row] = {
    "test_reports": {
        "test_report_id": "R1",
        **OF_A_RUN,
        "path": "test/junit.xml",
        "content_sha256": SHA,
        "test_count": 4,
        "passed_count": 1,
        "failed_count": 1,
        "error_count": 1,
        "skipped_count": 1,
        "duration_seconds": 0.0,
    },
    "test_cases": {
        "test_case_id": "C1",
        "test_report_id": "R1",
        **OF_A_RUN,
        "test_id": "T1",
        "outcome": "failed",
        "is_rerun": False,
        "ordinal": 0,
        "duration_seconds": 0.1,
        "message_length": 0,
    },
}

SPOILED: dict[str, Row] = {
    "test_reports": {
        "repository": "checkout",
        "commit_sha": "0123456",
        "attempt": 0,
        "test_count": -1,
        "duration_seconds": -0.5,
        "path": None,
    },
    "test_cases": {"test_id": None, "ordinal": -1, "message_length": None, "outcome": None},
}
