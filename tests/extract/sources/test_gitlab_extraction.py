"""Whole runs against the sandbox's GitLab: what lands, what changes, what vanishes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sandbox.gitlab.representations import project as written_project
from tests.extract.sources.gitlab_example import (
    OTHER,
    PROJECT,
    SMALL_PAGES,
    kinds,
    project_of,
    served_gitlab,
    store_of,
    tiny_world,
)
from tests.extract.sources.served_tool import ServedTool

WEEK = timedelta(days=8)


@pytest.fixture
def group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    """Two projects."""
    with served_gitlab(tmp_path, monkeypatch) as served:
        yield served


@pytest.fixture
def gitlab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    """One project."""
    with served_gitlab(tmp_path, monkeypatch, projects=(PROJECT,)) as served:
        yield served


@pytest.fixture
def small_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    """One project, and limits that it meets."""
    with served_gitlab(tmp_path, monkeypatch, SMALL_PAGES, (PROJECT,)) as served:
        yield served


def later(gitlab: ServedTool, patch: pytest.MonkeyPatch, delta: timedelta = WEEK) -> None:
    """Let time pass for extraction."""
    now = datetime.now(UTC) + delta
    patch.setattr(gitlab.clock, "now", lambda: now)


def test_everything_of_the_group_lands_with_few_requests(group: ServedTool) -> None:
    result = group.extract()
    assert (result.problems, group.differences(), group.rows("quarantine")) == ([], [], {})
    requests, noteables = kinds(group), len(group.rows("merge_requests"))
    assert requests["notes"] == noteables + len(group.rows("issues"))
    approved = {row["merge_request_id"] for row in group.rows("merge_request_approvals").values()}
    assert 0 < len(approved) <= requests["approvals"] < noteables
    for name in ("merge_requests", "pipelines", "deployments", "issues", "environments"):
        assert requests[name] == len(tiny_world().repositories)


def test_what_the_tool_writes_in_words_is_read(gitlab: ServedTool) -> None:
    gitlab.extract()
    notes = gitlab.rows("merge_request_notes").values()
    actions = {note["action"] for note in notes}
    assert {"approved", "merged", "reviewers_changed", "marked_ready", None} <= actions
    assert "other" not in actions
    asked = [note for note in notes if note["action"] == "reviewers_changed"]
    members = {row["username"] for row in gitlab.rows("members").values()}
    assert all(set(note["added_usernames"].split(",")) <= members for note in asked)
    for note in (note for note in notes if note["action"] == "commits_added"):
        assert len(note["short_shas"].split(",")) == note["commit_count"] > 0


def test_the_log_accounts_for_every_stream(group: ServedTool) -> None:
    group.extract()
    log = group.log()
    assert {entry["status"] for entry in log.values()} == {"complete"}
    assert {scope for _, scope in log} == {"harbour", PROJECT, OTHER}
    counted = {stream for (stream, _), entry in log.items() if entry["expected_count"] is not None}
    assert counted == {"merge_requests", "issues", "pipelines", "deployments"}
    for entry in log.values():
        if entry["expected_count"] is not None:
            assert entry["expected_count"] == entry["known_count"], entry


def test_small_pages_low_caps_and_vanished_totals_lose_nothing(small_pages: ServedTool) -> None:
    assert small_pages.extract().problems == []
    assert small_pages.differences() == []
    paged = [request for request in small_pages.requests() if "page" in request["query"]]
    assert {str(request["path"]).rpartition("/")[2] for request in paged} <= {
        "commits", "notes", "environments", "all"
    }  # fmt: skip
    assert small_pages.log()["merge_requests", PROJECT]["expected_count"] is None


def test_a_second_run_lands_nothing_and_asks_little(gitlab: ServedTool) -> None:
    first = gitlab.extract().request_count
    before = gitlab.live()
    gitlab.extract()
    gitlab.requests()
    third = gitlab.extract()
    assert (third.landed_rows, gitlab.live()) == ({}, before)
    assert third.request_count < first / 2
    unchanged = [r["path"] for r in gitlab.requests() if r["status"] == 304]
    assert any(str(path).endswith("/repository/commits") for path in unchanged)
    assert any(str(path).endswith("/merge_requests") for path in unchanged)


def test_what_changed_is_found_by_the_next_run(gitlab: ServedTool) -> None:
    gitlab.extract()
    assert gitlab.control("touch", share=0.2)["touched"] > 10
    assert gitlab.extract().problems == []
    assert gitlab.differences() == []


def test_records_that_move_while_they_are_read_are_not_lost(small_pages: ServedTool) -> None:
    small_pages.control("shift", every=3)
    small_pages.extract()
    small_pages.control("shift", every=None)
    small_pages.extract()
    assert small_pages.differences() == []


def test_jobs_of_an_old_pipeline_that_moved_again_are_read_again(gitlab: ServedTool) -> None:
    gitlab.extract()
    project = project_of(gitlab)
    oldest = min(project.pipelines.values(), key=lambda pipeline: pipeline.created_at)
    job = next(job for job in project.jobs.values() if job.pipeline is oldest)
    job.status, job.finished_at = "failed", tiny_world().as_of
    oldest.status, oldest.updated_at = "failed", tiny_world().as_of
    gitlab.requests()
    gitlab.extract()
    assert gitlab.differences() == []
    again = [r for r in gitlab.requests() if f"/pipelines/{oldest.id}/jobs" in r["path"]]
    assert [request["query"]["include_retried"] for request in again] == [["true"]]


def test_deletions_are_noticed_with_what_they_took_along(gitlab: ServedTool) -> None:
    gitlab.extract()
    streams = gitlab.service.dialect.deletable
    for stream in streams:
        gitlab.control("delete", stream=stream, key=str(min(gitlab.rows(stream))))
    result = gitlab.extract()
    assert (result.problems, gitlab.differences()) == ([], [])
    assert set(streams) <= set(result.landed_rows)


def test_where_gitlab_does_not_count_deletions_show_once_a_week(
    small_pages: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_pages.extract()
    gone = min(
        key for key, row in small_pages.rows("merge_requests").items() if row["project"] == PROJECT
    )
    small_pages.control("delete", stream="merge_requests", key=str(gone))
    small_pages.extract()
    assert gone in small_pages.rows("merge_requests")
    later(small_pages, monkeypatch)
    small_pages.extract()
    assert small_pages.differences() == []


def test_a_great_loss_is_not_taken_for_deletions(gitlab: ServedTool) -> None:
    gitlab.extract()
    project = project_of(gitlab)
    project.merge_requests = dict(list(project.merge_requests.items())[:1])
    before = gitlab.live()
    (problem,) = gitlab.extract().problems
    assert "looks like a lost permission" in problem
    assert gitlab.live() == before
    entry = gitlab.log()["merge_requests", PROJECT]
    assert (entry["status"], entry["failure"]) == ("failed", "visibility")
    assert gitlab.extract(accept_deletions=True).problems == []
    assert gitlab.differences() == []


def test_a_project_that_is_gone_gets_a_tombstone_and_the_log_names_it(group: ServedTool) -> None:
    group.extract()
    del store_of(group).projects[project_of(group, OTHER).id]
    group.extract()
    assert {row["project"] for row in group.rows("projects").values()} == {PROJECT}
    assert group.log()["projects", "harbour"]["detail"] == f"no longer listed: {OTHER}"


def test_what_is_switched_off_or_archived_is_not_asked_for(
    group: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_issues(found: object) -> dict[str, object]:
        return {**written_project(found), "issues_access_level": "disabled"}  # type: ignore[arg-type]

    monkeypatch.setattr("sandbox.gitlab.representations.project", without_issues)
    project_of(group, OTHER).is_archived = True
    group.extract()
    assert "issues" not in kinds(group)
    assert {scope for _, scope in group.log()} == {"harbour", PROJECT}
    assert {row["project"] for row in group.rows("projects").values()} == {PROJECT, OTHER}
    entry = group.log()["issues", PROJECT]
    assert (entry["status"], entry["detail"]) == (
        "complete",
        "the project has its issues switched off",
    )


def test_only_the_projects_named_are_read(
    group: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITLAB_PROJECTS", PROJECT)
    group.extract()
    for stream in ("projects", "merge_requests", "jobs"):
        assert {row["project"] for row in group.rows(stream).values()} == {PROJECT}


def test_since_leaves_out_what_is_older_and_asking_for_more_reads_it(gitlab: ServedTool) -> None:
    since = tiny_world().as_of - timedelta(days=20)
    gitlab.extract(since=since)
    bound = since.replace(tzinfo=None)
    for stream, column in {
        "merge_requests": "updated_at",
        "issues": "updated_at",
        "pipelines": "updated_at",
        "commits": "committed_at",
    }.items():
        assert all(row[column] >= bound for row in gitlab.rows(stream).values())
    assert gitlab.log()["issues", PROJECT]["detail"].startswith("since ")
    gitlab.extract()
    assert gitlab.differences() == []


def test_a_new_default_branch_is_read_from_its_beginning(gitlab: ServedTool) -> None:
    project = project_of(gitlab)
    shas = list(project.commits)
    whole = dict(project.commits)
    project.commits = {sha: whole[sha] for sha in shas[-5:]}
    gitlab.extract()
    project.commits, project.default_branch = whole, "trunk"
    gitlab.extract()
    assert gitlab.differences() == []


def test_a_record_that_cannot_be_parsed_is_kept_and_its_children_are_read(
    gitlab: ServedTool,
) -> None:
    broken = next(iter(project_of(gitlab).merge_requests.values()))
    notes = len(broken.notes)
    broken.state = None  # type: ignore[assignment]
    gitlab.extract()
    assert broken.id not in gitlab.rows("merge_requests")
    (kept,) = gitlab.rows("quarantine").values()
    assert (kept["stream"], kept["scope"]) == ("merge_requests", PROJECT)
    assert kept["reason"] == "state: expected text, found nothing"
    children = [
        row
        for row in gitlab.rows("merge_request_notes").values()
        if row["merge_request_id"] == broken.id
    ]
    assert len(children) == notes > 0
    gitlab.extract()
    gitlab.requests()
    gitlab.extract()
    assert kinds(gitlab)["merge_requests"] == 2 * len(store_of(gitlab).projects), "no third list"
    broken.state, broken.updated_at = "merged", tiny_world().as_of
    gitlab.extract()
    assert broken.id in gitlab.rows("merge_requests")


def test_what_people_wrote_or_are_called_is_never_landed(gitlab: ServedTool) -> None:
    gitlab.extract()
    written = {
        text
        for project in store_of(gitlab).projects.values()
        for request in project.merge_requests.values()
        for text in (request.title, *(n.body for n in request.notes if not n.is_system))
        if len(text) > 12
    }
    names = {account.name for account in tiny_world().accounts if " " in (account.name or "")}
    assert written
    assert names
    for stream, rows in gitlab.live().items():
        text = "\n".join(str(row) for row in rows.values())
        assert not [found for found in (*written, *names) if str(found) in text], stream
        assert "@users.noreply" not in text


def test_a_project_of_another_number_under_the_same_path_begins_anew(gitlab: ServedTool) -> None:
    gitlab.extract()
    projects = store_of(gitlab).projects
    project = projects.pop(project_of(gitlab).id)
    project.id += 500
    projects[project.id] = project
    assert gitlab.extract().problems == []
    assert gitlab.differences() == []
