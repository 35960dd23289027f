"""What a fault laboratory does to the sandboxed GitHub: breaks, shuffles, changes and compares."""

import json
import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from extract.sources.github.streams import STREAMS
from sandbox.github.app import create_app
from sandbox.github.records import truth
from sandbox.github.service import Service
from sandbox.kit.drift import NEW_VALUE
from sandbox.kit.faults import KINDS
from sandbox.server import address, bind
from tests.sandbox.github.client import REPOSITORY, GitHub
from tests.sandbox.github.small_world import make_world

ACTIVITY = "/repos/harbour/checkout/activity"
RUNS = "/repos/harbour/checkout/actions/runs"
LISTS = f"""query Lists {{ {REPOSITORY} {{
  issues(first: 3) {{ pageInfo {{ hasNextPage }} nodes {{ id state }} }}
  pullRequests(first: 2) {{ pageInfo {{ hasNextPage }} nodes {{
    id state reviews(first: 5) {{ pageInfo {{ hasNextPage }} nodes {{ id state }} }} }} }}
}} }}"""


@pytest.fixture
def url() -> Iterator[str]:
    server = bind(create_app(Service(make_world())), 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield address(server)
    server.shutdown()
    thread.join()
    server.server_close()


def plan(github: GitHub, **fault: Any) -> None:
    assert github.control("faults", plan=[fault]) == {"planned": 1}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_the_kit_can_be_planned(github: GitHub, kind: str) -> None:
    plan(github, kind=kind, count=1, after=2, seconds=1)


def test_a_limited_rate_is_said_in_githubs_words(github: GitHub) -> None:
    plan(github, kind="rate_limited", seconds=17)
    response = github.get(ACTIVITY)
    assert (response.status_code, response.headers["retry-after"]) == (429, "17")
    assert "secondary rate limit" in response.get_json()["message"]


@pytest.mark.parametrize("kind", ["reset", "stall"])
def test_a_broken_connection_brings_no_answer_and_the_next_one_does(url: str, kind: str) -> None:
    fault = {"kind": kind, "seconds": 0, "match": "activity"}
    requests.post(f"{url}/_sandbox/faults", json={"plan": [fault]}, timeout=10)
    headers = {"authorization": "bearer good"}
    with pytest.raises(requests.ConnectionError):
        requests.get(url + ACTIVITY, headers=headers, timeout=10)
    assert requests.get(url + ACTIVITY, headers=headers, timeout=10).status_code == 200


def test_a_clock_can_be_wrong(github: GitHub) -> None:
    plan(github, kind="skewed_clock", seconds=86_400)
    assert re.match(r"\w{3}, \d\d \w{3} \d{4} ", github.get(ACTIVITY).headers["date"])
    assert "date" not in github.get(ACTIVITY).headers


@pytest.mark.parametrize(
    ("path", "key"), [(ACTIVITY, None), (f"{RUNS}?per_page=4", "workflow_runs")]
)
def test_records_of_a_rest_page_come_twice_or_in_another_order(
    github: GitHub, path: str, key: str | None
) -> None:
    def ids() -> list[int]:
        body = github.get(path).get_json()
        return [record["id"] for record in (body if key is None else body[key])]

    true = ids()
    plan(github, kind="reordered", match="checkout")
    assert ids() == true[::-1]
    plan(github, kind="duplicated", match="checkout")
    assert ids() == true + true[: len(true) // 2 + 1]
    assert ids() == true


def test_only_what_is_paged_is_shuffled_in_graphql(github: GitHub) -> None:
    true = github.data(LISTS)["repository"]
    plan(github, kind="reordered")
    shuffled = github.data(LISTS)["repository"]
    for name in ("issues", "pullRequests"):
        assert shuffled[name]["nodes"] == true[name]["nodes"][::-1] != true[name]["nodes"]
    node = true["pullRequests"]["nodes"][0]["id"]
    asked = f'{{ nodes(ids: ["{node}"]) {{ id }} node(id: "{node}") {{ id }} }}'
    plan(github, kind="duplicated")
    assert github.data(asked) == {"nodes": [{"id": node}], "node": {"id": node}}


def test_a_changed_format_shows_in_records_at_any_depth(github: GitHub) -> None:
    drift = {"kind": "new_value", "field": "state", "match": "graphql"}
    assert github.control("drift", drifts=[drift]) == {"drifts": 1}
    found = github.data(LISTS)["repository"]
    pull_requests = found["pullRequests"]["nodes"]
    states = [r["state"] for p in pull_requests for r in (p, *p["reviews"]["nodes"])]
    assert len(states) > len(pull_requests)
    assert {*states, *(issue["state"] for issue in found["issues"]["nodes"])} == {NEW_VALUE}
    assert "state" in json.dumps(github.data(LISTS)), "it stays so"
    github.control("drift", drifts=[])
    assert NEW_VALUE not in json.dumps(github.data(LISTS))


def test_a_changed_format_is_another_answer_than_before(github: GitHub) -> None:
    tag = github.get(RUNS).headers["etag"]
    drift = {"kind": "vanished_field", "field": "conclusion", "match": "/actions/runs"}
    github.control("drift", drifts=[drift])
    response = github.get(RUNS, {"if-none-match": tag})
    assert response.status_code == 200
    assert all("conclusion" not in run for run in response.get_json()["workflow_runs"])
    attempt = github.get(f"{RUNS}/3001/attempts/1").get_json()
    assert "conclusion" not in attempt
    assert "activity_type" in github.get(ACTIVITY).get_json()[0]


def test_the_records_are_those_of_every_stream(github: GitHub) -> None:
    records = github.http.get("/_sandbox/records").get_json()
    about_runs = {"extraction_state", "extraction_log", "quarantine"}
    streams = {stream.name: stream for stream in STREAMS if stream.name not in about_runs}
    assert records.keys() <= streams.keys()
    for name, found in records.items():
        (columns,) = {frozenset(record) for record in found.values()}
        assert columns <= streams[name].columns.keys(), name
    runs = records["workflow_run_attempts"]
    assert [runs[f"3001:{n}"]["conclusion"] for n in (1, 2)] == ["failure", "success"]
    assert records["pull_requests"]["PR_1"]["created_at"].endswith("Z")
    assert records == truth(github.service.store)


def test_what_belongs_to_an_archived_repository_is_not_read(github: GitHub) -> None:
    records = truth(github.service.store)
    archived = {r["repository"] for r in records["repositories"].values() if r["is_archived"]}
    assert archived
    assert not archived & {p["repository"] for p in records["pull_requests"].values()}


def test_touching_everywhere_and_deleting_by_key(github: GitHub) -> None:
    before = truth(github.service.store)
    possible = github.http.get("/_sandbox/possibilities").get_json()
    touched = github.control("touch", share=0.1)["touched"]
    after = truth(github.service.store)
    changed = [k for k, v in after["pull_requests"].items() if v != before["pull_requests"][k]]
    assert len(changed) == touched > 1
    for stream in possible["deletable"]:
        key = min(after[stream])
        github.control("delete", stream=stream, key=key)
        assert key not in truth(github.service.store)[stream]


def test_what_is_possible_is_possible(github: GitHub) -> None:
    possible = github.http.get("/_sandbox/possibilities").get_json()
    github.control("permissions", denied=possible["permissions"])
    assert github.get(ACTIVITY).status_code == 403
    for drift in possible["drifts"]:
        github.control("drift", drifts=[{"kind": "vanished_field", **drift}])


@pytest.mark.parametrize(
    ("action", "body", "named"),
    [
        ("delete", {"stream": "pull_requests", "key": "PR_1"}, "GitHub deletes issues"),
        ("delete", {"stream": "issues", "key": "nothing"}, "there is no nothing"),
        ("touch", {"share": 2}, "share is 2"),
        ("drift", {"drifts": [{"kind": "odd", "field": "state"}]}, "kind must be one of"),
        ("drift", {}, "drifts is missing"),
        ("faults", {"plan": [{"kind": "stall", "seconds": -1}]}, "plan[0].seconds"),
    ],
)
def test_what_cannot_be_done_is_named(
    github: GitHub, action: str, body: dict[str, Any], named: str
) -> None:
    response = github.http.post(f"/_sandbox/{action}", json=body)
    assert response.status_code == 400
    assert named in response.get_json()["error"]
