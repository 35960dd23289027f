"""Reads one LCOV tracefile.

Belongs here: the records of the format. Does not belong here: paths in the repository
(``paths.py``), rows (``rows.py``).

A source file may have a section for every test; its lines are one. Records about functions and
conditions are passed over, as is what later versions of the format may add.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.core.errors import RecordError
from extract.core.folder import FileError, shown
from extract.sources.coverage_reports.measured import MAX_LINES, Measured, SourceFile

_RECORD = re.compile(r"([A-Z]{2,8}):(.*)")
_END = "end_of_record"
_MOST_DIGITS = 12
_REMEDY = "Write the report again"


def read_lcov(content: bytes, path: str) -> Measured:
    """Read a tracefile.

    Args:
        content: The file.
        path: Its name, for messages.

    Raises:
        FileError: It is no tracefile, or ends within a section.
    """
    try:
        lines = content.decode("utf-8-sig").rstrip("\n").split("\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise FileError(
            path, "it is not UTF-8 text", "Check that it is the right file", line=line
        ) from error
    reading = _Reading()
    for number, text in enumerate(lines, start=1):
        try:
            reading.take(text.strip())
        except RecordError as error:
            raise FileError(path, str(error), _REMEDY, line=number) from error
    if not reading.has_ended:
        raise FileError(
            path,
            "it ends before the section of a source file does",
            f"{_REMEDY}; the tool may have been stopped while it wrote",
            line=len(lines),
        )
    return reading.measured


class _Reading:
    """Takes the records of one tracefile as they come."""

    def __init__(self) -> None:
        self.measured = Measured("lcov")
        self.has_ended = False
        self._file: SourceFile | None = None
        self._stated = [0, 0]
        self._count = 0
        self._records: dict[str, Callable[[SourceFile, str], None]] = {
            "DA": self._line,
            "BRDA": self._branch,
            "LF": self._found,
            "LH": self._hit,
        }

    def take(self, text: str) -> None:
        """Take one line of the tracefile."""
        if not text or text.startswith("#"):
            return
        if text == _END:
            self._end()
            return
        record = _RECORD.fullmatch(text)
        if record is None:
            raise RecordError(f"expected a record such as DA:1,0, found '{shown(text[:40])}'")
        name, value = record[1], record[2]
        if name == "SF":
            self._begin(value.strip())
        elif name in self._records:
            if self._file is None:
                raise RecordError(f"{name}: expected a source file (SF) before it, found none")
            self._records[name](self._file, value)

    def _begin(self, path: str) -> None:
        if self._file is not None:
            raise RecordError("SF: expected end_of_record before another source file, found none")
        if not path:
            raise RecordError("SF: expected the path of a source file, found nothing")
        self._file, self._stated, self.has_ended = self.measured.file(path), [0, 0], False

    def _end(self) -> None:
        if self._file is not None and not self._file.covered:
            self._file.stated_lines = (self._stated[0], self._stated[1])
        self._file, self.has_ended = None, True

    def _line(self, file: SourceFile, value: str) -> None:
        self._one_more()
        number, hits = _parts(value, "DA", 2)[:2]
        file.line(_count(number, "DA"), is_covered=_hits(hits, "DA") > 0)

    def _branch(self, file: SourceFile, value: str) -> None:
        self._one_more()
        # A branch may be named by its expression, which may hold commas.
        line, *names, taken = _parts(value, "BRDA", 4)
        is_taken = taken != "-" and _hits(taken, "BRDA") > 0
        file.branch(_count(line, "BRDA"), ",".join(names), is_taken=is_taken)

    def _one_more(self) -> None:
        self._count += 1
        if self._count > MAX_LINES:
            raise RecordError(f"it has more than {MAX_LINES} lines and branches")

    def _found(self, _file: SourceFile, value: str) -> None:
        self._stated[0] = _count(value, "LF")

    def _hit(self, _file: SourceFile, value: str) -> None:
        self._stated[1] = _count(value, "LH")


def _parts(value: str, name: str, least: int) -> list[str]:
    parts = [part.strip() for part in value.split(",")]
    if len(parts) < least:
        raise RecordError(f"{name}: expected {least} values, found '{shown(value[:40])}'")
    return parts


def _count(text: str, name: str) -> int:
    stripped = text.strip()
    if not (stripped.isascii() and stripped.isdigit() and len(stripped) <= _MOST_DIGITS):
        raise RecordError(f"{name}: expected a whole number, found '{shown(text[:40])}'")
    return int(stripped)


def _hits(text: str, name: str) -> float:
    """Return a count of executions, which some writers round (``1e+06``) or let overflow."""
    try:
        return float(text)
    except ValueError as error:
        raise RecordError(f"{name}: expected a count, found '{shown(text[:40])}'") from error
