"""What runs over a folder of JUnit reports leave in the landing lake."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from extract.core.errors import SettingsError
from extract.sources.junit import JUNIT
from extract.sources.junit.settings import JunitSettings
from sandbox.artefacts import finished_jobs
from sandbox.junit import FILES
from sandbox.junit.outcomes import outcomes
from sandbox.scenario import load
from sandbox.simulation import build_world
from tests.extract.sources.artefact_folder import RUN, SHA, ArtefactFolder

SCENARIO = Path(__file__).parents[3] / "sandbox/scenarios/small.yml"
REPORT = '<testsuite name="s"><testcase classname="c" name="t" time="1"/></testsuite>'
PROSE = "canary prose of ada@example.org"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ArtefactFolder:
    folder = ArtefactFolder(JUNIT, tmp_path)
    monkeypatch.setenv("JUNIT_FOLDER", str(folder.root))
    return folder


def test_the_whole_sandbox_is_landed_test_by_test(folder: ArtefactFolder) -> None:
    world = build_world(load(SCENARIO))
    FILES.write(world, folder.root)
    assert folder.run().problems == []
    expected = Counter(
        (
            job.repository.full_name,
            job.run.head_sha,
            str(job.run.database_id),
            job.job.run_attempt,
            test.suite,
            test.class_name,
            test.name,
            test.outcome,
            test.seconds,
            test.is_tried_again and test.outcome == "passed",
        )
        for job, tests in outcomes(world)
        for test in tests
    )
    landed = Counter(
        (
            row["repository"],
            row["commit_sha"],
            row["run_id"],
            row["attempt"],
            row["suite_path"],
            row["class_name"],
            row["test_name"],
            row["outcome"],
            row["duration_seconds"],
            row["is_rerun"],
        )
        for row in folder.live("test_cases")
    )
    assert landed == expected
    times = {row["generated_at"] for row in folder.live("test_reports")}
    assert times == {job.job.started_at.replace(tzinfo=None) for job in finished_jobs(world)}
    assert folder.run().landed_rows == {}


def test_a_report_counts_its_tests_and_names_its_run(folder: ArtefactFolder) -> None:
    said = {"branch": "main", "started_at": "2026-06-01T08:00:00Z"}
    folder.write(f"{RUN}-2/run.json", json.dumps(said))
    cases = "<testcase/><testcase><failure/></testcase><testcase time='soon'><skipped/></testcase>"
    folder.write(f"{RUN}-2/linux/a.xml", f"<testsuite tests='4'>{cases}</testsuite>")
    folder.run()
    (row,) = folder.live("test_reports")
    assert (row["repository"], row["commit_sha"]) == ("harbour/checkout", SHA)
    assert (row["run_id"], row["attempt"], row["branch"]) == ("77", 2, "main")
    assert row["run_started_at"] == datetime.fromisoformat("2026-06-01T08:00:00")
    assert (row["artefact_folder"], row["path"]) == ("linux", "linux/a.xml")
    counts = [row[f"{kind}_count"] for kind in ("test", "passed", "failed", "error", "skipped")]
    assert counts == [3, 1, 1, 0, 1]
    assert (row["stated_test_count"], row["unreadable_durations"]) == (4, 1)


def test_a_test_is_the_same_in_another_run_but_not_in_another_job(folder: ArtefactFolder) -> None:
    places = (f"{RUN}/linux/a.xml", f"{RUN}-2/linux/b.xml", f"{RUN}/windows/a.xml")
    for place in places:
        folder.write(place, REPORT)
    folder.run()
    reports = {row["test_report_id"]: row["artefact_folder"] for row in folder.live("test_reports")}
    ids = {
        (reports[row["test_report_id"]], row["attempt"]): row["test_id"]
        for row in folder.live("test_cases")
    }
    assert ids["linux", 1] == ids["linux", 2]
    assert len(set(ids.values())) == 2


def test_a_corrected_run_json_moves_its_reports(folder: ArtefactFolder) -> None:
    folder.write("b/run.json", json.dumps({"repository": "harbour/chekout"}))
    folder.write("b/a.xml", REPORT)
    assert folder.run().problems[0].startswith("b/a.xml: nothing says its commit sha.")
    said = {"repository": "harbour/chekout", "commit_sha": SHA, "run_id": 5}
    folder.write("b/run.json", json.dumps(said))
    folder.run()
    folder.write("b/run.json", json.dumps({**said, "repository": "harbour/checkout"}))
    folder.run()
    assert {row["repository"] for row in folder.live("test_cases")} == {"harbour/checkout"}
    assert folder.live("quarantine") == []
    assert folder.run().landed_rows == {}


def test_names_too_long_are_cut_but_told_apart(folder: ArtefactFolder) -> None:
    name = "n" * 5000
    cases = f'<testcase name="{name}"/><testcase name="{name}x"/>'
    folder.write(f"{RUN}/a.xml", f"<testsuite>{cases}</testsuite>")
    folder.run()
    rows = folder.live("test_cases")
    assert {len(row["test_name"]) for row in rows} == {1000}
    assert len({row["test_id"] for row in rows}) == 2


def test_nothing_people_wrote_is_landed(folder: ArtefactFolder) -> None:
    folder.write(
        f"{RUN}/a.xml",
        f"""<testsuite hostname="{PROSE}"><properties><property name="x" value="{PROSE}"/>
        </properties><testcase name="t" owner="{PROSE}">
        <failure message="{PROSE}" type="{PROSE}">{PROSE}</failure>
        <system-out>{PROSE}</system-out></testcase><system-err>{PROSE}</system-err></testsuite>""",
    )
    folder.write(f"{RUN}/b.xml", f"<testsuite><testcase name='{PROSE}'></oops></testsuite>")
    assert len(folder.run().problems) == 1
    assert len(folder.live("test_cases")) == 1
    assert b"canary" not in folder.landed_bytes()


def test_the_setting_is_named_when_it_is_missing() -> None:
    with pytest.raises(SettingsError, match="JUNIT_FOLDER is not set; set it to the folder"):
        JunitSettings.from_environment({"JUNIT_FOLDER": " "})
