"""Real JUnit files are read as another reader reads them, or refused with file, line and remedy.

The other reader builds a tree of the whole document and walks it; it shares nothing with ours but
the XML.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from extract.core.folder import FileError
from extract.sources.junit import JUNIT
from extract.sources.junit.report import read_report
from tests.extract.sources.artefact_folder import RUN, ArtefactFolder

pytestmark = pytest.mark.conformance

LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE testsuites [
 <!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
 <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">
]>
"""


@dataclass(frozen=True)
class Expected:
    """What a file says: its tests by suites, class, name, outcome and seconds; None if nothing."""

    cases: Counter[tuple[str, str, str, str, float | None]] | None


def expected(content: bytes) -> Expected:
    """What the other reader makes of a file."""
    if b"<!ENTITY" in content:
        return Expected(None)
    try:
        root = ET.fromstring(content)  # noqa: S314 - without entities nothing can grow
    except ET.ParseError:
        return Expected(None)
    if root.tag.rpartition("}")[2] not in ("testsuite", "testsuites"):
        return Expected(None)
    return Expected(Counter(_cases(root, ())))


def _cases(
    element: ET.Element, suites: tuple[str, ...]
) -> list[tuple[str, str, str, str, float | None]]:
    tag = element.tag.rpartition("}")[2]
    if tag == "testcase":
        return [_case(element, suites)]
    inside = (*suites, element.get("name", "")) if tag == "testsuite" else suites
    return [case for child in element for case in _cases(child, inside)]


def _case(element: ET.Element, suites: tuple[str, ...]) -> tuple[str, str, str, str, float | None]:
    tags = {child.tag.rpartition("}")[2] for child in element}
    stated = [name for name in ("error", "failure", "skipped") if name in tags]
    outcome = {"failure": "failed"}.get(stated[0], stated[0]) if stated else "passed"
    seconds = element.get("time")
    return (
        "/".join(suites),
        element.get("classname", ""),
        element.get("name", ""),
        outcome,
        float(seconds.replace(",", "")) if seconds else None,
    )


@pytest.fixture(scope="module")
def recorded_files(request: pytest.FixtureRequest) -> list[Path]:
    """The recorded files, every one of them."""
    shared = request.config.getoption("shared", default=None)
    if shared is None:
        pytest.fail("no recordings named; run: make conformance SHARED=../shared")
    files = sorted(path for path in (shared / "recorded/junit").rglob("*") if path.is_file())
    assert files
    return files


def test_every_file_is_read_like_another_reader_does_or_refused(recorded_files: list[Path]) -> None:
    outcomes: Counter[str] = Counter()
    for file in recorded_files:
        content = file.read_bytes()
        wanted = expected(content)
        if wanted.cases is None:
            with pytest.raises(FileError) as caught:
                read_report(content, file.name)
            place = rf"{re.escape(file.name)}(, line \d+)?"
            assert re.fullmatch(rf"{place}: .+\. .+\.", str(caught.value))
            outcomes["refused"] += 1
            continue
        report = read_report(content, file.name)
        found = Counter(
            (case.suite_path, case.class_name, case.name, case.outcome, case.seconds)
            for case in report.cases
        )
        assert found == wanted.cases, file.name
        outcomes["read"] += 1
    assert outcomes.total() == len(recorded_files)
    assert outcomes["read"] > outcomes["refused"] > 0


def test_the_same_files_with_entities_to_be_expanded_are_refused(
    recorded_files: list[Path],
) -> None:
    for file in recorded_files:
        body = re.sub(rb"^\s*<\?xml.*?\?>", b"", file.read_bytes(), flags=re.DOTALL)
        with pytest.raises(FileError, match="DOCTYPE brings declarations of its own"):
            read_report(LAUGHS.encode() + body.replace(b'name="', b'name="&e;', 1), file.name)


def test_a_run_over_all_of_them_loses_none(
    recorded_files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = ArtefactFolder(JUNIT, tmp_path)
    monkeypatch.setenv("JUNIT_FOLDER", str(folder.root))
    for number, file in enumerate(recorded_files):
        folder.write(f"{RUN}/job{number}/{file.stem}.xml", file.read_bytes())
    problems = folder.run().problems
    wanted = [expected(file.read_bytes()).cases for file in recorded_files]
    assert len(folder.live("quarantine")) == wanted.count(None)
    assert bool(problems) == (None in wanted)
    landed = Counter(
        (
            row["suite_path"],
            row["class_name"],
            row["test_name"],
            row["outcome"],
            row["duration_seconds"],
        )
        for row in folder.live("test_cases")
    )
    assert landed == sum((cases for cases in wanted if cases is not None), Counter())
