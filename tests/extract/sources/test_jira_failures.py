"""Runs that Jira limits, refuses or answers badly, and settings that cannot work."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.core.errors import (
    AuthenticationError,
    ExtractError,
    SettingsError,
    UnavailableError,
    VisibilityError,
)
from extract.core.settings import Secret
from extract.sources.jira.settings import JiraSettings
from tests.extract.sources.jira_example import (
    a_week_later,
    cloud,
    data_center,
    later,
    save,
    some_issue,
    store,
)
from tests.extract.sources.served_tool import ServedTool

ENVIRONMENT = {
    "JIRA_API_URL": "https://example.atlassian.net/",
    "JIRA_USER": "reader@example.org",
    "JIRA_TOKEN": "canary-token-5f2c",
}


@pytest.fixture
def jira(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    with cloud(tmp_path / "home", monkeypatch) as served:
        yield served


@pytest.fixture(params=[cloud, data_center], ids=["cloud", "data_center"])
def either(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[ServedTool]:
    with request.param(tmp_path / "home", monkeypatch) as served:
        yield served


def test_a_user_and_a_token_make_basic_authentication() -> None:
    tool = JiraSettings.from_environment(ENVIRONMENT).tool()
    assert tool.token is not None
    header = tool.header_format.format(tool.token.reveal())
    assert header == "Basic " + base64.b64encode(b"reader@example.org:canary-token-5f2c").decode()
    assert [secret.reveal() for secret in tool.also_secret] == ["canary-token-5f2c"]


def test_a_token_alone_is_a_personal_access_token() -> None:
    alone = {name: value for name, value in ENVIRONMENT.items() if name != "JIRA_USER"}
    tool = JiraSettings.from_environment(alone).tool()
    assert (tool.header_format, tool.base_url) == ("Bearer {}", "https://example.atlassian.net")


def test_settings_show_neither_token_nor_user() -> None:
    settings = JiraSettings.from_environment(ENVIRONMENT)
    shown = f"{settings!r} {settings.tool()!r}"
    assert "canary" not in shown
    assert "reader@" not in shown
    assert isinstance(settings.token, Secret)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("JIRA_API_URL", "", "JIRA_API_URL is not set"),
        ("JIRA_API_URL", "http://jira.example.org", "unencrypted"),
        ("JIRA_TOKEN", "", "JIRA_TOKEN is not set"),
        ("JIRA_TOKEN", "two words", "JIRA_TOKEN holds characters"),
        ("JIRA_USER", "reader:secret", "JIRA_USER holds characters"),
        ("JIRA_PROJECTS", "abc", "JIRA_PROJECTS holds 'abc'"),
    ],
)
def test_a_setting_that_cannot_work_is_named(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        JiraSettings.from_environment({**ENVIRONMENT, name: value})


def test_cloud_without_a_user_is_told_what_to_set(
    jira: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("JIRA_USER")
    with pytest.raises(SettingsError, match="JIRA_USER is not set"):
        jira.extract()


def test_faults_that_pass_cost_nothing_but_time(either: ServedTool) -> None:
    jira = either
    jira.faults(
        {"kind": "rate_limited", "match": "/field", "seconds": 7},
        {"kind": "malformed", "match": "/search"},
        {"kind": "truncated", "match": "/issuetype"},
        {"kind": "html", "match": "/status"},
        {"kind": "server_error", "match": "/priority"},
        {"kind": "duplicated", "match": "/board"},
        {"kind": "duplicated", "match": "/search", "after": 1},
        {"kind": "reordered", "match": "/search", "after": 2},
    )
    result = jira.extract()
    assert (result.problems, jira.differences()) == ([], [])
    assert 7 in jira.clock.slept


def test_a_page_that_is_too_heavy_is_asked_for_smaller(either: ServedTool) -> None:
    either.faults({"kind": "bad_gateway", "match": "/search", "after": 2, "count": 2})
    result = either.extract()
    assert (result.problems, either.differences()) == ([], [])
    assert either.clock.slept == []


def test_a_token_that_is_not_accepted_ends_the_run(
    jira: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    jira.extract()
    known = set(jira.log())
    monkeypatch.setenv("JIRA_TOKEN", "revoked")
    with pytest.raises(AuthenticationError, match="JIRA_TOKEN"):
        jira.extract()
    # Of every scope there is word, also of those that were never come to.
    assert set(jira.log()) == known
    assert {entry["failure"] for entry in jira.log().values()} == {"authentication"}


def test_a_token_that_expires_on_the_way_leaves_what_was_read(jira: ServedTool) -> None:
    jira.extract()
    save(jira, some_issue(jira), later(jira, minutes=1), points=21.0)
    jira.faults({"kind": "unauthorized", "match": "/bulkfetch", "count": 9})
    with pytest.raises(AuthenticationError):
        jira.extract()
    failed = {stream for (stream, _), e in jira.log().items() if e["status"] == "failed"}
    assert failed == {"issues", "issue_changes", "issue_links"}
    assert len(jira.log()) == 7 + 2 * 3
    jira.faults()
    jira.extract()
    assert jira.differences() == []


def test_without_access_to_boards_the_rest_is_read(jira: ServedTool) -> None:
    jira.control("permissions", denied=["software"])
    result = jira.extract()
    assert len(result.problems) == 1
    assert "boards, sprints" in result.problems[0]
    assert len(jira.rows("issues")) == len(store(jira).site.issues)
    log = jira.log()
    assert {log[stream, "site"]["failure"] for stream in ("boards", "sprints")} == {"permission"}


def test_a_project_that_is_hidden_is_not_taken_for_deleted(jira: ServedTool) -> None:
    jira.extract()
    before = jira.live()
    jira.control("permissions", denied=["browse_atl"])
    a_week_later(jira)
    result = jira.extract()
    assert "no longer lists the project ATL" in result.problems[0]
    assert jira.live() == before
    assert jira.log()["issues", "ATL"]["failure"] == "visibility"
    assert jira.log()["issues", "BOR"]["status"] == "complete"
    jira.extract(accept_deletions=True)
    assert {row["project_key"] for row in jira.rows("issues").values()} == {"BOR"}
    jira.control("permissions", denied=[])
    assert (jira.extract().problems, jira.differences()) == ([], [])


def test_an_account_that_sees_nothing_is_told_so(jira: ServedTool) -> None:
    jira.control("permissions", denied=["browse_projects"])
    with pytest.raises(VisibilityError, match="Browse Projects"):
        jira.extract()


def test_many_issues_gone_at_once_are_kept(jira: ServedTool) -> None:
    jira.extract()
    held = store(jira)
    for number in sorted(held.site.issues)[:60]:
        del held.site.issues[number]
    held.version += 1
    a_week_later(jira)
    result = jira.extract()
    assert all("--accept-deletions" in problem for problem in result.problems)
    assert len(jira.rows("issues")) == 240
    assert jira.log()["issues", "ATL"]["failure"] == "visibility"
    jira.extract(accept_deletions=True)
    assert len(jira.rows("issues")) == 180


def test_an_unavailable_jira_ends_the_run_and_keeps_what_was_read(jira: ServedTool) -> None:
    jira.faults({"kind": "server_error", "match": "/search/jql", "count": 1000})
    with pytest.raises(UnavailableError):
        jira.extract()
    assert len(jira.rows("sprints")) == 14
    assert {e["status"] for (s, _), e in jira.log().items() if s == "issues"} == {"failed"}


def test_a_record_that_cannot_be_read_is_kept_and_the_others_land(jira: ServedTool) -> None:
    jira.control(
        "drift", drifts=[{"kind": "vanished_field", "field": "fields.status", "match": "/search"}]
    )
    jira.extract()
    kept = jira.rows("quarantine").values()
    assert {(row["stream"], row["reason"]) for row in kept} == {
        ("issues", "status: expected an object, found nothing")
    }
    assert len(kept) == len(store(jira).site.issues)
    texts = [issue.summary for issue in store(jira).site.issues.values()]
    texts += [user.display_name for user in store(jira).site.users.values()]
    payloads = "".join(row["payload"] for row in kept)
    assert [text for text in texts if text in payloads] == []
    jira.control("drift", drifts=[])
    a_week_later(jira)
    jira.extract()
    assert jira.differences() == []


def test_a_site_that_refuses_a_field_is_asked_for_whole_histories(
    jira: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.jira.bulk._MOST_FIELDS", 2)
    result = jira.extract()
    assert (result.problems, jira.differences()) == ([], [])


def test_no_secret_shows(jira: ServedTool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIRA_TOKEN", "canary-token-5f2c")
    pair = base64.b64encode(b"reader@harbour.example:canary-token-5f2c").decode()
    jira.faults({"kind": "forbidden", "match": "/search/jql", "count": 3})
    try:
        problems = str(jira.extract().problems)
    except ExtractError as error:
        problems = str(error)
    written = problems + str(jira.live()) + str(jira.log())
    assert [s for s in ("canary", pair, "reader@harbour") if s in written] == []
