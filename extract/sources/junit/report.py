"""Reads one JUnit report: which tests ran, and what came of each.

Belongs here: the elements of the format and their dialects. Does not belong here: which run a
report belongs to, and rows (``rows.py``).

There is no standard, only habits of tools. What is understood: suites in suites, a suite as the
root, tests without any attribute, several outcomes at one test, and surefire's reruns. Output and
messages are passed over; of a message only its length is kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from extract.core.errors import RecordError
from extract.core.safe_xml import XmlElements

MAX_TESTS = 200_000
"""More than any report we know of; the tests of one report are held in memory."""

_ROOTS = ("testsuites", "testsuite")
_OUTCOMES = {"skipped": "skipped", "failure": "failed", "error": "error"}
_GRAVITY = ("passed", "skipped", "failed", "error")
_RERUNS = frozenset({"flakyFailure", "flakyError", "rerunFailure", "rerunError"})
_NOT_RUN = frozenset({"notrun", "disabled", "skipped", "suppressed"})
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?|\.[0-9]+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MOST_DIGITS = 12
_MOST_SECONDS = 1e9
"""Thirty years; the sum of all tests stays a number too."""

_TYPE = re.compile(r"[\w.$:/<>\[\]-]{1,200}")


@dataclass(slots=True)
class TestCase:
    """One test as a report states it.

    Attributes:
        suite_path: The names of the suites around it, joined by ``/``.
        class_name: As stated; empty where it is not.
        name: As stated; empty where it is not.
        ordinal: How many tests of the same suite, class and name came before it.
        outcome: ``passed``, ``skipped``, ``failed`` or ``error``: the gravest one stated.
        seconds: How long it took; None where not stated, or no number of seconds.
        has_bad_duration: A duration is stated which is no number of seconds.
        is_rerun: The tool ran it more than once; if it passed, it failed before.
        failure_type: The class of the error; None if there is none, or if it holds prose.
        message_length: Characters of the error's message; None without an error.
    """

    __test__ = False

    suite_path: str
    class_name: str
    name: str
    ordinal: int
    outcome: str = "passed"
    seconds: float | None = None
    has_bad_duration: bool = False
    is_rerun: bool = False
    failure_type: str | None = None
    message_length: int | None = None


@dataclass(slots=True)
class Report:
    """One report.

    Attributes:
        cases: Its tests in their order.
        stated_count: How many tests its outermost suites say there are.
        seconds: How long it took, as its root says, or its outermost suites together.
        generated_at: The earliest time that a suite states, as UTC without a zone.
        is_zone_known: Whether that time came with an offset; without one it is taken for UTC.
    """

    cases: list[TestCase] = field(default_factory=list)
    stated_count: int | None = None
    seconds: float | None = None
    generated_at: datetime | None = None
    is_zone_known: bool | None = None


def read_report(content: bytes, path: str) -> Report:
    """Read a report.

    Args:
        content: The file.
        path: Its name, for messages.

    Raises:
        FileError: It is no well-formed XML, no JUnit report, or unsafe to read.
    """
    reading = _Reading()
    XmlElements(path, reading.start, reading.end).read(content)
    return reading.report


class _Reading:
    """Takes the elements of one report as they come."""

    def __init__(self) -> None:
        self.report = Report()
        self._suites: list[str] = []
        self._open: list[str] = []
        self._case: TestCase | None = None
        self._seen: Counter[tuple[str, str, str]] = Counter()
        self._root_seconds: float | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self._open and name not in _ROOTS:
            raise RecordError(
                f"it is no JUnit report: its root is <{name[:40]}>, not <testsuites> or <testsuite>"
            )
        parent = self._open[-1] if self._open else None
        self._open.append(name)
        if name == "testsuites":
            self._begin_root(attributes)
        elif name == "testsuite":
            self._begin_suite(attributes)
        elif name == "testcase":
            self._begin_case(attributes)
        elif self._case is not None and parent == "testcase":
            self._note(self._case, name, attributes)

    def end(self, name: str) -> None:
        self._open.pop()
        if name == "testsuite":
            self._suites.pop()
        elif name == "testcase":
            self._case = None

    def _begin_root(self, attributes: Mapping[str, str]) -> None:
        if len(self._open) == 1:
            self.report.seconds = self._root_seconds = _seconds(attributes.get("time"))
            self._note_time(attributes)

    def _begin_suite(self, attributes: Mapping[str, str]) -> None:
        if not self._suites:
            seconds = _seconds(attributes.get("time"))
            if seconds is not None and self._root_seconds is None:
                self.report.seconds = (self.report.seconds or 0.0) + seconds
            count = attributes.get("tests", "")
            if count.isascii() and count.isdigit() and len(count) <= _MOST_DIGITS:
                self.report.stated_count = (self.report.stated_count or 0) + int(count)
        self._note_time(attributes)
        self._suites.append(attributes.get("name", ""))

    def _begin_case(self, attributes: Mapping[str, str]) -> None:
        if len(self.report.cases) == MAX_TESTS:
            raise RecordError(f"it has more than {MAX_TESTS} tests")
        key = (
            "/".join(self._suites),
            attributes.get("classname") or attributes.get("class", ""),
            attributes.get("name", ""),
        )
        stated = attributes.get("time")
        seconds = _seconds(stated)
        self._case = TestCase(*key, self._seen[key], seconds=seconds)
        self._case.has_bad_duration = bool(stated) and seconds is None
        if {attributes.get("status", ""), attributes.get("result", "")} & _NOT_RUN:
            self._case.outcome = "skipped"
        self._seen[key] += 1
        self.report.cases.append(self._case)

    def _note(self, case: TestCase, name: str, attributes: Mapping[str, str]) -> None:
        """Take note of an outcome; of several the gravest holds, wherever it stands."""
        if name in _RERUNS:
            case.is_rerun = True
        outcome = _OUTCOMES.get(name, "passed")
        if _GRAVITY.index(outcome) <= _GRAVITY.index(case.outcome):
            return
        case.outcome = outcome
        if outcome != "skipped":
            kind = attributes.get("type", "")
            case.failure_type = kind if _TYPE.fullmatch(kind) else None
            case.message_length = len(attributes.get("message", ""))

    def _note_time(self, attributes: Mapping[str, str]) -> None:
        moment = _moment(attributes.get("timestamp", ""))
        if moment is not None:
            is_zone_known = moment.tzinfo is not None
            utc = moment.astimezone(UTC).replace(tzinfo=None) if is_zone_known else moment
            if self.report.generated_at is None or utc < self.report.generated_at:
                self.report.generated_at, self.report.is_zone_known = utc, is_zone_known


def _seconds(text: str | None) -> float | None:
    """Return a duration; surefire writes thousands with commas (``1,234.5``)."""
    stripped = (text or "").strip()
    if _THOUSANDS.fullmatch(stripped):
        stripped = stripped.replace(",", "")
    if not _NUMBER.fullmatch(stripped):
        return None
    seconds = float(stripped)
    return seconds if seconds <= _MOST_SECONDS else None


def _moment(text: str) -> datetime | None:
    """Return an ISO-8601 instant between 1970 and 9998; None for anything else."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment if 1970 < moment.year < 9999 else None  # noqa: PLR2004 - the years named above
