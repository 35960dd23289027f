"""Every request of an extraction, and every answer of the sandbox, against PagerDuty's description.

Here: what is sent and answered in whole runs, and what is set aside, with the reason. Not here: the
description's own rules (``openapi.py``).
"""

from __future__ import annotations

import copy
import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from extract.sources.pagerduty import PAGERDUTY
from sandbox.kit.service import Hosting
from sandbox.pagerduty import TOOL
from tests.conformance.openapi import Description, Exceptions, Problem
from tests.extract.sources.served_tool import ServedTool, serving, small_world
from tests.extract.sources.world_clock import WorldClock

pytestmark = pytest.mark.conformance

KEY = {"authorization": "Token token=sandbox"}

NULLS = {
    ("GET /incidents*", f"200.incident*.{name}"): "null in the vendor's own answers"
    for name in ("resolved_at", "alert_grouping", "resolve_reason", "conference_bridge")
}
REASONS = {
    **NULLS,
    ("GET /incidents*", "200.incident*.priority"): "null for an incident without priority",
    ("GET /services", "200.services[].last_incident_timestamp"): "null before the first incident",
    ("GET /services", "200.services[].support_hours"): "null without support hours",
    ("GET /services", "200.services[].alert_grouping*"): "null without grouping; deprecated",
    ("GET /escalation_policies", "200.escalation_policies[].description"): "null without one",
    ("GET /oncalls", "200.oncalls[].schedule"): "null for a direct target of the policy",
    ("GET /oncalls", "200.oncalls[].start"): "null for whoever is on call for good",
    ("GET /oncalls", "200.oncalls[].end"): "null for whoever is on call for good",
    ("GET /log_entries", "200.log_entries[].type"): (
        "the description calls an acknowledgement acknowledgement_log_entry in one place and "
        "acknowledge_log_entry in the other, so that no entry can be both"
    ),
}


@pytest.fixture(scope="module")
def document(request: pytest.FixtureRequest) -> dict[str, Any]:
    shared: Path | None = request.config.getoption("shared", default=None)
    if shared is None:
        pytest.fail("no descriptions named; run: make conformance SHARED=../shared")
    path = shared / "specs" / "pagerduty-rest.openapi.json.gz"
    found: dict[str, Any] = json.loads(gzip.decompress(path.read_bytes()))
    # No channel fits one of its kinds only, as it should: all of them allow anything.
    channel = found["components"]["schemas"]["Channel"]
    channel["anyOf"] = channel.pop("oneOf")
    return found


@pytest.fixture(scope="module")
def description(document: dict[str, Any]) -> Description:
    return Description(document)


def of_kind(document: dict[str, Any], kind: str) -> Description:
    """The description in which every log entry is of one kind.

    Held against all kinds at once, an entry that fits none would not say what is wrong with it.
    """
    changed = copy.deepcopy(document)
    answer = changed["paths"]["/log_entries"]["get"]["responses"]["200"]
    schema = answer["content"]["application/json"]["schema"]["allOf"][1]
    name = "".join(word.capitalize() for word in kind.split("_"))
    schema["properties"]["log_entries"]["items"] = {"$ref": f"#/components/schemas/{name}"}
    return Description(changed)


@pytest.fixture(scope="module")
def pagerduty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedTool]:
    home = tmp_path_factory.mktemp("pagerduty")
    with pytest.MonkeyPatch.context() as patch, serving(TOOL, PAGERDUTY, home, patch) as served:
        served.clock = WorldClock()
        yield served


@pytest.fixture(scope="module")
def sent(pagerduty: ServedTool) -> list[dict[str, Any]]:
    """The requests of a first run, a later one, and one for a single team."""
    pagerduty.extract()
    pagerduty.control("touch", share=0.05)
    pagerduty.extract()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAGERDUTY_TEAMS", min(pagerduty.rows("teams")))
        pagerduty.extract()
    return pagerduty.requests()


@pytest.fixture
def asked() -> FlaskClient:
    return TOOL.create(small_world(), Hosting()).test_client()


def test_every_request_is_described(description: Description, sent: list[dict[str, Any]]) -> None:
    assert len(sent) > 30
    problems = [
        problem
        for request in sent
        for problem in description.request_problems(
            request["method"], request["path"], request["query"]
        )
    ]
    assert problems == []


def test_every_answer_is_described(
    document: dict[str, Any],
    description: Description,
    sent: list[dict[str, Any]],
    asked: FlaskClient,
) -> None:
    exceptions = Exceptions(REASONS)
    problems: list[Problem] = []
    answers: defaultdict[str, list[Any]] = defaultdict(list)
    for request in sent:
        answer = asked.get(request["path"], query_string=request["query"], headers=KEY)
        assert answer.status_code == 200
        answers[request["path"]].append(answer.get_json())
    entries: defaultdict[str, list[Any]] = defaultdict(list)
    for page in answers["/log_entries"]:
        for entry in page["log_entries"]:
            entries[entry["type"]].append(entry)
        page["log_entries"] = []
    for path, pages in answers.items():
        for page in pages:
            problems += description.answer_problems("GET", path, 200, page)
    for kind, members in entries.items():
        page = {"log_entries": members}
        problems += of_kind(document, kind).answer_problems("GET", "/log_entries", 200, page)
    assert exceptions.unexplained(problems) == []
    assert exceptions.unmet() == set()
    assert len({path.split("/")[1] for path in answers}) == 7
    assert len(entries) >= 8


@pytest.mark.parametrize(
    ("status", "path", "query"),
    [
        (400, "/incidents", {"since": "2024-01-01", "until": "2026-01-01"}),
        (400, "/incidents", {"offset": "9950", "limit": "100"}),
        (400, "/log_entries", {"since": "yesterday"}),
        (404, "/incidents/Q0NOTHING", {}),
        (401, "/services", {}),
        (403, "/services", {}),
        (429, "/teams", {}),
    ],
)
def test_every_refusal_is_described(
    description: Description, asked: FlaskClient, status: int, path: str, query: dict[str, str]
) -> None:
    tokens = {401: "revoked", 403: "no-access"}
    if status == 429:
        plan = {"plan": [{"kind": "rate_limited", "seconds": 30}]}
        asked.post("/_sandbox/faults", json=plan)
    headers = {"authorization": f"Token token={tokens.get(status, 'sandbox')}"}
    answer = asked.get(path, query_string=query, headers=headers)
    assert answer.status_code == status
    assert description.answer_problems("GET", path, status, answer.get_json()) == []
