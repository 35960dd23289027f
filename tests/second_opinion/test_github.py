"""PyGithub, over REST, finds what our extraction finds, mostly over GraphQL."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from github import Auth, Github
from github.Repository import Repository

from tests.second_opinion.conftest import Reading, instant

REPOSITORY = "harbour/billing"


@pytest.fixture(scope="module")
def reading(read: Callable[[str], Reading]) -> Reading:
    return read("github")


@pytest.fixture(scope="module")
def repository(reading: Reading) -> Repository:
    client = Github(
        base_url=reading.served.url,
        auth=Auth.Token("sandbox"),
        per_page=50,
        retry=None,
        seconds_between_requests=0,
    )
    return client.get_repo(REPOSITORY)


def ours(reading: Reading, stream: str, *columns: str) -> set[tuple[object, ...]]:
    rows = [row for row in reading.rows(stream) if row["repository"] == REPOSITORY]
    return {tuple(row[column] for column in columns) for row in rows}


def test_the_same_pull_requests(reading: Reading, repository: Repository) -> None:
    theirs = {
        (pull.node_id, pull.number, instant(pull.created_at), instant(pull.merged_at))
        for pull in repository.get_pulls(state="all")
    }
    assert len(theirs) > 50
    columns = ("pull_request_id", "number", "created_at", "merged_at")
    assert ours(reading, "pull_requests", *columns) == theirs


def test_the_same_issues(reading: Reading, repository: Repository) -> None:
    theirs = {
        (issue.node_id, issue.number, instant(issue.created_at), instant(issue.closed_at))
        for issue in repository.get_issues(state="all")
        if issue.pull_request is None
    }
    assert theirs
    assert ours(reading, "issues", "issue_id", "number", "created_at", "closed_at") == theirs


def test_the_same_reviews(reading: Reading, repository: Repository) -> None:
    numbers = {
        row["pull_request_id"]: row["number"]
        for row in reading.rows("pull_requests")
        if row["repository"] == REPOSITORY
    }
    theirs = {
        (review.raw_data["node_id"], review.state, instant(review.submitted_at))
        for number in numbers.values()
        for review in repository.get_pull(number).get_reviews()
    }
    assert theirs
    assert ours(reading, "pull_request_reviews", "review_id", "state", "submitted_at") == theirs


def test_the_same_workflow_runs(reading: Reading, repository: Repository) -> None:
    theirs = {(run.id, run.head_sha, run.conclusion) for run in repository.get_workflow_runs()}
    assert theirs
    columns = ("workflow_run_id", "head_sha", "conclusion")
    assert ours(reading, "workflow_runs", *columns) == theirs
