"""Whole runs against the sandbox's Jenkins: what lands, what changes, what vanishes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from extract.core.errors import NotFoundError
from extract.sources.jenkins import JENKINS
from sandbox.jenkins import TOOL
from sandbox.jenkins.records import FOLDER, MULTIBRANCH, Item
from sandbox.jenkins.store import JenkinsStore
from tests.extract.sources.served_tool import ServedTool, serving

SMOKE = "atlas/Smoke test"
CHECKOUT = "atlas/checkout"


@pytest.fixture
def jenkins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServedTool]:
    with serving(TOOL, JENKINS, tmp_path / "home", monkeypatch) as served:
        yield served


def item(jenkins: ServedTool, name: str) -> Item:
    store = jenkins.service.store
    assert isinstance(store, JenkinsStore)
    found = store.item(name)
    assert found is not None
    return found


def end_of(jenkins: ServedTool, name: str) -> None:
    """Let the running newest build of a job end."""
    job = item(jenkins, name)
    job.builds[-1] = replace(job.builds[-1], is_building=False, result="FAILURE", duration=9)


def test_everything_of_the_controller_lands_with_few_requests(jenkins: ServedTool) -> None:
    result = jenkins.extract()
    assert (result.problems, jenkins.differences()) == ([], [])
    assert jenkins.rows("quarantine") == {}
    assert len(jenkins.rows("builds")) > 400
    assert result.request_count <= 12
    log = jenkins.log()
    assert {entry["status"] for entry in log.values()} == {"complete"}
    projects = {row["project"] for row in jenkins.rows("builds").values()}
    assert {scope for stream, scope in log if stream == "builds"} == projects


def test_values_are_those_of_the_controller(jenkins: ServedTool) -> None:
    jenkins.extract()
    rows = {(r["job_id"], r["number"]): r for r in jenkins.rows("builds").values()}
    with_library = hidden = 0
    for job in item(jenkins, "").all_inside():
        for build in job.builds:
            row = rows[job.full_name, build.number]
            assert row["queue_milliseconds"] == build.queue
            assert (row["total_queue_milliseconds"] or 0) >= (build.queue or 0)
            assert row["duration_milliseconds"] == (None if build.is_building else build.duration)
            assert row["test_count"] == (build.tests.total if build.tests else None)
            assert row["cause_classes"] == build.cause
            assert (row["upstream_job_id"], row["upstream_build_number"]) == (
                build.upstream or (None, None)
            )
            assert row["revision_count"] == len(build.checkouts)
            with_library += len(build.checkouts) > 1
            hidden += build.user is not None
            assert build.user is None or build.user not in str(row)
    assert with_library
    assert hidden
    branches = {r["job_id"]: r["branch"] for r in jenkins.rows("jobs").values() if r["branch"]}
    assert any("%2F" in job and "/" in branch for job, branch in branches.items())


def test_only_what_is_landed_is_asked_for(jenkins: ServedTool) -> None:
    jenkins.extract()
    for request in jenkins.requests():
        (tree,) = request["query"]["tree"]
        for word in ("description", "shortDescription", "userId", "culprits", "url", "displayName"):
            assert word not in tree.replace("remoteUrls", "")


def test_a_second_run_reads_only_what_still_runs(jenkins: ServedTool) -> None:
    jenkins.extract()
    before = jenkins.live()
    jenkins.requests()
    assert jenkins.extract().landed_rows == {}
    assert len(jenkins.requests()) == 3, "the listing, and the two smoke tests that run"
    assert jenkins.live() == before


def test_builds_that_ended_or_began_are_found(jenkins: ServedTool) -> None:
    jenkins.extract()
    for _ in range(2):
        jenkins.control("touch", share=0.4)
        jenkins.extract()
        assert jenkins.differences() == []


def test_a_build_that_runs_for_long_is_not_forgotten(jenkins: ServedTool) -> None:
    job = item(jenkins, SMOKE)
    position = next(n for n, b in enumerate(job.builds) if b.number == 3)
    ended = job.builds[position]
    job.builds[position] = replace(ended, is_building=True, result=None, duration=0)
    jenkins.extract()
    jenkins.extract()
    key = f"{SMOKE}#3@{ended.milliseconds}"
    assert (jenkins.rows("builds")[key]["is_building"], jenkins.differences()) == (True, [])
    job.builds[position] = ended
    jenkins.requests()
    jenkins.extract()
    assert jenkins.differences() == []
    assert f"/job/{SMOKE.replace('/', '/job/')}/3/api/json" in [
        request["path"] for request in jenkins.requests()
    ]


def test_what_retention_deletes_stays_landed(jenkins: ServedTool) -> None:
    jenkins.extract()
    count = len(jenkins.rows("builds"))
    store = jenkins.service.store
    assert isinstance(store, JenkinsStore)
    store.expire(SMOKE, 5)
    end_of(jenkins, SMOKE)
    jenkins.extract()
    assert (len(jenkins.rows("builds")), jenkins.differences()) == (count, [])


def test_branches_go_by_the_dozen_and_their_builds_stay(jenkins: ServedTool) -> None:
    jenkins.extract()
    builds = len(jenkins.rows("builds"))
    names = [name for name in item(jenkins, CHECKOUT).items if name != "main"]
    assert len(names) > 10
    for name in names:
        jenkins.control("delete", stream="jobs", key=f"{CHECKOUT}/{name}")
    assert jenkins.extract().problems == []
    assert (len(jenkins.rows("builds")), jenkins.differences()) == (builds, [])


def test_a_branch_made_again_counts_from_one_again(jenkins: ServedTool) -> None:
    jenkins.extract()
    builds = jenkins.rows("builds")
    branch = item(jenkins, f"{CHECKOUT}/main")
    later = [replace(b, milliseconds=b.milliseconds + 10**10) for b in branch.builds]
    branch.builds = later
    jenkins.extract()
    now = jenkins.rows("builds")
    assert builds.keys() < now.keys()
    assert len(now) == len(builds) + len(later)


def test_jobs_out_of_sight_are_not_taken_for_deleted(jenkins: ServedTool) -> None:
    jenkins.extract()
    before = jenkins.live()
    jenkins.control("permissions", denied=["jobs"])
    result = jenkins.extract()
    assert len(result.problems) == 1
    assert "permission" in result.problems[0]
    assert jenkins.live() == before
    failures = {key: entry["failure"] for key, entry in jenkins.log().items()}
    assert set(failures.values()) == {"visibility"}
    assert failures.keys() == jenkins.log(0).keys()
    jenkins.extract(accept_deletions=True)
    assert jenkins.rows("jobs") == {}
    assert jenkins.rows("builds") == before["builds"]


def test_since_leaves_out_what_began_before(jenkins: ServedTool) -> None:
    since = datetime(2026, 5, 1, tzinfo=UTC)
    for _ in range(2):
        jenkins.extract(since=since)
        started = [row["started_at"] for row in jenkins.rows("builds").values()]
        assert min(started) >= since.replace(tzinfo=None)
        assert min(started) < since.replace(tzinfo=None) + timedelta(days=2)
    jenkins.extract()
    assert jenkins.differences() == []


def test_builds_that_come_while_reading_are_there_after_the_next_run(jenkins: ServedTool) -> None:
    jenkins.control("shift", every=1)
    jenkins.extract()
    jenkins.control("shift", every=None)
    jenkins.extract()
    assert jenkins.differences() == []


def test_only_the_folders_asked_for_are_read(
    jenkins: ServedTool, monkeypatch: pytest.MonkeyPatch
) -> None:
    jenkins.extract()
    before = jenkins.live()
    monkeypatch.setenv("JENKINS_FOLDERS", f"{CHECKOUT}, borealis")
    other = jenkins.home.parent / "other"
    jenkins.extract(other)
    names = {name.split("/")[0] for name in jenkins.rows("jobs", other)}
    assert names == {"atlas", "borealis"}
    assert f"{CHECKOUT}/main" in jenkins.rows("jobs", other)
    assert SMOKE not in jenkins.rows("jobs", other)
    jenkins.extract()
    assert jenkins.live() == before, "what is no longer asked for is not gone"
    monkeypatch.setenv("JENKINS_FOLDERS", "nowhere")
    with pytest.raises(NotFoundError, match="JENKINS_FOLDERS names nowhere"):
        jenkins.extract()


@pytest.mark.parametrize("is_too_heavy", [False, True])
def test_folders_are_walked_however_deep(jenkins: ServedTool, *, is_too_heavy: bool) -> None:
    deep = item(jenkins, "atlas")
    for name in ("one", "two", "three", "four"):
        deep = deep.add(Item(name=name, class_name=FOLDER))
    project = deep.add(Item(name="far", class_name=MULTIBRANCH))
    job = project.add(Item(name="main", class_name=item(jenkins, f"{CHECKOUT}/main").class_name))
    job.builds = item(jenkins, f"{CHECKOUT}/main").builds[:3]
    if is_too_heavy:
        jenkins.faults({"kind": "bad_gateway"})
    jenkins.extract()
    assert jenkins.differences() == []
    assert jenkins.clock.slept == []


def test_branches_that_cannot_be_read_are_kept_and_told(jenkins: ServedTool) -> None:
    jenkins.extract()
    drift = {"kind": "vanished_field", "field": "jobs.jobs.lastBuild"}
    jenkins.control("drift", drifts=[drift])
    jenkins.extract()
    assert jenkins.log()["jobs", "controller"]["status"] == "partial"
    reasons = {row["reason"] for row in jenkins.rows("quarantine").values()}
    assert reasons == {"lastBuild: expected an object or null, found nothing"}
    unread = {scope for (_, scope), entry in jenkins.log().items() if entry["status"] == "failed"}
    assert CHECKOUT in unread
    assert SMOKE not in unread
    assert jenkins.differences() == []


def test_a_branch_that_cannot_be_read_makes_its_project_partial(jenkins: ServedTool) -> None:
    for number in range(2):
        item(jenkins, CHECKOUT).items[f"?{number}"] = Item(name="", class_name=FOLDER)
    jenkins.extract()
    assert CHECKOUT in jenkins.rows("jobs")
    entry = jenkins.log()["builds", CHECKOUT]
    assert (entry["status"], entry["detail"]) == ("partial", "2 of its jobs could not be read")
    assert jenkins.log()["jobs", "controller"]["detail"] == "2 items could not be read"
