"""python-gitlab finds what our extraction finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gitlab
import pytest

from tests.second_opinion.conftest import Reading, instant


@pytest.fixture(scope="module")
def reading(read: Callable[[str], Reading]) -> Reading:
    return read("gitlab")


@pytest.fixture(scope="module")
def projects(reading: Reading) -> list[Any]:
    client = gitlab.Gitlab(reading.served.url, private_token="sandbox", per_page=50)
    identifiers = sorted(row["project_id"] for row in reading.rows("projects"))
    return [client.projects.get(identifier) for identifier in identifiers]


def test_the_same_projects(reading: Reading, projects: list[Any]) -> None:
    theirs = {(project.id, project.path_with_namespace) for project in projects}
    assert theirs
    assert reading.pairs("projects", "project_id", "project") == theirs


@pytest.mark.parametrize(
    ("stream", "manager", "key", "column", "attribute"),
    [
        ("merge_requests", "mergerequests", "merge_request_id", "merged_at", "merged_at"),
        ("issues", "issues", "issue_id", "closed_at", "closed_at"),
        ("pipelines", "pipelines", "pipeline_id", "created_at", "created_at"),
        ("deployments", "deployments", "deployment_id", "created_at", "created_at"),
    ],
)
def test_the_same_records(
    reading: Reading,
    projects: list[Any],
    stream: str,
    manager: str,
    key: str,
    column: str,
    attribute: str,
) -> None:
    theirs = {
        (record.id, instant(getattr(record, attribute)))
        for project in projects
        for record in getattr(project, manager).list(iterator=True)
    }
    assert theirs
    assert reading.pairs(stream, key, column) == theirs


def test_the_same_notes_of_a_merge_request(reading: Reading, projects: list[Any]) -> None:
    rows = reading.rows("merge_request_notes")
    of_one = {row["merge_request_id"] for row in rows}
    for project in projects:
        for merge_request in project.mergerequests.list(iterator=True):
            if merge_request.id in of_one:
                theirs = {note.id for note in merge_request.notes.list(iterator=True)}
                ours = {
                    row["note_id"] for row in rows if row["merge_request_id"] == merge_request.id
                }
                assert ours == theirs
                return
    pytest.fail("no merge request has notes")
