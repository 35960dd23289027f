"""What we ask Jira Cloud and what the sandbox answers, held against Atlassian's own descriptions.

Data Center has no such description. The descriptions are of the platform API (version 3) and of the
software API (2022); where they are known to be wrong, or we knowingly go beside them, an exception
says why.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import Flask, Response, request

from extract.core.landing import Landing
from extract.core.progress import Progress
from extract.core.source import RunRequest
from extract.sources.jira import JIRA
from sandbox.jira import TOOL
from sandbox.kit.service import Hosting
from sandbox.server import address, bind
from tests.conformance.openapi import Description, Exceptions, Problem
from tests.extract.core.examples import ImpatientClock
from tests.extract.sources.served_tool import small_world

pytestmark = pytest.mark.conformance

_NULLS = "the description says nothing of null, which Jira gives for what is empty"
_UNDESCRIBED = "the description lists no refusals of this kind"

EXCEPTIONS = {
    ("GET /rest/agile/1.0/board/{boardId}/sprint", "query state"): (
        "described as an object; the text beside it shows words between commas"
    ),
    ("POST /rest/api/3/changelog/bulkfetch", "200.issueChangeLogs[].changeHistories[].created"): (
        "described as text; the example beside it, and real sites, give milliseconds since 1970"
    ),
    **{("*", f"*.items[].{side}"): _NULLS for side in ("from", "fromString", "to", "toString")},
    ("*", "429"): _UNDESCRIBED,
    ("GET /rest/api/3/search", "410"): "the search that was removed is described as it was before",
}
"""Why a departure is none of ours, by operation and place."""


@dataclass(frozen=True)
class Exchange:
    """A request as it came in and what the sandbox answered."""

    method: str
    path: str
    query: dict[str, list[str]]
    body: Any
    status: int
    answer: Any


class Descriptions:
    """Both descriptions as one."""

    def __init__(self, folder: Path) -> None:
        self._platform = Description.read(folder / "jira-platform-v3.openapi.json.gz")
        self._software = Description.read(folder / "jira-software-agile-2022.openapi.json.gz")

    def problems(self, exchange: Exchange) -> list[Problem]:
        """Return every departure of a request and its answer."""
        # Version 2 is asked which kind of Jira it is: Data Center has no other.
        path = exchange.path.replace("/rest/api/2/serverInfo", "/rest/api/3/serverInfo")
        of = self._software if path.startswith("/rest/agile") else self._platform
        asked = of.request_problems(exchange.method, path, exchange.query, exchange.body)
        if exchange.status < 400:
            return asked + of.answer_problems(
                exchange.method, path, exchange.status, exchange.answer
            )
        return of.answer_problems(exchange.method, path, exchange.status, exchange.answer)


def recorded(app: Flask) -> list[Exchange]:
    """Write down every exchange of an application."""
    seen: list[Exchange] = []

    @app.after_request
    def write_down(response: Response) -> Response:
        body = request.get_json(silent=True)
        answer = json.loads(response.get_data()) if response.is_json else None
        query = request.args.to_dict(flat=False)
        seen.append(
            Exchange(request.method, request.path, query, body, response.status_code, answer)
        )
        return response

    return seen


@contextmanager
def serving() -> Iterator[tuple[str, list[Exchange]]]:
    """Serve the sandbox's Jira Cloud; what is exchanged is written down."""
    app = TOOL.create(small_world(), Hosting())
    seen = recorded(app)
    server = bind(app, 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address(server), seen
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def descriptions(request: pytest.FixtureRequest) -> Descriptions:
    shared = request.config.getoption("shared", default=None)
    if shared is None:
        pytest.fail("no descriptions named; run: make conformance SHARED=../shared")
    return Descriptions(shared / "specs")


@pytest.fixture(scope="module")
def exceptions() -> Exceptions:
    """One list for all tests of the module, so that the last can tell which were not needed."""
    return Exceptions(EXCEPTIONS)


@pytest.fixture(scope="module")
def exchanges(tmp_path_factory: pytest.TempPathFactory) -> list[Exchange]:
    """Two runs of extraction, the second after changes, and what else a client may ask."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch, serving() as (url, seen):
        for name, value in TOOL.settings(small_world(), url).items():
            patch.setenv(name, value)
        patch.delenv("JIRA_PROJECTS", raising=False)
        for run in range(2):
            with Landing(JIRA, home, ImpatientClock()) as landing:
                assert JIRA.run(landing, RunRequest(progress=Progress("off"))).problems == []
            if run == 0:
                requests.post(f"{url}/_sandbox/touch", json={"share": 0.2}, timeout=10)
        patch.setenv("JIRA_PROJECTS", "BOR")
        with Landing(JIRA, home / "one", ImpatientClock()) as landing:
            JIRA.run(landing, RunRequest(progress=Progress("off")))
        _ask_more(url)
        return [exchange for exchange in seen if "/_sandbox" not in exchange.path]


def _ask_more(url: str) -> None:
    """Ask for what extraction does not: other clients do, and refusals."""
    session = requests.Session()
    session.auth = ("reader@harbour.example", "sandbox")
    api = f"{url}/rest/api/3"
    for path in (
        "resolution",
        "project",
        "search",
        "search/jql?jql=order+by+created",
        "search/jql?jql=project=ATL&fields=*all&expand=changelog&maxResults=20",
        "issue/10003",
        "issue/10003?expand=changelog",
        "issue/10003/changelog",
        "issue/10003/comment",
        "issue/NOPE-1",
    ):
        session.get(f"{api}/{path}", timeout=10)
    session.post(f"{api}/search/approximate-count", json={"jql": "project = ATL"}, timeout=10)
    session.get(f"{url}/rest/agile/1.0/board/1/sprint?state=active,closed", timeout=10)
    session.get(f"{url}/rest/agile/1.0/sprint/1", timeout=10)
    session.get(f"{url}/rest/agile/1.0/board/99/sprint", timeout=10)
    requests.get(f"{api}/myself", timeout=10)
    limit = {"plan": [{"kind": "rate_limited", "match": "/myself"}]}
    requests.post(f"{url}/_sandbox/faults", json=limit, timeout=10)
    session.get(f"{api}/myself", timeout=10)


def test_every_request_and_every_answer_is_as_described(
    descriptions: Descriptions, exceptions: Exceptions, exchanges: list[Exchange]
) -> None:
    problems = [p for exchange in exchanges for p in descriptions.problems(exchange)]
    assert sorted({str(problem) for problem in exceptions.unexplained(problems)}) == []


def test_what_matters_was_asked(exchanges: list[Exchange]) -> None:
    asked = {(exchange.path.rpartition("/")[2], exchange.status) for exchange in exchanges}
    assert asked >= {
        ("serverInfo", 200),
        ("jql", 200),
        ("jql", 400),
        ("bulkfetch", 200),
        ("sprint", 200),
        ("sprint", 404),
        ("search", 410),
        ("comment", 200),
        ("myself", 401),
        ("myself", 429),
    }


def test_a_departure_is_told(descriptions: Descriptions) -> None:
    page = {"issues": [{"id": 5}], "total": 1}
    body = {"jql": "project = A", "maxResults": "100", "startAt": 0}
    wrong = Exchange("POST", "/rest/api/3/search/jql", {"x": ["1"]}, body, 200, page)
    places = {problem.where for problem in descriptions.problems(wrong)}
    assert places == {"query x", "body", "body.maxResults", "200", "200.issues[].id"}


def test_every_exception_is_needed(
    descriptions: Descriptions, exceptions: Exceptions, exchanges: list[Exchange]
) -> None:
    for exchange in exchanges:
        exceptions.unexplained(descriptions.problems(exchange))
    assert exceptions.unmet() == set()
