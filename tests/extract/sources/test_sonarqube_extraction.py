"""Whole runs against the sandbox's SonarQube: what lands, what changes, what vanishes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from extract.core.errors import AuthenticationError, NotFoundError
from extract.sources.sonarqube import SONARQUBE
from extract.sources.sonarqube import client as sonarqube_client
from extract.sources.sonarqube import project as sonarqube_project
from sandbox.sonarqube import TOOL
from sandbox.sonarqube.records import Project
from sandbox.sonarqube.store import SonarqubeStore
from tests.extract.sources.served_tool import Killed, ServedTool, killing, serving

CANARY = "canary-token-5f2c"
CHECKOUT = "harbour:checkout"


@pytest.fixture
def sonarqube(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    with serving(TOOL, SONARQUBE, tmp_path / "home", monkeypatch) as served:
        yield served


def projects(sonarqube: ServedTool) -> dict[str, Project]:
    store = sonarqube.service.store
    assert isinstance(store, SonarqubeStore)
    return store.projects


def paths(sonarqube: ServedTool) -> list[str]:
    return [request["path"].rpartition("/")[2] for request in sonarqube.requests()]


def test_everything_of_the_server_lands(sonarqube: ServedTool) -> None:
    result = sonarqube.extract()
    assert (result.problems, sonarqube.differences()) == ([], [])
    assert sonarqube.rows("quarantine") == {}
    assert {entry["status"] for entry in sonarqube.log().values()} == {"complete"}
    for (stream, scope), entry in sonarqube.log().items():
        if entry["expected_count"] is not None:
            assert entry["expected_count"] == entry["known_count"], (stream, scope)
    counted = {stream for (stream, _), e in sonarqube.log().items() if e["expected_count"]}
    assert counted == {"projects", "analyses", "file_measures"}


def test_values_and_words(sonarqube: ServedTool) -> None:
    sonarqube.extract()
    measures = sonarqube.rows("measures").values()
    levels = {row["level"] for row in measures if row["metric"] == "alert_status"}
    assert levels == {"OK", "ERROR"}
    assert all((row["value"] is None) == (row["metric"] == "alert_status") for row in measures)
    covered = [row for row in sonarqube.rows("file_measures").values() if row["lines_to_cover"]]
    assert covered
    for row in covered:
        share = 100 * (1 - row["uncovered_lines"] / row["lines_to_cover"])
        assert row["coverage_percent"] == pytest.approx(share, abs=0.06)
    everything = str(sonarqube.live())
    for word in ("Coverage on New Code", "Attic", "Failed"):
        assert word not in everything
    categories = {row["event_categories"] for row in sonarqube.rows("analyses").values()}
    assert "QUALITY_GATE" in categories


def test_a_second_run_only_lists(sonarqube: ServedTool) -> None:
    sonarqube.extract()
    before = sonarqube.live()
    sonarqube.requests()
    assert sonarqube.extract().landed_rows == {}
    assert paths(sonarqube) == ["search", "search_projects"]
    assert sonarqube.live() == before
    assert len(sonarqube.log()) == len(sonarqube.log(0))


def test_a_new_analysis_is_read_and_nothing_old(sonarqube: ServedTool) -> None:
    sonarqube.extract()
    sonarqube.control("touch", share=0.01)
    sonarqube.requests()
    landed = sonarqube.extract().landed_rows
    assert (landed["analyses"], landed["projects"], landed["file_measures"]) == (1, 1, 1)
    assert sonarqube.differences() == []
    asked = [request["query"] for request in sonarqube.requests() if "project_" in request["path"]]
    assert [set(query) for query in asked] == [{"project", "from", "p", "ps"}]


def test_lists_of_many_pages_are_read_to_their_end(
    sonarqube: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sonarqube_project, "_PAGE", 7)
    monkeypatch.setattr(sonarqube_project, "_HISTORY_PAGE", 9)
    sonarqube.extract()
    assert sonarqube.differences() == []
    assert paths(sonarqube).count("component_tree") > 20


def test_a_list_that_changes_while_it_is_read_is_read_again(
    sonarqube: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sonarqube_project, "_PAGE", 30)
    sonarqube.control("shift", every=1)
    sonarqube.extract()
    sonarqube.control("shift", every=None)
    sonarqube.extract()
    assert sonarqube.differences() == []


def test_files_that_are_gone_are_buried(sonarqube: ServedTool) -> None:
    sonarqube.extract()
    key = min(sonarqube.rows("file_measures"))
    sonarqube.control("delete", stream="file_measures", key=key)
    sonarqube.extract()
    assert key not in sonarqube.rows("file_measures")
    assert sonarqube.differences() == []


def test_a_deleted_project_keeps_its_history(sonarqube: ServedTool) -> None:
    sonarqube.extract()
    analyses = sonarqube.rows("analyses")
    sonarqube.control("delete", stream="projects", key=CHECKOUT)
    sonarqube.extract()
    assert CHECKOUT not in sonarqube.rows("projects")
    assert sonarqube.rows("analyses") == analyses
    assert sonarqube.differences() == []


def test_what_housekeeping_thins_out_stays_landed(sonarqube: ServedTool) -> None:
    sonarqube.extract()
    count = len(sonarqube.rows("measures"))
    store = sonarqube.service.store
    assert isinstance(store, SonarqubeStore)
    store.thin_out(CHECKOUT, 2)
    sonarqube.control("touch", share=1.0)
    sonarqube.extract()
    assert len(sonarqube.rows("measures")) > count
    assert sonarqube.differences() == []


def test_projects_out_of_sight_are_not_taken_for_deleted(sonarqube: ServedTool) -> None:
    sonarqube.extract()
    before = sonarqube.live()
    sonarqube.control("permissions", denied=["browse"])
    (problem,) = sonarqube.extract().problems
    assert "lost permission" in problem
    assert sonarqube.live() == before
    assert {entry["failure"] for entry in sonarqube.log().values()} == {"visibility"}
    assert sonarqube.log().keys() == sonarqube.log(0).keys()


def test_a_project_that_may_not_be_read_does_not_stop_the_others(sonarqube: ServedTool) -> None:
    sonarqube.faults({"kind": "forbidden", "match": "search_history"})
    (problem,) = sonarqube.extract().problems
    assert problem.endswith(": SonarQube: Insufficient privileges")
    failed = [key for key, e in sonarqube.log().items() if e["failure"] == "permission"]
    assert {stream for stream, _ in failed} == {"analyses", "measures", "file_measures"}
    sonarqube.extract()
    assert sonarqube.differences() == []


def test_only_the_projects_asked_for_are_read(
    sonarqube: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SONARQUBE_PROJECTS", f"{CHECKOUT},harbour:attic")
    sonarqube.extract()
    assert sonarqube.rows("projects").keys() == {CHECKOUT, "harbour:attic"}
    assert {row["project_key"] for row in sonarqube.rows("measures").values()} == {CHECKOUT}
    monkeypatch.setenv("SONARQUBE_PROJECTS", "harbour:nothing")
    with pytest.raises(NotFoundError, match="SONARQUBE_PROJECTS names harbour:nothing"):
        sonarqube.extract()


def test_since_leaves_out_what_is_older(sonarqube: ServedTool) -> None:
    since = datetime(2026, 5, 1, tzinfo=UTC)
    for _ in range(2):
        sonarqube.extract(since=since)
        for stream in ("analyses", "measures"):
            times = [row["analysed_at"] for row in sonarqube.rows(stream).values()]
            assert min(times) >= since.replace(tzinfo=None)
    assert sonarqube.log()["analyses", CHECKOUT]["expected_count"] is None
    sonarqube.extract()
    assert sonarqube.differences() == []


def test_a_server_without_some_metrics_is_read_without_them(
    sonarqube: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = tuple(m for m in ("ncloc", "coverage", "complexity"))
    monkeypatch.setattr("sandbox.sonarqube.endpoints.METRICS", known)
    assert sonarqube.extract().problems == []
    assert {row["metric"] for row in sonarqube.rows("measures").values()} == {
        "ncloc",
        "coverage",
        "complexity",
    }
    detail = sonarqube.log()["measures", CHECKOUT]["detail"]
    assert detail.startswith("this server has no alert_status, cognitive_complexity")


def test_more_projects_than_can_be_listed_are_told(
    sonarqube: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    sonarqube.extract()
    monkeypatch.setattr("sandbox.sonarqube.endpoints._REACHABLE", 4)
    monkeypatch.setattr(sonarqube_client, "REACHABLE", 4)
    monkeypatch.setattr("extract.sources.sonarqube.projects.REACHABLE", 4)
    monkeypatch.setattr("extract.sources.sonarqube.projects._PAGE", 2)
    (problem,) = sonarqube.extract().problems
    assert problem.startswith("4 of 5 projects could be read; SonarQube lists only 4")
    assert len(sonarqube.rows("projects")) == 5, "nothing is taken for deleted"
    entry = sonarqube.log()["projects", "server"]
    assert (entry["status"], entry["expected_count"]) == ("partial", 5)


@pytest.mark.parametrize(
    ("faults", "waits"),
    [
        (
            [{"kind": "html"}, {"kind": "truncated"}, {"kind": "reset", "match": "history"}],
            [1.0, 2.0, 1.0],
        ),
        (
            [
                {"kind": "server_error"},
                {"kind": "malformed", "match": "analyses"},
                {"kind": "rate_limited", "seconds": 7, "match": "tree"},
            ],
            [1.0, 1.0, 7.0],
        ),
        ([{"kind": "duplicated", "count": 4}, {"kind": "reordered", "count": 99}], []),
    ],
)
def test_faults_are_survived_and_nothing_is_lost(
    sonarqube: ServedTool, faults: list[dict[str, Any]], waits: list[float]
) -> None:
    sonarqube.faults(*faults)
    assert sonarqube.extract().problems == []
    assert sorted(sonarqube.clock.slept) == sorted(waits)
    assert sonarqube.differences() == []


@pytest.mark.parametrize("commits", [0, 3])
def test_a_killed_run_is_gone_on_from(sonarqube: ServedTool, commits: int) -> None:
    with pytest.raises(Killed):
        sonarqube.extract(on_landing=partial(killing, after=commits))
    sonarqube.extract()
    assert sonarqube.differences() == []


def test_drift_is_kept_apart_and_never_silent(sonarqube: ServedTool) -> None:
    for field in ("history", "history.value"):
        sonarqube.control("drift", drifts=[{"kind": "vanished_field", "field": field}])
        problems = sonarqube.extract().problems
        assert len(problems) == 4
        assert all("search_history" in problem for problem in problems)
    sonarqube.control("drift", drifts=[{"kind": "new_value", "field": "history.value"}])
    sonarqube.extract()
    reasons = {row["reason"] for row in sonarqube.rows("quarantine").values()}
    assert reasons == {"value: expected a number as text, found 'a_value_nobody_knows'"}


def test_the_token_is_sent_and_written_nowhere_else(
    sonarqube: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SONARQUBE_TOKEN", "revoked")
    with pytest.raises(AuthenticationError, match="set SONARQUBE_TOKEN"):
        sonarqube.extract()
    monkeypatch.setenv("SONARQUBE_TOKEN", CANARY)
    sonarqube.extract()
    written = [*sonarqube.home.rglob("*.parquet"), *sonarqube.home.rglob("*.json*")]
    assert written
    assert not [path for path in written if CANARY.encode() in path.read_bytes()]
