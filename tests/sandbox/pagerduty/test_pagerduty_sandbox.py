"""The sandbox's PagerDuty as a client meets it: pages, bounds, refusals, changes on demand."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sandbox.kit.service import Hosting
from sandbox.pagerduty.app import create
from sandbox.pagerduty.limits import Limits
from tests.sandbox.simulation import worlds

WORLD = worlds.world("small")
KEY = {"authorization": "Token token=sandbox"}


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def client() -> FlaskClient:
    return create(WORLD, Hosting()).test_client()


def get(client: FlaskClient, path: str, token: str = "sandbox", **query: Any) -> TestResponse:  # noqa: S107 - no secret
    named = {name.replace("__", "[]"): value for name, value in query.items()}
    headers = {"authorization": f"Token token={token}"}
    return client.get(path, query_string=named, headers=headers)


def everything(client: FlaskClient, path: str, member: str, **query: Any) -> list[Any]:
    found: list[Any] = []
    while True:
        answer = get(client, path, offset=len(found), limit=100, **query).get_json()
        found += answer[member]
        if not answer["more"]:
            return found


def test_lists_are_paged_by_offset_and_say_whether_there_is_more(client: FlaskClient) -> None:
    first = get(client, "/log_entries").get_json()
    assert (first["limit"], first["offset"], first["more"], first["total"]) == (25, 0, True, None)
    capped = get(client, "/log_entries", limit=500, total="true").get_json()
    assert (capped["limit"], len(capped["log_entries"])) == (100, 100)
    everybody = everything(client, "/log_entries", "log_entries")
    assert len({entry["id"] for entry in everybody}) == capped["total"] == len(everybody)


def test_incidents_end_a_month_back_unless_asked(client: FlaskClient) -> None:
    month = everything(client, "/incidents", "incidents")
    whole = everything(client, "/incidents", "incidents", date_range="all")
    oldest = min(datetime.fromisoformat(incident["created_at"]) for incident in month)
    assert WORLD.as_of - timedelta(days=30) <= oldest
    assert len(month) < len(whole)
    halves = [
        everything(client, "/incidents", "incidents", since=since, until=until)
        for since, until in (("2026-03-01", "2026-05-01"), ("2026-05-01", "2026-06-09"))
    ]
    assert sum(map(len, halves)) == len(whole)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/incidents", {"since": "2025-01-01", "until": "2026-01-01"}),
        ("/incidents", {"since": "2026-02-01", "until": "2026-01-01"}),
        ("/incidents", {"since": "last week"}),
        ("/incidents", {"sort_by": "title"}),
        ("/incidents", {"offset": "9950", "limit": "51"}),
        ("/log_entries", {"offset": "10000", "limit": "1"}),
        ("/services", {"offset": "-1"}),
        ("/teams", {"limit": "many"}),
        ("/oncalls", {"since": "2026-02-01", "until": "2026-01-01"}),
    ],
)
def test_what_cannot_be_asked_is_refused(
    client: FlaskClient, path: str, query: dict[str, str]
) -> None:
    answer = get(client, path, **query)
    assert answer.status_code == 400
    assert answer.get_json()["error"]["errors"]


def test_a_test_may_serve_with_smaller_bounds() -> None:
    client = create(WORLD, Hosting(), Limits(reachable=20)).test_client()
    assert get(client, "/log_entries", limit=20).status_code == 200
    assert get(client, "/log_entries", limit=10, offset=11).status_code == 400


def test_filters_and_orders(client: FlaskClient) -> None:
    whole = everything(client, "/incidents", "incidents", date_range="all")
    open_ones = everything(
        client,
        "/incidents",
        "incidents",
        date_range="all",
        statuses__=["triggered", "acknowledged"],
    )
    assert {i["id"] for i in open_ones} == {i["id"] for i in whole if i["status"] != "resolved"}
    service = whole[0]["service"]["id"]
    team = whole[0]["teams"][0]["id"]
    of_one = everything(
        client, "/incidents", "incidents", date_range="all", service_ids__=service, team_ids__=team
    )
    assert 0 < len(of_one) < len(whole)
    assert {i["service"]["id"] for i in of_one} == {service}
    numbers = [i["incident_number"] for i in whole]
    assert numbers == sorted(numbers)
    newest = get(client, "/incidents", sort_by="created_at:desc", limit=1).get_json()
    assert newest["incidents"][0]["id"] == whole[-1]["id"]
    overview = everything(client, "/log_entries", "log_entries", is_overview="true")
    assert "notify_log_entry" not in {entry["type"] for entry in overview}


def test_on_calls_are_those_of_now_unless_asked(client: FlaskClient) -> None:
    now = everything(client, "/oncalls", "oncalls")
    teams = get(client, "/teams").get_json()["teams"]
    assert len(now) == 3 * len(teams)
    assert sum(on_call["schedule"] is None for on_call in now) == len(teams)
    week = {"since": "2026-04-01T00:00:00Z", "until": "2026-04-08T00:00:00Z"}
    assert len(everything(client, "/oncalls", "oncalls", **week)) > len(now)
    policy = now[0]["escalation_policy"]["id"]
    of_one = everything(client, "/oncalls", "oncalls", escalation_policy_ids__=policy)
    assert {on_call["escalation_policy"]["id"] for on_call in of_one} == {policy}


def test_single_incidents_are_found(client: FlaskClient) -> None:
    (incident,) = get(client, "/incidents", limit=1).get_json()["incidents"]
    assert get(client, f"/incidents/{incident['id']}").get_json() == {"incident": incident}
    assert get(client, "/incidents/Q0").status_code == 404
    assert get(client, "/abilities").status_code == 404


@pytest.mark.parametrize(
    ("token", "path", "status"),
    [
        ("revoked", "/teams", 401),
        ("no-access", "/teams", 403),
        ("without-incidents", "/log_entries", 403),
        ("without-incidents", "/incidents/Q0", 403),
        ("without-incidents", "/services", 200),
    ],
)
def test_keys_are_looked_at(client: FlaskClient, token: str, path: str, status: int) -> None:
    answer = get(client, path, token)
    assert answer.status_code == status
    assert (status == 200) != ("error" in answer.get_json())


def test_a_bearer_is_no_key(client: FlaskClient) -> None:
    assert client.get("/teams", headers={"authorization": "Bearer sandbox"}).status_code == 401
    assert client.get("/teams").status_code == 401


def test_the_rate_is_limited_by_the_minute_and_the_reset_is_in_seconds() -> None:
    clock = Clock()
    limits = Limits(requests_per_minute=3)
    client = create(WORLD, Hosting(clock=clock), limits).test_client()
    left = [get(client, "/teams").headers["ratelimit-remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    clock.seconds += 20
    refused = get(client, "/teams")
    assert refused.status_code == 429
    assert refused.headers["ratelimit-reset"] == "40"
    assert get(client, "/teams", "another").status_code == 200
    clock.seconds += 40
    assert get(client, "/teams").status_code == 200


def test_changes_show_in_the_records(client: FlaskClient) -> None:
    def records() -> Any:
        return client.get("/_sandbox/records").get_json()

    before = records()
    touched = client.post("/_sandbox/touch", json={"share": 0.1}).get_json()["touched"]
    assert touched == math.ceil(len(before["incidents"]) / 10)
    after = records()
    changed = [key for key, row in after["incidents"].items() if row != before["incidents"][key]]
    assert len(changed) == touched
    assert len(after["log_entries"]) == len(before["log_entries"]) + touched
    gone = changed[0]
    client.post("/_sandbox/delete", json={"stream": "incidents", "key": gone})
    assert gone not in records()["incidents"]
    assert gone not in {row["incident_id"] for row in records()["log_entries"].values()}
    for body in ({"stream": "incidents", "key": gone}, {"stream": "log_entries", "key": "R"}):
        assert client.post("/_sandbox/delete", json=body).status_code == 400
