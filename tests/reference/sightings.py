"""When the server first saw a commit.

Belongs here: the reading of pushes. Does not belong here: what is measured from there
(`lead_time.py`).
"""

from datetime import datetime

from tests.reference.deployments import with_ancestors
from tests.reference.records import PullRequest, Repository


def first_seen(repository: Repository, change: PullRequest) -> dict[str, datetime]:
    """When each commit of a pull request was first on the server.

    A commit came with the push that made it, or the nearest later commit of the pull request, the
    branch's head. Without such a push (a fork, a deleted branch's lost history) it was there at
    the latest when the pull request was opened.
    """
    heads = repository.arrivals.get(f"refs/heads/{change.head_branch}", {})
    seen: dict[str, datetime] = {}
    nearest = change.created_at
    for commit in reversed(change.commits):
        nearest = heads.get(commit.sha, nearest)
        seen[commit.sha] = nearest
    return seen


class DirectPushes:
    """When commits without a pull request came to the default branch."""

    def __init__(self) -> None:
        self._brought: dict[str, dict[str, datetime]] = {}

    def brought_at(self, repository: Repository, sha: str) -> datetime | None:
        """When the push was that brought a commit, if it is known."""
        if repository.full_name not in self._brought:
            self._brought[repository.full_name] = self._read(repository)
        return self._brought[repository.full_name].get(sha)

    def _read(self, repository: Repository) -> dict[str, datetime]:
        """Each push brought what it contains and what stood before it did not."""
        found: dict[str, datetime] = {}
        branch = f"refs/heads/{repository.default_branch}"
        for push in repository.pushes:
            if push.ref == branch and push.activity_type in ("push", "force_push"):
                before = with_ancestors(repository, push.before_sha, set())
                for sha in with_ancestors(repository, push.after_sha, before):
                    found[sha] = min(push.pushed_at, found.get(sha, push.pushed_at))
        return found
