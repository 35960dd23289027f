"""Rows of git: as they should be, and values that no row should have.

Here: by stream, a good row, and for some of its columns a bad value. Not here: the judging.
"""

from __future__ import annotations

Row = dict[str, object]

SHA = "a" * 40

GOOD: dict[str, Row] = {
    "repositories": {
        "repository": "harbour/checkout",
        "object_format": "sha1",
        "head_sha": SHA,
    },
    "commits": {
        "commit_id": f"harbour/checkout:{SHA}",
        "repository": "harbour/checkout",
        "commit_sha": SHA,
        "parent_shas": "",
        "is_merge": False,
        "is_reachable": True,
        "author_account": "harbour-ada",
        "committer_account": "address:0123456789abcdef01234567",
        "message_length": 12,
        "co_author_count": 0,
    },
    "file_changes": {
        "file_change_id": f"harbour/checkout:{SHA}:src/b.ts",
        "commit_id": f"harbour/checkout:{SHA}",
        "repository": "harbour/checkout",
        "commit_sha": SHA,
        "path": "src/b.ts",
        "old_path": "src/a.ts",
        "change_type": "renamed",
        "file_type": "file",
        "additions": 3,
        "deletions": 1,
        "is_binary": False,
        "is_generated": False,
        "is_vendored": False,
        "changed_lines": "1-2,9",
    },
    "refs": {
        "ref_id": "harbour/checkout:refs/heads/main",
        "repository": "harbour/checkout",
        "ref": "refs/heads/main",
        "ref_type": "branch",
        "object_sha": SHA,
        "commit_sha": SHA,
    },
    "ref_updates": {
        "ref_update_id": "harbour/checkout:1",
        "repository": "harbour/checkout",
        "ref": "refs/heads/main",
        "update_type": "updated",
        "before_sha": "b" * 40,
        "after_sha": SHA,
        "is_forced": True,
        "observed_at": "2026-06-02 06:00:00",
        "previously_observed_at": "2026-06-01 06:00:00",
    },
}

SPOILED: dict[str, Row] = {
    "repositories": {"object_format": None, "head_sha": "main"},
    "commits": {
        "commit_sha": "a" * 39,
        "is_reachable": None,
        "author_account": "ada@example.org",
        "committer_account": "ada@example.org",
        "message_length": -1,
    },
    "file_changes": {
        "commit_id": None,
        "old_path": None,
        "additions": -1,
        "is_generated": None,
        "changed_lines": "1-2;9",
    },
    "refs": {"ref": "main", "commit_sha": None, "object_sha": "HEAD"},
    "ref_updates": {
        "before_sha": None,
        "after_sha": "HEAD",
        "is_forced": None,
        "observed_at": "2026-05-31 06:00:00",
    },
}
