"""The sandboxed SonarQube: paging and its caps, filters, refusals, and what it is derived from."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from werkzeug.test import TestResponse

from sandbox.kit.service import Hosting
from sandbox.sonarqube import TOOL
from sandbox.sonarqube.derivation import derive, last_free_instant
from tests.extract.sources.served_tool import small_world

CHECKOUT = "harbour:checkout"


@cache
def client() -> Any:
    return TOOL.create(small_world(), Hosting()).test_client()


def get(path: str, token: str = "sandbox", **asked: Any) -> TestResponse:  # noqa: S107 - no secret
    headers = {"authorization": f"Bearer {token}"}
    answer: TestResponse = client().get(f"/api/{path}", query_string=asked, headers=headers)
    return answer


def message(answer: TestResponse) -> str:
    (error,) = answer.get_json()["errors"]
    return str(error["msg"])


def test_pages_make_up_the_list() -> None:
    whole = get("project_analyses/search", project=CHECKOUT, ps=500).get_json()
    assert whole["paging"] == {"pageIndex": 1, "pageSize": 500, "total": len(whole["analyses"])}
    pages = [
        get("project_analyses/search", project=CHECKOUT, ps=10, p=page).get_json()["analyses"]
        for page in range(1, len(whole["analyses"]) // 10 + 2)
    ]
    assert [analysis for page in pages for analysis in page] == whole["analyses"]
    dates = [analysis["date"] for analysis in whole["analyses"]]
    assert all(date.endswith("+0200") for date in dates)
    assert dates == sorted(dates, reverse=True)


def test_history_is_oldest_first_and_its_pages_count_analyses() -> None:
    found = get(
        "measures/search_history", component=CHECKOUT, metrics="ncloc,new_coverage", ps=5
    ).get_json()
    assert [measure["metric"] for measure in found["measures"]] == ["ncloc", "new_coverage"]
    ncloc, new = (measure["history"] for measure in found["measures"])
    assert len(ncloc) == len(new) == 5 < found["paging"]["total"]
    assert [point["date"] for point in ncloc] == sorted(point["date"] for point in ncloc)
    assert "value" not in new[0], "nothing is new in the first analysis"


def test_from_and_to_are_both_included() -> None:
    analyses = get("project_analyses/search", project=CHECKOUT, ps=500).get_json()["analyses"]
    first, last = analyses[8]["date"], analyses[5]["date"]
    found = get("project_analyses/search", project=CHECKOUT, **{"from": first, "to": last})
    assert found.get_json()["analyses"] == analyses[5:9]


@pytest.mark.parametrize(
    ("path", "asked", "status", "said"),
    [
        ("components/search_projects", {"ps": 501}, 400, "'ps' value (501) must be less than 500"),
        (
            "components/search_projects",
            {"ps": 500, "p": 21},
            400,
            "Can return only the first 10000 results. 10500th result asked.",
        ),
        ("components/show", {"component": "x"}, 404, "Component key 'x' not found"),
        ("components/show", {}, 400, "The 'component' parameter is missing"),
        (
            "measures/search_history",
            {"component": CHECKOUT, "metrics": "nonsense"},
            400,
            "Metrics nonsense are not found",
        ),
        (
            "measures/component_tree",
            {"component": CHECKOUT, "metricKeys": "nonsense"},
            404,
            "The following metric keys are not found: nonsense",
        ),
        ("project_analyses/search", {"project": CHECKOUT, "from": "soon"}, 400, "Date 'soon'"),
        ("nothing", {}, 404, "Unknown url"),
    ],
)
def test_refusals_have_the_servers_words(
    path: str, asked: dict[str, Any], status: int, said: str
) -> None:
    answer = get(path, **asked)
    assert answer.status_code == status
    assert message(answer).startswith(said)


def test_without_a_permission_projects_are_not_there_or_refused() -> None:
    assert get("metrics/search", token="revoked").status_code == 401
    hidden = get("components/search_projects", token="without-browse").get_json()
    assert (hidden["components"], hidden["paging"]["total"]) == ([], 0)
    refused = get("project_analyses/search", token="without-browse", project=CHECKOUT)
    assert (refused.status_code, message(refused)) == (403, "Insufficient privileges")


def test_files_are_those_of_the_changes_without_tests() -> None:
    asked = {"component": CHECKOUT, "metricKeys": "ncloc,coverage", "ps": 500}
    files = get("measures/component_tree", **asked, qualifiers="FIL").get_json()["components"]
    everything = get("measures/component_tree", **asked).get_json()
    assert 0 < len(files) < everything["paging"]["total"]
    assert {file["qualifier"] for file in files} == {"FIL"}
    assert {file["qualifier"] for file in everything["components"]} == {"FIL", "UTS"}
    repository = small_world().repository("harbour/checkout")
    assert repository is not None
    changed = {file.path for change in repository.pull_requests for file in change.files}
    assert {file["path"] for file in files} <= changed


def test_analyses_are_of_the_default_branch_and_numbers_agree() -> None:
    world = small_world()
    for service in world.directory.services:
        project = derive(world)[f"harbour:{service.service_id}"]
        repository = world.repository(service.repository)
        assert repository is not None
        assert {a.revision for a in project.analyses} <= {c.sha for c in repository.commits}
        times = [analysis.at for analysis in project.analyses]
        assert times == sorted(set(times))
        assert times[-1] < last_free_instant(world)
        coverages = [float(analysis.values["coverage"]) for analysis in project.analyses]
        steps = [abs(b - a) for a, b in pairwise(coverages)]
        assert max(steps) < 8, "coverage varies slowly"
    assert derive(world)["harbour:attic"].analyses == []


def test_the_same_seed_gives_the_same_bytes() -> None:
    one, other = (
        TOOL.create(small_world(), Hosting()).test_client().get("/_sandbox/records").data
        for _ in range(2)
    )
    assert one == other
