"""Rows of a coverage report that has been read.

Belongs here: keys and columns. Does not belong here: the formats of reports.
"""

from __future__ import annotations

from collections import defaultdict

from extract.core.artefacts import Run
from extract.core.file_reader import Parsed
from extract.core.keys import digest
from extract.core.source import Row
from extract.sources.coverage_reports.measured import Measured, SourceFile
from extract.sources.coverage_reports.paths import repository_path
from extract.sources.coverage_reports.streams import COVERAGE_REPORTS, FILE_COVERAGE

_COUNTS = ("lines_valid", "lines_covered", "branches_valid", "branches_covered")


def rows(measured: Measured, run: Run, content: bytes) -> Parsed:
    """Return what a report says.

    Args:
        measured: The report.
        run: The run it comes from.
        content: The file.
    """
    key = run.key(content)
    merged: defaultdict[str, SourceFile] = defaultdict(SourceFile)
    for path, file in measured.files.items():
        merged[repository_path(path, measured.sources, run)].absorb(file)
    files = [_file_row(file, path, run, key) for path, file in merged.items()]
    row = {
        "coverage_report_id": key,
        **run.columns(content),
        "format": measured.format,
        "file_count": len(files),
        **{name: sum(file[name] for file in files) for name in _COUNTS},
        "stated_lines_valid": measured.stated_lines_valid,
        "stated_lines_covered": measured.stated_lines_covered,
        "generated_at": measured.generated_at,
    }
    return Parsed({COVERAGE_REPORTS.name: [row], FILE_COVERAGE.name: files}, parent=key)


def _file_row(file: SourceFile, path: str, run: Run, report: str) -> Row:
    lines_valid, lines_covered = file.lines
    return {
        "file_coverage_id": digest(report, path),
        "coverage_report_id": report,
        "repository": run.repository,
        "commit_sha": run.commit_sha,
        "path": path,
        "lines_valid": lines_valid,
        "lines_covered": lines_covered,
        "branches_valid": len(file.branches),
        "branches_covered": sum(file.branches.values()),
        "covered_lines": file.ranges(is_covered=True),
        "uncovered_lines": file.ranges(is_covered=False),
    }
