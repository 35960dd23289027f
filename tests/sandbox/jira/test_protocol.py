"""What Jira's protocol promises and refuses, in both flavours."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sandbox.jira import DATA_CENTER_TOOL, TOOL
from sandbox.kit.service import Hosting
from sandbox.kit.tool import SandboxTool
from tests.extract.sources.served_tool import small_world

API = "/rest/api/3"
WEEK = 7 * 24 * 3600


class Time:
    """Seconds since 1970 that a test sets."""

    def __init__(self) -> None:
        self.now = 1_780_000_000.0

    def __call__(self) -> float:
        self.now += 0.1
        return self.now


ANYBODY = "sandbox"


def basic(token: str) -> dict[str, str]:
    pair = base64.b64encode(f"reader:{token}".encode()).decode()
    return {"authorization": f"Basic {pair}"}


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def ask(time: Time) -> Callable[..., TestResponse]:
    return asking(TOOL, time)


def asking(tool: SandboxTool, time: Callable[[], float]) -> Callable[..., TestResponse]:
    client: FlaskClient = tool.create(small_world(), Hosting(clock=time)).test_client()

    def ask(path: str, body: Any = None, token: str = ANYBODY, **query: Any) -> TestResponse:
        headers = basic(token)
        if body is None:
            return client.get(path, query_string=query, headers=headers)
        return client.post(path, json=body, query_string=query, headers=headers)

    return ask


def every_page(ask: Callable[..., TestResponse], body: dict[str, Any]) -> list[dict[str, Any]]:
    pages = []
    while True:
        page = ask(f"{API}/search/jql", body).json
        assert page is not None
        pages.append(page)
        assert page["isLast"] == ("nextPageToken" not in page)
        if page["isLast"]:
            return pages
        body = {**body, "nextPageToken": page["nextPageToken"]}


def test_cloud_pages_by_token_and_never_says_how_many(ask: Callable[..., TestResponse]) -> None:
    jql = "project in (ATL, BOR) order by created desc"
    pages = every_page(ask, {"jql": jql, "fields": ["summary"], "maxResults": 5000})
    # With fields a page holds a hundred at most, however many are asked for.
    assert [len(page["issues"]) for page in pages] == [100, 100, 40]
    assert all("total" not in page for page in pages)
    ids = every_page(ask, {"jql": jql, "maxResults": 5000})
    assert len(ids[0]["issues"]) == 240
    assert "fields" not in ids[0]["issues"][0]


def test_a_token_is_good_for_its_query_and_a_week(
    ask: Callable[..., TestResponse], time: Time
) -> None:
    body = {"jql": "project = ATL", "fields": ["summary"]}
    page = ask(f"{API}/search/jql", body).json
    assert page is not None
    following = {**body, "nextPageToken": page["nextPageToken"]}
    assert ask(f"{API}/search/jql", following).status_code == 200
    other = ask(f"{API}/search/jql", {**following, "jql": "project = BOR"})
    time.now += WEEK
    late = ask(f"{API}/search/jql", following)
    for refused in (other, late, ask(f"{API}/search/jql", {**body, "nextPageToken": "x"})):
        assert refused.status_code == 400
        assert "next page token" in refused.json["errorMessages"][0]  # type: ignore[index]


def test_cloud_refuses_the_old_search_and_queries_without_bounds(
    ask: Callable[..., TestResponse],
) -> None:
    for version in ("2", "3"):
        assert ask(f"/rest/api/{version}/search", jql="project = ATL").status_code == 410
    for jql in ("", "order by created"):
        refused = ask(f"{API}/search/jql", jql=jql)
        assert (refused.status_code, "Unbounded" in refused.text) == (400, True)


def test_changelogs_in_bulk_hold_what_was_asked_for(ask: Callable[..., TestResponse]) -> None:
    path = f"{API}/changelog/bulkfetch"
    ids = [
        i["id"]
        for i in ask(f"{API}/search/jql", jql="project = ATL", maxResults=5000).json["issues"]
    ]  # type: ignore[index]
    whole = ask(path, {"issueIdsOrKeys": ids, "maxResults": 10_000}).json
    assert whole is not None
    assert "nextPageToken" not in whole
    saves = [save for log in whole["issueChangeLogs"] for save in log["changeHistories"]]
    assert all(isinstance(save["created"], int) for save in saves)
    paged: list[Any] = []
    body: dict[str, Any] = {"issueIdsOrKeys": ids, "fieldIds": ["status"], "maxResults": 50}
    while True:
        page = ask(path, body).json
        assert page is not None
        found = [save for log in page["issueChangeLogs"] for save in log["changeHistories"]]
        assert len(found) <= 50
        paged += found
        if "nextPageToken" not in page:
            break
        body["nextPageToken"] = page["nextPageToken"]
    assert {item["fieldId"] for save in paged for item in save["items"]} == {"status"}
    of_status = [s for s in saves if any(i["fieldId"] == "status" for i in s["items"])]
    assert sorted(save["id"] for save in paged) == sorted(save["id"] for save in of_status)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"issueIdsOrKeys": []},
        {"issueIdsOrKeys": ["1"] * 1001},
        {"issueIdsOrKeys": ["1"], "fieldIds": [f"field{n}" for n in range(11)]},
        {"issueIdsOrKeys": ["1"], "nextPageToken": "x"},
    ],
)
def test_bulk_limits(ask: Callable[..., TestResponse], body: dict[str, Any]) -> None:
    assert ask(f"{API}/changelog/bulkfetch", body).status_code == 400


def test_data_center_pages_by_offset_with_whole_histories(time: Time) -> None:
    ask = asking(DATA_CENTER_TOOL, time)
    query = {"jql": "project = ATL order by updated asc", "expand": "changelog,transitions"}
    first = ask("/rest/api/2/search", **query, startAt=0, maxResults=100).json
    rest = ask("/rest/api/2/search", **query, startAt=100, maxResults=100).json
    assert first is not None
    assert rest is not None
    assert first["total"] == len(first["issues"]) + len(rest["issues"]) > 100
    author = next(h["author"] for i in first["issues"] for h in i["changelog"]["histories"])
    assert "accountId" not in author
    assert author["key"].startswith("JIRAUSER")
    assert ask("/rest/api/3/search/jql", jql="project = ATL").status_code == 404
    comments = ask(f"/rest/api/2/issue/{first['issues'][0]['id']}/comment").json
    assert comments is not None
    assert comments["total"] == len(comments["comments"])


def test_boards_and_sprints(ask: Callable[..., TestResponse]) -> None:
    boards = ask("/rest/agile/1.0/board", maxResults=2).json
    assert boards is not None
    assert (boards["isLast"], boards["total"], len(boards["values"])) == (False, 3, 2)
    sprints = ask("/rest/agile/1.0/board/1/sprint").json
    assert sprints is not None
    states = [sprint["state"] for sprint in sprints["values"]]
    assert states == sorted(states, key=["closed", "active", "future"].index)
    assert "startDate" not in sprints["values"][-1]
    refused = ask("/rest/agile/1.0/board/3/sprint")
    assert (refused.status_code, "does not support sprints" in refused.text) == (400, True)


def test_who_may_not_browse_sees_less_and_is_not_told(ask: Callable[..., TestResponse]) -> None:
    projects = ask(f"{API}/project/search", token="without-browse_atl").json
    assert projects is not None
    assert [project["key"] for project in projects["values"]] == ["BOR"]
    hidden = ask(f"{API}/search/jql", jql="project = ATL", token="without-browse_atl")
    assert (hidden.status_code, "does not exist" in hidden.text) == (400, True)
    assert ask("/rest/agile/1.0/board", token="without-software").status_code == 403
    refused = ask(f"{API}/myself", token="revoked")
    assert (refused.status_code, refused.headers["x-seraph-loginreason"]) == (
        401,
        "AUTHENTICATED_FAILED",
    )


def test_limits_in_jiras_words(ask: Callable[..., TestResponse], time: Time) -> None:
    answer = ask(f"{API}/myself")
    assert answer.headers["x-ratelimit-limit"] == "100"
    time.now = 5_000.0
    for _ in range(5):
        ask("/_sandbox/faults", {"plan": [{"kind": "rate_limited", "seconds": 90}]})
        limited = ask(f"{API}/myself")
        assert limited.status_code == 429
        assert limited.headers["retry-after"] == "90"
        assert limited.headers["ratelimit-reason"] == "jira-burst-based"
        reset = limited.headers["x-ratelimit-reset"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ", reset)


def test_instants_are_written_in_the_zone_of_the_reader(ask: Callable[..., TestResponse]) -> None:
    profile = ask(f"{API}/myself").json
    assert profile is not None
    assert profile["timeZone"] == "Asia/Kolkata"
    issue = ask(f"{API}/issue/10003").json
    assert issue is not None
    assert re.fullmatch(r"[\d-]{10}T[\d:]{8}\.\d{3}\+0530", issue["fields"]["updated"])
