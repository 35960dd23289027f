"""PagerDuty's own client finds what our extraction finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from pagerduty import RestApiV2Client

from tests.second_opinion.conftest import Reading, instant

WINDOW = timedelta(days=28)
WINDOWS = 14


@pytest.fixture(scope="module")
def reading(read: Callable[[str], Reading]) -> Reading:
    return read("pagerduty")


class InClear(httpx2.HTTPTransport):
    """The client insists on https, which the sandbox on this machine does not speak."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.url = request.url.copy_with(scheme="http")
        return super().handle_request(request)


@pytest.fixture(scope="module")
def client(reading: Reading) -> RestApiV2Client:
    address = reading.served.url.replace("http://", "https://")
    return RestApiV2Client("sandbox", base_url=address, transport=InClear())


def over_windows(client: RestApiV2Client, reading: Reading, path: str) -> Iterator[dict[str, Any]]:
    """Everything of a list that PagerDuty gives in windows of time only."""
    until = reading.world.as_of + timedelta(hours=1)
    for _ in range(WINDOWS):
        since = until - WINDOW
        window = {"since": since.isoformat(), "until": until.isoformat()}
        yield from client.iter_all(path, params=window)
        until = since


def test_the_same_incidents(reading: Reading, client: RestApiV2Client) -> None:
    theirs = {
        (incident["id"], instant(incident["created_at"]), incident["status"])
        for incident in over_windows(client, reading, "incidents")
    }
    assert theirs
    assert {
        (row["incident_id"], row["created_at"], row["status"]) for row in reading.rows("incidents")
    } == theirs


def test_the_same_log_entries(reading: Reading, client: RestApiV2Client) -> None:
    theirs = {
        (entry["id"], instant(entry["created_at"]))
        for entry in over_windows(client, reading, "log_entries")
    }
    assert theirs
    assert reading.pairs("log_entries", "log_entry_id", "created_at") == theirs


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("services", "service_id"),
        ("escalation_policies", "escalation_policy_id"),
        ("schedules", "schedule_id"),
        ("teams", "team_id"),
    ],
)
def test_the_same_directory(reading: Reading, client: RestApiV2Client, path: str, key: str) -> None:
    theirs = {record["id"] for record in client.iter_all(path)}
    assert theirs
    assert {row[key] for row in reading.rows(path)} == theirs
