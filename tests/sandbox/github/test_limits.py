"""The primary limit, the weight limit, and the faults that are planned or drawn."""

import json

import pytest

from sandbox.github.faults import KINDS
from sandbox.github.limits import Limits, LimitsError
from tests.sandbox.github.client import REPOSITORY, GitHub
from tests.sandbox.github.small_world import make_world

QUERY = (
    f"query Few($n: Int = 1) {{ {REPOSITORY} {{ pullRequests(first: $n) {{ nodes {{ id }} }} }} }}"
)
ACTIVITY = "/repos/harbour/checkout/activity"


def test_graphql_without_points_answers_200_with_an_error() -> None:
    github = GitHub(make_world(primary_limit=3, primary_window_seconds=60))
    remaining = [github.post(QUERY).headers["x-ratelimit-remaining"] for _ in range(3)]
    assert remaining == ["2", "1", "0"]
    refused = github.post(QUERY)
    assert refused.status_code == 200
    assert refused.get_json()["errors"][0]["type"] == "RATE_LIMITED"
    assert "data" not in refused.get_json()
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert refused.headers["x-ratelimit-resource"] == "graphql"
    assert int(refused.headers["x-ratelimit-reset"]) == int(github.clock.now) + 60
    github.clock.now += 60
    assert "errors" not in github.answer(QUERY)


def test_rest_without_requests_answers_403() -> None:
    github = GitHub(make_world(primary_limit=2, primary_window_seconds=60))
    assert [github.get(ACTIVITY).status_code for _ in range(3)] == [200, 200, 403]
    refused = github.get(ACTIVITY)
    assert refused.get_json()["message"].startswith("API rate limit exceeded")
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert "retry-after" not in refused.headers
    # The two APIs have a budget each, and asking for it is free.
    limits = github.get("/rate_limit").get_json()["resources"]
    assert (limits["core"]["remaining"], limits["graphql"]["remaining"]) == (0, 2)
    assert "errors" not in github.answer(QUERY)


def test_every_token_has_its_own_budget() -> None:
    github = GitHub(make_world(primary_limit=1))
    assert github.get(ACTIVITY).status_code == 200
    assert github.get(ACTIVITY).status_code == 403
    github.token = "another"
    assert github.get(ACTIVITY).status_code == 200


def test_a_page_too_heavy_is_given_up_on_and_still_costs() -> None:
    github = GitHub(make_world(page_weight_limit=20))
    refused = github.post(QUERY, {"n": 21})
    assert refused.status_code == 502
    assert refused.content_type.startswith("text/html")
    assert "errors" not in github.answer(QUERY, n=20)
    assert github.get("/rate_limit").get_json()["resources"]["graphql"]["used"] == 2


@pytest.mark.parametrize(
    ("kind", "status", "message"),
    [
        ("primary_403", 403, "API rate limit exceeded"),
        ("primary_429", 429, "API rate limit exceeded"),
        ("secondary_403", 403, "secondary rate limit"),
        ("secondary_429", 429, "secondary rate limit"),
        ("unauthorized", 401, "Bad credentials"),
        ("forbidden", 403, "not accessible"),
        ("server_error", 500, "Server Error"),
        ("gateway_timeout", 504, "in time"),
        ("bad_gateway", 502, ""),
        ("bad_gateway_html", 502, "Bad Gateway"),
        ("html", 200, "sign in"),
    ],
)
def test_rest_faults(github: GitHub, kind: str, status: int, message: str) -> None:
    github.control("faults", plan=[{"kind": kind}])
    response = github.get(ACTIVITY)
    assert response.status_code == status
    assert message in response.text
    assert github.get(ACTIVITY).status_code == 200


@pytest.mark.parametrize("status", [403, 429])
@pytest.mark.parametrize("wait", [None, 7])
def test_secondary_limits_with_and_without_retry_after(
    github: GitHub, status: int, wait: int | None
) -> None:
    github.control("faults", plan=[{"kind": f"secondary_{status}", "retry_after": wait}])
    response = github.post(QUERY)
    assert response.status_code == status
    assert response.headers.get("retry-after") == (None if wait is None else "7")
    # What tells it from the primary limit: requests are left.
    assert int(response.headers["x-ratelimit-remaining"]) > 0


@pytest.mark.parametrize("status", [403, 429])
def test_primary_limits_say_when_they_end(github: GitHub, status: int) -> None:
    github.control("faults", plan=[{"kind": f"primary_{status}"}])
    response = github.post(QUERY)
    assert response.status_code == status
    assert response.headers["x-ratelimit-remaining"] == "0"
    assert int(response.headers["x-ratelimit-reset"]) > github.clock.now
    assert "retry-after" not in response.headers


def test_graphql_errors_come_with_status_200(github: GitHub) -> None:
    plan = [
        {"kind": kind} for kind in ("graphql_errors", "primary_200", "secondary_200", "forbidden")
    ]
    github.control("faults", plan=plan)
    wrong, limited, secondary, forbidden = (github.answer(QUERY) for _ in range(4))
    assert wrong["data"] is None
    assert "Something went wrong while executing your query" in wrong["errors"][0]["message"]
    assert limited["errors"][0]["type"] == "RATE_LIMITED"
    assert "secondary rate limit" in secondary["errors"][0]["message"]
    assert forbidden["errors"][0]["type"] == "FORBIDDEN"
    assert "errors" not in github.answer(QUERY)


def test_a_partial_answer_misses_one_record_and_says_so(github: GitHub) -> None:
    github.control("faults", plan=[{"kind": "partial"}])
    answer = github.answer(QUERY, n=3)
    nodes = answer["data"]["repository"]["pullRequests"]["nodes"]
    assert nodes[0] is None
    assert [node["id"] for node in nodes[1:]] == ["PR_2", "PR_3"]
    assert answer["errors"][0]["path"] == ["repository", "pullRequests", "nodes", 0]


def test_damaged_answers(github: GitHub) -> None:
    whole = github.post(QUERY)
    github.control("faults", plan=[{"kind": "malformed"}, {"kind": "truncated"}])
    malformed, truncated = github.post(QUERY), github.post(QUERY)
    assert malformed.status_code == truncated.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        json.loads(malformed.data)
    assert truncated.headers["connection"] == "close"
    assert int(truncated.headers["content-length"]) == len(whole.data) > len(truncated.data)


def test_a_plan_says_which_requests_it_meets(github: GitHub) -> None:
    plan = [
        {"kind": "bad_gateway", "match": "graphql", "after": 1, "count": 2},
        {"kind": "server_error", "match": "/activity"},
        {"kind": "secondary_429", "match": "Few", "after": 1},
    ]
    github.control("faults", plan=plan)
    assert [github.get(ACTIVITY).status_code for _ in range(2)] == [500, 200]
    statuses = [github.post(QUERY, operation="Few").status_code for _ in range(5)]
    assert statuses == [200, 502, 502, 429, 200]


def test_a_new_plan_replaces_the_old_one(github: GitHub) -> None:
    github.control("faults", plan=[{"kind": "bad_gateway", "count": 99}])
    github.control("faults", plan=[])
    assert github.get(ACTIVITY).status_code == 200


def test_faults_by_chance_depend_on_the_seed_only() -> None:
    def statuses() -> list[int]:
        github = GitHub(make_world(random_faults={"bad_gateway": 0.2, "server_error": 0.1}))
        return [github.get(ACTIVITY).status_code for _ in range(200)]

    drawn = statuses()
    assert drawn == statuses()
    assert 20 <= drawn.count(502) <= 60
    assert 8 <= drawn.count(500) <= 35


@pytest.mark.parametrize(
    ("limits", "named"),
    [
        ({"page_weight": 1}, "limits.page_weight is unknown"),
        ({"primary_limit": 0}, "limits.primary_limit"),
        ({"primary_window_seconds": True}, "limits.primary_window_seconds"),
        ({"random_faults": {"flood": 0.1}}, "limits.random_faults.flood"),
        ({"random_faults": {"html": 2}}, "limits.random_faults.html"),
        ({"random_faults": ["html"]}, "limits.random_faults must"),
    ],
)
def test_limits_that_cannot_be_are_named(limits: dict[str, object], named: str) -> None:
    with pytest.raises(LimitsError, match=named):
        Limits.read(limits)


def test_limits_have_githubs_defaults() -> None:
    assert Limits.read({}) == Limits(page_weight_limit=None, primary_limit=5000)
    assert Limits.read({"page_weight_limit": None}).page_weight_limit is None


PAGE = f"""{{ {REPOSITORY} {{ issues(first: 3) {{
  pageInfo {{ hasNextPage }} nodes {{ id }} }} }} }}"""


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_fault_spoils_a_graphql_answer(github: GitHub, kind: str) -> None:
    def seen() -> tuple[int, bytes, str | None]:
        response = github.post(PAGE)
        return response.status_code, response.data, response.headers.get("date")

    whole = seen()
    github.control("faults", plan=[{"kind": kind}])
    assert seen() != whole
    assert seen() == whole
