"""Commits, their authors and the history that leads to them.

Does not belong here: a pull request's own list of commits (`pull_requests`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graphql import GraphQLResolveInfo

from sandbox.github.connections import Ordered, Page, keyed_page, offset_page
from sandbox.github.context import Fields, store_of
from sandbox.github.errors import GraphQLRefusal
from sandbox.github.store import ORDERS, RepositoryState, commit_node_id
from sandbox.github.text import WEB
from sandbox.world import Account, Commit

_ABBREVIATION = 7


@dataclass(frozen=True, slots=True)
class GitActor:
    """Who a commit names; `user` is the account behind the address, if there is one."""

    name: str
    email: str
    date: datetime
    user: Account | None


def _author(commit: Commit, info: GraphQLResolveInfo) -> GitActor:
    return _git_actor(commit, commit.authored_at)


def _committer(commit: Commit, info: GraphQLResolveInfo) -> GitActor:
    return _git_actor(commit, commit.committed_at)


def _git_actor(commit: Commit, date: datetime) -> GitActor:
    user = commit.author if commit.author and commit.author.kind == "User" else None
    login = commit.author.login if commit.author else "unknown"
    return GitActor(commit.author_name, f"{login}@users.noreply.github.com", date, user)


def _path(commit: Commit, info: GraphQLResolveInfo) -> str:
    return f"/{store_of(info).home(commit).full_name}/commit/{commit.sha}"


def _url(commit: Commit, info: GraphQLResolveInfo) -> str:
    return WEB + _path(commit, info)


def _parents(commit: Commit, info: GraphQLResolveInfo, **args: Any) -> Page:
    """The parents that are known by more than their id; `totalCount` counts them all."""
    state = store_of(info).home(commit)
    known = [state.commit(sha) for sha in commit.parents]
    page = offset_page([parent for parent in known if parent is not None], args)
    page.total_count = len(commit.parents)
    return page


def _associated(commit: Commit, info: GraphQLResolveInfo, **args: Any) -> Page:
    pull_requests = store_of(info).home(commit).pull_requests_with(commit.sha)
    value = ORDERS["CREATED_AT"]
    ordered = Ordered.of(pull_requests, lambda record: (value(record), record.database_id))
    return keyed_page(ordered, args)


def _history(commit: Commit, info: GraphQLResolveInfo, **args: Any) -> Page:
    """Newest first.

    As on GitHub a cursor is `<sha> <offset>`: it stays in the history of the commit that the
    first page started from, even when the branch has moved on since.
    """
    state = store_of(info).home(commit)
    start, offset = commit.sha, 0
    if args.get("after"):
        start, offset = _history_position(state, args["after"])
    commits = _ancestry(state, start)
    since, until = args.get("since"), args.get("until")
    if since:
        commits = [c for c in commits if c.committed_at >= since]
    if until:
        commits = [c for c in commits if c.committed_at <= until]
    if args.get("first") is None or args.get("before"):
        raise GraphQLRefusal("UNPROCESSABLE", "The sandbox pages a history forwards only.")
    end = min(len(commits), offset + args["first"])
    bounds = (offset > 0, end < len(commits))
    return Page(
        commits[offset:end], len(commits), bounds, lambda index: f"{start} {offset + index}"
    )


def _history_position(state: RepositoryState, cursor: str) -> tuple[str, int]:
    start, _, offset = cursor.partition(" ")
    if state.commit(start) is None or not offset.isdecimal():
        message = f"`{cursor}` does not appear to be a valid cursor."
        raise GraphQLRefusal("INVALID_CURSOR_ARGUMENTS", message)
    return start, int(offset) + 1


def _ancestry(state: RepositoryState, start: str) -> list[Commit]:
    """A commit and everything it is built on, newest first."""
    commits = state.repository.commits
    if commits and start == commits[-1].sha:
        return list(reversed(commits))
    seen: dict[str, Commit] = {}
    waiting = [start]
    while waiting:
        commit = state.commit(waiting.pop())
        if commit is not None and commit.sha not in seen:
            seen[commit.sha] = commit
            waiting.extend(commit.parents)
    return sorted(seen.values(), key=lambda c: (c.committed_at, c.sha), reverse=True)


FIELDS: Fields = {
    "Commit": {
        "id": lambda commit, info: commit_node_id(commit),
        "oid": lambda commit, info: commit.sha,
        "abbreviatedOid": lambda commit, info: commit.sha[:_ABBREVIATION],
        "commitResourcePath": _path,
        "commitUrl": _url,
        "resourcePath": _path,
        "url": _url,
        "repository": lambda commit, info: store_of(info).home(commit),
        "messageHeadline": lambda commit, info: commit.message.partition("\n")[0],
        "messageBody": lambda commit, info: commit.message.partition("\n")[2].lstrip("\n"),
        "authoredDate": lambda commit, info: commit.authored_at,
        "committedDate": lambda commit, info: commit.committed_at,
        "author": _author,
        "committer": _committer,
        "changedFilesIfAvailable": lambda commit, info: commit.changed_files,
        "parents": _parents,
        "history": _history,
        "associatedPullRequests": _associated,
    }
}
