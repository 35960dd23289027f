"""Reads what hangs on merge requests and issues: notes, approvals, commits.

Belongs here: which children are asked for, and adding them. Does not belong here: the lists of
merge requests and issues themselves.

A merge request takes two requests: its notes and its commits. Its approvals are asked for only
if a note says that somebody approved, because GitLab never stores an approval without that note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from extract.core import fields
from extract.core.errors import ExtractError, NotFoundError, RecordError
from extract.core.fields import Raw
from extract.core.parallel import in_order
from extract.core.source import Row
from extract.sources.gitlab.client import GitlabClient
from extract.sources.gitlab.merge_request_streams import (
    MERGE_REQUEST_APPROVALS,
    MERGE_REQUEST_COMMITS,
    MERGE_REQUEST_NOTES,
)
from extract.sources.gitlab.parsing import issues as issue_parsing
from extract.sources.gitlab.parsing import merge_requests as parsing
from extract.sources.gitlab.project import ProjectRun
from extract.sources.gitlab.streams import ISSUE_NOTES

_OLDEST_FIRST = {"order_by": "created_at", "sort": "asc"}
_APPROVED = "approved"


@dataclass(frozen=True)
class Children:
    """What hangs on one merge request or issue, as it came.

    Attributes:
        notes: Of people and of GitLab itself.
        commits: Newest first, as GitLab lists them.
        approvals: Those that stand.
    """

    notes: list[Any]
    commits: list[Any]
    approvals: list[Any]


def read_of_merge_requests(run: ProjectRun, rows: list[Row]) -> None:
    """Read the children of merge requests and add them to the batch."""
    base = run.path("/merge_requests")
    for row, children in _read(run, rows, base, _merge_request_children):
        key = row["merge_request_id"]
        if children is not None:
            _add_merge_request_children(run, key, children)


def read_of_issues(run: ProjectRun, rows: list[Row]) -> None:
    """Read the notes of issues and add them to the batch."""
    for row, children in _read(run, rows, run.path("/issues"), _issue_children):
        key = row["issue_id"]
        if children is not None:
            added = [
                run.batch.add(ISSUE_NOTES, issue_parsing.note_row, raw, key, run.project.path)
                for raw in children.notes
            ]
            run.add_children(ISSUE_NOTES, key, added)


def _read(
    run: ProjectRun,
    rows: list[Row],
    base: str,
    read: Callable[[GitlabClient, str], Children],
) -> Iterable[tuple[Row, Children | None]]:
    def of_row(row: Row) -> Children | None:
        path = f"{base}/{row['iid']}"
        try:
            return read(run.client, path)
        except NotFoundError:
            if _is_gone(run.client, path):
                return None
            raise

    return in_order(of_row, rows, run.client.lanes)


def _merge_request_children(client: GitlabClient, path: str) -> Children:
    notes = list(client.all_records(f"{path}/notes", _OLDEST_FIRST))
    commits = _once(client.all_records(f"{path}/commits", {}))
    approvals = []
    if any(_says_approved(note) for note in notes):
        answer = fields.record(client.record(f"{path}/approvals"), "approvals")
        approvals = fields.listed(answer, "approved_by")
    return Children(notes, commits, approvals)


def _once(commits: Iterable[Any]) -> list[Any]:
    """Return each commit once: what stands on two pages must not count as two positions."""
    by_sha: dict[Any, Any] = {}
    for position, raw in enumerate(commits):
        by_sha.setdefault(raw.get("id") if isinstance(raw, Mapping) else position, raw)
    return list(by_sha.values())


def _issue_children(client: GitlabClient, path: str) -> Children:
    return Children(list(client.all_records(f"{path}/notes", _OLDEST_FIRST)), [], [])


def _add_merge_request_children(run: ProjectRun, key: int, children: Children) -> None:
    batch, project = run.batch, run.project.path
    notes = [
        batch.add(MERGE_REQUEST_NOTES, parsing.note_row, raw, key, project)
        for raw in children.notes
    ]
    approvals = [
        batch.add(MERGE_REQUEST_APPROVALS, parsing.approval_row, raw, key, project)
        for raw in children.approvals
    ]
    commits = [
        batch.add(
            MERGE_REQUEST_COMMITS, parsing.merge_request_commit_row, raw, key, project, position
        )
        for position, raw in enumerate(reversed(children.commits))
    ]
    run.add_children(MERGE_REQUEST_NOTES, key, notes)
    run.add_children(MERGE_REQUEST_APPROVALS, key, approvals)
    run.add_children(MERGE_REQUEST_COMMITS, key, commits)


def _says_approved(note: Raw) -> bool:
    try:
        said = parsing.note_contents(fields.record(note, "note"))
    except RecordError:
        return False
    return said is not None and said.action == _APPROVED


def _is_gone(client: GitlabClient, path: str) -> bool:
    """Tell a record that was deleted under our eyes from children that we may not read."""
    try:
        client.record(path)
    except NotFoundError:
        return True
    except ExtractError:
        return False
    return False
