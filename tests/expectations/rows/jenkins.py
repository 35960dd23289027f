"""Rows of Jenkins' streams: as they should be, and values that no row should have.

Here: by stream, a good row, and for some of its columns a bad value. Not here: the judging.
"""

from __future__ import annotations

GOOD: dict[str, dict[str, object]] = {
    "jobs": {
        "job_id": "atlas/checkout/feature%2Fcart",
        "project": "atlas/checkout",
        "kind": "branch",
        "job_class": "org.jenkinsci.plugins.workflow.job.WorkflowJob",
        "branch": "feature/cart",
    },
    "builds": {
        "build_id": "atlas/checkout/main#7@1780272000000",
        "project": "atlas/checkout",
        "job_id": "atlas/checkout/main",
        "number": 7,
        "is_building": False,
        "result": "SUCCESS",
        "enqueued_at": "2026-06-01 00:00:00",
        "started_at": "2026-06-01 00:00:10",
        "completed_at": "2026-06-01 00:06:10",
        "duration_milliseconds": 360_000,
        "queue_milliseconds": 10_000,
        "total_queue_milliseconds": 12_000,
        "commit_sha": "a" * 40,
        "revision_count": 1,
        "test_count": 200,
        "failed_test_count": 0,
        "skipped_test_count": 2,
    },
}
SPOILED: dict[str, dict[str, object]] = {
    "jobs": {"job_id": None, "project": None, "branch": None},
    "builds": {
        "number": 0,
        "started_at": None,
        "completed_at": "2026-05-31 00:00:00",
        "commit_sha": "HEAD",
        "queue_milliseconds": -1,
        "total_queue_milliseconds": 9_000,
        "failed_test_count": 201,
        "is_building": None,
    },
}
