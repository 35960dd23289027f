"""The streams git lands: keys, typed columns, scopes.

Belongs here: declarations only. Does not belong here: how a record is read.
"""

from __future__ import annotations

from extract.core.common_streams import EXTRACTION_LOG, EXTRACTION_STATE, QUARANTINE
from extract.core.source import BOOLEAN, INSTANT, INTEGER, TEXT, Stream

REPOSITORY = "repository"

REPOSITORIES = Stream(
    "repositories",
    "repository",
    {
        "repository": TEXT,
        "default_branch": TEXT,
        "head_sha": TEXT,
        "object_format": TEXT,
    },
    REPOSITORY,
)
COMMITS = Stream(
    "commits",
    "commit_id",
    {
        "commit_id": TEXT,
        "repository": TEXT,
        "commit_sha": TEXT,
        "parent_shas": TEXT,
        "is_merge": BOOLEAN,
        "author_account": TEXT,
        "committer_account": TEXT,
        "authored_at": INSTANT,
        "committed_at": INSTANT,
        "message_length": INTEGER,
        "co_author_count": INTEGER,
        "reverts_sha": TEXT,
        "is_on_default_branch": BOOLEAN,
        "is_reachable": BOOLEAN,
    },
    REPOSITORY,
)
FILE_CHANGES = Stream(
    "file_changes",
    "file_change_id",
    {
        "file_change_id": TEXT,
        "commit_id": TEXT,
        "repository": TEXT,
        "commit_sha": TEXT,
        "path": TEXT,
        "old_path": TEXT,
        "change_type": TEXT,
        "file_type": TEXT,
        "additions": INTEGER,
        "deletions": INTEGER,
        "is_binary": BOOLEAN,
        "is_generated": BOOLEAN,
        "is_vendored": BOOLEAN,
        "changed_lines": TEXT,
    },
    REPOSITORY,
)
REFS = Stream(
    "refs",
    "ref_id",
    {
        "ref_id": TEXT,
        "repository": TEXT,
        "ref": TEXT,
        "ref_type": TEXT,
        "object_sha": TEXT,
        "commit_sha": TEXT,
    },
    REPOSITORY,
)
REF_UPDATES = Stream(
    "ref_updates",
    "ref_update_id",
    {
        "ref_update_id": TEXT,
        "repository": TEXT,
        "ref": TEXT,
        "update_type": TEXT,
        "before_sha": TEXT,
        "after_sha": TEXT,
        "is_forced": BOOLEAN,
        "observed_at": INSTANT,
        "previously_observed_at": INSTANT,
    },
    REPOSITORY,
)

DATA_STREAMS = (REPOSITORIES, COMMITS, FILE_CHANGES, REFS, REF_UPDATES)
STREAMS: tuple[Stream, ...] = (*DATA_STREAMS, EXTRACTION_STATE, EXTRACTION_LOG, QUARANTINE)
