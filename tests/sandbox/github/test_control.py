"""The control endpoints: counts, changes, and one clear error for what cannot be done."""

from typing import Any

import pytest

from tests.sandbox.github.client import REPOSITORY, GitHub
from tests.sandbox.github.small_world import make_world

COUNTS = f"""{{ {REPOSITORY} {{
  issues(first: 1) {{ totalCount }}
  releases(first: 1) {{ totalCount }}
  deployments(first: 1) {{ totalCount }}
}} }}"""
UPDATED = f"""query Updated {{ {REPOSITORY} {{ pullRequests(first: 100) {{
  nodes {{ number updatedAt reviews(last: 1) {{
    totalCount nodes {{ id author {{ login }} submittedAt }} }} }} }} }} }}"""


def test_requests_are_counted_by_operation(github: GitHub) -> None:
    github.post("query Some { id }", operation="Some")
    github.post("{ id }")
    github.get("/repos/harbour/checkout/actions/runs/3001/jobs")
    github.get("/repositories/801/activity")
    github.get("/nothing/here")
    seen = github.http.get("/_sandbox/requests").get_json()
    assert seen["total"] == 5
    assert seen["by_operation"] == {
        "Some": 1,
        "anonymous": 1,
        "GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs": 1,
        "GET /repos/{owner}/{repo}/activity": 1,
        "GET /nothing/here": 1,
    }
    assert seen["by_status"] == {"200": 4, "404": 1}
    log = github.http.get("/_sandbox/requests/log").get_json()
    assert [entry["status"] for entry in log] == [200, 200, 200, 200, 404]
    github.http.post("/_sandbox/requests/reset")
    assert github.http.get("/_sandbox/requests").get_json()["total"] == 0


def test_a_refused_request_counts(github: GitHub) -> None:
    github.control("faults", plan=[{"kind": "bad_gateway"}])
    github.post("{ id }")
    github.token = "revoked"
    github.post("{ id }")
    seen = github.http.get("/_sandbox/requests").get_json()
    assert seen["by_status"] == {"401": 1, "502": 1}


def _updated(github: GitHub) -> dict[int, dict[str, Any]]:
    nodes = github.data(UPDATED)["repository"]["pullRequests"]["nodes"]
    return {node["number"]: node for node in nodes}


def test_touch_reviews_a_share_now_and_the_same_each_time(github: GitHub) -> None:
    before = _updated(github)
    touched = github.control("touch", repository="harbour/checkout", share=0.1)["touched"]
    assert len(touched) == 4
    after = _updated(github)
    assert [number for number in after if after[number] != before[number]] == touched
    for number in touched:
        assert after[number]["updatedAt"] == "2025-06-30T12:00:00Z"
        assert after[number]["reviews"]["totalCount"] == before[number]["reviews"]["totalCount"] + 1
        assert after[number]["reviews"]["nodes"][0]["submittedAt"] == "2025-06-30T12:00:00Z"
    again = GitHub(make_world()).control("touch", repository="harbour/checkout", share=0.1)
    assert again["touched"] == touched
    node_id = after[touched[0]]["reviews"]["nodes"][0]["id"]
    assert github.data(f'{{ node(id: "{node_id}") {{ id }} }}')["node"] == {"id": node_id}


def test_nobody_reviews_their_own_change(github: GitHub) -> None:
    github.control("touch", repository="harbour/checkout", share=1)
    reviewers = {n["reviews"]["nodes"][0]["author"]["login"] for n in _updated(github).values()}
    assert reviewers <= {"ben", "cleo", "ada"}
    assert _updated(github)[1]["reviews"]["nodes"][0]["author"]["login"] != "ada"


@pytest.mark.parametrize(
    ("kind", "name", "field"),
    [
        ("issue", {"number": 503}, "issues"),
        ("issue", {"id": "I_4"}, "issues"),
        ("release", {"id": "RE_2"}, "releases"),
        ("deployment", {"id": 6003}, "deployments"),
    ],
)
def test_delete(github: GitHub, kind: str, name: dict[str, Any], field: str) -> None:
    before = github.data(COUNTS)["repository"]
    github.control("delete", repository="harbour/checkout", kind=kind, **name)
    after = github.data(COUNTS)["repository"]
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {field}
    assert after[field]["totalCount"] == before[field]["totalCount"] - 1
    if isinstance(name.get("id"), str):
        assert github.refusal(f'{{ node(id: "{name["id"]}") {{ id }} }}')["type"] == "NOT_FOUND"


def test_shift_touches_one_record_after_every_n_pages(github: GitHub) -> None:
    github.control("shift", every=3)
    counts = []
    for _ in range(7):
        github.get("/repos/harbour/checkout/activity")
        current = github.service.store.repository("harbour/checkout")
        assert current is not None
        reviews = [len(p.reviews) for p in current.pull_requests.records.values()]
        counts.append(sum(reviews))
    assert [count - counts[0] for count in counts] == [0, 0, 1, 1, 1, 2, 2]


def test_the_current_state_is_a_world_again(github: GitHub) -> None:
    assert github.service.store.current() == make_world()
    github.control("delete", repository="harbour/checkout", kind="issue", number=501)
    current = github.service.store.current().repository("harbour/checkout")
    assert current is not None
    assert len(current.issues) == 29


@pytest.mark.parametrize(
    ("action", "body", "named"),
    [
        ("touch", {}, "repository is missing"),
        ("touch", {"repository": "harbour/nope"}, "harbour/checkout"),
        ("touch", {"repository": "harbour/checkout", "share": 0}, "share is 0"),
        ("touch", {"repository": "harbour/checkout", "share": "all"}, "share is 'all'"),
        ("delete", {"repository": "harbour/checkout", "kind": "team"}, "kind is 'team'"),
        ("delete", {"repository": "harbour/checkout", "kind": "issue", "number": 1}, "number 1"),
        ("shift", {"every": "two"}, "every is 'two'"),
        ("shift", {"every": -1}, "every is -1"),
        ("faults", {"plan": [{"kind": "flood"}]}, "plan[0].kind"),
        ("faults", {"plan": [{"kind": "html", "counts": 3}]}, "counts"),
        ("faults", {"plan": [{"kind": "html", "count": 0}]}, "plan[0].count"),
        ("faults", {"plan": "html"}, "must be a list"),
        ("faults", {"plan": [], "random": {"html": 7}}, "random_faults.html"),
        ("permissions", {"denied": ["everything"]}, "denied must be"),
        ("permissions", [], "JSON object"),
    ],
)
def test_what_cannot_be_done_is_named(
    github: GitHub, action: str, body: object, named: str
) -> None:
    response = github.http.post(f"/_sandbox/{action}", json=body)
    assert response.status_code == 400
    assert named in response.get_json()["error"]
