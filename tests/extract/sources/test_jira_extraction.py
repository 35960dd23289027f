"""Whole runs against the sandbox's Jira: what lands, what changes, what vanishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, timedelta
from functools import partial
from pathlib import Path

import pytest

from extract.core.errors import SettingsError
from extract.sources.jira import project
from tests.extract.sources.jira_example import (
    a_week_later,
    cloud,
    data_center,
    later,
    save,
    searches,
    some_issue,
    store,
)
from tests.extract.sources.served_tool import Killed, ServedTool, killing

FLAVOURS = {"cloud": cloud, "data_center": data_center}


@pytest.fixture(params=FLAVOURS)
def jira(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ServedTool]:
    with FLAVOURS[request.param](tmp_path / "home", monkeypatch) as served:
        yield served


@pytest.fixture
def on_cloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    with cloud(tmp_path / "home", monkeypatch) as served:
        yield served


def test_everything_of_the_site_lands(jira: ServedTool) -> None:
    result = jira.extract()
    assert (result.problems, jira.differences()) == ([], [])
    assert jira.rows("quarantine") == {}
    issues = jira.rows("issues").values()
    assert len(issues) > 200
    held = store(jira).site.issues
    for issue in issues:
        true = held[issue["issue_id"]]
        assert issue["sprint_ids"] == ",".join(map(str, sorted(true.sprint_ids)))
        assert issue["due_date"] == true.due_date
        assert issue["summary_length"] == len(true.summary)
        assert issue["labels"] == ",".join(sorted(true.labels))
        reporter = true.reporter and store(jira).flavour.account(true.reporter)
        assert issue["reporter_account"] == reporter
    kinds = {change["field"] for change in jira.rows("issue_changes").values()}
    assert kinds >= {"status", "sprint", "story_points", "assignee", "issue_key", "flagged"}


def test_every_stream_of_every_scope_is_logged_with_jiras_own_count(on_cloud: ServedTool) -> None:
    on_cloud.extract()
    log = on_cloud.log()
    assert {scope for _, scope in log} == {"site", "ATL", "BOR"}
    assert len(log) == 7 + 2 * 3
    assert {entry["status"] for entry in log.values()} == {"complete"}
    for key in ("ATL", "BOR"):
        entry = log["issues", key]
        assert entry["expected_count"] == entry["known_count"] > 0


def test_a_run_without_news_lands_nothing_and_asks_little(on_cloud: ServedTool) -> None:
    on_cloud.extract()
    first = on_cloud.requests()
    result = on_cloud.extract()
    assert sum(result.landed_rows.values()) == 0
    assert len(searches(on_cloud.requests())) == 2 < len(searches(first))


def test_no_text_and_no_name_of_a_person_lands(on_cloud: ServedTool) -> None:
    on_cloud.extract()
    site = store(on_cloud).site
    texts = {user.display_name for user in site.users.values()}
    texts |= {sprint.name for sprint in site.sprints.values()}
    texts |= {board.name for board in site.boards.values()}
    texts |= {issue.summary for issue in site.issues.values()} | {"@", "avatar"}
    written = "".join(str(row) for rows in on_cloud.live().values() for row in rows.values())
    assert [text for text in texts if text in written] == []


def test_changes_are_found_and_overlap_costs_no_versions(on_cloud: ServedTool) -> None:
    on_cloud.extract()
    on_cloud.control("touch", share=0.1)
    result = on_cloud.extract()
    assert on_cloud.differences() == []
    # A save that resolves an issue changes two fields.
    assert result.landed_rows["issues"] == 24 <= result.landed_rows["issue_changes"] < 48


@pytest.mark.parametrize("zone", ["Asia/Kolkata", "Mars/Base"])
def test_an_update_in_the_minute_of_the_watermark_is_found(on_cloud: ServedTool, zone: str) -> None:
    # The zone of the account decides what a date of JQL means; we must not rely on ours.
    site = store(on_cloud).site
    site.time_zone = "America/New_York" if zone == "Mars/Base" else zone
    on_cloud.extract()
    first = save(on_cloud, some_issue(on_cloud), later(on_cloud, seconds=30), points=21.0)
    on_cloud.extract()
    other = some_issue(on_cloud, "BOR")
    # Jira's index learns late of an update that is older than the newest one.
    save(on_cloud, other, first.updated_at - timedelta(minutes=20), points=21.0)
    save(on_cloud, first, first.updated_at + timedelta(milliseconds=1), points=22.0)
    on_cloud.extract()
    assert on_cloud.differences() == []


def test_a_deleted_issue_takes_its_changes_and_links_along(jira: ServedTool) -> None:
    jira.extract()
    link = next(iter(store(jira).site.links.values()))
    jira.control("delete", stream="issues", key=str(link.source_id))
    jira.extract()
    assert link.source_id in jira.rows("issues"), "deletions are looked for once a week"
    a_week_later(jira)
    result = jira.extract()
    assert (result.problems, jira.differences()) == ([], [])


def test_a_link_that_was_taken_away_and_a_deleted_sprint_go(on_cloud: ServedTool) -> None:
    on_cloud.extract()
    link = next(iter(on_cloud.rows("issue_links")))
    on_cloud.control("delete", stream="issue_links", key=link)
    on_cloud.control("delete", stream="sprints", key="2")
    on_cloud.extract()
    assert on_cloud.differences() == []


def test_a_moved_issue_stays_one(jira: ServedTool) -> None:
    jira.extract()
    moved = some_issue(jira)
    save(jira, moved, later(jira, minutes=5), project_key="BOR", key="BOR-900")
    a_week_later(jira)
    jira.extract()
    assert jira.differences() == []
    assert jira.rows("issues")[moved.issue_id]["project_key"] == "BOR"
    changes = [c for c in jira.rows("issue_changes").values() if c["issue_id"] == moved.issue_id]
    assert {c["project_key"] for c in changes} == {"BOR"}
    (keys,) = [c for c in changes if c["field"] == "issue_key" and c["to_value"] == "BOR-900"]
    assert keys["from_value"] == moved.key


def test_a_listed_issue_that_never_landed_is_fetched(on_cloud: ServedTool) -> None:
    on_cloud.extract()
    # Restored from an archive: it is there again without having been updated.
    old = some_issue(on_cloud)
    again = replace(old, issue_id=90_001, key="ATL-901", histories=(), comments=())
    store(on_cloud).site.issues[again.issue_id] = again
    store(on_cloud).version += 1
    a_week_later(on_cloud)
    on_cloud.extract()
    assert on_cloud.differences() == []


def test_a_killed_run_is_gone_on_from(jira: ServedTool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(project, "_CHUNK", 60)
    monkeypatch.setattr("extract.sources.jira.search._CLOUD_ISSUES", 10)
    monkeypatch.setattr("extract.sources.jira.search._DATA_CENTER_ISSUES", 10)
    # The site, and the first chunk of either project.
    with pytest.raises(Killed):
        jira.extract(on_landing=partial(killing, after=3))
    assert len(jira.rows("issues")) == 120
    jira.requests()
    jira.control("touch", share=0.05)
    jira.extract()
    assert jira.differences() == []
    # What was landed is not asked for again, but for what is newer than it.
    pages = searches(jira.requests())
    assert len(pages) < 22, "everything again would be 24 pages and two listings"


def test_since_leaves_out_what_was_not_touched_until_more_is_asked_for(
    on_cloud: ServedTool,
) -> None:
    since = store(on_cloud).site.as_of - timedelta(days=20)
    on_cloud.extract(since=since)
    first = on_cloud.rows("issues")
    held = store(on_cloud).site.issues
    wanted = {number for number, issue in held.items() if issue.updated_at >= since}
    assert wanted <= set(first) < set(held)
    assert on_cloud.log()["issues", "ATL"]["detail"].startswith("since ")
    on_cloud.extract()
    assert on_cloud.differences() == []


def test_only_the_projects_asked_for_are_read(
    on_cloud: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIRA_PROJECTS", "BOR")
    result = on_cloud.extract()
    assert result.problems == []
    assert {row["project_key"] for row in on_cloud.rows("issues").values()} == {"BOR"}
    monkeypatch.setenv("JIRA_PROJECTS", "BOR,NOPE")
    with pytest.raises(SettingsError, match="JIRA_PROJECTS names NOPE"):
        on_cloud.extract()


def test_records_that_move_while_they_are_read_are_neither_lost_nor_doubled(
    jira: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.sources.jira.search._CLOUD_ISSUES", 10)
    monkeypatch.setattr("extract.sources.jira.search._DATA_CENTER_ISSUES", 10)
    jira.control("shift", every=2)
    jira.extract()
    jira.control("shift", every=None)
    jira.extract()
    assert jira.differences() == []


def test_a_thousand_issues_cost_few_requests(on_cloud: ServedTool) -> None:
    on_cloud.extract()
    asked = Counter(request["path"].rpartition("/")[2] for request in on_cloud.requests())
    held = store(on_cloud).site
    pages = sum(
        -(-count // 100)
        for count in Counter(issue.project_key for issue in held.issues.values()).values()
    )
    # One listing of ids for each project; two bulks of histories, for more than ten fields.
    assert asked["jql"] == pages + len(held.projects)
    assert asked["bulkfetch"] == 2 * len(held.projects)


def test_instants_are_utc_whatever_zone_they_are_written_in(on_cloud: ServedTool) -> None:
    on_cloud.extract()
    issue = some_issue(on_cloud)
    landed = on_cloud.rows("issues")[issue.issue_id]["created_at"]
    assert landed == issue.created_at.astimezone(UTC).replace(tzinfo=None)
