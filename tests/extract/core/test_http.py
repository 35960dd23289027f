"""Sending, waiting, giving up, and keeping the token to itself."""

from __future__ import annotations

import logging

import pytest
import requests

from extract.core.errors import (
    AuthenticationError,
    NotFoundError,
    PermissionDeniedError,
    RejectedError,
    TooHeavyError,
    UnavailableError,
    WaitBudgetError,
)
from extract.core.patience import Patience
from tests.extract.core.examples import BASE_URL, CANARY, answer, http_client

URL = f"{BASE_URL}/things"


def test_an_accepted_answer_is_returned_with_its_next_page() -> None:
    following = answer(payload=[1], Link=f'<{URL}?page=2>; rel="next"')
    client, server, clock = http_client(following)
    given = client.send("GET", URL)
    assert (given.payload, given.next_url) == ([1], f"{URL}?page=2")
    assert server.seen[0].headers["Authorization"] == f"Bearer {CANARY}"
    assert clock.slept == []


def test_a_netrc_file_cannot_replace_the_token(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    netrc = tmp_path / "netrc"
    netrc.write_text("machine tool.example login other password other\n")
    monkeypatch.setenv("NETRC", str(netrc))
    client, server, _ = http_client(answer(payload={}))
    client.send("GET", URL)
    assert server.seen[0].headers["Authorization"] == f"Bearer {CANARY}"


def test_retry_after_comes_first() -> None:
    client, _, clock = http_client(answer(429, {}, Retry_After="3"), answer(payload={}))
    client.send("GET", URL)
    assert clock.slept == [3.0]
    assert client.request_count == 2


def test_a_limit_without_a_hint_is_waited_out_for_longer_and_longer() -> None:
    limited = [answer(429, {}) for _ in range(3)]
    client, _, clock = http_client(*limited, answer(payload={}))
    client.send("GET", URL)
    assert clock.slept == [60.0, 120.0, 240.0]


def test_a_limit_that_does_not_end_is_given_up() -> None:
    client, _, clock = http_client(*[answer(429, {}, Retry_After="1") for _ in range(9)])
    with pytest.raises(WaitBudgetError, match="still limits our rate after 5 waits"):
        client.send("GET", URL)
    assert len(clock.slept) == 5


def test_a_run_does_not_wait_for_ever_in_all() -> None:
    waits = [answer(429, {}, Retry_After="60"), answer(payload={})] * 2
    client, _, clock = http_client(*waits, patience=Patience(total_wait_seconds=100))
    client.send("GET", URL)
    with pytest.raises(WaitBudgetError, match="run again later, it continues"):
        client.send("GET", URL)
    assert clock.slept == [60.0]


@pytest.mark.parametrize(
    "failure",
    [
        lambda: answer(500, {}),
        lambda: answer(200, text="<html>sorry</html>"),
        lambda: answer(200, text='{"data": [1, 2'),
        lambda: requests.ConnectionError("refused"),
        lambda: requests.Timeout("slow"),
        lambda: requests.exceptions.ChunkedEncodingError("cut"),
        lambda: answer(502, text=""),
    ],
)
def test_failures_are_repeated_a_bounded_number_of_times(failure) -> None:  # type: ignore[no-untyped-def]
    client, _, clock = http_client(*[failure() for _ in range(9)])
    with pytest.raises(UnavailableError, match="gave no usable answer in 5 attempts"):
        client.send("GET", URL)
    assert client.request_count == 5
    assert clock.slept == [1.0, 2.0, 4.0, 8.0]
    recovering, _, _ = http_client(failure(), answer(payload={"fine": True}))
    assert recovering.send("GET", URL).payload == {"fine": True}


@pytest.mark.parametrize("failure", [answer(502, text=""), requests.Timeout("slow")])
def test_what_can_be_made_smaller_is_not_repeated(failure: requests.Response | Exception) -> None:
    client, _, clock = http_client(failure)
    with pytest.raises(TooHeavyError):
        client.send("POST", URL, body={}, shrinkable=True)
    assert (client.request_count, clock.slept) == (1, [])


def test_a_wrong_token_names_its_variable() -> None:
    client, _, clock = http_client(answer(401, {"message": "Bad credentials"}))
    with pytest.raises(AuthenticationError, match="set TOOL_TOKEN to a valid one"):
        client.send("GET", URL)
    assert clock.slept == []


def test_a_plain_403_is_not_waited_for() -> None:
    client, _, clock = http_client(answer(403, {"message": "Resource not accessible"}))
    with pytest.raises(PermissionDeniedError, match="Resource not accessible"):
        client.send("GET", URL)
    assert clock.slept == []


def test_a_404_is_an_error_of_its_own() -> None:
    client, _, _ = http_client(answer(404, {"message": "Not Found"}))
    with pytest.raises(NotFoundError):
        client.send("GET", URL)


@pytest.mark.parametrize(
    "elsewhere", ["https://other.example/things", "http://tool.example/things"]
)
def test_the_token_is_not_sent_elsewhere(elsewhere: str) -> None:
    client, server, _ = http_client(answer(payload={}))
    with pytest.raises(RejectedError, match="the token is not sent there"):
        client.send("GET", elsewhere)
    assert server.seen == []


@pytest.mark.parametrize(
    "answers",
    [
        [answer(403, {"message": f"no access for {CANARY}"})],
        [answer(422, {"message": f"bad header Bearer {CANARY}"})],
        [answer(401, {"message": CANARY})],
        [requests.ConnectionError(f"https://{CANARY}@tool.example")] * 9,
        [answer(500, {"message": CANARY})] * 9,
        [answer(429, {"message": CANARY})] * 9,
    ],
)
def test_the_token_is_in_no_error_and_no_log(
    answers: list[requests.Response | Exception], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client, _, _ = http_client(*answers)
    with pytest.raises(Exception) as caught:  # noqa: PT011 - whichever it is
        client.send("GET", URL)
    shown = f"{caught.value} {caught.value!r} {client!r} {client.tool!r} {caplog.text}"
    assert CANARY not in shown
    assert "\n" not in str(caught.value)


def test_the_time_of_a_run_is_bounded() -> None:
    patience = Patience(total_run_seconds=60, total_wait_seconds=1000)
    client, _, clock = http_client(
        answer(429, {}, Retry_After="90"), answer(payload={}), patience=patience
    )
    with pytest.raises(WaitBudgetError, match="all of the 1 minutes that one run may take"):
        client.send("GET", URL)
    assert clock.slept == []


def test_a_limit_met_by_one_lane_holds_for_the_next_request() -> None:
    client, _, clock = http_client(
        answer(429, {}, Retry_After="5"), answer(payload=1), answer(payload=2)
    )
    assert [client.send("GET", URL).payload for _ in range(2)] == [1, 2]
    assert clock.slept == [5.0]


def test_what_has_not_changed_is_said_so() -> None:
    client, server, _ = http_client(answer(payload=[1], ETag='"v1"'), answer(304, text=""))
    first = client.get("/things", {"page": 1, "kind": ["a", "b"]})
    again = client.get("/things", etag=first.etag)
    assert (first.is_unchanged, again.is_unchanged) == (False, True)
    assert server.seen[0].url == f"{URL}?page=1&kind=a&kind=b"
    assert server.seen[1].headers["If-None-Match"] == '"v1"'


def test_a_redirect_is_followed_at_the_same_address_only() -> None:
    client, server, _ = http_client(answer(301, {}, Location="/moved"), answer(payload={}))
    client.send("GET", URL)
    assert server.seen[1].url == f"{BASE_URL}/moved"
    client, server, _ = http_client(answer(302, {}, Location="https://other.example/login"))
    with pytest.raises(RejectedError, match="the token is not sent there"):
        client.send("GET", URL)
    assert len(server.seen) == 1


def test_redirects_in_a_circle_end() -> None:
    client, _, _ = http_client(*[answer(302, {}, Location="/things")] * 9)
    with pytest.raises(RejectedError, match="redirects without end"):
        client.send("GET", URL)
