"""A simulated world comes out of the API as it went in, and fast enough to be read often."""

import time
from pathlib import Path
from typing import Any

import pytest

import sandbox
from sandbox.github.text import timestamp
from sandbox.scenario import load
from sandbox.simulation import build_world
from sandbox.world import Account, PullRequest, Repository, World
from tests.sandbox.github.client import GitHub
from tests.sandbox.github.small_world import make_world

SCENARIO = Path(sandbox.__file__).parent / "scenarios" / "small.yml"
PULL_REQUESTS = """
query PullRequests($owner: String!, $name: String!, $first: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequests(first: $first, after: $after, orderBy: {field: UPDATED_AT, direction: ASC}) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id number state isDraft createdAt updatedAt closedAt mergedAt headRefOid additions
        author { __typename login }
        mergeCommit { oid }
        headRepository { nameWithOwner }
        labels(first: 20) { nodes { name } }
        reviews(first: 50) { nodes {
          id state submittedAt body author { login } commit { oid }
          comments(first: 1) { totalCount }
        } }
        commits(first: 50) { totalCount nodes { commit {
          oid authoredDate committedDate additions deletions author { user { login } }
          parents(first: 2) { totalCount nodes { oid } }
        } } }
        files(first: 100) { totalCount nodes { path additions deletions changeType } }
        timelineItems(first: 100, itemTypes: [
          READY_FOR_REVIEW_EVENT, CONVERT_TO_DRAFT_EVENT, HEAD_REF_FORCE_PUSHED_EVENT,
          REVIEW_REQUESTED_EVENT, REVIEW_REQUEST_REMOVED_EVENT, REVIEW_DISMISSED_EVENT,
          CLOSED_EVENT, REOPENED_EVENT, MERGED_EVENT
        ]) { nodes {
          __typename
          ... on Node { id }
          ... on ReviewRequestedEvent { createdAt requestedReviewer {
            ... on User { login } ... on Bot { login } ... on Team { slug } } }
        } }
      }
    }
  }
}
"""


@pytest.fixture(scope="module")
def world() -> World:
    """The small shipped scenario."""
    return build_world(load(SCENARIO))


def _read(github: GitHub, repository: Repository, first: int = 50) -> list[dict[str, Any]]:
    owner, _, name = repository.full_name.partition("/")
    path = "repository.pullRequests"
    return github.all_nodes(PULL_REQUESTS, path, owner=owner, name=name, first=first)


def _login(account: Account | None) -> dict[str, str] | None:
    return None if account is None else {"login": account.login}


def _user(account: Account | None) -> dict[str, str] | None:
    return _login(account) if account is not None and account.kind == "User" else None


def _instant(value: Any) -> str | None:
    return None if value is None else timestamp(value)


def _expected(pull_request: PullRequest) -> dict[str, Any]:
    """What a page says about a record, apart from the timeline: lists by their beginning."""
    author = pull_request.author
    head, merge = pull_request.head_repository, pull_request.merge_commit_sha
    return {
        "id": pull_request.node_id,
        "number": pull_request.number,
        "state": pull_request.state,
        "isDraft": pull_request.is_draft,
        "createdAt": timestamp(pull_request.created_at),
        "updatedAt": timestamp(pull_request.updated_at),
        "closedAt": _instant(pull_request.closed_at),
        "mergedAt": _instant(pull_request.merged_at),
        "headRefOid": pull_request.head_sha,
        "additions": sum(file.additions for file in pull_request.files),
        "author": author and {"__typename": author.kind, "login": author.login},
        "mergeCommit": merge and {"oid": merge},
        "headRepository": head and {"nameWithOwner": head},
        "labels": {"nodes": [{"name": label} for label in pull_request.labels]},
        "reviews": {
            "nodes": [
                {
                    "id": review.node_id,
                    "state": review.state,
                    "submittedAt": timestamp(review.submitted_at),
                    "body": review.body,
                    "author": _login(review.author),
                    "commit": review.commit_sha and {"oid": review.commit_sha},
                    "comments": {"totalCount": review.comment_count},
                }
                for review in pull_request.reviews
            ]
        },
        "commits": {
            "totalCount": len(pull_request.commits),
            "nodes": [
                {
                    "commit": {
                        "oid": commit.sha,
                        "authoredDate": timestamp(commit.authored_at),
                        "committedDate": timestamp(commit.committed_at),
                        "additions": commit.additions,
                        "deletions": commit.deletions,
                        "author": {"user": _user(commit.author)},
                        "parents": {
                            "totalCount": len(commit.parents),
                            "nodes": [{"oid": sha} for sha in commit.parents],
                        },
                    }
                }
                for commit in pull_request.commits[:50]
            ],
        },
        "files": {
            "totalCount": len(pull_request.files),
            "nodes": [
                {
                    "path": file.path,
                    "additions": file.additions,
                    "deletions": file.deletions,
                    "changeType": file.change_type,
                }
                for file in pull_request.files[:100]
            ],
        },
    }


def test_every_pull_request_is_served_as_it_is(world: World) -> None:
    github = GitHub(world)
    for repository in world.repositories:
        found = {node["number"]: node for node in _read(github, repository)}
        timelines = {number: node.pop("timelineItems") for number, node in found.items()}
        assert found == {p.number: _expected(p) for p in repository.pull_requests}
        for pull_request in repository.pull_requests:
            items = timelines[pull_request.number]["nodes"]
            expected = sorted(pull_request.timeline, key=lambda event: event.created_at)
            assert [(item["__typename"], item["id"]) for item in items] == [
                (event.event_type, event.node_id) for event in expected
            ]


def test_the_default_branch_is_served_whole(world: World) -> None:
    github = GitHub(world)
    query = """query History($owner: String!, $name: String!, $after: String) {
      repository(owner: $owner, name: $name) { defaultBranchRef { target { ... on Commit {
        history(first: 100, after: $after) {
          pageInfo { hasNextPage endCursor }
          nodes { oid associatedPullRequests(first: 1) { nodes { number } } }
        } } } } } }"""
    path = "repository.defaultBranchRef.target.history"
    for repository in world.repositories:
        owner, _, name = repository.full_name.partition("/")
        nodes = github.all_nodes(query, path, owner=owner, name=name)
        assert {node["oid"] for node in nodes} == {commit.sha for commit in repository.commits}
        assert len(nodes) == len(repository.commits)
        brought = {
            node["oid"]: node["associatedPullRequests"]["nodes"][0]["number"]
            for node in nodes
            if node["associatedPullRequests"]["nodes"]
        }
        assert {
            commit.sha: commit.pull_request_number
            for commit in repository.commits
            if commit.pull_request_number is not None
        }.items() <= brought.items()


def test_the_same_calls_give_the_same_bytes(world: World) -> None:
    name = world.repositories[0].full_name
    owner, _, short = name.partition("/")
    variables = {"owner": owner, "name": short, "first": 20}

    def answers() -> list[bytes]:
        github = GitHub(world)
        github.control("shift", every=2)
        runs = f"/repos/{name}/actions/runs"
        return [
            github.post(PULL_REQUESTS, variables).data,
            github.get(runs).data,
            github.post(PULL_REQUESTS, variables).data,
            github.get(f"/repos/{name}/activity").data,
        ]

    assert answers() == answers()


def test_the_truth_follows_what_was_changed(world: World) -> None:
    github = GitHub(world)
    name = world.repositories[0].full_name
    touched = github.control("touch", repository=name, share=0.02)["touched"]
    truth = github.http.get("/_sandbox/truth").get_json()
    (repository,) = (one for one in truth["repositories"] if one["full_name"] == name)
    updated = {
        one["number"]
        for one in repository["pull_requests"]
        if one["updated_at"] == timestamp(world.as_of)
    }
    assert set(touched) <= updated


def test_a_thousand_pull_requests_are_read_in_seconds() -> None:
    """It takes about one second; the bound only catches a change of its order."""
    github = GitHub(make_world(1000))
    busy = github.service.store.current().repositories[0]
    started = time.perf_counter()
    assert len(_read(github, busy)) == 1000
    assert time.perf_counter() - started < 10
