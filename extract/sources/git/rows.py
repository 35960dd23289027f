"""Commits, files and refs as rows.

Belongs here: one record of git's to one row. Does not belong here: reading git's output
(``history.py``), or which records are read.

Of a message only its length is landed, of an address only the account it belongs to, of a name
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

from extract.core.errors import RecordError
from extract.core.settings import Secret
from extract.core.source import Row
from extract.sources.git.accounts import account_of
from extract.sources.git.generated import Origins
from extract.sources.git.history import Commit, FileChange
from extract.sources.git.mirror import text_of

_CO_AUTHOR = re.compile(r"^co-authored-by:[^<\n]*<([^>\n]*)>", re.IGNORECASE | re.MULTILINE)
_REVERTS = re.compile(r"\bthis reverts commit ([0-9a-f]{7,64})\b", re.IGNORECASE)
_CHANGE_TYPES = {
    "A": "added",
    "C": "copied",
    "D": "deleted",
    "M": "modified",
    "R": "renamed",
    "T": "type_changed",
}
_FILE_TYPES = {"120000": "symlink", "160000": "submodule"}
_NO_MODE = "000000"


def commit_row(commit: Commit, repository: str, key: Secret | None) -> Row:
    """Return one row of ``commits``, but for where it can be reached from.

    Args:
        commit: As git tells it.
        repository: Its name.
        key: Turns addresses into accounts.
    """
    reverts = _REVERTS.search(commit.message)
    co_authors = {address.strip().lower() for address in _CO_AUTHOR.findall(commit.message)}
    return {
        "commit_id": f"{repository}:{commit.sha}",
        "repository": repository,
        "commit_sha": commit.sha,
        "parent_shas": ",".join(commit.parents),
        "is_merge": len(commit.parents) > 1,
        "author_account": account_of(commit.author_address, key),
        "committer_account": account_of(commit.committer_address, key),
        "authored_at": instant_of(commit.authored),
        "committed_at": instant_of(commit.committed),
        "message_length": len(commit.message.strip()),
        "co_author_count": len(co_authors),
        "reverts_sha": reverts.group(1).lower() if reverts else None,
    }


def instant_of(seconds: str) -> datetime | None:
    """Return seconds since 1970 as naive UTC; None if no calendar holds them.

    An author may write any date. What can be told is landed, however absurd.
    """
    try:
        return datetime.fromtimestamp(int(seconds), UTC).replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):
        return None


def file_change_rows(
    commit: Commit, repository: str, origins: Origins
) -> Iterator[tuple[FileChange, Row | RecordError]]:
    """Yield the row of each file of a commit, or why it has none.

    Args:
        commit: As git tells it.
        repository: Its name.
        origins: What is known of the paths.
    """
    seen: set[str] = set()
    for file in commit.files:
        path = text_of(file.path)
        if path in seen:
            # Two names that are no UTF-8 may look the same once they are.
            yield file, RecordError(f"path: {path!r} stands twice in commit {commit.sha}")
            continue
        seen.add(path)
        origin = origins.of(file.path)
        mode = file.modes[1] if file.modes[1] != _NO_MODE else file.modes[0]
        yield (
            file,
            {
                "file_change_id": f"{repository}:{commit.sha}:{path}",
                "commit_id": f"{repository}:{commit.sha}",
                "repository": repository,
                "commit_sha": commit.sha,
                "path": path,
                "old_path": None if file.old_path is None else text_of(file.old_path),
                "change_type": _CHANGE_TYPES.get(file.status, file.status),
                "file_type": _FILE_TYPES.get(mode, "file"),
                "additions": file.additions,
                "deletions": file.deletions,
                "is_binary": file.additions is None,
                "is_generated": origin.is_generated,
                "is_vendored": origin.is_vendored,
                "changed_lines": file.changed_lines,
            },
        )


def ref_row(repository: str, ref: str, object_sha: str, commit_sha: str | None) -> Row:
    """Return one row of ``refs``."""
    return {
        "ref_id": f"{repository}:{ref}",
        "repository": repository,
        "ref": ref,
        "ref_type": "branch" if ref.startswith("refs/heads/") else "tag",
        "object_sha": object_sha,
        "commit_sha": commit_sha,
    }
