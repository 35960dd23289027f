"""REST: answers are what GitHub's OpenAPI description says, and pages lead to every record."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

import sandbox
from sandbox.scenario import load
from sandbox.simulation import build_world
from sandbox.world import World
from tests.official.descriptions import answer_errors, openapi, operation
from tests.sandbox.github.client import GitHub
from tests.sandbox.github.small_world import AS_OF, START, make_world, sha

SCENARIOS = Path(sandbox.__file__).with_name("scenarios")
REPOSITORY = "/repos/harbour/checkout"
RUNS = f"{REPOSITORY}/actions/runs"
ADDRESSES = [
    "/rate_limit",
    REPOSITORY,
    f"{REPOSITORY}/activity",
    f"{REPOSITORY}/activity?direction=asc&per_page=2&activity_type=pr_merge&time_period=year",
    f"{REPOSITORY}/activity?direction=sideways",
    f"{RUNS}?per_page=2&page=2&branch=main&status=success",
    f"{RUNS}/3001/jobs?filter=all",
    f"{RUNS}/3001/attempts/1",
    f"{RUNS}/3001/attempts/1/jobs?per_page=1",
    f"{RUNS}/3001/attempts/9/jobs",
    "/repos/harbour/empty",
    "/repos/harbour/empty/actions/runs",
    "/repos/harbour/nowhere",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_address_and_answer_are_as_described(github: GitHub, address: str) -> None:
    parts = urlsplit(address)
    found = operation("GET", parts.path)
    assert found is not None, f"{parts.path} is not described"
    template, description = found
    names = {_resolved(parameter)["name"] for parameter in description.get("parameters", [])}
    assert {name for name, _ in parse_qsl(parts.query)} <= names
    response = github.get(address)
    assert answer_errors(template, "GET", response.status_code, response.get_json()) == []


def _resolved(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    found: Any = openapi()
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    resolved: dict[str, Any] = found
    return resolved


@pytest.mark.parametrize(
    ("token", "kind", "status"),
    [
        ("revoked", None, 401),
        ("no-access", None, 403),
        ("good", "primary_403", 403),
        ("good", "primary_429", 429),
        ("good", "secondary_403", 403),
        ("good", "secondary_429", 429),
        ("good", "server_error", 500),
    ],
)
def test_every_refusal_is_a_basic_error(token: str, kind: str | None, status: int) -> None:
    github = GitHub(make_world(), token)
    if kind is not None:
        github.control("faults", plan=[{"kind": kind}])
    response = github.get(f"{REPOSITORY}/activity")
    assert response.status_code == status
    body = response.get_json()
    assert set(body) == {"message", "documentation_url", "status"}
    assert body["status"] == str(status)
    # The same shape as the one refusal that this address is described with.
    assert answer_errors("/repos/{owner}/{repo}", "GET", 404, body) == []


@pytest.mark.parametrize("list_", ["activity", "actions/runs"])
def test_answers_about_a_simulated_world_are_as_described(list_: str) -> None:
    world = build_world(load(SCENARIOS / "small.yml"))
    github = GitHub(world)
    for repository in world.repositories:
        response = github.get(f"/repos/{repository.full_name}/{list_}")
        body = response.get_json()
        assert answer_errors(f"/repos/{{owner}}/{{repo}}/{list_}", "GET", 200, body) == []


def test_a_wrong_answer_is_found(github: GitHub) -> None:
    body = github.get(RUNS).get_json()
    body["workflow_runs"][0]["run_number"] = "one"
    del body["total_count"]
    errors = answer_errors("/repos/{owner}/{repo}/actions/runs", "GET", 200, body)
    assert any("total_count" in error for error in errors)
    assert any("'one'" in error for error in errors)


def _walk(github: GitHub, address: str, key: str | None = None) -> list[Any]:
    found: list[Any] = []
    while address:
        response = github.get(address)
        assert response.status_code == 200
        body = response.get_json()
        found += body if key is None else body[key]
        address = _links(response.headers.get("link", "")).get("next", "")
    return found


def _links(header: str) -> dict[str, str]:
    return {name: url for url, name in re.findall(r'<([^>]+)>; rel="(\w+)"', header)}


def test_activity_leads_to_every_push_newest_first(github: GitHub) -> None:
    found = _walk(github, f"{REPOSITORY}/activity?per_page=7")
    assert [push["id"] for push in found] == list(range(9030, 9000, -1))
    assert found[0]["after"] == sha("main-30")
    assert found[0]["timestamp"] == "2025-02-05T14:00:00Z"
    assert found[0]["actor"] is None
    assert found[1]["actor"]["login"] == "ada"


def test_activity_leads_back(github: GitHub) -> None:
    second = _links(github.get(f"{REPOSITORY}/activity?per_page=10").headers["link"])["next"]
    back = _links(github.get(second).headers["link"])["prev"]
    ids = [push["id"] for push in github.get(back).get_json()]
    assert ids == list(range(9030, 9020, -1))


def test_links_name_the_repository_by_number(github: GitHub) -> None:
    link = _links(github.get(f"{REPOSITORY}/activity?per_page=10").headers["link"])["next"]
    assert urlsplit(link).path == "/repositories/801/activity"
    assert github.get("/repositories/1/activity").status_code == 404


def test_activity_can_be_limited(github: GitHub) -> None:
    assert _walk(github, f"{REPOSITORY}/activity?ref=refs/heads/other") == []
    assert len(_walk(github, f"{REPOSITORY}/activity?ref=main&actor=ada")) == 15
    assert _walk(github, f"{REPOSITORY}/activity?time_period=day") == []
    assert _walk(github, f"{REPOSITORY}/activity?activity_type=force_push") == []


@pytest.mark.parametrize("query", ["direction=up", "activity_type=pull", "after=nonsense"])
def test_activity_refuses_what_cannot_be(github: GitHub, query: str) -> None:
    response = github.get(f"{REPOSITORY}/activity?{query}")
    assert response.status_code == 422
    assert query.partition("=")[0] in response.get_json()["errors"][0]


def test_runs_lead_to_every_run(github: GitHub) -> None:
    found = _walk(github, f"{RUNS}?per_page=7", "workflow_runs")
    assert [run["id"] for run in found] == list(range(3030, 3000, -1))
    assert github.get(RUNS).get_json()["total_count"] == 30


def test_run_pages_link_in_both_directions(github: GitHub) -> None:
    links = _links(github.get(f"{RUNS}?per_page=7&page=2").headers["link"])
    pages = {name: dict(parse_qsl(urlsplit(url).query))["page"] for name, url in links.items()}
    assert pages == {"first": "1", "prev": "1", "next": "3", "last": "5"}


@pytest.mark.parametrize(
    ("created", "count"),
    [
        ("2025-01-10", 1),
        ("2025-01-10..2025-01-12", 3),
        ("2025-01-10T08:00:00Z..2025-01-12T07:59:59Z", 2),
        ("2025-01-10T08:00:01%2B00:00..*", 26),
        ("*..2025-01-10", 4),
        (">=2025-01-10", 27),
        (">2025-01-10", 26),
        ("<=2025-01-10", 4),
        ("<2025-01-10", 3),
    ],
)
def test_runs_created_within(github: GitHub, created: str, count: int) -> None:
    assert github.get(f"{RUNS}?created={created}").get_json()["total_count"] == count


def test_runs_refuse_a_range_that_is_none(github: GitHub) -> None:
    assert github.get(f"{RUNS}?created=lately").status_code == 422


def _busy_world(count: int) -> World:
    """`count` runs, one a minute, in the first repository."""
    world = make_world(1)
    busy, *others = world.repositories
    run = busy.workflow_runs[0]
    runs = tuple(
        replace(run, database_id=n, node_id=f"R_{n}", created_at=START + timedelta(minutes=n))
        for n in range(1, count + 1)
    )
    return replace(world, repositories=(replace(busy, workflow_runs=runs), *others))


def test_a_search_shows_a_thousand_runs_at_most() -> None:
    github = GitHub(_busy_world(1103))
    found = _walk(github, f"{RUNS}?per_page=100&created=>=2025-01-01", "workflow_runs")
    assert len(found) == 1000
    assert github.get(f"{RUNS}?created=>=2025-01-01&per_page=100&page=11").get_json() == {
        "total_count": 1103,
        "workflow_runs": [],
    }
    assert len(_walk(github, f"{RUNS}?per_page=100", "workflow_runs")) == 1103


def test_jobs_of_the_latest_and_of_every_attempt(github: GitHub) -> None:
    latest = github.get(f"{RUNS}/3001/jobs").get_json()
    everything = github.get(f"{RUNS}/3001/jobs?filter=all").get_json()
    first = github.get(f"{RUNS}/3001/attempts/1/jobs").get_json()
    assert [(j["run_attempt"], j["conclusion"]) for j in latest["jobs"]] == [(2, "success")]
    assert [j["run_attempt"] for j in everything["jobs"]] == [1, 2]
    assert [(j["run_attempt"], j["conclusion"]) for j in first["jobs"]] == [(1, "failure")]
    assert github.get(f"{RUNS}/99/jobs").status_code == 404
    assert github.get(f"{RUNS}/3001/jobs?filter=some").status_code == 422


def test_a_run_in_each_of_its_attempts(github: GitHub) -> None:
    first, latest = (github.get(f"{RUNS}/3001/attempts/{n}").get_json() for n in (1, 2))
    listed = next(r for r in github.get(RUNS).get_json()["workflow_runs"] if r["id"] == 3001)
    assert latest == listed
    assert (first["run_attempt"], first["conclusion"]) == (1, "failure")
    assert first["created_at"] == latest["created_at"]
    assert first["updated_at"] < latest["updated_at"]
    for number in (0, 3):
        assert github.get(f"{RUNS}/3001/attempts/{number}").status_code == 404


def test_page_size_is_bounded(github: GitHub) -> None:
    assert len(github.get(f"{RUNS}?per_page=none").get_json()["workflow_runs"]) == 30
    assert len(github.get(f"{RUNS}?per_page=0").get_json()["workflow_runs"]) == 30
    assert (
        len(GitHub(_busy_world(150)).get(f"{RUNS}?per_page=500").get_json()["workflow_runs"]) == 100
    )


def test_an_unchanged_answer_costs_nothing(github: GitHub) -> None:
    first = github.get(f"{REPOSITORY}/activity")
    again = github.get(f"{REPOSITORY}/activity", {"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["x-ratelimit-used"] == first.headers["x-ratelimit-used"] == "1"
    other = github.get(
        f"{REPOSITORY}/activity?per_page=1", {"if-none-match": first.headers["etag"]}
    )
    assert other.status_code == 200


def test_a_bot_is_named_as_rest_names_it(github: GitHub) -> None:
    world = make_world(1)
    bot = world.accounts[-1]
    busy, *others = world.repositories
    push = replace(busy.pushes[0], actor=bot)
    changed = replace(world, repositories=(replace(busy, pushes=(push,)), *others))
    actor = GitHub(changed).get(f"{REPOSITORY}/activity").get_json()[0]["actor"]
    assert (actor["login"], actor["type"]) == ("renovate[bot]", "Bot")


def test_enterprise_addresses_lead_to_the_same_records(github: GitHub) -> None:
    response = github.get("/api/v3/repos/harbour/checkout/activity?per_page=10")
    assert len(response.get_json()) == 10
    assert urlsplit(_links(response.headers["link"])["next"]).path == (
        "/api/v3/repositories/801/activity"
    )
    body = {"query": "{ viewer { login } }"}
    graphql = github.http.post("/api/graphql", json=body, headers={"authorization": "token x"})
    assert graphql.get_json() == {"data": {"viewer": {"login": "sandbox-reader"}}}


def test_repository_counts_what_is_open(github: GitHub) -> None:
    body = github.get(REPOSITORY).get_json()
    assert body["open_issues_count"] == 10 + 3
    assert body["updated_at"] == AS_OF.strftime("%Y-%m-%dT%H:%M:%SZ")
