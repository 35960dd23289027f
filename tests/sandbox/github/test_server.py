"""The server over a real socket: kept connections, broken ones, and quiet."""

import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest
import requests
from werkzeug.serving import BaseWSGIServer

from sandbox.github.app import create_app
from sandbox.github.service import Service
from sandbox.server import address, bind
from tests.sandbox.github.small_world import make_world

HEADERS = {"authorization": "bearer good"}
QUERY = {"query": "{ viewer { login } }"}


@pytest.fixture(scope="module")
def server() -> Iterator[BaseWSGIServer]:
    server = bind(create_app(Service(make_world())), 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_connection_is_kept_even_after_a_refusal(server: BaseWSGIServer) -> None:
    connection = HTTPConnection("127.0.0.1", server.server_port)
    body = '{"query": "{ viewer { login } }"}'
    statuses = []
    sockets = set()
    for headers in ({}, HEADERS, {"authorization": "bearer revoked"}, HEADERS):
        connection.request("POST", "/graphql", body, headers)
        response = connection.getresponse()
        response.read()
        statuses.append(response.status)
        sockets.add(connection.sock)
    assert statuses == [401, 200, 401, 200]
    assert len(sockets) == 1
    connection.close()


def test_a_truncated_answer_breaks_the_connection(server: BaseWSGIServer) -> None:
    base = address(server)
    plan = {"plan": [{"kind": "truncated"}]}
    requests.post(f"{base}/_sandbox/faults", json=plan, timeout=5)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        requests.post(f"{base}/graphql", json=QUERY, headers=HEADERS, timeout=5)
    again = requests.post(f"{base}/graphql", json=QUERY, headers=HEADERS, timeout=5)
    assert again.json() == {"data": {"viewer": {"login": "sandbox-reader"}}}


def test_links_lead_back_to_this_server(server: BaseWSGIServer) -> None:
    url = f"{address(server)}/repos/harbour/checkout/activity?per_page=10"
    first = requests.get(url, headers=HEADERS, timeout=5)
    second = requests.get(first.links["next"]["url"], headers=HEADERS, timeout=5)
    assert first.links["next"]["url"].startswith(address(server))
    assert [push["id"] for push in second.json()] == list(range(9020, 9010, -1))


def test_requests_are_not_delayed_by_the_network(server: BaseWSGIServer) -> None:
    """Unless Nagle's algorithm is off, each answer on a kept connection takes 40 ms."""
    with requests.Session() as session:
        session.headers.update(HEADERS)
        session.post(f"{address(server)}/graphql", json=QUERY, timeout=5)
        started = time.perf_counter()
        for _ in range(50):
            session.post(f"{address(server)}/graphql", json=QUERY, timeout=5)
    assert time.perf_counter() - started < 50 * 0.04


def test_latency_is_added_to_answers_only() -> None:
    service = Service(make_world(1), latency_seconds=0.05)
    http = create_app(service).test_client()
    started = time.perf_counter()
    http.get("/_sandbox/requests")
    control = time.perf_counter() - started
    http.get("/rate_limit", headers=HEADERS)
    assert time.perf_counter() - started - control >= 0.05
    assert control < 0.05
