"""What runs over a folder of coverage reports leave in the landing lake."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.core.errors import SettingsError
from extract.sources.coverage_reports import COVERAGE_REPORTS
from extract.sources.coverage_reports.settings import CoverageSettings
from sandbox.coverage_reports import FILES
from sandbox.coverage_reports.measured import measured
from sandbox.scenario import load
from sandbox.simulation import build_world
from tests.extract.sources.artefact_folder import RUN, SHA, ArtefactFolder

SCENARIO = Path(__file__).parents[3] / "sandbox/scenarios/small.yml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ArtefactFolder:
    folder = ArtefactFolder(COVERAGE_REPORTS, tmp_path)
    monkeypatch.setenv("COVERAGE_REPORTS_FOLDER", str(folder.root))
    return folder


def lines_of(text: str) -> set[int]:
    """The numbers that ranges stand for."""
    numbers: set[int] = set()
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        numbers |= set(range(int(first), int(last or first) + 1))
    return numbers


def test_the_whole_sandbox_is_landed_line_by_line(folder: ArtefactFolder) -> None:
    world = build_world(load(SCENARIO))
    FILES.write(world, folder.root)
    assert folder.run().problems == []
    runs = {row["coverage_report_id"]: row["run_id"] for row in folder.live("coverage_reports")}
    landed = {
        (runs[row["coverage_report_id"]], row["path"]): (
            lines_of(row["covered_lines"]),
            lines_of(row["uncovered_lines"]),
            (row["branches_valid"], row["branches_covered"]),
        )
        for row in folder.live("file_coverage")
    }
    expected = {
        (str(job.run.database_id), file.path): (
            {line for line, hits in file.hits.items() if hits},
            {line for line, hits in file.hits.items() if not hits},
            (2 * len(file.taken), sum(file.taken.values())),
        )
        for job, files in measured(world)
        for file in files
    }
    assert landed == expected
    formats = {row["format"] for row in folder.live("coverage_reports")}
    assert formats == {"cobertura", "lcov"}
    assert folder.run().landed_rows == {}


def test_a_report_sums_up_its_files(folder: ArtefactFolder) -> None:
    folder.write(
        f"{RUN}/unit/lcov.info",
        "SF:src/a.ts\nDA:1,1\nDA:2,0\nend_of_record\nSF:./src/a.ts\nDA:2,1\nend_of_record\n"
        "SF:src/b.ts\nDA:1,0\nBRDA:1,0,0,0\nend_of_record\n",
    )
    folder.run()
    (row,) = folder.live("coverage_reports")
    assert (row["repository"], row["commit_sha"]) == ("harbour/checkout", SHA)
    assert (row["run_id"], row["attempt"], row["path"]) == ("77", 1, "unit/lcov.info")
    assert (row["file_count"], row["lines_valid"], row["lines_covered"]) == (2, 3, 2)
    assert (row["branches_valid"], row["branches_covered"]) == (1, 0)
    assert {file["path"] for file in folder.live("file_coverage")} == {"src/a.ts", "src/b.ts"}


def test_a_report_that_cannot_be_read_does_not_stop_the_others(folder: ArtefactFolder) -> None:
    folder.write(f"{RUN}/a.xml", "<report/>")
    folder.write(f"{RUN}/b.lcov", "SF:b.c\nDA:1,1\nend_of_record\n")
    folder.write(f"{RUN}/c.info", b"\x00\xff")
    problems = folder.run().problems
    assert [problem.partition(":")[0] for problem in problems] == [
        f"{RUN}/a.xml, line 1",
        f"{RUN}/c.info, line 1",
    ]
    assert len(folder.live("coverage_reports")) == 1
    assert {row["stream"] for row in folder.live("quarantine")} == {"coverage_reports"}


def test_the_setting_is_named_when_it_is_missing() -> None:
    with pytest.raises(
        SettingsError, match="COVERAGE_REPORTS_FOLDER is not set; set it to the folder"
    ):
        CoverageSettings.from_environment({})
