"""What a coverage report says, whatever its format.

Belongs here: the lines and branches of each source file, and their ranges. Does not belong here:
the formats (``cobertura.py``, ``lcov.py``) and rows (``rows.py``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

MAX_LINES = 5_000_000
"""Lines and branches that all files of one report may have; they are held in memory."""


@dataclass(slots=True)
class SourceFile:
    """The coverage of one source file.

    Attributes:
        covered: Whether a line was run, by its number from 1; only lines that can be run.
        branches: Whether a branch was taken, by line and its name on that line.
        stated_lines: Lines that can be run and those that were, where no line is listed.
    """

    covered: dict[int, bool] = field(default_factory=dict)
    branches: dict[tuple[int, str], bool] = field(default_factory=dict)
    stated_lines: tuple[int, int] | None = None

    def line(self, number: int, *, is_covered: bool) -> None:
        """Take note of a line; listed more than once, it was run if it was run once."""
        self.covered[number] = self.covered.get(number, False) or is_covered

    def branch(self, line: int, name: str, *, is_taken: bool) -> None:
        """Take note of a branch, like a line."""
        key = (line, name)
        self.branches[key] = self.branches.get(key, False) or is_taken

    def absorb(self, other: SourceFile) -> None:
        """Take over what another path of the same file says."""
        for number, is_covered in other.covered.items():
            self.line(number, is_covered=is_covered)
        for (line, name), is_taken in other.branches.items():
            self.branch(line, name, is_taken=is_taken)
        self.stated_lines = self.stated_lines or other.stated_lines

    @property
    def lines(self) -> tuple[int, int]:
        """How many lines can be run, and how many were."""
        if self.covered or self.stated_lines is None:
            return len(self.covered), sum(self.covered.values())
        return self.stated_lines

    def ranges(self, *, is_covered: bool) -> str:
        """Return the lines that were run, or those that were not, as ranges."""
        return ranges(number for number, value in self.covered.items() if value is is_covered)


@dataclass(slots=True)
class Measured:
    """One coverage report.

    Attributes:
        format: ``cobertura`` or ``lcov``.
        files: By path as stated.
        sources: The folders that paths are relative to, as stated.
        stated_lines_valid: Lines that can be run, as the report sums up.
        stated_lines_covered: Lines that were run, as the report sums up.
        generated_at: When it was written (naive UTC), where it says so.
    """

    format: str
    files: dict[str, SourceFile] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    stated_lines_valid: int | None = None
    stated_lines_covered: int | None = None
    generated_at: datetime | None = None

    def file(self, path: str) -> SourceFile:
        """Return a file's coverage, to be added to."""
        return self.files.setdefault(path, SourceFile())


def ranges(numbers: Iterable[int]) -> str:
    """Return line numbers as ranges: ``1-5,9``; empty for none."""
    parts: list[str] = []
    first = last = None
    for number in sorted(set(numbers)):
        if last is not None and number == last + 1:
            last = number
            continue
        if first is not None:
            parts.append(_range(first, last))
        first = last = number
    if first is not None:
        parts.append(_range(first, last))
    return ",".join(parts)


def _range(first: int, last: int | None) -> str:
    return str(first) if first == last else f"{first}-{last}"
