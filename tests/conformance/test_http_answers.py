"""What the HTTP core decides about answers, sent over a real connection with their own headers.

Recorded refusals are judged by rules written down here from GitHub's documentation, not by the
core's code. Where the recordings hold no refusal of a kind, an answer made after GitHub's
documentation of rate limits and status codes stands in; its identifier says so.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from extract.core import errors
from extract.core.clock import Clock
from extract.core.http import HttpClient, Patience, Tool
from extract.core.progress import Progress
from extract.core.retry import Answer, Verdict
from extract.core.settings import Secret
from extract.sources.github.client import judge_graphql
from tests.conformance.endpoints import USED, endpoint_of
from tests.conformance.recordings import Exchange, Recordings

TOKEN = "a-token-nobody-may-see"
GOOD = Exchange(0, "GET", "/", "", 200, {}, {"fine": True}, None)
DATE = "Tue, 24 Nov 2026 12:00:00 GMT"
LIMITED = "API rate limit exceeded for user ID 1."
SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes."
OWN_HEADERS = {"content-length", "transfer-encoding", "content-encoding", "connection"}


def documented(status: int, message: str, **headers: str) -> Exchange:
    """An answer as GitHub's documentation describes it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return replace(GOOD, status=status, headers={"date": DATE, **named}, body={"message": message})


DOCUMENTED = {
    "401": documented(401, "Bad credentials"),
    "403 permission": documented(403, "Resource not accessible by personal access token",
                                 x_ratelimit_remaining="4999"),
    "403 primary": documented(403, LIMITED, x_ratelimit_remaining="0",
                              x_ratelimit_reset="1795521720"),
    "403 secondary with a hint": documented(403, SECONDARY, retry_after="30"),
    "403 secondary without a hint": documented(403, SECONDARY, x_ratelimit_remaining="4000"),
    "404": documented(404, "Not Found"),
    "422": documented(422, "Validation Failed"),
    "429 with a hint": documented(429, SECONDARY, retry_after="7"),
    "429 primary": documented(429, LIMITED, x_ratelimit_remaining="0",
                              x_ratelimit_reset="1795521720"),
    "429 without a hint": documented(429, SECONDARY),
    "502": replace(documented(502, ""), body=None),
    "503": documented(503, "Service unavailable"),
    "451": documented(451, "Repository access blocked"),
    "499 of a proxy": documented(499, "Client closed the connection"),
}  # fmt: skip
REFUSALS = {
    401: errors.AuthenticationError,
    403: errors.PermissionDeniedError,
    404: errors.NotFoundError,
}


class RecordingClock(Clock):
    """A clock that notes waits instead of waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    def monotonic_seconds(self) -> float:
        return sum(self.waits)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


class Replayer:
    """A server that answers with exchanges, in order; the last one again and again."""

    def __init__(self) -> None:
        self.plan: list[Exchange] = []
        self.authorizations: list[str | None] = []
        replayer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                replayer.authorizations.append(self.headers.get("Authorization"))
                exchange = replayer.plan[0]
                if len(replayer.plan) > 1:
                    replayer.plan.pop(0)
                replayer.answer(self, exchange)

            def log_request(self, code: object = "-", size: object = "-") -> None:
                """Stay silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, handler: BaseHTTPRequestHandler, exchange: Exchange) -> None:
        """Send a recorded status, headers and body."""
        is_text = isinstance(exchange.body, str)
        body = exchange.body if is_text else json.dumps(exchange.body)
        content = b"" if exchange.body is None else body.encode()
        handler.send_response_only(exchange.status)
        for name, value in exchange.headers.items():
            if name not in OWN_HEADERS:
                handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    def client(self, clock: Clock) -> HttpClient:
        """A client of this server."""
        tool = Tool("GitHub", self.url, "GITHUB_TOKEN", "GITHUB_API_URL", Secret(TOKEN))
        return HttpClient(tool, clock, Progress("off"), Patience())


@pytest.fixture
def replayer() -> Iterator[Replayer]:
    made = Replayer()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def message(exchange: Exchange) -> str:
    """What GitHub said, in lower case."""
    body = exchange.body if isinstance(exchange.body, dict) else {}
    return str(body.get("message", "")).lower()


def is_limit(exchange: Exchange) -> bool:
    """Whether GitHub refused because of a rate limit, by its documentation."""
    said = re.search(r"rate limit|abuse detection", message(exchange))
    spent = exchange.headers.get("x-ratelimit-remaining") == "0"
    hinted = "retry-after" in exchange.headers
    return exchange.status == 429 or (exchange.status == 403 and bool(said or spent or hinted))


def least_wait(exchange: Exchange) -> float:
    """The seconds GitHub's documentation asks to wait at least."""
    headers = exchange.headers
    if headers.get("retry-after", "").isdigit():
        return float(headers["retry-after"])
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") == "0" and reset.isdigit() and "date" in headers:
        return max(int(reset) - parsedate_to_datetime(headers["date"]).timestamp(), 0.0)
    return 60.0


def check(replayer: Replayer, exchange: Exchange) -> None:
    """Send the refusal, then a good answer, and see that the core did what it should."""
    replayer.plan = [exchange, GOOD]
    clock = RecordingClock()
    client = replayer.client(clock)
    if is_limit(exchange):
        wait = least_wait(exchange)
        if wait > Patience().total_wait_seconds:
            with pytest.raises(errors.WaitBudgetError):
                client.send("GET", f"{replayer.url}/x")
            return
        assert client.send("GET", f"{replayer.url}/x").payload == GOOD.body
        assert len(clock.waits) == 1
        assert wait <= clock.waits[0] <= wait + 2
    elif exchange.status >= 500:
        assert client.send("GET", f"{replayer.url}/x").payload == GOOD.body
        assert clock.waits == [Patience().first_pause_seconds]
    else:
        with pytest.raises(REFUSALS.get(exchange.status, errors.RejectedError)) as caught:
            client.send("GET", f"{replayer.url}/x")
        assert clock.waits == []
        assert str(caught.value).startswith("GitHub")
        assert TOKEN not in str(caught.value)
        if exchange.status != 401:
            assert message(exchange) in str(caught.value).lower()
    assert set(replayer.authorizations) == {f"Bearer {TOKEN}"}


@pytest.mark.parametrize("name", DOCUMENTED)
def test_documented_refusals(replayer: Replayer, name: str) -> None:
    check(replayer, DOCUMENTED[name])


def test_a_server_that_stays_broken_is_given_up_with_the_variable_to_check(
    replayer: Replayer,
) -> None:
    replayer.plan = [DOCUMENTED["502"]]
    with pytest.raises(errors.UnavailableError, match="GITHUB_API_URL"):
        replayer.client(RecordingClock()).send("GET", f"{replayer.url}/x")
    assert len(replayer.authorizations) == Patience().attempts


def test_a_heavy_request_that_can_shrink_is_not_repeated_as_it_is(replayer: Replayer) -> None:
    replayer.plan = [DOCUMENTED["502"]]
    with pytest.raises(errors.TooHeavyError):
        replayer.client(RecordingClock()).send("GET", f"{replayer.url}/x", shrinkable=True)
    assert len(replayer.authorizations) == 1


@pytest.mark.conformance
def test_recorded_refusals(replayer: Replayer, recorded: Recordings) -> None:
    refusals = [exchange for exchange in recorded.exchanges if exchange.status >= 400]
    assert refusals
    for exchange in refusals:
        replayer.authorizations.clear()
        check(replayer, exchange)


@pytest.mark.conformance
def test_recorded_graphql_answers_with_errors_are_never_taken(recorded: Recordings) -> None:
    answers = [
        exchange
        for exchange in recorded.exchanges
        if exchange.path.endswith("/graphql") and exchange.status == 200
    ]
    if not answers:
        pytest.skip("the recordings hold no GraphQL answer")
    for exchange in answers:
        verdict = judge_graphql(Answer(200, exchange.headers, exchange.body)).verdict
        body = exchange.body if isinstance(exchange.body, dict) else {}
        is_whole = isinstance(body.get("data"), dict) and not body.get("errors")
        assert (verdict is Verdict.ACCEPT) == is_whole


@pytest.mark.conformance
def test_recorded_pages_arrive_whole_with_their_next_page(
    replayer: Replayer, recorded: Recordings
) -> None:
    accepted = [exchange for exchange in recorded.exchanges if exchange.status == 200]
    assert any((found := endpoint_of(item)) and found.use == USED for item in accepted)
    client = replayer.client(RecordingClock())
    pages = 0
    for exchange in accepted:
        replayer.plan = [exchange]
        answer = client.send("GET", f"{replayer.url}{exchange.path}")
        assert answer.payload == exchange.body
        found = re.search(r'<([^>]+)>; rel="next"', exchange.headers.get("link", ""))
        assert answer.next_url == (found[1] if found else None)
        pages += found is not None
    assert pages > 0
    assert client.request_count == len(accepted)
