"""The sandbox's git repositories, made when first asked for, and changes to them.

Belongs here: building on demand, what extraction should land, and pushes on demand. Does not
belong here: HTTP (`sandbox.git.application`).

The world's shas are inventions of the sandbox's GitHub; git computes its own. `sha_of` tells which
is which. So in the sandbox, and only there, commits of the sources `git` and `github` do not join
by sha.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sandbox.git.building import FastImport, build
from sandbox.git.people import WEB
from sandbox.git.plan import plan
from sandbox.git.records import CommitRecord, RepositoryRecords
from sandbox.git.workplace import Workplace
from sandbox.kit.store import ChangeError, Truth
from sandbox.world import World

_REFS = "refs"


class GitStore:
    """The repositories of a world.

    Args:
        world: What they are made from.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._workplace: Workplace | None = None
        self._repositories: dict[str, RepositoryRecords] = {}
        self._pushes = 0

    def folder_of(self, full_name: str) -> Path | None:
        """The folder of all repositories, once `owner/name` is in it; `None` if there is none."""
        if full_name not in self._repositories:
            known = self._world.repository(full_name)
            if known is None or not known.commits:
                return None
            planned = plan(self._world, known)
            built = build(planned, self._root() / f"{full_name}.git")
            self._repositories[full_name] = RepositoryRecords(full_name, planned, built)
        return self._root()

    def sha_of(self, full_name: str, world_sha: str) -> str | None:
        """The sha that git gave a commit of the world; `None` if no ref reached it."""
        return self._records(full_name).built.shas.get(world_sha)

    def truth(self) -> Truth:
        """Every record, the repositories that nobody has asked for yet included."""
        found: dict[str, dict[str, Mapping[str, Any]]] = {}
        for repository in self._world.repositories:
            for stream, records in self._records(repository.full_name).truth().items():
                found.setdefault(stream, {}).update(records)
        return found

    def touch(self, share: float) -> int:
        """Push one more commit to the default branch of a share of the repositories."""
        names = [repository.full_name for repository in self._world.repositories]
        count = min(max(1, round(share * len(names))), len(names))
        for offset in range(count):
            records = self._records(names[(self._pushes + offset) % len(names)])
            ref = f"refs/heads/{records.default_branch}"
            self._push(records, ref, records.refs[ref])
        return count

    def delete(self, stream: str, key: str) -> None:
        """Delete a branch or a tag; what only it reached stays known, for it has been."""
        full_name, _, ref = key.partition(":")
        if stream != _REFS or self.folder_of(full_name) is None:
            raise ChangeError("git forgets only refs: give stream refs and a key owner/name:ref")
        records = self._records(full_name)
        if ref not in records.refs or ref == f"refs/heads/{records.default_branch}":
            raise ChangeError(f"{ref} is no branch or tag of {full_name} that can be deleted")
        records.run("update-ref", "-d", ref)
        del records.refs[ref]

    def force_push(self, full_name: str, branch: str) -> tuple[str, str]:
        """Put another commit in the place of a branch's newest one; their shas.

        Raises:
            ChangeError: There is no such branch, or it has one commit only.
        """
        if self.folder_of(full_name) is None:
            raise ChangeError(f"{full_name} is no repository of this world")
        records = self._records(full_name)
        ref = f"refs/heads/{branch}"
        before = records.refs.get(ref)
        if before is None or not records.commits[before].parents:
            raise ChangeError(f"{branch} is no branch of {full_name} with two commits or more")
        return before, self._push(records, ref, records.commits[before].parents[0])

    def _push(self, records: RepositoryRecords, ref: str, parent: str) -> str:
        """Make a commit on another and let a branch point to it."""
        self._pushes += 1
        seconds = int(self._world.as_of.timestamp())
        path, content = f"docs/pushed-{self._pushes}.md", f"Push {self._pushes}\n".encode()
        with FastImport(records.built.path) as writer:
            writer.send(
                f"commit {ref}\nmark :1\n",
                f"author {WEB.name} <{WEB.address}> {seconds} +0000\n",
                f"committer {WEB.name} <{WEB.address}> {seconds} +0000\n",
            )
            writer.data(content.strip())
            writer.send(f"from {parent}\nM 100644 inline {path}\n")
            writer.data(content)
            sha = writer.sha(1)
        records.refs[ref] = sha
        records.commits[sha] = CommitRecord.pushed(
            parent, WEB.account, datetime.fromtimestamp(seconds, UTC), path, len(content.strip())
        )
        return sha

    def _records(self, full_name: str) -> RepositoryRecords:
        self.folder_of(full_name)
        return self._repositories[full_name]

    def _root(self) -> Path:
        if self._workplace is None:
            self._workplace = Workplace()
        return self._workplace.path
