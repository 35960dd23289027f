"""Cobertura and LCOV: the lines of each file, in the habits of many tools."""

from __future__ import annotations

from datetime import datetime

import pytest

from extract.core.artefacts import Run
from extract.core.folder import FileError
from extract.sources.coverage_reports import cobertura as cobertura_format
from extract.sources.coverage_reports import lcov as lcov_format
from extract.sources.coverage_reports.cobertura import read_cobertura
from extract.sources.coverage_reports.lcov import read_lcov
from extract.sources.coverage_reports.measured import Measured, ranges
from extract.sources.coverage_reports.paths import repository_path

RUN = Run("harbour/checkout", "a" * 40, "7")


def cobertura(inside: str, attributes: str = "") -> Measured:
    text = f"<coverage {attributes}><packages>{inside}</packages></coverage>"
    return read_cobertura(text.encode(), "c.xml")


def of_class(name: str, lines: str) -> str:
    return f'<class filename="{name}">{lines}</class>'


def lcov(text: str) -> Measured:
    return read_lcov(text.encode(), "l.info")


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([], ""),
        ([7], "7"),
        ([3, 1, 2, 2], "1-3"),
        ([1, 2, 4, 6, 7, 8, 10], "1-2,4,6-8,10"),
    ],
)
def test_ranges(numbers: list[int], expected: str) -> None:
    assert ranges(numbers) == expected


def test_cobertura_joins_what_stands_more_than_once() -> None:
    measured = cobertura(
        of_class(
            "a.py",
            '<methods><method><lines><line number="1" hits="0"/></lines></method></methods>'
            '<lines><line number="1" hits="2"/><line number="2" hits="0"/></lines>',
        )
        + of_class(
            "a.py",
            '<lines><line number="3" hits="1" branch="true" condition-coverage="50% (1/2)"/>'
            '<line number="3" hits="0" condition-coverage="0% (0/2)"/></lines>',
        )
        + of_class("b.py", "<lines/>"),
        'lines-valid="4" lines-covered="3" timestamp="1780308000000"',
    )
    file = measured.files["a.py"]
    assert file.lines == (3, 2)
    assert (file.ranges(is_covered=True), file.ranges(is_covered=False)) == ("1,3", "2")
    assert (len(file.branches), sum(file.branches.values())) == (2, 1)
    assert measured.files["b.py"].lines == (0, 0)
    assert (measured.stated_lines_valid, measured.stated_lines_covered) == (4, 3)
    assert measured.generated_at == datetime.fromisoformat("2026-06-01T10:00:00")


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("1780308000", "2026-06-01T10:00:00"),
        ("1780308000123", "2026-06-01T10:00:00.123"),
        ("0", None),
        ("", None),
        ("yesterday", None),
        ("9" * 15, None),
        ("9" * 18, None),
    ],
)
def test_cobertura_states_seconds_or_milliseconds(stated: str, expected: str | None) -> None:
    moment = cobertura("", f'timestamp="{stated}"').generated_at
    assert moment == (datetime.fromisoformat(expected) if expected else None)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<report name='x'/>", "line 1: it is no Cobertura report but JaCoCo"),
        ("<coverage>\n<project/></coverage>", "line 2: it is no Cobertura report but Clover"),
        ("<html/>", "it is no Cobertura report: it holds <html>"),
        ("<coverage><class/></coverage>", "filename: expected the path of a source file"),
        (
            '<coverage><class filename="a"><line hits="1"/></class></coverage>',
            "number: expected a whole number, found None",
        ),
        (
            '<coverage><class filename="a"><line number="1" hits="some"/></class></coverage>',
            "hits: expected a whole number, found 'some'",
        ),
        ("<!DOCTYPE coverage [<!ENTITY a 'b'>]><coverage/>", "its DOCTYPE brings declarations"),
        ("", "it is empty"),
    ],
)
def test_cobertura_that_cannot_be_read(content: str, expected: str) -> None:
    with pytest.raises(FileError) as caught:
        read_cobertura(content.encode(), "c.xml")
    assert str(caught.value).startswith("c.xml")
    assert expected in str(caught.value)


def test_lcov_joins_the_sections_of_a_file() -> None:
    measured = lcov(
        "# by a tool\nTN:one\nSF:src/a.c\nFN:1,main\nFNDA:1,main\nDA:1,1e+06\nDA:2,0,checksum\n"
        "BRDA:1,0,0,1\nBRDA:1,0,1,-\nBRDA:2,e0,(a, b),0\nLF:9\nLH:9\nend_of_record\r\n"
        "TN:two\r\nSF:src/a.c\r\nDA:2,3\r\nDA:4,-1\r\nMCDC:1,2,t,1,0,x\r\nend_of_record\r\n"
    )
    file = measured.files["src/a.c"]
    assert file.lines == (3, 2)
    assert (file.ranges(is_covered=True), file.ranges(is_covered=False)) == ("1-2", "4")
    assert (len(file.branches), sum(file.branches.values())) == (3, 1)


def test_lcov_that_only_sums_up() -> None:
    assert lcov("SF:a.c\nLF:10\nLH:7\nend_of_record\n").files["a.c"].lines == (10, 7)
    assert lcov("SF:a.c\nend_of_record").files["a.c"].lines == (0, 0)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "l.info, line 1: it ends before the section of a source file does"),
        ("SF:a.c\nDA:1,1\n", "line 2: it ends before the section of a source file does"),
        ("<html>", "line 1: expected a record such as DA:1,0, found '<html>'"),
        ("DA:1,1", "line 1: DA: expected a source file (SF) before it"),
        ("SF:a.c\nSF:b.c\n", "line 2: SF: expected end_of_record before another source file"),
        ("SF:\n", "SF: expected the path of a source file, found nothing"),
        ("SF:a.c\nDA:1\n", "line 2: DA: expected 2 values, found '1'"),
        ("SF:a.c\nDA:one,1\n", "DA: expected a whole number, found 'one'"),
        ("SF:a.c\nDA:1,often\n", "DA: expected a count, found 'often'"),
        ("SF:a.c\nLF:-1\n", "LF: expected a whole number, found '-1'"),
        ("SF:\xff\n", "line 1: it is not UTF-8 text. Check that it is the right file"),
    ],
)
def test_lcov_that_cannot_be_read(content: str, expected: str) -> None:
    with pytest.raises(FileError) as caught:
        read_lcov(content.encode("latin-1"), "l.info")
    assert expected in str(caught.value)


def test_too_many_lines_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cobertura_format, "MAX_LINES", 5)
    monkeypatch.setattr(lcov_format, "MAX_LINES", 1)
    line = '<line number="1" hits="1" condition-coverage="0% (0/4)"/>'
    assert cobertura(of_class("a", line)).files["a"].lines == (1, 1)
    with pytest.raises(FileError, match="it has more than 5 lines and branches"):
        cobertura(of_class("a", line * 2))
    with pytest.raises(FileError, match="line 3: it has more than 1 lines and branches"):
        lcov("SF:a\nDA:1,1\nDA:2,1\nend_of_record\n")


@pytest.mark.parametrize(
    ("stated", "sources", "workspace", "expected"),
    [
        ("src/a.py", [], None, "src/a.py"),
        ("./src/../a.py", ["."], None, "a.py"),
        ("a.py", ["src"], None, "src/a.py"),
        ("a.py", ["src", "lib"], None, "a.py"),
        ("src\\a.cs", [], None, "src/a.cs"),
        ("a.py", ["/ci/checkout/checkout/src/"], None, "src/a.py"),
        ("/ci/checkout/checkout/a.py", [], None, "a.py"),
        ("/ci/checkout/a.py", [], None, "/ci/checkout/a.py"),
        ("/builds/7/a.py", [], "/builds/7/", "a.py"),
        ("a.cs", ["C:\\build\\7"], "C:\\build\\7", "a.cs"),
        ("/builds/77/a.py", [], "/builds/7", "/builds/77/a.py"),
    ],
)
def test_paths_become_those_of_the_repository(
    stated: str, sources: list[str], workspace: str | None, expected: str
) -> None:
    run = Run(RUN.repository, RUN.commit_sha, RUN.run_id, workspace=workspace)
    assert repository_path(stated, sources, run) == expected
