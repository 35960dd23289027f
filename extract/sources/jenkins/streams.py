"""The streams Jenkins lands: keys, typed columns, scopes.

Belongs here: declarations only. Does not belong here: how a record is read (``parsing.py``).
"""

from __future__ import annotations

from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.source import BOOLEAN, INSTANT, INTEGER, TEXT, Stream

CONTROLLER_SCOPE = "controller"
"""The scope of the listing of jobs; builds have their project's."""

JOBS = Stream(
    "jobs",
    "job_id",
    {
        "job_id": TEXT,
        "project": TEXT,
        "kind": TEXT,
        "job_class": TEXT,
        "branch": TEXT,
        "is_buildable": BOOLEAN,
        "is_disabled": BOOLEAN,
    },
)
BUILDS = Stream(
    "builds",
    "build_id",
    {
        "build_id": TEXT,
        "project": TEXT,
        "job_id": TEXT,
        "number": INTEGER,
        "is_building": BOOLEAN,
        "result": TEXT,
        "enqueued_at": INSTANT,
        "started_at": INSTANT,
        "completed_at": INSTANT,
        "duration_milliseconds": INTEGER,
        "queue_milliseconds": INTEGER,
        "total_queue_milliseconds": INTEGER,
        "branch": TEXT,
        "repository": TEXT,
        "commit_sha": TEXT,
        "revision_count": INTEGER,
        "cause_classes": TEXT,
        "upstream_job_id": TEXT,
        "upstream_build_number": INTEGER,
        "test_count": INTEGER,
        "failed_test_count": INTEGER,
        "skipped_test_count": INTEGER,
    },
    scope_column="project",
)

STREAMS = (JOBS, BUILDS, EXTRACTION_STATE, EXTRACTION_LOG, QUARANTINE)
