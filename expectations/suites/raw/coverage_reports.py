"""What coverage reports should say.

Here: one builder a stream, named like it. Not here: how a report is read
(`extract/sources/coverage_reports`), allowed values (`sig_schema_drift`).
"""

from __future__ import annotations

from expectations.consequence import PARTIAL, rules
from expectations.suite import (
    Expectation,
    Suite,
    between,
    known,
    matching,
    not_negative,
    ordered,
    suite,
)

Expectations = tuple[Expectation, ...]
_RANGES = r"^(?:[0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*)?$"


def _of_a_commit() -> Expectations:
    return (
        *known("repository", "commit_sha"),
        *matching("repository", r"^[^/\s]+(?:/[^/\s]+)+$", "owner/name"),
        *matching("commit_sha", r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$", "a full git object name"),
    )


def _counts() -> Expectations:
    """No more is covered than there is to cover."""
    return (
        *known("lines_valid", "lines_covered", "branches_valid", "branches_covered"),
        *not_negative("lines_covered", "branches_covered"),
        *ordered("lines_covered", "lines_valid"),
        *ordered("branches_covered", "branches_valid"),
    )


def coverage_reports() -> Suite:
    """A report belongs to a run, has a format and counts what it measured."""
    return suite(
        "raw_coverage_reports_coverage_reports",
        known("coverage_report_id", "run_id", "format", "path", "file_count"),
        _of_a_commit(),
        between("attempt", 1),
        _counts(),
    )


def file_coverage() -> Suite:
    """A source file has a path, counts and ranges of lines."""
    return suite(
        "raw_coverage_reports_file_coverage",
        known("file_coverage_id", "coverage_report_id", "path"),
        _of_a_commit(),
        _counts(),
        matching("covered_lines", _RANGES, "ranges such as 1-5,9"),
        matching("uncovered_lines", _RANGES, "ranges such as 1-5,9"),
    )


RULES = rules(PARTIAL, coverage_reports, file_coverage)
