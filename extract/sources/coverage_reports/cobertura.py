"""Reads one Cobertura report.

Belongs here: the elements of the format. Does not belong here: paths in the repository
(``paths.py``), rows (``rows.py``).

A file may stand under several classes, and a line both under its method and its class; such lines
are one. Of a line's branches the format tells only how many there are and how many were taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from extract.core.errors import RecordError
from extract.core.safe_xml import XmlElements
from extract.sources.coverage_reports.measured import MAX_LINES, Measured, SourceFile

_CONDITIONS = re.compile(r"\((\d{1,5})/(\d{1,5})\)")
_OTHERS = {"report": "JaCoCo", "project": "Clover"}
_FIRST_MILLISECONDS = 100_000_000_000
"""As seconds this would be the year 5138; writers differ in the unit."""

_LAST_SECOND = 253_402_300_799
_MOST_DIGITS = 12
_DIGITS_OF_A_TIME = 15


def read_cobertura(content: bytes, path: str) -> Measured:
    """Read a report.

    Args:
        content: The file.
        path: Its name, for messages.

    Raises:
        FileError: It is no well-formed XML, no Cobertura report, or unsafe to read.
    """
    reading = _Reading()
    elements = XmlElements(path, reading.start, reading.end, reading.text)
    elements.read(content)
    return reading.measured


class _Reading:
    """Takes the elements of one report as they come."""

    def __init__(self) -> None:
        self.measured = Measured("cobertura")
        self._is_root = True
        self._file: SourceFile | None = None
        self._source: list[str] | None = None
        self._count = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._is_root:
            self._begin(name, attributes)
        elif name == "project":
            raise _other(name)
        elif name == "source":
            self._source = []
        elif name == "class":
            self._file = self.measured.file(_named(attributes, "filename"))
        elif name == "line" and self._file is not None:
            self._line(self._file, attributes)

    def end(self, name: str) -> None:
        if name == "source" and self._source is not None:
            self.measured.sources.append("".join(self._source).strip())
            self._source = None
        elif name == "class":
            self._file = None

    def text(self, text: str) -> None:
        if self._source is not None:
            self._source.append(text)

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "coverage":
            raise _other(name)
        self._is_root = False
        self.measured.stated_lines_valid = _optional_count(attributes.get("lines-valid"))
        self.measured.stated_lines_covered = _optional_count(attributes.get("lines-covered"))
        self.measured.generated_at = _moment(attributes.get("timestamp"))

    def _line(self, file: SourceFile, attributes: Mapping[str, str]) -> None:
        number = _count(attributes, "number")
        file.line(number, is_covered=_hits(attributes) > 0)
        conditions = _CONDITIONS.search(attributes.get("condition-coverage", ""))
        taken, total = (int(conditions[1]), int(conditions[2])) if conditions else (0, 0)
        self._count += 1 + total
        if self._count > MAX_LINES:
            raise RecordError(f"it has more than {MAX_LINES} lines and branches")
        for place in range(total):
            file.branch(number, str(place), is_taken=place < taken)


def _other(root: str) -> RecordError:
    kind = f" but {_OTHERS[root]}" if root in _OTHERS else f": it holds <{root[:40]}>"
    return RecordError(f"it is no Cobertura report{kind}")


def _named(attributes: Mapping[str, str], name: str) -> str:
    value = attributes.get(name, "")
    if not value:
        raise RecordError(f"{name}: expected the path of a source file, found nothing")
    return value


def _count(attributes: Mapping[str, str], name: str) -> int:
    value = _optional_count(attributes.get(name))
    if value is None:
        raise RecordError(f"{name}: expected a whole number, found {attributes.get(name)!r:.40}")
    return value


def _hits(attributes: Mapping[str, str]) -> float:
    """Return how often a line was run; a count too large for its writer may be negative."""
    try:
        return float(attributes["hits"])
    except (KeyError, ValueError) as error:
        found = f"{attributes.get('hits')!r:.40}"
        raise RecordError(f"hits: expected a whole number, found {found}") from error


def _optional_count(text: str | None, most_digits: int = _MOST_DIGITS) -> int | None:
    stripped = (text or "").strip()
    is_number = stripped.isascii() and stripped.isdigit() and len(stripped) <= most_digits
    return int(stripped) if is_number else None


def _moment(text: str | None) -> datetime | None:
    """Return the time of a report, which is stated in seconds or milliseconds since 1970."""
    count = _optional_count(text, _DIGITS_OF_A_TIME)
    if not count:
        return None
    seconds = count / 1000 if count >= _FIRST_MILLISECONDS else float(count)
    if seconds > _LAST_SECOND:
        return None
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
