"""GitLab's recorded answers are parsed without loss, or quarantined with a reason.

What each row must say is read from the raw record here, without the extractor's code. Nothing
real is recorded of pipelines, jobs, environments, deployments and approvals.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from extract.core.batch import Batch
from extract.core.common_streams import QUARANTINE
from extract.core.landing import Landing
from extract.core.source import Row, Stream
from extract.sources.gitlab import GITLAB
from extract.sources.gitlab.client import GitlabClient, Question
from extract.sources.gitlab.merge_request_streams import (
    MERGE_REQUEST_COMMITS,
    MERGE_REQUEST_NOTES,
    MERGE_REQUESTS,
)
from extract.sources.gitlab.parsing import delivery, issues, merge_requests, projects
from extract.sources.gitlab.parsing.accounts import without_people
from extract.sources.gitlab.streams import COMMITS, ISSUE_NOTES, ISSUES, MEMBERS, PROJECTS
from tests.conformance import recordings
from tests.conformance.expected import at, moment, text_length
from tests.conformance.recordings import Exchange, Recordings
from tests.extract.core import examples

SCOPE = "group/project"
Expected = Mapping[str, Callable[[Any], Any]]


def names(*path: str) -> Callable[[Any], str]:
    """The usernames of a list of accounts, sorted and joined."""
    return lambda raw: ",".join(sorted(account["username"] for account in at(*path)(raw) or []))


def either(first: Callable[[Any], Any], second: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The first value, or where that is null the second."""
    return lambda raw: second(raw) if first(raw) is None else first(raw)


NOTE: Expected = {
    "note_id": at("id"),
    "author_username": at("author", "username"),
    "is_system": at("system"),
    "note_type": at("type"),
    "created_at": moment("created_at"),
    "updated_at": moment("updated_at"),
    "body_length": text_length("body"),
}
COMMIT: Expected = {
    "commit_sha": at("id"),
    "authored_at": moment("authored_date"),
    "committed_at": moment("committed_date"),
    "parent_shas": lambda raw: ",".join(raw["parent_ids"]),
    "message_length": text_length("message"),
}
NOTEABLE: Expected = {
    "iid": at("iid"),
    "project_id": at("project_id"),
    "title_length": text_length("title"),
    "description_length": text_length("description"),
    "author_username": at("author", "username"),
    "state": at("state"),
    "created_at": moment("created_at"),
    "updated_at": moment("updated_at"),
    "closed_at": moment("closed_at"),
    "closed_by_username": at("closed_by", "username"),
    "assignee_usernames": names("assignees"),
    "labels": lambda raw: ",".join(sorted(label.replace(",", ";") for label in raw["labels"])),
    "user_note_count": at("user_notes_count"),
}


@dataclass(frozen=True, eq=False)
class Endpoint:
    """An endpoint we read: its path, stream, parser (given context), and what a row must say."""

    path: str
    stream: Stream
    parse: Callable[..., Row]
    context: tuple[Any, ...]
    expected: Expected


def one_and_list(path: str, *rest: Any) -> tuple[Endpoint, Endpoint]:
    """A list and the single record, which looks the same."""
    return Endpoint(path, *rest), Endpoint(rf"{path}/\d+", *rest)


_REQUEST: Expected = {
    **NOTEABLE,
    "merge_request_id": at("id"),
    "is_draft": either(at("draft"), at("work_in_progress")),
    "merged_at": moment("merged_at"),
    "merged_by_username": either(at("merge_user", "username"), at("merged_by", "username")),
    "merge_commit_sha": at("merge_commit_sha"),
    "squash_commit_sha": at("squash_commit_sha"),
    "source_branch": at("source_branch"),
    "target_branch": at("target_branch"),
    "source_project_id": at("source_project_id"),
    "head_sha": at("sha"),
    "reviewer_usernames": names("reviewers"),
}
_ISSUE: Expected = {
    **NOTEABLE,
    "issue_id": at("id"),
    "issue_type": at("issue_type"),
    "severity": at("severity"),
    "is_confidential": at("confidential"),
}
_PROJECT: Expected = {
    "project_id": at("id"),
    "project": at("path_with_namespace"),
    "default_branch": at("default_branch"),
    "is_fork": lambda raw: "forked_from_project" in raw,
    "created_at": moment("created_at"),
    "last_activity_at": moment("last_activity_at"),
}
_MEMBER: Expected = {
    "username": at("username"),
    "access_level": at("access_level"),
    "account_state": at("state"),
    "created_at": moment("created_at"),
}
OF = r"/api/v4/projects/[^/]+"
MR_ROW, NOTE_ROW = merge_requests.merge_request_row, merge_requests.note_row
ENDPOINTS = (
    Endpoint(OF, PROJECTS, projects.project_row, ("group",), _PROJECT),
    Endpoint(f"{OF}/members/all", MEMBERS, projects.member_row, ("group",), _MEMBER),
    *one_and_list(f"{OF}/merge_requests", MERGE_REQUESTS, MR_ROW, (SCOPE,), _REQUEST),
    *one_and_list(f"{OF}/issues", ISSUES, issues.issue_row, (SCOPE,), _ISSUE),
    Endpoint(rf"{OF}/merge_requests/\d+/notes", MERGE_REQUEST_NOTES, NOTE_ROW, (1, SCOPE), NOTE),
    Endpoint(rf"{OF}/issues/\d+/notes", ISSUE_NOTES, issues.note_row, (1, SCOPE), NOTE),
    Endpoint(
        rf"{OF}/merge_requests/\d+/commits",
        MERGE_REQUEST_COMMITS,
        merge_requests.merge_request_commit_row,
        (1, SCOPE, 0),
        COMMIT,
    ),
    Endpoint(f"{OF}/repository/commits", COMMITS, delivery.commit_row, (SCOPE,), COMMIT),
    Endpoint(
        f"{OF}/repository/commits/[0-9a-f]{{40}}", COMMITS, delivery.commit_row, (SCOPE,), COMMIT
    ),
)


@dataclass
class Outcome:
    """What came of all answers: rows by stream, the quarantine, and values that differ."""

    batch: Batch = field(default_factory=lambda: Batch(SCOPE))
    record_count: int = 0
    moment_count: int = 0
    differences: list[str] = field(default_factory=list)

    def add(self, endpoint: Endpoint, exchange: Exchange) -> None:
        """Parse an answer as extraction does and compare every column with the raw record."""
        records = exchange.body if isinstance(exchange.body, list) else [exchange.body]
        self.record_count += len(records)
        for raw in records:
            given = (endpoint.stream, endpoint.parse, without_people(raw))
            row = self.batch.add(*given, *endpoint.context)
            if row is not None:
                wanted = {name: read(raw) for name, read in endpoint.expected.items()}
                self.moment_count += sum(isinstance(v, datetime) for v in wanted.values())
                self.differences += [
                    f"line {exchange.line}, {name}: {row[name]!r} is not {value!r}"
                    for name, value in wanted.items()
                    if row[name] != value
                ]


@pytest.fixture(scope="session")
def recorded_gitlab(request: pytest.FixtureRequest) -> Recordings:
    """The recorded exchanges with GitLab."""
    shared = request.config.getoption("shared", default=None)
    if shared is None:
        pytest.fail("no recordings named; run: make conformance SHARED=../shared")
    return recordings.read(shared / "recorded" / "gitlab.jsonl.gz")


@pytest.fixture(scope="session")
def outcome(recorded_gitlab: Recordings) -> Outcome:
    """What came of all of them."""
    found = Outcome()
    for exchange in recorded_gitlab.exchanges:
        for endpoint in ENDPOINTS:
            if exchange.status == 200 and re.fullmatch(endpoint.path, exchange.path):
                found.add(endpoint, exchange)
    return found


@pytest.mark.conformance
def test_records_are_parsed_without_loss(outcome: Outcome) -> None:
    parsed = sum(len(rows) for name, rows in outcome.batch.rows.items() if name != QUARANTINE.name)
    quarantined = outcome.batch.rows.get(QUARANTINE.name, [])
    assert outcome.differences == []
    assert outcome.moment_count > 0
    assert parsed + len(quarantined) == outcome.record_count > 0
    assert parsed >= 0.95 * outcome.record_count
    for row in quarantined:
        assert ": expected " in row["reason"]
        assert "found" in row["reason"]


@pytest.mark.conformance
def test_every_endpoint_is_recorded(recorded_gitlab: Recordings) -> None:
    paths = {exchange.path for exchange in recorded_gitlab.exchanges if exchange.status == 200}
    unseen = [e.path for e in ENDPOINTS if not any(re.fullmatch(e.path, path) for path in paths)]
    assert unseen == []


@pytest.mark.conformance
def test_rows_survive_the_landing(outcome: Outcome, tmp_path: Any) -> None:
    with Landing(GITLAB, tmp_path) as landing:
        landing.commit(outcome.batch.rows)
        for name, rows in outcome.batch.rows.items():
            stream = GITLAB.stream(name)
            latest = {row[stream.key]: row for row in rows}
            found = landing.landed.live_rows(stream, columns=tuple(stream.columns))
            assert found == {
                key: {column: row.get(column) for column in stream.columns}
                for key, row in latest.items()
            }


def kept_of(value: Any) -> set[str]:
    """Every key at any depth."""
    if isinstance(value, dict):
        return set(value).union(*(kept_of(inner) for inner in value.values()))
    if isinstance(value, list):
        return set().union(*(kept_of(inner) for inner in value))
    return set()


@pytest.mark.conformance
def test_no_prose_no_name_and_no_address_is_landed(
    outcome: Outcome, recorded_gitlab: Recordings
) -> None:
    forbidden = {"title", "body", "description", "message", "name", "avatar_url", "web_url"}
    forbidden |= {"author_email", "author_name", "committer_email", "committer_name"}
    people = {
        exchange.body[0]["author"]["name"]
        for exchange in recorded_gitlab.exchanges
        if exchange.path.endswith("/notes") and exchange.body
    }
    people = {name for name in people if " " in name}
    assert people
    for rows in outcome.batch.rows.values():
        for row in rows:
            text = row.get("raw_json") or row["payload"]
            assert not kept_of(json.loads(text)) & forbidden
            assert not any(f'"{person}"' in text for person in people)


@pytest.mark.conformance
def test_pages_lead_on_as_recorded(recorded_gitlab: Recordings) -> None:
    """The next page and the total are those that GitLab's own headers name."""
    pages = [
        exchange
        for exchange in recorded_gitlab.exchanges
        if exchange.status == 200 and "x-next-page" in exchange.headers
    ]
    assert any(exchange.headers["x-next-page"] for exchange in pages)
    for exchange in pages:
        own = {"link", "etag", "x-total"}
        headers = {k.replace("-", "_"): v for k, v in exchange.headers.items() if k in own}
        http, _, _ = examples.http_client(examples.answer(200, exchange.body, **headers))
        page = GitlabClient(http).page(Question("/list", {}))
        following = exchange.headers["x-next-page"]
        assert (page.next_url is not None) == bool(following)
        if page.next_url is not None:
            assert re.search(rf"[?&]page={following}(&|$)", page.next_url)
        total = exchange.headers.get("x-total")
        assert page.total == (int(total) if total else None)
        assert page.etag == exchange.headers.get("etag")
