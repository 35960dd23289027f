"""Completes records whose children did not all fit on the page they came on.

Belongs here: follow-up requests for children. Does not belong here: which parents are read.

Most overflows are settled for many parents in one request, by reading them again with longer
lists of children; only what has more than a hundred children is paged by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from extract.core import fields
from extract.sources.github import queries
from extract.sources.github.batch import LANDED_LISTS
from extract.sources.github.parsing import connections
from extract.sources.github.parsing.pull_requests import ALREADY_LANDED
from extract.sources.github.pull_request_streams import PULL_REQUESTS

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
    again: list[dict[str, Any]] = []
    whole: list[dict[str, Any]] = []
    for raw in (_marked(run, parent, kind) for parent in parents):
        missing = _overflowing(raw, kind, (*_NESTED[kind], "labels"))
        settled = "labels" in missing or all(
            connections.total(raw, name) <= queries.NESTED_MAXIMUM for name in missing
        )
        (again if missing and settled else whole).append(raw)
    for start in range(0, len(again), _BATCH):
        part = again[start : start + _BATCH]
        ids = [fields.text(raw, "id") for raw in part]
        longer = run.records(ids, nested_count=queries.NESTED_MAXIMUM, most=_BATCH)
        marks = [{name: raw[name] for name in raw.keys() & {ALREADY_LANDED}} for raw in part]
        whole += [{**raw, **mark} for raw, mark in zip(longer, marks, strict=True)]
    return [_paged_to_the_end(run, raw, kind) for raw in whole]


def _marked(run: RepositoryRun, raw: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Mark the lists of a pull request that are landed and follow from what has not changed."""
    if kind != "PullRequest":
        return dict(raw)
    id_ = fields.text(raw, "id")
    landed = run.landing.landed
    row = landed.live_rows(PULL_REQUESTS, run.repository, tuple(_CHANGE)).get(id_)
    if row is None or any(row[column] != raw.get(name) for column, name in _CHANGE.items()):
        return dict(raw)
    known = [
        name
        for name, stream in LANDED_LISTS.items()
        if len(landed.children(stream, PULL_REQUESTS.key, [id_])) == connections.total(raw, name)
    ]
    return {**raw, ALREADY_LANDED: known}


_CHANGE = {
    "head_sha": "headRefOid",
    "base_branch": "baseRefName",
    "changed_files": "changedFiles",
    "additions": "additions",
    "deletions": "deletions",
}
"""What the lists of files and commits follow from: landed column and GitHub's field."""


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
            raw[name] = {
                **page,
                "nodes": connections.items(raw, name) + connections.items(node, name),
            }
        missing = _overflowing(raw, kind, _NESTED[kind])
    return raw


def _overflowing(raw: Any, kind: str, names: Sequence[str]) -> dict[str, str | None]:
    """Return the connections to read on, each with the cursor to go on from."""
    found = {}
    raw = fields.record(raw, kind)
    for name in names:
        if name in raw.get(ALREADY_LANDED, ()):
            continue
        connection = fields.child(raw, name)
        page = fields.child(connection, "pageInfo") if connection else None
        if page and fields.boolean(page, "hasNextPage"):
            found[name] = fields.optional_text(page, "endCursor")
    return found
