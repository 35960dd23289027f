"""What Jenkins should send us.

Here: one builder a stream, named like it. Not here: allowed values (`sig_schema_drift`).

Times are the controller's own. A build that was stopped by a crash has ended without a verdict, so
none is asked for; a job of a kind we do not know has no branch.
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


def jobs() -> Suite:
    """A job belongs to a project, and a branch job says which branch."""
    return suite(
        "raw_jenkins_jobs",
        known("job_id", "project", "kind", "job_class"),
        known_where("branch", "kind", "branch"),
    )


def builds() -> Suite:
    """A build is numbered from 1, and its times and counts fit together."""
    return suite(
        "raw_jenkins_builds",
        known("build_id", "job_id", "project", "number", "is_building", "started_at"),
        known_where("completed_at", "result", "SUCCESS"),
        known_where("completed_at", "result", "FAILURE"),
        between("number", 1),
        ordered("enqueued_at", "started_at", "completed_at"),
        ordered("failed_test_count", "test_count"),
        matching("commit_sha", r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$", "a full git object name"),
        not_negative("duration_milliseconds", "queue_milliseconds", "revision_count"),
        ordered("queue_milliseconds", "total_queue_milliseconds"),
        not_negative("test_count", "failed_test_count", "skipped_test_count"),
    )


RULES = rules(PARTIAL, jobs, builds)
