"""The lists of a repository that one GraphQL request pages all together, and their pages.

Belongs here: naming the lists, asking for them, and taking an answer apart into pages.
Does not belong here: how far to read (``sweep.py``), or how records are parsed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.source import Stream
from extract.sources.github import queries
from extract.sources.github.page_size import PageSize
from extract.sources.github.parsing import connections
from extract.sources.github.pull_request_streams import PULL_REQUESTS
from extract.sources.github.repository import RepositoryRun
from extract.sources.github.streams import COMMITS, DEPLOYMENTS, ISSUES, RELEASES


@dataclass(frozen=True)
class SweptList:
    """One list of a repository that the sweep document can page.

    Attributes:
        kind: The type of its nodes.
        stream: Where they land.
        field: Its name in the sweep's answer and the stem of its variables.
        order: The field of a node that the list is ordered by, newest first.
        version: The landed column that ``order`` lands in.
    """

    kind: str
    stream: Stream
    field: str
    order: str
    version: str


LISTS = (
    SweptList("PullRequest", PULL_REQUESTS, "pullRequests", "updatedAt", "updated_at"),
    SweptList("Issue", ISSUES, "issues", "updatedAt", "updated_at"),
    SweptList("Release", RELEASES, "releases", "createdAt", "created_at"),
    SweptList("Deployment", DEPLOYMENTS, "deployments", "createdAt", "created_at"),
    SweptList("Commit", COMMITS, "commits", "committedDate", "committed_at"),
)


@dataclass(frozen=True)
class Page:
    """One page of one list.

    Attributes:
        nodes: Its records as they came.
        total: How many records the list has in all.
        cursor: Where the next page starts; None if this is the last.
    """

    nodes: Sequence[Any]
    total: int
    cursor: str | None


def key_of(swept: SweptList, raw: Any, repository: str) -> str:
    """Return the key a node lands under."""
    node = fields.record(raw, swept.kind)
    if swept.kind == "Commit":
        return f"{repository}:{fields.text(node, 'oid')}"
    return fields.text(node, "id")


def order_value(swept: SweptList, raw: Any) -> datetime | None:
    """Return what a node is ordered by, as naive UTC; None for a node that cannot be parsed."""
    try:
        return fields.instant(fields.record(raw, swept.kind), swept.order)
    except RecordError:
        return None


def page_of(repository: Mapping[str, Any], field: str, cursor: str | None) -> Page:
    """Return one list's page of an answer.

    Raises:
        RecordError: It is not shaped as documented, or does not move on.
    """
    holder: Mapping[str, Any] = repository
    if field == "commits":
        branch = fields.child(repository, field)
        if branch is None:
            return Page((), 0, None)
        holder, field = fields.record(branch.get("target"), "target"), "history"
    connection = fields.record(holder.get(field), field)
    page = fields.record(connection.get("pageInfo"), f"{field}.pageInfo")
    following = fields.text(page, "endCursor") if fields.boolean(page, "hasNextPage") else None
    if following is not None and following == cursor:
        raise RecordError(f"{field}.pageInfo: the next page is the one just read")
    return Page(
        connections.items(holder, field), fields.integer(connection, "totalCount"), following
    )


def sweep_variables(
    run: RepositoryRun,
    cursors: Mapping[str, str | None],
    size: PageSize,
    *,
    versions: bool,
    light: bool = False,
) -> dict[str, Any]:
    """Return the variables of the sweep document.

    Args:
        run: Names the repository.
        cursors: The lists to page, each with where its page starts.
        size: How much to ask for.
        versions: Whether to bring the light list of pull requests, too.
        light: Whether the light list is what is paged, instead of whole pull requests.
    """
    full = "pullRequests" in cursors and not light
    since = run.state.since
    return {
        **run.place,
        "nestedCount": queries.NESTED_COUNT,
        "lightCount": size.of(100),
        "pullRequests": full,
        "pullRequestCount": size.value,
        "pullRequestsAfter": cursors.get("pullRequests") if full else None,
        "versions": versions,
        "versionsAfter": cursors.get("pullRequests") if light else None,
        "issues": "issues" in cursors,
        "issuesAfter": cursors.get("issues"),
        "releases": "releases" in cursors,
        "releasesAfter": cursors.get("releases"),
        "deployments": "deployments" in cursors,
        "deploymentsAfter": cursors.get("deployments"),
        "commits": "commits" in cursors,
        "commitsAfter": cursors.get("commits"),
        "commitsSince": f"{since}Z" if since else None,
    }
