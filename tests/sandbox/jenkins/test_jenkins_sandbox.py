"""The sandboxed Jenkins: its tree, its caps, its refusals, and what it is derived from."""

from __future__ import annotations

import base64
from functools import cache
from typing import Any
from urllib.parse import quote, unquote

import pytest
from werkzeug.test import TestResponse

from sandbox.jenkins import TOOL, tree
from sandbox.jenkins.derivation import derive
from sandbox.kit.service import Hosting
from tests.extract.sources.served_tool import small_world

SMOKE = "/job/atlas/job/Smoke%20test"


def header(token: str = "sandbox") -> dict[str, str]:  # noqa: S107 - no secret
    pair = base64.b64encode(f"reader:{token}".encode()).decode()
    return {"authorization": f"Basic {pair}"}


@cache
def client() -> Any:
    return TOOL.create(small_world(), Hosting()).test_client()


def get(path: str, query: str | None = None, token: str = "sandbox") -> TestResponse:  # noqa: S107
    address = f"{path}/api/json" + (f"?tree={quote(query)}" if query else "")
    answer: TestResponse = client().get(address, headers=header(token))
    return answer


def test_a_tree_selects_fields_and_half_open_ranges() -> None:
    record = {"_class": "c", "a": [{"b": n, "x": 0} for n in range(5)], "y": None}
    for text, expected in {
        "a[b]{1,3}": [1, 2],
        "a[b]{,2}": [0, 1],
        "a[b]{3,}": [3, 4],
        "a[b]{4}": [4],
        "a[b]{9,12}": [],
    }.items():
        found = tree.select(record, tree.parse(text))
        assert found == {"_class": "c", "a": [{"b": n} for n in expected]}, text
    assert tree.select(record, tree.parse("y,z")) == {"_class": "c", "y": None}
    assert tree.select(record, tree.parse("a[*]{0,1}"))["a"] == [{"b": 0, "x": 0}]


@pytest.mark.parametrize("text", ["", "a[", "a[b", "a{x}", "a]", "a,,b", "a[b]{1,2"])
def test_what_is_no_tree_is_refused(text: str) -> None:
    with pytest.raises(tree.TreeError):
        tree.parse(text)
    if text:
        assert get("", text).status_code == 400


def test_builds_are_the_newest_hundred_and_all_builds_must_be_named() -> None:
    builds = get(SMOKE, "builds[number],allBuilds[number]").get_json()
    assert len(builds["builds"]) == 100 < len(builds["allBuilds"])
    assert builds["builds"] == builds["allBuilds"][:100]
    plain = get(SMOKE).get_json()
    assert "allBuilds" not in plain
    assert len(plain["builds"]) == 100
    numbers = [build["number"] for build in builds["allBuilds"]]
    assert numbers == sorted(numbers, reverse=True)


def test_a_branch_with_a_slash_is_escaped_twice() -> None:
    jobs = get("/job/atlas/job/checkout", "jobs[name,url]").get_json()["jobs"]
    name = next(job["name"] for job in jobs if "%2F" in job["name"])
    found = get(f"/job/atlas/job/checkout/job/{quote(name)}", "name,lastBuild[number]")
    assert found.get_json()["name"] == name
    assert get(f"/job/atlas/job/checkout/job/{name}").status_code == 404
    assert all(job["url"].startswith("https://jenkins.internal.example/") for job in jobs)


def test_a_build_is_found_by_its_number() -> None:
    assert get(f"{SMOKE}/3", "number,result").get_json()["number"] == 3
    assert get(f"{SMOKE}/99999", "number").status_code == 404
    assert get("/view/all").status_code == 404


def test_refusals_are_pages_that_say_why_in_headers() -> None:
    invalid = get("", token="revoked")
    assert (invalid.status_code, invalid.mimetype) == (401, "text/html")
    anonymous = client().get("/api/json")
    assert anonymous.status_code == 403
    assert anonymous.headers["X-You-Are-Authenticated-As"] == "anonymous"
    assert get("", token="without-overall").headers["X-Required-Permission"]
    assert get("", "jobs[name]", token="without-jobs").get_json()["jobs"] == []
    assert get(SMOKE, token="without-jobs").status_code == 404


def test_builds_have_the_commits_and_verdicts_of_the_workflow_runs() -> None:
    root = derive(small_world())
    runs = {
        (run.head_sha, run.head_branch): run
        for repository in small_world().repositories
        for run in repository.workflow_runs
    }
    compared = 0
    latest = small_world().as_of.timestamp() * 1000
    for job in root.all_inside():
        assert [build.number for build in job.builds] == list(range(1, len(job.builds) + 1))
        assert all(build.milliseconds + build.duration <= latest for build in job.builds)
        for build in job.builds:
            if job.parent is None or "%2F" not in job.name or build.result == "ABORTED":
                continue
            run = runs[build.checkouts[-1].commit_sha, unquote(job.name)]
            last = build.number == len(job.builds)
            if last and run.conclusion is not None:
                assert (build.result == "SUCCESS") == (run.conclusion == "success")
                compared += 1
    assert compared > 20


def test_the_same_seed_gives_the_same_bytes() -> None:
    one, other = (
        TOOL.create(small_world(), Hosting()).test_client().get("/_sandbox/records").data
        for _ in range(2)
    )
    assert one == other
