"""Repositories with their lists, branches and labels.

The source record of a `Repository` is the store's `RepositoryState`. Does not belong here: the
records in the lists (see the neighbouring modules).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLResolveInfo

from sandbox.github.connections import Page, keyed_page, offset_page
from sandbox.github.context import Fields, store_of
from sandbox.github.errors import GraphQLRefusal, not_found
from sandbox.github.store import RepositoryState, Shelf
from sandbox.github.text import WEB, pack, timestamp
from sandbox.world import Account, Commit, Organisation, Release


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a repository, as GraphQL's `Ref` shows it."""

    state: RepositoryState
    name: str
    prefix: str = "refs/heads/"

    @property
    def node_id(self) -> str:
        """The global id."""
        return pack("REF", f"{self.state.full_name}:{self.prefix}{self.name}")

    @property
    def repository(self) -> RepositoryState:
        """The repository that the branch is in."""
        return self.state

    @property
    def target(self) -> Commit | None:
        """The newest commit; only the default branch is known to have one."""
        repository = self.state.repository
        on_default = self.name == repository.default_branch and repository.commits
        return repository.commits[-1] if on_default else None


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a repository."""

    state: RepositoryState
    name: str

    @property
    def node_id(self) -> str:
        """The global id."""
        return pack("LA", f"{self.state.full_name}:{self.name}")


def label_page(state: RepositoryState, names: tuple[str, ...], args: dict[str, Any]) -> Page:
    """A page of labels, ordered as they were given."""
    return offset_page([Label(state, name) for name in names], args)


def _listing(kind: str) -> Callable[..., Page]:
    """The resolver of a list of the repository that can be filtered and ordered."""

    def resolve(state: RepositoryState, info: GraphQLResolveInfo, **args: Any) -> Page:
        info.context.require(kind)
        order = args.get("orderBy") or {"field": "CREATED_AT", "direction": "ASC"}
        shelf: Shelf = getattr(state, kind)
        ordered = shelf.ordered(order["field"])
        tests = [make(args[name]) for name, make in _FILTERS.items() if args.get(name)]
        if tests:
            ordered = ordered.where(lambda record: all(test(record) for test in tests))
        return keyed_page(ordered, args, descending=order["direction"] == "DESC")

    return resolve


Test = Callable[[Any], bool]


def _has_label(labels: list[str]) -> Test:
    wanted = set(labels)
    return lambda record: not wanted.isdisjoint(record.labels)


def _issue_filter(filters: dict[str, Any]) -> Test:
    tests: list[Test] = []
    if filters.get("since"):
        since = timestamp(filters["since"])
        tests.append(lambda record: timestamp(record.updated_at) >= since)
    if filters.get("states"):
        tests.append(lambda record: record.state in filters["states"])
    if filters.get("labels"):
        tests.append(_has_label(filters["labels"]))
    return lambda record: all(test(record) for test in tests)


_FILTERS: dict[str, Callable[[Any], Test]] = {
    "states": lambda states: lambda record: record.state in states,
    "labels": _has_label,
    "environments": lambda names: lambda record: record.environment in names,
    "baseRefName": lambda name: lambda record: record.base_branch == name,
    "headRefName": lambda name: lambda record: record.head_branch == name,
    "filterBy": _issue_filter,
}


def _by_number(kind: str, type_name: str) -> Callable[..., Any]:
    def resolve(state: RepositoryState, info: GraphQLResolveInfo, number: int) -> Any:
        info.context.require(kind)
        shelf: Shelf = getattr(state, kind)
        if number not in shelf.records:
            raise not_found(type_name, f"the number of {number}")
        return shelf.records[number]

    return resolve


def _object(state: RepositoryState, info: GraphQLResolveInfo, **args: Any) -> Commit | None:
    if args.get("oid"):
        return state.commit(args["oid"])
    expression = args.get("expression")
    if not expression:
        raise GraphQLRefusal("MISSING_ARGUMENT", "One of `oid` or `expression` is required.")
    branch = _ref(state, info, expression)
    return branch.target if branch else state.commit(expression)


def _default_branch(state: RepositoryState, info: GraphQLResolveInfo) -> Branch | None:
    """The default branch; an empty repository has none."""
    info.context.require("contents")
    repository = state.repository
    return Branch(state, repository.default_branch) if repository.commits else None


def _ref(state: RepositoryState, info: GraphQLResolveInfo, name: str) -> Branch | None:
    short = name.removeprefix("refs/heads/")
    branch = _default_branch(state, info)
    return branch if branch and branch.name == short else None


def _release(state: RepositoryState, info: GraphQLResolveInfo, **args: Any) -> Release | None:
    releases = state.releases.records.values()
    return next((r for r in releases if r.tag_name == args["tagName"]), None)


def _owner(state: RepositoryState, info: GraphQLResolveInfo) -> Account | Organisation:
    return store_of(info).owner(state.full_name)


def _labels(state: RepositoryState, info: GraphQLResolveInfo, **args: Any) -> Page:
    return label_page(state, state.repository.labels, args)


def _of_record(attribute: str) -> Callable[..., Any]:
    return lambda state, info: getattr(state.repository, attribute)


FIELDS: Fields = {
    "Repository": {
        "id": _of_record("node_id"),
        "databaseId": _of_record("database_id"),
        "name": _of_record("name"),
        "nameWithOwner": _of_record("full_name"),
        "owner": _owner,
        "url": lambda state, info: f"{WEB}/{state.full_name}",
        "resourcePath": lambda state, info: f"/{state.full_name}",
        "createdAt": _of_record("created_at"),
        "updatedAt": _of_record("updated_at"),
        "pushedAt": _of_record("pushed_at"),
        "isArchived": _of_record("is_archived"),
        "isFork": _of_record("is_fork"),
        "isPrivate": lambda state, info: True,
        "isEmpty": lambda state, info: not state.repository.commits,
        "isDisabled": lambda state, info: False,
        "visibility": lambda state, info: "PRIVATE",
        "defaultBranchRef": _default_branch,
        "deployments": _listing("deployments"),
        "issue": _by_number("issues", "an Issue"),
        "issues": _listing("issues"),
        "labels": _labels,
        "object": _object,
        "pullRequest": _by_number("pull_requests", "a PullRequest"),
        "pullRequests": _listing("pull_requests"),
        "ref": lambda state, info, **args: _ref(state, info, args["qualifiedName"]),
        "release": _release,
        "releases": _listing("releases"),
    },
    "Label": {
        "color": lambda label, info: "ededed",
        "isDefault": lambda label, info: False,
        "repository": lambda label, info: label.state,
        "url": lambda label, info: f"{WEB}/{label.state.full_name}/labels/{label.name}",
        "resourcePath": lambda label, info: f"/{label.state.full_name}/labels/{label.name}",
    },
}
