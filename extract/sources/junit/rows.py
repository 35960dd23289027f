"""Rows of a report that has been read.

Belongs here: keys and columns. Does not belong here: the format of reports (``report.py``).

A test is the same test in another run if its job's folder, suites, class, name and place among its
namesakes are the same.
"""

from __future__ import annotations

from collections import Counter

from extract.core.artefacts import Run
from extract.core.file_reader import Parsed
from extract.core.keys import digest
from extract.core.source import Row
from extract.sources.junit.report import Report, TestCase
from extract.sources.junit.streams import TEST_CASES, TEST_REPORTS

MAX_NAME_CHARACTERS = 1000
"""Longer names are cut; keys are made of the whole."""


def rows(report: Report, run: Run, content: bytes) -> Parsed:
    """Return what a report says.

    Args:
        report: The report.
        run: The run it comes from.
        content: The file.
    """
    key = run.key(content)
    outcomes = Counter(case.outcome for case in report.cases)
    row = {
        "test_report_id": key,
        **run.columns(content),
        "test_count": len(report.cases),
        "passed_count": outcomes["passed"],
        "failed_count": outcomes["failed"],
        "error_count": outcomes["error"],
        "skipped_count": outcomes["skipped"],
        "stated_test_count": report.stated_count,
        "unreadable_durations": sum(case.has_bad_duration for case in report.cases),
        "duration_seconds": report.seconds,
        "generated_at": report.generated_at,
        "is_zone_known": report.is_zone_known,
    }
    cases = [_case_row(case, run, key) for case in report.cases]
    return Parsed({TEST_REPORTS.name: [row], TEST_CASES.name: cases}, parent=key)


def _case_row(case: TestCase, run: Run, report: str) -> Row:
    identity = (case.suite_path, case.class_name, case.name, case.ordinal)
    return {
        "test_case_id": digest(report, *identity),
        "test_report_id": report,
        "repository": run.repository,
        "commit_sha": run.commit_sha,
        "run_id": run.run_id,
        "attempt": run.attempt,
        "suite_path": case.suite_path[:MAX_NAME_CHARACTERS],
        "class_name": case.class_name[:MAX_NAME_CHARACTERS],
        "test_name": case.name[:MAX_NAME_CHARACTERS],
        "ordinal": case.ordinal,
        "test_id": digest(run.repository, run.folder_inside, *identity),
        "outcome": case.outcome,
        "duration_seconds": case.seconds,
        "is_rerun": case.is_rerun,
        "failure_type": case.failure_type,
        "message_length": case.message_length,
    }
