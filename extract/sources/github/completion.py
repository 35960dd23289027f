"""Completes records whose children did not all fit on the page they came on.

Belongs here: follow-up requests for children. Does not belong here: which parents are read.

Most overflows are settled for many parents in one request, by reading them again with longer
lists of children; only what has more than a hundred children is paged by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from extract.sources.github import queries
from extract.sources.github.parsing import fields

if TYPE_CHECKING:
    from extract.sources.github.repository import RepositoryRun

_NESTED = {
    "PullRequest": ("reviews", "commits", "timelineItems", "files"),
    "Issue": (),
    "Deployment": ("statuses",),
}
_CHILD_DOCUMENTS = {
    "PullRequest": queries.PULL_REQUEST_CHILDREN,
    "Deployment": queries.DEPLOYMENT_CHILDREN,
}
_BATCH = 20


def is_whole(raw: Any, kind: str) -> bool:
    """Return whether a record came with all of its children and labels.

    Labels need no paging of their own: GitHub allows a hundred, which the follow-up asks for.
    """
    return not _overflowing(raw, kind, (*_NESTED[kind], "labels"))


def completed(run: RepositoryRun, parents: Sequence[Any], kind: str) -> list[Any]:
    """Return the parents with all of their children.

    Args:
        run: Asks GitHub.
        parents: Records of which some children are missing.
        kind: ``PullRequest``, ``Issue`` or ``Deployment``.
    """
    whole: list[Any] = []
    for start in range(0, len(parents), _BATCH):
        ids = [fields.text(raw, "id") for raw in parents[start : start + _BATCH]]
        longer = run.records(ids, nested_count=queries.NESTED_MAXIMUM, most=_BATCH)
        whole.extend(_paged_to_the_end(run, dict(raw), kind) for raw in longer)
    return whole


def _paged_to_the_end(run: RepositoryRun, raw: dict[str, Any], kind: str) -> dict[str, Any]:
    missing = _overflowing(raw, kind, _NESTED[kind])
    while missing:
        variables: dict[str, Any] = {"id": fields.text(raw, "id")}
        for name in _NESTED[kind]:
            variables[name] = name in missing
            variables[f"{name}After"] = missing.get(name)
        answer = run.graphql(_CHILD_DOCUMENTS[kind], variables)
        node = fields.record(answer.get("node"), kind)
        for name in missing:
            page = fields.record(node.get(name), name)
            raw[name] = {**page, "nodes": fields.items(raw, name) + fields.items(node, name)}
        missing = _overflowing(raw, kind, _NESTED[kind])
    return raw


def _overflowing(raw: Any, kind: str, names: Sequence[str]) -> dict[str, str | None]:
    """Return the connections that go on, each with the cursor to go on from."""
    found = {}
    for name in names:
        connection = fields.child(fields.record(raw, kind), name)
        page = fields.child(connection, "pageInfo") if connection else None
        if page and fields.boolean(page, "hasNextPage"):
            found[name] = fields.optional_text(page, "endCursor")
    return found
