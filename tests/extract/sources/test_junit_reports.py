"""One JUnit report: its tests, in the habits of many tools."""

from __future__ import annotations

from datetime import datetime

import pytest

from extract.core.folder import FileError
from extract.sources.junit import report as reports
from extract.sources.junit.report import Report, TestCase, read_report


def read(inside: str, root: str = "testsuite") -> Report:
    return read_report(f"<{root}>{inside}</{root.partition(' ')[0]}>".encode(), "a.xml")


def only(inside: str, attributes: str = "") -> TestCase:
    (case,) = read(f'<testcase name="t" {attributes}>{inside}</testcase>').cases
    return case


@pytest.mark.parametrize(
    ("inside", "outcome"),
    [
        ("", "passed"),
        ("<properties/><system-out>failure</system-out>", "passed"),
        ("<skipped/>", "skipped"),
        ("<failure/>", "failed"),
        ("<error/>", "error"),
        ("<skipped/><failure/><error/>", "error"),
        ("<error/><failure/>", "error"),
        ("<system-out><failure/></system-out>", "passed"),
        ("<flakyFailure/>", "passed"),
        ("<failure/><rerunFailure/>", "failed"),
    ],
)
def test_the_gravest_outcome_holds(inside: str, outcome: str) -> None:
    assert only(inside).outcome == outcome


@pytest.mark.parametrize(
    "attributes", ['status="notrun"', 'result="suppressed"', 'status="run" result="skipped"']
)
def test_a_test_that_was_not_run_is_skipped(attributes: str) -> None:
    assert only("", attributes).outcome == "skipped"
    assert only("<failure/>", attributes).outcome == "failed"


@pytest.mark.parametrize("element", ["flakyFailure", "flakyError", "rerunFailure", "rerunError"])
def test_a_test_that_was_tried_again(element: str) -> None:
    assert only(f"<{element}/>").is_rerun
    assert not only("<failure/>").is_rerun


def test_of_a_failure_its_class_and_the_length_of_its_message_are_kept() -> None:
    case = only(
        '<failure type="java.lang.AssertionError" message="expected 2&#10;found 3">x</failure>'
    )
    assert (case.failure_type, case.message_length) == ("java.lang.AssertionError", 18)
    case = only('<error type="it did not work, said Ada" message=""/>')
    assert (case.failure_type, case.message_length) == (None, 0)
    assert only("<failure/>").message_length == 0
    assert only("<skipped message='why'/>").message_length is None


@pytest.mark.parametrize(
    ("text", "seconds", "is_bad"),
    [
        ("0.25", 0.25, False),
        ("1,234.567", 1234.567, False),
        ("12,345", 12345.0, False),
        ("1.5e-3", 0.0015, False),
        (" 3 ", 3.0, False),
        ("", None, False),
        ("-0.1", None, True),
        ("NaN", None, True),
        ("1e999", None, True),
        ("0,25", None, True),
        ("1s", None, True),
    ],
)
def test_durations(text: str, seconds: float | None, is_bad: bool) -> None:
    case = only("", f'time="{text}"')
    assert (case.seconds, case.has_bad_duration) == (seconds, is_bad)


def test_suites_in_suites_and_namesakes() -> None:
    report = read(
        '<testsuite name="a" tests="3" time="1.5" timestamp="2026-06-01T10:00:00">'
        '<testsuite name="b" tests="9" time="9"><testcase classname="c" name="t"/></testsuite>'
        '<testcase classname="c" name="t"/><testcase classname="c" name="t"/></testsuite>'
        '<testsuite tests="1" time="0.5" timestamp="2026-06-01T09:59:00+02:00"/><testcase/>',
        "testsuites",
    )
    named = [(case.suite_path, case.class_name, case.name, case.ordinal) for case in report.cases]
    assert named == [("a/b", "c", "t", 0), ("a", "c", "t", 0), ("a", "c", "t", 1), ("", "", "", 0)]
    assert (report.stated_count, report.seconds) == (4, 2.0)
    assert report.generated_at == datetime.fromisoformat("2026-06-01T07:59:00")
    assert report.is_zone_known is True


def test_the_root_says_how_long_everything_took() -> None:
    report = read('<testsuite time="1"/><testsuite time="2"/>', 'testsuites time="7"')
    assert report.seconds == 7.0
    nothing = read("", 'testsuite tests="many" timestamp="yesterday"')
    assert nothing == Report()
    unzoned = read("", 'testsuite timestamp="2026-06-01T10:00:00.5"')
    assert (unzoned.generated_at, unzoned.is_zone_known) == (
        datetime.fromisoformat("2026-06-01T10:00:00.5"),
        False,
    )


@pytest.mark.parametrize("stated", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_time_outside_of_ours_is_none(stated: str) -> None:
    assert read("", f'testsuite timestamp="{stated}"').generated_at is None


@pytest.mark.parametrize("root", ["html", "coverage", "test-run", "testcase"])
def test_another_format_is_told(root: str) -> None:
    with pytest.raises(
        FileError, match=rf"a\.xml, line 1: it is no JUnit report: its root is <{root}>"
    ):
        read("", root)


def test_too_many_tests_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MAX_TESTS", 2)
    assert len(read("<testcase/>" * 2).cases) == 2
    with pytest.raises(FileError, match="it has more than 2 tests"):
        read("<testcase/>" * 3)
