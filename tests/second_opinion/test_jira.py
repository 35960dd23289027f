"""The client `jira` finds what our extraction finds, in the Cloud's way of paging."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from jira import JIRA

from tests.second_opinion.conftest import Reading, instant


@pytest.fixture(scope="module")
def reading(read: Callable[[str], Reading]) -> Reading:
    return read("jira")


@pytest.fixture(scope="module")
def client(reading: Reading) -> JIRA:
    return JIRA(
        server=reading.served.url,
        basic_auth=("reader@harbour.example", "sandbox"),
        max_retries=0,
    )


def test_the_same_projects(reading: Reading, client: JIRA) -> None:
    theirs = {(int(project.id), project.key) for project in client.projects()}
    assert theirs
    assert reading.pairs("projects", "project_id", "project_key") == theirs


def test_the_same_issues(reading: Reading, client: JIRA) -> None:
    theirs = {
        (int(issue.id), issue.key, instant(issue.fields.created), issue.fields.status.name)
        for project in client.projects()
        for issue in client.enhanced_search_issues(
            f"project = {project.key} order by id asc", maxResults=0
        )
    }
    assert theirs
    assert {
        (row["issue_id"], row["issue_key"], row["created_at"], row["status"])
        for row in reading.rows("issues")
    } == theirs


def test_the_same_sprints_of_every_board(reading: Reading, client: JIRA) -> None:
    theirs = {
        (str(sprint.id), sprint.state)
        for board in client.boards(maxResults=False)
        if board.type == "scrum"
        for sprint in client.sprints(board.id, maxResults=False)
    }
    assert theirs
    assert {(str(row["sprint_id"]), row["state"]) for row in reading.rows("sprints")} == theirs
