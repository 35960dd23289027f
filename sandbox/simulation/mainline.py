"""The default branch of one repository, event by event in order of time.

Belongs here: the queue of events, merges, direct commits and their pushes. Does not belong
here: what is deployed when (`sandbox.simulation.rollout`).
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.entities.accounts import Account
from sandbox.simulation.drafts import ChangeDraft, CommitDraft, PushDraft, RepositoryDraft

Action = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Landing:
    """What reached the default branch: a change, or commits without one (`change` is None)."""

    sha: str
    services: tuple[str, ...]
    change: ChangeDraft | None


class Mainline:
    """A default branch in the making; `on_landing` is called after each landing."""

    def __init__(self, repository: RepositoryDraft, until: int) -> None:
        self.repository = repository
        self.until = until
        self.head = ""
        self.on_landing: list[Callable[[Landing, int], None]] = []
        self._queue: list[tuple[int, str, Action]] = []
        self._last = 0

    def schedule(self, at: int, key: str, action: Action) -> None:
        """Call `action` at an instant; `key` must be unique and decides between equal instants."""
        heapq.heappush(self._queue, (at, key, action))

    def run(self) -> None:
        """Play all events up to `until`; what comes later does not happen any more."""
        while self._queue and self._queue[0][0] <= self.until:
            at, _, action = heapq.heappop(self._queue)
            action(at)

    def plan(self, change: ChangeDraft) -> None:
        """Keep a change in the repository and merge it when it wants to be merged."""
        self.repository.changes.append(change)
        if change.merged is not None:
            self.schedule(change.merged, f"merge {change.key}", lambda at: self._merge(change, at))

    def commit_directly(
        self, commits: list[CommitDraft], service_id: str, actor: Account | None, at: int
    ) -> None:
        """Push commits to the default branch without a pull request."""
        at = self._tick(at)
        before = self.head
        for commit in commits:
            commit.seen = at
            commit.parents = (self.head,) if self.head else ()
            self.head = commit.sha
            self.repository.commits.append(commit)
        self._push(before, at, "push" if before else "branch_creation", actor)
        self._announce(Landing(self.head, (service_id,), None), at)

    def _merge(self, change: ChangeDraft, at: int) -> None:
        at = self._tick(at)
        change.merged = at
        deletion = change.pushes[-1]
        if deletion.activity_type == "branch_deletion":
            deletion.at = max(deletion.at, at + 1)
        before = self.head
        if change.style == "merge":
            self.repository.commits.extend(change.commits)
        self.repository.commits.append(self._merge_commit(change, at))
        self.head = change.merge_sha or ""
        self._push(before, at, "pr_merge", change.merged_by)
        self._announce(Landing(self.head, change.services, change), at)

    def _merge_commit(self, change: ChangeDraft, at: int) -> CommitDraft:
        is_merge = change.style == "merge"
        parents = [self.head] if self.head else []
        if is_merge:
            parents.append(change.commits[-1].sha)
        return CommitDraft(
            sha=change.merge_sha or "",
            authored=at,
            committed=at,
            seen=at,
            author=change.merged_by if is_merge else change.author,
            author_name=change.author_name,
            message=f"Merge branch '{change.branch}'" if is_merge else change.title,
            parents=tuple(parents),
            additions=sum(file.additions for file in change.files),
            deletions=sum(file.deletions for file in change.files),
            changed_files=len(change.files),
            change_key=change.key,
        )

    def _tick(self, at: int) -> int:
        """Two landings never share a second, so that order by time is the branch's order."""
        self._last = max(at, self._last + 1)
        return self._last

    def _push(self, before: str, at: int, activity_type: str, actor: Account | None) -> None:
        self.repository.pushes.append(
            PushDraft(
                key=f"main/{self.head}",
                branch="main",
                before=before,
                after=self.head,
                at=at,
                activity_type=activity_type,
                actor=actor,
            )
        )

    def _announce(self, landing: Landing, at: int) -> None:
        for listener in self.on_landing:
            listener(landing, at)
