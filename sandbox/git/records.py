"""What extraction should land of a repository: the oracle, which never asks git.

Belongs here: commits, files and refs as plain records, and what reaches what. Does not belong
here: making them (`sandbox.git.building`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sandbox.git.building import Built, Change, run
from sandbox.git.plan import Plan, PlannedCommit

_GENERATED = ("package-lock.json", ".snap", ".min.js", "docs/reference.md")
_VENDORED = ("vendor/", "imported/")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitRecord:
    """A commit as extraction should land it."""

    parents: tuple[str, ...]
    author: str
    committer: str
    authored_at: datetime
    committed_at: datetime
    message_length: int
    reverts_sha: str | None = None
    changes: tuple[Change, ...] = ()

    @classmethod
    def planned(cls, commit: PlannedCommit, built: Built) -> "CommitRecord":
        """A commit of the plan."""
        reverts = built.shas.get(commit.reverts or "")
        suffix = f"\n\nThis reverts commit {reverts}." if reverts else ""
        return cls(
            parents=tuple(built.shas[parent] for parent in commit.parents),
            author=commit.author.account,
            committer=commit.committer.account,
            authored_at=datetime.fromtimestamp(commit.authored, UTC),
            committed_at=datetime.fromtimestamp(commit.committed, UTC),
            message_length=len((commit.message + suffix).strip()),
            reverts_sha=reverts,
            changes=() if len(commit.parents) > 1 else built.changes[commit.key],
        )

    @classmethod
    def pushed(
        cls, parent: str, account: str, at: datetime, path: str, message_length: int
    ) -> "CommitRecord":
        """A commit that adds a file of one line."""
        return cls(
            parents=(parent,),
            author=account,
            committer=account,
            authored_at=at,
            committed_at=at,
            message_length=message_length,
            changes=(Change(path=path, change_type="added", additions=1),),
        )


class RepositoryRecords:
    """One repository and what it holds by now.

    Attributes:
        built: It on disk.
        commits: By sha, those that no ref reaches any more included.
        refs: The commit each branch and tag points to.
        default_branch: Its name.
    """

    def __init__(self, full_name: str, plan: Plan, built: Built) -> None:
        self.built = built
        self.default_branch = plan.default_branch
        self.commits = {
            built.shas[commit.key]: CommitRecord.planned(commit, built) for commit in plan.commits
        }
        self.refs = {ref: built.shas[key] for ref, key in plan.refs.items()}
        self._full_name = full_name

    def run(self, *arguments: str) -> str:
        """Run git on the repository."""
        return run(self.built.path, *arguments)

    def truth(self) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
        """The records by stream and key."""
        name = self._full_name
        head = self.refs[f"refs/heads/{self.default_branch}"]
        on_default, reachable = self._reached([head]), self._reached(self.refs.values())
        changes = [
            (sha, change) for sha, commit in self.commits.items() for change in commit.changes
        ]
        return {
            "repositories": {
                name: {"default_branch": self.default_branch, "head_sha": head},
            },
            "commits": {
                f"{name}:{sha}": _commit(sha, commit)
                | {"is_on_default_branch": sha in on_default, "is_reachable": sha in reachable}
                for sha, commit in self.commits.items()
            },
            "file_changes": {
                f"{name}:{sha}:{change.path}": _change(sha, change) for sha, change in changes
            },
            "refs": {
                f"{name}:{ref}": {"ref": ref, "object_sha": sha, "commit_sha": sha}
                for ref, sha in self.refs.items()
            },
        }

    def _reached(self, tips: Iterable[str]) -> set[str]:
        reached: set[str] = set()
        waiting = list(tips)
        while waiting:
            sha = waiting.pop()
            if sha not in reached:
                reached.add(sha)
                waiting.extend(self.commits[sha].parents)
        return reached


def _commit(sha: str, commit: CommitRecord) -> dict[str, Any]:
    return {
        "commit_sha": sha,
        "parent_shas": ",".join(commit.parents),
        "is_merge": len(commit.parents) > 1,
        "author_account": commit.author,
        "committer_account": commit.committer,
        "authored_at": _text(commit.authored_at),
        "committed_at": _text(commit.committed_at),
        "message_length": commit.message_length,
        "reverts_sha": commit.reverts_sha,
    }


def _change(sha: str, change: Change) -> dict[str, Any]:
    written = change.changed_lines
    return ({} if written is None else {"changed_lines": written or None}) | {
        "commit_sha": sha,
        "path": change.path,
        "old_path": change.old_path,
        "change_type": change.change_type,
        "file_type": change.file_type,
        "additions": change.additions,
        "deletions": change.deletions,
        "is_binary": change.additions is None,
        "is_generated": change.path.endswith(_GENERATED) or "/__snapshots__/" in change.path,
        "is_vendored": any(f"/{folder}" in f"/{change.path}" for folder in _VENDORED),
    }


def _text(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
