"""The live state of the sandboxed GitLab: look-ups and changes.

Belongs here: finding records and changing them on demand. Does not belong here: how they come
about (`derivation`), JSON, HTTP. The same calls in the same order change the same records.
"""

import math
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property

from sandbox.gitlab import derivation, truth
from sandbox.gitlab.conversation import APPROVED
from sandbox.gitlab.entities import Issue, Job, MergeRequest, Note, Project
from sandbox.kit.store import ChangeError, Truth
from sandbox.world import Account, World

_LATER_NOTES = 2_900_000
_LATER_JOBS = 6_900_000


class GitlabStore:
    """Everything the sandboxed GitLab serves; derived when it is first needed.

    Args:
        world: What it is derived from.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self._made = 0

    @cached_property
    def projects(self) -> dict[int, Project]:
        """Every project by its id."""
        return derivation.projects(self.world)

    @property
    def group(self) -> str:
        """The path of the only group."""
        return self.world.organisation.login

    def project(self, name: str) -> Project | None:
        """A project by its id or path."""
        if name.isdecimal():
            return self.projects.get(int(name))
        return next((p for p in self.projects.values() if p.path == name), None)

    @cached_property
    def members(self) -> list[tuple[Account, bool]]:
        """Everybody in the organisation's teams, and whether as a maintainer; by id."""
        found: dict[int, tuple[Account, bool]] = {}
        for team in self.world.organisation.teams:
            for entry in team.members:
                account = entry.account
                before = found.get(account.database_id, (account, False))[1]
                is_maintainer = before or entry.role == "MAINTAINER"
                found[account.database_id] = (account, is_maintainer)
        return [found[key] for key in sorted(found)]

    def truth(self) -> Truth:
        """Every live record that extraction should land."""
        return truth.records(self)

    def touch(self, share: float) -> int:
        """Change a share (0 to 1) of merge requests, issues, pipelines and deployments now.

        Raises:
            ChangeError: The share is none.
        """
        if not 0 <= share <= 1:
            raise ChangeError(f"share is {share!r}; give a number from 0 to 1")
        changes: list[tuple[Callable[..., None], Project, int]] = [
            (change, project, key)
            for project in self.projects.values()
            for change, records in (
                (self._comment_merge_request, project.merge_requests),
                (self._comment_issue, project.issues),
                (self._retry, project.pipelines),
                (self._touch_deployment, project.deployments),
            )
            for key in sorted(records)
        ]
        count = min(len(changes), max(1, math.ceil(len(changes) * share)))
        self._made += 1
        draw = random.Random(f"gitlab:{self.world.seed}:{self._made}")  # noqa: S311 - no secret
        for change, project, key in draw.sample(changes, count):
            change(project, key)
        return count

    def delete(self, stream: str, key: str) -> None:
        """Take a merge request, an issue, a note or a deployment away for good."""
        for project in self.projects.values():
            if self._delete_from(project, stream, key):
                return
        raise ChangeError(f"there is no {stream} {key!r} that could be deleted")

    def _now(self) -> datetime:
        """A moment after the world's end, each a millisecond after the last."""
        self._made += 1
        return self.world.as_of + timedelta(milliseconds=self._made)

    def _comment(self, noteable: MergeRequest | Issue) -> None:
        now = self._now()
        authors = [account for account, _ in self.members] or [noteable.author]
        note = Note(
            author=authors[self._made % len(authors)],
            body="One more thought on this.",
            created_at=now,
            id=_LATER_NOTES + self._made,
        )
        noteable.notes.append(note)
        noteable.updated_at = now

    def _comment_merge_request(self, project: Project, iid: int) -> None:
        self._comment(project.merge_requests[iid])

    def _comment_issue(self, project: Project, iid: int) -> None:
        self._comment(project.issues[iid])

    def _retry(self, project: Project, pipeline_id: int) -> None:
        """Run a pipeline's last job once more."""
        pipeline, now = project.pipelines[pipeline_id], self._now()
        jobs = [job for job in project.jobs.values() if job.pipeline is pipeline]
        if jobs:
            last = jobs[-1]
            last.is_retried = True
            again = Job(
                id=_LATER_JOBS + self._made,
                pipeline=pipeline,
                name=last.name,
                stage=last.stage,
                status="success",
                user=last.user,
                created_at=now,
                started_at=now,
                finished_at=now,
            )
            project.jobs[again.id] = again
        pipeline.updated_at = now

    def _touch_deployment(self, project: Project, deployment_id: int) -> None:
        project.deployments[deployment_id].updated_at = self._now()

    def _delete_from(self, project: Project, stream: str, key: str) -> bool:
        if stream == "deployments":
            return key.isdecimal() and project.deployments.pop(int(key), None) is not None
        noteables: dict[str, dict[int, MergeRequest] | dict[int, Issue]] = {
            "merge_requests": project.merge_requests,
            "issues": project.issues,
        }
        if stream in noteables:
            records = noteables[stream]
            iids = [iid for iid, record in records.items() if str(record.id) == key]
            return bool(iids) and records.pop(iids[0]) is not None
        parents = noteables.get(f"{stream.removesuffix('_notes')}s", {})
        return any(self._delete_note(noteable, key) for noteable in parents.values())

    def _delete_note(self, noteable: MergeRequest | Issue, key: str) -> bool:
        """Delete a note; one that tells of an approval takes it along.

        GitLab itself lets nobody delete the notes it writes.
        """
        gone = next((note for note in noteable.notes if str(note.id) == key), None)
        if gone is None:
            return False
        noteable.notes.remove(gone)
        noteable.updated_at = self._now()
        if isinstance(noteable, MergeRequest) and gone.body == APPROVED:
            noteable.approvals = [a for a in noteable.approvals if a.user != gone.author]
        return True
