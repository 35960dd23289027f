"""Rows of coverage reports: as they should be, and values that no row should have.

Here: by stream, a good row, and for some of its columns a bad value. Not here: the judging.
"""

from __future__ import annotations

SHA = "0123456789abcdef0123456789abcdef01234567"
OF_A_COMMIT = {"repository": "harbour/checkout", "commit_sha": SHA}
COUNTS = {"lines_valid": 7, "lines_covered": 7, "branches_valid": 2, "branches_covered": 0}

Row = dict[str, object]

GOOD: dict[str, Row] = {
    "coverage_reports": {
        "coverage_report_id": "R1",
        **OF_A_COMMIT,
        "run_id": "77",
        "attempt": 1,
        "format": "lcov",
        "path": "test/lcov.info",
        "file_count": 1,
        **COUNTS,
    },
    "file_coverage": {
        "file_coverage_id": "F1",
        "coverage_report_id": "R1",
        **OF_A_COMMIT,
        "path": "src/index.ts",
        **COUNTS,
        "covered_lines": "1-5,9,12",
        "uncovered_lines": "",
    },
}

SPOILED: dict[str, Row] = {
    "coverage_reports": {
        "repository": "checkout",
        "run_id": None,
        "attempt": 0,
        "lines_covered": 8,
        "branches_covered": -1,
    },
    "file_coverage": {
        "path": None,
        "commit_sha": "HEAD",
        "lines_valid": 6,
        "covered_lines": "1-",
        "uncovered_lines": "1;2",
    },
}
