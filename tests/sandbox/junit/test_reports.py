"""The test reports of the organisation: one a finished job, of its own commit and time."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sandbox.artefacts import finished_jobs
from sandbox.junit import FILES
from sandbox.junit.outcomes import outcomes
from sandbox.scenario import load
from sandbox.simulation import build_world
from sandbox.world import World

SCENARIOS = Path(__file__).parents[3] / "sandbox/scenarios"
MOST_FILES = {"small": 150, "steady": 900}
MOST_BYTES = 15_000_000


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(load(SCENARIOS / "small.yml"))


def contents(folder: Path) -> dict[str, bytes]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_same_seed_gives_the_same_bytes(world: World, tmp_path: Path) -> None:
    settings = FILES.write(world, tmp_path / "one")
    FILES.write(build_world(load(SCENARIOS / "small.yml")), tmp_path / "two")
    assert settings == {"JUNIT_FOLDER": str(tmp_path / "one")}
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.parametrize("name", MOST_FILES)
def test_the_files_are_few_and_small(name: str, tmp_path: Path) -> None:
    FILES.write(build_world(load(SCENARIOS / f"{name}.yml")), tmp_path)
    found = contents(tmp_path)
    assert 50 < len(found) < MOST_FILES[name]
    assert sum(map(len, found.values())) < MOST_BYTES


def test_every_finished_job_has_a_report_of_its_commit(world: World, tmp_path: Path) -> None:
    FILES.write(world, tmp_path)
    jobs = list(finished_jobs(world))
    assert len(jobs) == len(list(tmp_path.rglob("junit.xml")))
    own = world.repositories[-1].full_name
    for job in jobs:
        if job.repository.full_name == own:
            place = f"builds/{job.repository.name}/{job.run.run_number}.{job.job.run_attempt}"
            said = json.loads((tmp_path / place / "run.json").read_text())
            assert (said["repository"], said["commit_sha"]) == (own, job.run.head_sha)
            report = tmp_path / place / "test/junit.xml"
        else:
            report = tmp_path / job.folder / "junit.xml"
            assert job.run.head_sha in job.folder
        suites = ET.parse(report).getroot()  # noqa: S314 - our own file
        failing = len(list(suites.iter("failure"))) + len(list(suites.iter("error")))
        assert (failing > 0) == (job.job.conclusion == "failure")
        for suite in suites:
            stated = datetime.fromisoformat(suite.attrib["timestamp"])
            assert stated.replace(tzinfo=None) == job.job.started_at.replace(tzinfo=None)
        assert datetime.fromtimestamp(report.stat().st_mtime, world.as_of.tzinfo) <= world.as_of


def test_some_tests_are_flaky(world: World) -> None:
    by_test: dict[tuple[str, ...], set[str]] = {}
    for job, tests in outcomes(world):
        for test in tests:
            key = (
                job.repository.full_name,
                job.run.head_sha,
                test.suite,
                test.class_name,
                test.name,
            )
            by_test.setdefault(key, set()).add(test.outcome)
    assert any({"passed"} < seen and seen & {"failed", "error"} for seen in by_test.values())
    assert any(test.is_tried_again for _, tests in outcomes(world) for test in tests)
