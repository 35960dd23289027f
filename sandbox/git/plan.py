"""Which commits and refs a repository has, from what the world says of it.

Belongs here: order, parents, messages and edits of commits. Does not belong here: the lines of
files (`sandbox.git.tree`), or git itself (`sandbox.git.building`).

The world tells the files of a pull request, but of its single commits only how many lines each
changes; those are dealt out over the files in order. A commit that came without a pull request
edits one settings file. Below them all stand two commits the world does not know, which give every
file its beginning (`IMPORT`) and show git's rarer kinds of entries (`TIDY`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sandbox.entities.changes import Commit, PullRequest
from sandbox.git.people import WEB, Person, person
from sandbox.git.tree import Edit
from sandbox.world import Repository, World

IMPORT = "import"
TIDY = "tidy"
SETTINGS_FILE = "config/settings.yml"
_HOUR = 3600
_REVERTS_REQUEST = re.compile(r"Reverts \S+#(\d+)$")
_REVERTS_COMMIT = re.compile(r"This reverts commit ([0-9a-f]{40})\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedCommit:
    """A commit to be made.

    Attributes:
        key: The world's sha, or `IMPORT` or `TIDY`.
        parents: Keys.
        author: Who wrote it.
        committer: Who brought it here.
        authored: Seconds since 1970.
        committed: Seconds since 1970.
        message: Without what it says of a reverted commit.
        reverts: The key of the commit it takes back.
        edits: What it does to files.
    """

    key: str
    parents: tuple[str, ...]
    author: Person
    committer: Person
    authored: int
    committed: int
    message: str
    reverts: str | None = None
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """All commits of a repository, parents first, and the key each ref points to."""

    commits: tuple[PlannedCommit, ...]
    refs: Mapping[str, str]
    default_branch: str


def plan(world: World, repository: Repository) -> Plan:
    """What is in a repository, reachable from its branches and tags."""
    planner = _Planner(world, repository)
    commits = [*planner.beginning(), *planner.mainline()]
    refs = {f"refs/heads/{repository.default_branch}": commits[-1].key}
    made = {commit.key for commit in commits}
    for request in _with_live_branches(repository):
        new = [commit for commit in request.commits if commit.sha not in made]
        commits += planner.branch(request, new)
        made |= {commit.sha for commit in new}
        refs[f"refs/heads/{request.head_branch}"] = request.commits[-1].sha
    for release in repository.releases:
        if release.tag_commit_sha in made:
            refs[f"refs/tags/{release.tag_name}"] = str(release.tag_commit_sha)
    return Plan(tuple(commits), refs, repository.default_branch)


def _with_live_branches(repository: Repository) -> Iterator[PullRequest]:
    """Pull requests whose branch lies in the repository and has not been deleted."""
    last = {push.ref: push.activity_type for push in repository.pushes}
    for request in repository.pull_requests:
        kind = last.get(f"refs/heads/{request.head_branch}", "branch_deletion")
        is_own = request.head_repository == repository.full_name
        if is_own and request.commits and kind != "branch_deletion":
            yield request


class _Planner:
    def __init__(self, world: World, repository: Repository) -> None:
        self._world = world
        self._repository = repository
        self._requests = {request.number: request for request in repository.pull_requests}
        self._edits = {
            sha: edits
            for request in repository.pull_requests
            for sha, edits in _dealt(request).items()
        }

    def beginning(self) -> Iterator[PlannedCommit]:
        """The two commits below those of the world."""
        first = self._repository.commits[0]
        author = person(self._world, first.author, first.author_name)
        born = _seconds(self._repository.created_at)
        for position, (key, message) in enumerate(
            ((IMPORT, "Import what there was before"), (TIDY, "Tidy up after the import"))
        ):
            yield PlannedCommit(
                key=key,
                parents=(IMPORT,) if position else (),
                author=author,
                committer=author,
                authored=born + position * _HOUR,
                committed=born + position * _HOUR,
                message=message,
            )

    def mainline(self) -> Iterator[PlannedCommit]:
        """The commits of the default branch, those that merges brought included."""
        for commit in self._repository.commits:
            request = self._requests.get(commit.pull_request_number or 0)
            if request is not None and request.merge_commit_sha == commit.sha:
                yield self._commit(commit, _edits(request), request)
            else:
                yield self._commit(commit, self._edits.get(commit.sha) or _unattended(commit), None)

    def branch(self, request: PullRequest, commits: list[Commit]) -> Iterator[PlannedCommit]:
        """Commits of a branch that are not on the default branch."""
        for commit in commits:
            yield self._commit(commit, self._edits[commit.sha], None)

    def _commit(
        self, commit: Commit, edits: tuple[Edit, ...], request: PullRequest | None
    ) -> PlannedCommit:
        author = person(self._world, commit.author, commit.author_name)
        message = commit.message
        if request is not None and len(commit.parents) == 1:
            message = f"{message} (#{request.number})"
        return PlannedCommit(
            key=commit.sha,
            parents=commit.parents or (TIDY,),
            author=author,
            committer=author if request is None else WEB,
            authored=_seconds(commit.authored_at),
            committed=_seconds(commit.committed_at),
            message=message,
            reverts=self._reverted(request),
            edits=edits,
        )

    def _reverted(self, request: PullRequest | None) -> str | None:
        """The commit that a merged pull request takes back."""
        if request is None:
            return None
        if found := _REVERTS_COMMIT.search(request.body):
            return found.group(1)
        if found := _REVERTS_REQUEST.search(request.body):
            other = self._requests.get(int(found.group(1)))
            return other.merge_commit_sha if other is not None else None
        return None


def _dealt(request: PullRequest) -> dict[str, tuple[Edit, ...]]:
    """The lines of a pull request's files, dealt out over its commits in order."""
    waiting = {file.path: (file.additions, file.deletions) for file in request.files}
    dealt = {}
    for commit in request.commits:
        additions, deletions = commit.additions, commit.deletions
        edits = []
        for path, (most_added, most_deleted) in waiting.items():
            added, deleted = min(additions, most_added), min(deletions, most_deleted)
            waiting[path] = (most_added - added, most_deleted - deleted)
            additions, deletions = additions - added, deletions - deleted
            if added or deleted:
                edits.append(Edit(path, added, deleted))
        dealt[commit.sha] = tuple(edits)
    return dealt


def _edits(request: PullRequest) -> tuple[Edit, ...]:
    """What a merged pull request does to files; one it only names is none git would speak of."""
    return tuple(
        Edit(file.path, file.additions, file.deletions, file.change_type)
        for file in request.files
        if file.additions or file.deletions
    )


def _unattended(commit: Commit) -> tuple[Edit, ...]:
    if not commit.additions and not commit.deletions:
        return ()
    return (Edit(SETTINGS_FILE, commit.additions, commit.deletions),)


def _seconds(instant: datetime) -> int:
    return int(instant.timestamp())
