"""The coverage reports of the organisation: one a build of a default branch, in two formats."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from sandbox.coverage_reports import FILES
from sandbox.coverage_reports.reports import placed
from sandbox.git.store import GitStore
from sandbox.scenario import load
from sandbox.simulation import build_world

SCENARIOS = Path(__file__).parents[3] / "sandbox/scenarios"
MOST_FILES = {"small": 60, "steady": 350}
MOST_BYTES = 8_000_000


@pytest.mark.parametrize("name", MOST_FILES)
def test_the_same_seed_gives_the_same_few_bytes(name: str, tmp_path: Path) -> None:
    found = []
    for place in ("one", "two"):
        world = build_world(load(SCENARIOS / f"{name}.yml"))
        settings = FILES.write(world, tmp_path / place)
        assert settings == {"COVERAGE_REPORTS_FOLDER": str(tmp_path / place)}
        files = sorted(path for path in (tmp_path / place).rglob("*") if path.is_file())
        found.append([path.read_bytes() for path in files])
    assert found[0] == found[1]
    assert 20 < len(found[0]) < MOST_FILES[name]
    assert sum(map(len, found[0])) < MOST_BYTES


def test_both_formats_state_what_was_measured(tmp_path: Path) -> None:
    world = build_world(load(SCENARIOS / "small.yml"))
    FILES.write(world, tmp_path)
    store = GitStore(world)
    for job, folder, files in placed(world):
        assert store.sha_of(job.repository.full_name, job.run.head_sha) in folder.split("/")
        assert (job.run.head_branch, job.job.conclusion) == ("main", "success")
        assert job.completed_at <= world.as_of
        hits = {file.path: file.hits for file in files}
        tracefile = tmp_path / folder / "lcov.info"
        if tracefile.exists():
            lines = tracefile.read_text().splitlines()
            assert [line[3:] for line in lines if line.startswith("SF:")] == list(hits)
            counted = [line[3:] for line in lines if line.startswith("DA:")]
            assert counted == [f"{n},{h}" for by_line in hits.values() for n, h in by_line.items()]
        else:
            root = ET.parse(tmp_path / folder / "coverage.xml").getroot()  # noqa: S314 - ours
            stated = {
                element.attrib["filename"]: {
                    int(line.attrib["number"]): int(line.attrib["hits"])
                    for line in element.iter("line")
                }
                for element in root.iter("class")
            }
            assert stated == hits
    formats = {path.suffix for path in tmp_path.rglob("*.*")}
    assert {".info", ".xml"} <= formats
