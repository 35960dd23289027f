"""From raw records to rows: every column, ghosts and nulls, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from extract.core import fields
from extract.core.errors import RecordError
from extract.core.source import Row, Stream
from extract.sources.github import streams
from extract.sources.github.batch import GithubBatch
from extract.sources.github.parsing import pull_requests as of_pull_requests
from extract.sources.github.parsing import repository_records as of_repository
from extract.sources.github.parsing import rest_records as of_rest
from tests.extract.sources.github_records import (
    ACTIVITY,
    ALICE,
    CASES,
    COMMIT,
    EVENT,
    JOB,
    NAIVE,
    PROSE,
    PULL_REQUEST,
    REPOSITORY,
    REVIEW,
    RUN,
)

EACH = pytest.mark.parametrize(
    ("stream", "parse", "raw", "context"), CASES, ids=[case[0].name for case in CASES]
)


def pull_request(**changes: Any) -> Row:
    return of_pull_requests.pull_request_row(PULL_REQUEST | changes, REPOSITORY)


def commit(**changes: Any) -> Row:
    return of_repository.commit_row(COMMIT | changes, REPOSITORY)


def test_every_stream_has_a_case() -> None:
    every = (*streams.ORGANISATION_STREAMS, *streams.GRAPHQL_STREAMS, *streams.REST_STREAMS)
    assert sorted(case[0].name for case in CASES) == sorted(stream.name for stream in every)


@EACH
def test_a_row_has_every_column_and_no_prose(
    stream: Stream, parse: Callable[..., Row], raw: dict[str, Any], context: tuple[Any, ...]
) -> None:
    row = parse(raw, *context)
    assert set(row) == {*stream.columns, "raw_json"}
    assert row[stream.key]
    shown = json.dumps(row, default=str)
    assert PROSE not in shown
    assert "@" not in shown
    assert isinstance(json.loads(row["raw_json"]), dict)


@EACH
def test_a_record_without_its_fields_is_refused_with_a_reason(
    stream: Stream, parse: Callable[..., Row], raw: dict[str, Any], context: tuple[Any, ...]
) -> None:
    batch = GithubBatch(REPOSITORY)
    for broken in ({}, None, "text", [raw]):
        assert batch.add(stream, parse, broken, *context) is None
    quarantined = batch.rows["quarantine"]
    assert len(quarantined) == 4
    assert {row["stream"] for row in quarantined} == {stream.name}
    assert all("expected" in row["reason"] for row in quarantined)
    assert set(batch.rows) == {"quarantine"}


def test_a_pull_request() -> None:
    row = pull_request()
    del row["raw_json"]
    assert row == {
        "pull_request_id": "PR_1",
        "repository": REPOSITORY,
        "number": 7,
        "title_length": len(PULL_REQUEST["title"]),
        "author_login": "alice",
        "author_type": "User",
        "state": "MERGED",
        "is_draft": False,
        "created_at": NAIVE,
        "updated_at": NAIVE,
        "closed_at": NAIVE,
        "merged_at": NAIVE,
        "merged_by_login": "alice",
        "merge_commit_sha": "c0ffee",
        "base_branch": "main",
        "head_branch": "topic",
        "head_sha": "beef",
        "head_repository": "fork/checkout",
        "additions": 3,
        "deletions": 2,
        "changed_files": 1,
        "reverts_number": 5,
        "reverts_sha": "ab" * 20,
        "labels": "a;b,hotfix",
        "commit_count": 2,
        "review_count": 1,
    }


def test_ghosts_deleted_forks_and_open_pull_requests() -> None:
    nothing = dict.fromkeys(
        ("author", "headRepository", "mergedBy", "mergeCommit", "closedAt", "mergedAt", "labels")
    )
    row = pull_request(**nothing, reviews=None)
    for column in ("author_login", "author_type", "head_repository", "merge_commit_sha"):
        assert row[column] is None
    assert (row["labels"], row["review_count"]) == ("", 0)


@pytest.mark.parametrize(
    ("title", "body", "number"),
    [
        ("Reverts #12", "", 12),
        ("x", "Reverts harbour/Checkout#12", 12),
        ("x", "reverts other/repository#12", None),
        ("x", "This one reverts nothing, see #12", None),
        ('Revert "Fix" (#12)', None, None),
        ("x", "Reverts other/a#1\nReverts harbour/checkout#2", 2),
    ],
)
def test_which_pull_request_is_reverted(title: str, body: str | None, number: int | None) -> None:
    assert pull_request(title=title, body=body)["reverts_number"] == number


def test_which_commit_is_reverted() -> None:
    assert commit()["reverts_sha"] == "cd" * 20
    assert commit(message="This reverts commit 123")["reverts_sha"] is None
    assert commit(message="")["reverts_sha"] is None


def test_commits() -> None:
    row = commit()
    assert (row["commit_id"], row["parent_shas"]) == (f"{REPOSITORY}:beef", "p1,p2")
    assert row["authored_at"] == NAIVE
    assert commit(author={"user": None})["author_login"] is None
    assert commit(author=None)["author_login"] is None
    assert commit(parents={"nodes": []})["parent_shas"] == ""


def brought_by(*pull_requests: tuple[int, bool, str | None, str]) -> int | None:
    nodes = [
        {
            "number": number,
            "merged": merged,
            "mergeCommit": None if oid is None else {"oid": oid},
            "baseRepository": {"nameWithOwner": repository},
        }
        for number, merged, oid, repository in pull_requests
    ]
    number: int | None = commit(associatedPullRequests={"nodes": nodes})["pull_request_number"]
    return number


def test_which_pull_request_brought_a_commit() -> None:
    assert brought_by() is None
    assert brought_by((1, False, None, REPOSITORY)) is None
    assert brought_by((1, True, "beef", "someone/fork")) is None
    assert brought_by((3, True, "x", REPOSITORY), (2, True, "y", REPOSITORY)) == 2
    assert brought_by((1, True, "x", REPOSITORY), (2, True, "beef", "Harbour/Checkout")) == 2


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({}, ("bob", None, None, None)),
        (
            {"requestedReviewer": {"__typename": "Team", "slug": "atlas"}},
            (None, "atlas", None, None),
        ),
        ({"requestedReviewer": None}, (None, None, None, None)),
        (
            {
                "__typename": "HeadRefForcePushedEvent",
                "requestedReviewer": None,
                "beforeCommit": None,
                "afterCommit": {"oid": "new"},
            },
            (None, None, None, "new"),
        ),
        (
            {
                "__typename": "ReviewDismissedEvent",
                "requestedReviewer": None,
                "review": {"id": "PRR_1", "author": ALICE},
            },
            ("alice", None, None, None),
        ),
        (
            {"__typename": "MergedEvent", "requestedReviewer": None, "commit": {"oid": "merge"}},
            (None, None, None, "merge"),
        ),
    ],
)
def test_timeline_events(event: dict[str, Any], expected: tuple[str | None, ...]) -> None:
    row = of_pull_requests.timeline_row(EVENT | event, "PR_1", REPOSITORY)
    names = ("reviewer_login", "reviewer_team_slug", "before_sha", "after_sha")
    assert tuple(row[name] for name in names) == expected
    ghost = of_pull_requests.timeline_row(EVENT | event | {"actor": None}, "PR_1", REPOSITORY)
    assert ghost["actor_login"] is None


@pytest.mark.parametrize(
    "changes",
    [
        {"createdAt": "yesterday"},
        {"createdAt": "2026-01-02T03:04:05"},
        {"createdAt": 5},
        {"number": "7"},
        {"number": True},
        {"isDraft": None},
        {"author": "alice"},
        {"labels": {"nodes": [None]}},
        {"labels": {"nodes": "none"}},
    ],
)
def test_a_field_of_another_shape_is_refused_by_name(changes: dict[str, Any]) -> None:
    (name,) = changes
    with pytest.raises(RecordError, match=name):
        pull_request(**changes)


def test_rest_records() -> None:
    push = of_rest.push_row(ACTIVITY | {"actor": None}, REPOSITORY)
    assert (push["push_id"], push["actor_login"], push["pushed_at"]) == ("11", None, NAIVE)
    run = of_rest.workflow_run_row(RUN | {"run_attempt": None, "actor": None}, REPOSITORY)
    assert (run["run_attempt"], run["actor_login"], run["workflow_name"]) == (1, None, "ci")
    job = of_rest.workflow_job_row(JOB, REPOSITORY)
    assert (job["workflow_run_id"], job["completed_at"], job["started_at"]) == (21, None, NAIVE)


def test_rest_pages() -> None:
    assert of_rest.activity_records([ACTIVITY]) == [ACTIVITY]
    assert of_rest.workflow_run_records({"workflow_runs": [RUN]}) == [RUN]
    assert of_rest.workflow_job_records({"jobs": [JOB]}) == [JOB]
    for take in (
        of_rest.activity_records,
        of_rest.workflow_run_records,
        of_rest.workflow_job_records,
    ):
        with pytest.raises(RecordError, match="expected"):
            take({"message": "odd"})


def test_prose_becomes_a_length_wherever_it_is() -> None:
    kept = fields.without_prose(
        {"a": [{"body": "four", "email": "x@y.z", "html_url": "u"}], "n": 1}
    )
    assert kept == {"a": [{"body_length": 4}], "n": 1}
    assert fields.without_prose({"message": None}) == {"message_length": None}


def test_one_broken_child_is_quarantined_and_its_siblings_are_kept() -> None:
    batch = GithubBatch(REPOSITORY)
    reviews = {"totalCount": 2, "nodes": [REVIEW, REVIEW | {"id": None}]}
    batch.add_pull_request(PULL_REQUEST | {"reviews": reviews})
    assert [row["review_id"] for row in batch.rows["pull_request_reviews"]] == ["PRR_1"]
    (broken,) = batch.rows["quarantine"]
    assert broken["reason"] == "id: expected text, found nothing"
    assert PROSE not in broken["payload"]


def test_children_land_although_their_parent_cannot_be_parsed() -> None:
    batch = GithubBatch(REPOSITORY)
    reviewed = {**PULL_REQUEST, "reviews": {"totalCount": 1, "nodes": [REVIEW]}}
    assert batch.add_pull_request({**reviewed, "state": None}) is None
    assert [row["pull_request_id"] for row in batch.rows["pull_request_reviews"]] == ["PR_1"]
    assert [row["stream"] for row in batch.rows["quarantine"]] == ["pull_requests"]
    nameless = GithubBatch(REPOSITORY)
    nameless.add_pull_request({**reviewed, "id": None})
    assert set(nameless.rows) == {"quarantine"}
