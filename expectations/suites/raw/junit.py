"""What JUnit reports should say.

Here: one builder a stream, named like it. Not here: how a report is read (`extract/sources/junit`),
allowed values (`sig_schema_drift`).

Little is expected of a format without a standard: a report may state no time, no name and no class.
"""

from __future__ import annotations

from expectations.consequence import PARTIAL, rules
from expectations.suite import (
    Expectation,
    Suite,
    between,
    known,
    known_where,
    matching,
    not_negative,
    suite,
)

Expectations = tuple[Expectation, ...]


def _of_a_run() -> Expectations:
    return (
        *known("repository", "commit_sha", "run_id"),
        *matching("repository", r"^[^/\s]+(?:/[^/\s]+)+$", "owner/name"),
        *matching("commit_sha", r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$", "a full git object name"),
        *between("attempt", 1),
    )


def test_reports() -> Suite:
    """A report belongs to a run and counts its tests."""
    return suite(
        "raw_junit_test_reports",
        known("test_report_id", "path", "content_sha256", "test_count"),
        _of_a_run(),
        not_negative("test_count", "passed_count", "failed_count", "error_count", "skipped_count"),
        not_negative("duration_seconds"),
    )


def test_cases() -> Suite:
    """A test belongs to a report and came to something; where it failed, it says how."""
    return suite(
        "raw_junit_test_cases",
        known("test_case_id", "test_report_id", "test_id", "outcome", "is_rerun"),
        _of_a_run(),
        not_negative("ordinal", "duration_seconds", "message_length"),
        known_where("message_length", "outcome", "failed"),
        known_where("message_length", "outcome", "error"),
    )


RULES = rules(PARTIAL, test_reports, test_cases)
