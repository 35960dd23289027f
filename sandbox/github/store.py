"""The served state: the world's records with the look-ups and orders that the API needs.

Belongs here: indexes over `sandbox.world` and their upkeep when a record changes. Does not
belong here: who changes what (`sandbox.github.changes`), and how answers are written.
"""

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sandbox.github.connections import Key, Ordered
from sandbox.github.text import NO_COMMIT, pack, timestamp, unpack
from sandbox.world import (
    Account,
    Commit,
    Deployment,
    Issue,
    Organisation,
    PullRequest,
    Push,
    Release,
    Repository,
    Team,
    World,
)

GHOST = Account(login="ghost", node_id="MDQ6VXNlcjEwMTM3", database_id=10137, name="Deleted user")
VIEWER = Account(login="sandbox-reader", node_id="U_sandboxreader", database_id=20001)

ORDERS: Mapping[str, Callable[[Any], str]] = {
    "CREATED_AT": lambda record: timestamp(record.created_at),
    "UPDATED_AT": lambda record: timestamp(record.updated_at),
    "PUSHED_AT": lambda record: timestamp(record.pushed_at),
    "NAME": lambda record: str(record.name),
}


class Shelf:
    """The records of one kind in one repository, by number or node id, with cached orders."""

    def __init__(self, records: Iterable[Any], name: Callable[[Any], Any]) -> None:
        self._name = name
        self.records: dict[Any, Any] = {name(record): record for record in records}
        self._orders: dict[str, Ordered] = {}

    def put(self, record: Any) -> None:
        """Add a record or put it in the place of the one with the same name."""
        self.records[self._name(record)] = record
        self._orders.clear()

    def remove(self, record: Any) -> None:
        """Forget a record."""
        del self.records[self._name(record)]
        self._orders.clear()

    def ordered(self, order: str) -> Ordered:
        """All records in ascending order of `ORDERS[order]`, then of their database id."""
        if order not in self._orders:
            value = ORDERS[order]

            def key(record: Any) -> Key:
                return value(record), record.database_id

            self._orders[order] = Ordered.of(list(self.records.values()), key)
        return self._orders[order]


class RepositoryState:
    """One repository as it is served now."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self.pull_requests = Shelf(repository.pull_requests, lambda record: record.number)
        self.issues = Shelf(repository.issues, lambda record: record.number)
        self.releases = Shelf(repository.releases, lambda record: record.node_id)
        self.deployments = Shelf(repository.deployments, lambda record: record.node_id)
        self.runs = {run.database_id: run for run in repository.workflow_runs}
        self.commits = {commit.sha: commit for commit in repository.commits}
        self.positions = {commit.sha: i for i, commit in enumerate(repository.commits)}
        self.branch_commits: dict[str, tuple[Commit, int]] = {}
        for pull_request in repository.pull_requests:
            for commit in pull_request.commits:
                self.branch_commits.setdefault(commit.sha, (commit, pull_request.number))
        known = {NO_COMMIT, *self.commits, *self.branch_commits}
        self.rewritten = {
            push.after_sha: _rewritten_commit(push)
            for push in repository.pushes
            if push.after_sha not in known
        }

    @property
    def full_name(self) -> str:
        """`owner/name`."""
        return self.repository.full_name

    def commit(self, sha: str | None) -> Commit | None:
        """A commit of the default branch, of any pull request, or lost by a force push."""
        if sha is None:
            return None
        on_branch = self.branch_commits.get(sha)
        known = self.commits.get(sha) or (on_branch[0] if on_branch else None)
        return known or self.rewritten.get(sha)

    def pull_requests_with(self, sha: str) -> list[PullRequest]:
        """The pull requests that a commit belongs to or that it merged."""
        numbers = []
        if sha in self.commits and self.commits[sha].pull_request_number is not None:
            numbers.append(self.commits[sha].pull_request_number)
        if sha in self.branch_commits and self.branch_commits[sha][1] not in numbers:
            numbers.append(self.branch_commits[sha][1])
        found = (self.pull_requests.records.get(number) for number in numbers)
        return [pull_request for pull_request in found if pull_request is not None]

    def current(self) -> Repository:
        """The repository as a record of the world."""
        return replace(
            self.repository,
            pull_requests=tuple(self.pull_requests.records.values()),
            issues=tuple(self.issues.records.values()),
            releases=tuple(self.releases.records.values()),
            deployments=tuple(self.deployments.records.values()),
        )


def _rewritten_commit(push: Push) -> Commit:
    """What is left of a pushed commit that no branch has any more: GitHub still shows its id."""
    return Commit(
        sha=push.after_sha,
        authored_at=push.pushed_at,
        committed_at=push.pushed_at,
        first_seen_at=push.pushed_at,
        author=push.actor,
    )


class Store:
    """Everything the server can be asked for."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.repositories = {
            repository.full_name.lower(): RepositoryState(repository)
            for repository in world.repositories
        }
        self.accounts = {account.login.lower(): account for account in world.accounts}
        self.teams: dict[str, Team] = {team.slug: team for team in world.organisation.teams}
        self._nodes: dict[str, Any] = {VIEWER.node_id: VIEWER, GHOST.node_id: GHOST}
        self._homes: dict[str, RepositoryState] = {}
        self._parents: dict[str, str] = {}
        self._nodes[world.organisation.node_id] = world.organisation
        self._nodes |= {account.node_id: account for account in world.accounts}
        self._nodes |= {team.node_id: team for team in world.organisation.teams}
        for state in self.repositories.values():
            self._register(state)

    def _register(self, state: RepositoryState) -> None:
        self._nodes[state.repository.node_id] = state
        for sha in (*state.commits, *state.branch_commits, *state.rewritten):
            self._homes.setdefault(sha, state)
        for shelf in (state.pull_requests, state.issues, state.releases, state.deployments):
            for record in shelf.records.values():
                self.register(state, record)

    def register(self, state: RepositoryState, record: Any) -> None:
        """Make a record and its children findable by id."""
        self._nodes[record.node_id] = record
        self._homes[record.node_id] = state
        for attribute in ("reviews", "timeline", "statuses"):
            for child in getattr(record, attribute, ()):
                self._nodes[child.node_id] = child
                self._parents[child.node_id] = record.node_id

    def forget(self, record: Issue | Release | Deployment) -> None:
        """Make a deleted record unfindable."""
        del self._nodes[record.node_id]

    def home(self, record: Any) -> RepositoryState:
        """The repository of a commit or of any record with a node id."""
        if isinstance(record, Commit):
            return self._homes[record.sha]
        return self._homes[self._parents.get(record.node_id, record.node_id)]

    def parent(self, record: Any) -> Any:
        """The pull request of a review or event; the deployment of a status."""
        return self._nodes[self._parents[record.node_id]]

    def node(self, node_id: str) -> Any:
        """The record with a global id, or `None`."""
        prefix, content = unpack(node_id)
        if prefix == "C" and content in self._homes:
            return self._homes[content].commit(content)
        return self._nodes.get(node_id)

    def repository(self, full_name: str) -> RepositoryState | None:
        """A repository by `owner/name`, whatever the case of its letters."""
        return self.repositories.get(full_name.lower())

    def repository_or_fork(self, full_name: str) -> RepositoryState:
        """A repository of the organisation, or somebody's fork, of which only the name is known."""
        known = self.repository(full_name)
        if known is not None:
            return known
        template = self.world.repositories[0]
        empty = Repository(
            node_id=pack("R", full_name),
            database_id=zlib.crc32(full_name.encode()),
            full_name=full_name,
            created_at=template.created_at,
            updated_at=template.updated_at,
            pushed_at=template.pushed_at,
            is_fork=True,
        )
        return RepositoryState(empty)

    def owner(self, full_name: str) -> Account | Organisation:
        """The organisation or the account that a repository belongs to."""
        login = full_name.partition("/")[0].lower()
        if login == self.world.organisation.login.lower():
            return self.world.organisation
        return self.accounts.get(login, GHOST)

    def current(self) -> World:
        """The world with every change made so far."""
        states = self.repositories.values()
        return replace(self.world, repositories=tuple(state.current() for state in states))


def commit_node_id(commit: Commit) -> str:
    """A commit's global id."""
    return pack("C", commit.sha)
