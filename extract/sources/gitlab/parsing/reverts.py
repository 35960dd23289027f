"""Finds out what a change says it reverts, before its prose is dropped.

Belongs here: GitLab's and git's own wording. Does not belong here: any one record.
"""

from __future__ import annotations

import re

_REVERTS_IID = re.compile(r"\breverts merge request ([\w.\-/]*)!(\d+)\b", re.IGNORECASE)
_REVERTS_SHA = re.compile(r"\bthis reverts commit ([0-9a-f]{7,64})\b", re.IGNORECASE)


def reverted_iid(project: str, *texts: str | None) -> int | None:
    """Return the merge request of the same project that a text says it reverts."""
    for written in texts:
        for other, iid in _REVERTS_IID.findall(written or ""):
            if not other or other.lower() == project.lower():
                return int(iid)
    return None


def reverted_sha(*texts: str | None) -> str | None:
    """Return the commit that a text, as written by ``git revert``, says it reverts."""
    for written in texts:
        match = _REVERTS_SHA.search(written or "")
        if match:
            return match.group(1).lower()
    return None
