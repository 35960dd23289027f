"""The files that builds leave, read again by a small parser of our own.

Belongs here: JUnit's XML, Cobertura's XML and LCOV as the sandbox writes them, and what the folders
say. Does not belong here: what is made of it (`families/flaky_tests.py`, `families/code.py`).
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

SAID = "run.json"


@dataclass(frozen=True)
class Origin:
    """Where a file comes from: repository and commit, and the folder of its job."""

    repository: str
    commit: str
    job: str


@dataclass(frozen=True)
class Result:
    """One test in one report; `outcomes` may hold both, when it was tried again."""

    origin: Origin
    test: tuple[str, str, str, int]
    seen_at: datetime
    outcomes: frozenset[str]


def origin(folder: Path, file: Path) -> Origin:
    """What a `run.json` above a file says, else `owner/name/commit/run/job` of its path."""
    for above in file.parents:
        if above == folder.parent:
            break
        if (above / SAID).is_file():
            said = json.loads((above / SAID).read_text())
            job = file.parent.relative_to(above).as_posix()
            return Origin(said["repository"], said["commit_sha"], job)
    parts = file.parent.relative_to(folder).parts
    return Origin("/".join(parts[:2]), parts[2], "/".join(parts[4:]))


def _files(inputs: Path | None, tool: str, pattern: str) -> Iterator[tuple[Path, Path]]:
    """The folder of a tool and each of its files; none where no folder is known."""
    if inputs is not None:
        folder = inputs / tool
        yield from ((folder, file) for file in sorted(folder.rglob(pattern)))


def first_day(inputs: Path | None, tool: str) -> date | None:
    """The UTC date of the first instant a tool's files state; None where none does."""
    if tool == "junit":
        return min((result.seen_at.date() for result in junit_results(inputs)), default=None)
    stated = [
        float(ET.parse(file).getroot().attrib["timestamp"])  # noqa: S314 - the sandbox wrote it
        for _, file in _files(inputs, tool, "coverage.xml")
    ]
    return datetime.fromtimestamp(min(stated) / 1000, UTC).date() if stated else None


def junit_results(inputs: Path | None) -> Iterator[Result]:
    """Every test of every JUnit report."""
    for folder, file in _files(inputs, "junit", "*.xml"):
        root = ET.parse(file).getroot()  # noqa: S314 - the sandbox wrote it
        times = [datetime.fromisoformat(s.attrib["timestamp"]) for s in root.iter("testsuite")]
        seen_at = min(time if time.tzinfo else time.replace(tzinfo=UTC) for time in times)
        namesakes: Counter[tuple[str, str, str]] = Counter()
        for suite in root.iter("testsuite"):
            for case in suite.iter("testcase"):
                name = (suite.attrib["name"], case.attrib["classname"], case.attrib["name"])
                test = (*name, namesakes[name])
                namesakes[name] += 1
                yield Result(origin(folder, file), test, seen_at, _outcomes(case))


def _outcomes(case: ET.Element) -> frozenset[str]:
    inside = {element.tag for element in case}
    if "skipped" in inside:
        return frozenset({"skipped"})
    if inside & {"failure", "error"}:
        return frozenset({"failed"})
    return frozenset({"passed", "failed"} if "flakyFailure" in inside else {"passed"})


@dataclass(frozen=True)
class Measured:
    """A source file in one coverage report: how often each line ran."""

    origin: Origin
    path: str
    hits: dict[int, int]


def coverage_files(inputs: Path | None) -> Iterator[Measured]:
    """Every source file of every coverage report."""
    for folder, file in _files(inputs, "coverage_reports", "*.info"):
        for section in file.read_text().split("end_of_record"):
            lines = section.strip().splitlines()
            paths = [line.removeprefix("SF:") for line in lines if line.startswith("SF:")]
            counted = [line.removeprefix("DA:").split(",") for line in lines if line[:3] == "DA:"]
            if paths:
                hits = {int(number): int(count) for number, count in counted}
                yield Measured(origin(folder, file), paths[0], hits)
    for folder, file in _files(inputs, "coverage_reports", "*.xml"):
        root = ET.parse(file).getroot()  # noqa: S314 - the sandbox wrote it
        for element in root.iter("class"):
            lines_of = element.iter("line")
            hits = {int(line.attrib["number"]): int(line.attrib["hits"]) for line in lines_of}
            yield Measured(origin(folder, file), element.attrib["filename"], hits)


def covered_and_coverable(
    files: Iterator[Measured],
) -> dict[tuple[str, str, str], tuple[set[int], set[int]]]:
    """By repository, commit and path: lines that ran in any report, and that could."""
    found: dict[tuple[str, str, str], tuple[set[int], set[int]]] = {}
    for file in files:
        key = (file.origin.repository, file.origin.commit, file.path)
        ran, could = found.setdefault(key, (set(), set()))
        ran.update(line for line, count in file.hits.items() if count)
        could.update(file.hits)
    return found
