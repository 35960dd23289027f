"""Single records of GitLab to rows: good ones, odd ones, and those that cannot be."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest

from extract.core.errors import RecordError, SettingsError
from extract.sources.gitlab.parsing import (
    delivery,
    issues,
    merge_requests,
    projects,
    reverts,
    system_notes,
)
from extract.sources.gitlab.parsing.accounts import without_people
from extract.sources.gitlab.settings import GitlabSettings

PROJECT = "harbour/checkout"
SHA = "a" * 40
ANN = {
    "id": 3,
    "username": "ann",
    "name": "Ann Smith",
    "state": "active",
    "web_url": "https://x/ann",
}

MERGE_REQUEST: dict[str, Any] = {
    "id": 11,
    "iid": 1,
    "project_id": 7,
    "title": "Revert 'Add cart'",
    "description": "This reverts merge request !9",
    "state": "merged",
    "draft": False,
    "created_at": "2026-06-01T10:00:00.123Z",
    "updated_at": "2026-06-02T12:00:00.000+02:00",
    "merged_at": "2026-06-02T10:00:00.000Z",
    "closed_at": None,
    "author": ANN,
    "merge_user": None,
    "merged_by": ANN,
    "source_branch": "topic",
    "target_branch": "main",
    "sha": SHA,
    "labels": ["b,c", "a"],
    "reviewers": [ANN],
    "web_url": "https://x/1",
}
NOTE: dict[str, Any] = {
    "id": 12,
    "system": False,
    "type": "DiffNote",
    "body": "Why?",
    "author": ANN,
    "created_at": "2026-06-01T10:00:00.000Z",
    "updated_at": "2026-06-01T10:00:00.000Z",
    "resolvable": True,
    "resolved": True,
    "resolved_by": ANN,
    "resolved_at": "2026-06-01T11:00:00.000Z",
    "position": {"old_path": "a.py", "new_path": "b.py"},
}
JOB: dict[str, Any] = {
    "id": 22,
    "name": "test",
    "stage": "test",
    "status": "failed",
    "ref": "main",
    "tag": False,
    "allow_failure": True,
    "failure_reason": "script_failure",
    "created_at": "2026-06-01T10:00:00.000Z",
    "started_at": "2026-06-01T10:00:05.500Z",
    "finished_at": None,
    "duration": 1.25,
    "queued_duration": 5.5,
    "user": ANN,
    "commit": {"id": SHA, "message": "Add cart", "author_email": "ann@example.org"},
    "pipeline": {"id": 21, "sha": "b" * 40},
    "runner": {"description": "a runner"},
}
DEPLOYMENT: dict[str, Any] = {
    "id": 32,
    "iid": 2,
    "ref": "main",
    "sha": SHA,
    "status": "success",
    "created_at": "2026-06-01T10:00:00.000Z",
    "updated_at": "2026-06-01T10:05:00.000Z",
    "user": ANN,
    "environment": {"id": 31, "name": "production"},
    "deployable": {**JOB, "finished_at": "2026-06-01T10:04:00.000Z"},
}


def test_a_merge_request_becomes_a_row() -> None:
    row = merge_requests.merge_request_row(without_people(MERGE_REQUEST), PROJECT)
    assert (row["merge_request_id"], row["iid"], row["state"]) == (11, 1, "merged")
    assert row["created_at"] == datetime(2026, 6, 1, 10, 0, 0, 123_000)  # noqa: DTZ001
    assert row["updated_at"] == datetime(2026, 6, 2, 10)  # noqa: DTZ001
    assert (row["merged_by_username"], row["reviewer_usernames"]) == ("ann", "ann")
    assert (row["labels"], row["reverts_iid"], row["reverts_sha"]) == ("a,b;c", 9, None)
    assert (row["title_length"], row["closed_by_username"]) == (17, None)
    kept = json.loads(row["raw_json"])
    assert kept["author"] == {"id": 3, "state": "active", "username": "ann"}
    assert not {"title", "description", "web_url"} & set(kept)


def test_servers_before_and_after_drafts_are_read_alike() -> None:
    old = {key: value for key, value in MERGE_REQUEST.items() if key != "draft"}
    row = merge_requests.merge_request_row({**old, "work_in_progress": True}, PROJECT)
    assert row["is_draft"] is True
    with pytest.raises(RecordError, match="work_in_progress: expected true or false, found noth"):
        merge_requests.merge_request_row(old, PROJECT)


def test_a_note_of_a_person_is_only_a_length() -> None:
    row = merge_requests.note_row(NOTE, 11, PROJECT)
    assert (row["action"], row["body_length"], row["path"]) == (None, 4, "b.py")
    assert (row["is_resolved"], row["resolved_by_username"]) == (True, "ann")
    assert "Why" not in row["raw_json"]


def test_a_job_keeps_neither_commit_nor_runner() -> None:
    row = delivery.job_row(without_people(JOB), PROJECT)
    assert (row["pipeline_id"], row["commit_sha"], row["may_fail"]) == (21, SHA, True)
    assert (row["queued_seconds"], row["duration_seconds"]) == (5.5, 1.25)
    assert (row["failure_reason"], row["finished_at"]) == ("script_failure", None)
    assert not {"commit", "runner"} & set(json.loads(row["raw_json"]))
    assert delivery.job_row({**JOB, "commit": None}, PROJECT)["commit_sha"] == "b" * 40


def test_a_deployment_ends_with_its_job_unless_it_says_when() -> None:
    row = delivery.deployment_row(DEPLOYMENT, PROJECT)
    assert (row["environment"], row["job_id"], row["pipeline_id"]) == ("production", 22, 21)
    assert row["finished_at"] == datetime(2026, 6, 1, 10, 4)  # noqa: DTZ001
    own = {**DEPLOYMENT, "deployable": None, "finished_at": "2026-06-01T10:05:00Z"}
    row = delivery.deployment_row(own, PROJECT)
    assert (row["job_id"], row["finished_at"]) == (None, datetime(2026, 6, 1, 10, 5))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("parse", "raw", "change", "reason"),
    [
        (merge_requests.merge_request_row, MERGE_REQUEST, {"state": None}, "state: expected text"),
        (merge_requests.merge_request_row, MERGE_REQUEST, {"id": "11"}, "id: expected a whole"),
        (merge_requests.merge_request_row, MERGE_REQUEST, {"labels": "a"}, "labels: expected a li"),
        (merge_requests.merge_request_row, MERGE_REQUEST, {"labels": [{}]}, "labels: expected te"),
        (merge_requests.merge_request_row, MERGE_REQUEST, {"author": {}}, "username: expected t"),
        (merge_requests.merge_request_row, MERGE_REQUEST, {"created_at": "today"}, "created_at: e"),
        (delivery.job_row, JOB, {"pipeline": None}, "pipeline: expected an object, found nothing"),
        (delivery.job_row, JOB, {"duration": "long"}, "duration: expected a number, found str"),
        (delivery.deployment_row, DEPLOYMENT, {"sha": None}, "sha: expected text, found nothing"),
        (issues.issue_row, MERGE_REQUEST, {"updated_at": 5}, "updated_at: expected text, found i"),
    ],
)
def test_a_malformed_record_says_what_is_wrong(
    parse: Any, raw: dict[str, Any], change: dict[str, Any], reason: str
) -> None:
    with pytest.raises(RecordError) as raised:
        parse({**raw, **change}, PROJECT)
    assert str(raised.value).startswith(reason)


ADDED = (
    "added 2 commits\n\n<ul><li>0123abcd...89abcdef - 3 commits from branch <code>main</code></li>"
    "<li>d490ec67 - another change</li></ul>\n\n[Compare with previous version](/x)"
)


@pytest.mark.parametrize(
    ("body", "action", "added", "removed"),
    [
        ("approved this merge request", "approved", (), ()),
        ("unapproved this merge request", "unapproved", (), ()),
        ("requested review from @ann and @bob.b", "reviewers_changed", ("ann", "bob.b"), ()),
        ("removed review request for @ann", "reviewers_changed", (), ("ann",)),
        ("requested review from @a and removed review request for @b, @c, and @d",
         "reviewers_changed", ("a",), ("b", "c", "d")),
        ("assigned to @ann and unassigned @bob", "assignees_changed", ("ann",), ("bob",)),
        ("marked this merge request as **draft**", "marked_draft", (), ()),
        ("marked as a **Work In Progress**", "marked_draft", (), ()),
        ("unmarked as a **Work In Progress**", "marked_ready", (), ()),
        ("marked this merge request as **ready**", "marked_ready", (), ()),
        ("merged", "merged", (), ()),
        ("closed via merge request !12", "closed", (), ()),
        ("changed title from **{-a-}** to **{+b+}**", "title_changed", (), ()),
        ("mentioned in commit 0123", "mentioned", (), ()),
        ("added ~12 label", "labels_changed", (), ()),
        ("danced", "other", (), ()),
    ],
)  # fmt: skip
def test_the_wording_of_system_notes_is_read(
    body: str, action: str, added: tuple[str, ...], removed: tuple[str, ...]
) -> None:
    note = system_notes.read(body)
    assert (note.action, note.added, note.removed) == (action, added, removed)
    assert note.action in system_notes.ACTIONS


def test_a_push_names_its_new_commits() -> None:
    note = system_notes.read(ADDED)
    assert (note.action, note.commit_count, note.short_shas) == ("commits_added", 2, ("d490ec67",))


def test_reverts_of_other_projects_are_not_ours() -> None:
    assert reverts.reverted_iid(PROJECT, "This reverts merge request other/one!4") is None
    assert reverts.reverted_iid(PROJECT, None, f"Reverts merge request {PROJECT}!4") == 4
    assert reverts.reverted_sha("x", f"This reverts commit {SHA.upper()}.") == SHA


def test_a_project_says_what_is_switched_off() -> None:
    raw = {
        "id": 7,
        "path_with_namespace": PROJECT,
        "default_branch": "main",
        "empty_repo": True,
        "issues_access_level": "disabled",
        "created_at": "2026-06-01T10:00:00.000Z",
    }
    found = projects.project(raw)
    assert (found.default_branch, found.is_empty) == ("main", True)
    assert found.disabled == {"issues"}
    assert projects.project_row(raw, "harbour")["is_archived"] is False


GOOD = {"GITLAB_TOKEN": "glpat-x", "GITLAB_GROUP": "harbour"}


def test_settings_have_defaults_and_take_subgroups() -> None:
    given = {**GOOD, "GITLAB_GROUP": "/acme/harbour/", "GITLAB_PROJECTS": "a/b, a/c/d,"}
    settings = GitlabSettings.from_environment(given)
    assert (settings.api_url, settings.group) == ("https://gitlab.com/api/v4", "acme/harbour")
    assert settings.projects == ("a/b", "a/c/d")
    assert "glpat" not in repr(settings)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"GITLAB_TOKEN": ""}, "GITLAB_TOKEN is not set"),
        ({"GITLAB_TOKEN": "a b"}, "GITLAB_TOKEN holds characters no token has"),
        ({"GITLAB_GROUP": ""}, "GITLAB_GROUP is not set; set it to the group's full path"),
        ({"GITLAB_GROUP": "a group"}, "GITLAB_GROUP is 'a group'; expected a full path such as"),
        ({"GITLAB_PROJECTS": "checkout"}, "GITLAB_PROJECTS holds 'checkout'; expected group/proj"),
        ({"GITLAB_API_URL": "http://git.example/api/v4"}, "GITLAB_API_URL is 'http://git.example"),
    ],
)
def test_bad_settings_are_named_with_the_remedy(change: dict[str, str], expected: str) -> None:
    with pytest.raises(SettingsError) as raised:
        GitlabSettings.from_environment({**GOOD, **change})
    assert str(raised.value).startswith(expected)
