"""What reading produces: entries that are right, and rejections that say why others are not.

Here: the plain values the readers of each file share, and checks of dated intervals.
Not here: reading (files.py, yaml_values.py) and landing (streams.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from extract.core.source import Row
from extract.sources.file_drops.files import InputFileError, shown
from extract.sources.file_drops.schema import Finding

MAX_RAW_CHARACTERS = 10_000
EVERYTHING = ("", "")
NOT_QUOTED = "(not quoted)"


@dataclass(frozen=True, slots=True)
class Rejection:
    """One finding about one row of a file, as the quarantine keeps it.

    Attributes:
        file: the file's name, e.g. `inputs/roster.csv`.
        row_number: the row as a spreadsheet counts (CSV), or the line the entry starts on (YAML).
        field: the column, or the path of the value such as `teams[1].team_id`.
        value: the wrong value, cut.
        reason: what is wrong.
        remedy: what to do.
        raw: the whole row or entry as read; of a row about a person its lengths only.
    """

    file: str
    row_number: int
    field: str
    value: str | None
    reason: str
    remedy: str
    raw: Any

    def row(self) -> Row:
        """The rejection as a row of `quarantine`."""
        return {
            "quarantine_id": f"{self.file}:{self.row_number}:{self.field}",
            "file": self.file,
            "row_number": self.row_number,
            "field": self.field,
            "value": self.value,
            "reason": self.reason,
            "remedy": self.remedy,
            "raw_json": as_json(self.raw)[:MAX_RAW_CHARACTERS],
        }

    def sentence(self) -> str:
        """The rejection as one line for a person."""
        value = "" if self.value is None else f" '{self.value}'"
        unit = "row" if self.file.endswith(".csv") else "line"
        place = f"{self.file}, {unit} {self.row_number}, {self.field}{value}"
        return f"{place}: {self.reason}. {self.remedy}."


@dataclass(frozen=True, slots=True)
class Entry:
    """One row or entry before anything is decided about it.

    Attributes:
        file: the file's name.
        row_number: see `Rejection.row_number`.
        prefix: what its fields' names begin with: `teams[1]` in organisation.yml, nothing in CSV.
        value: what was read.
        is_personal: Whether it is about a person, so that nothing of it may be quoted.
    """

    file: str
    row_number: int
    prefix: str
    value: Any
    is_personal: bool = False

    def reject(self, finding: Finding) -> Rejection:
        """The rejection of this entry for a finding."""
        quoted = NOT_QUOTED if self.is_personal and finding.value is not None else finding.value
        value = None if quoted is None else shown(quoted)
        name = field_name(self.prefix, finding.path) or "row"
        return Rejection(
            self.file,
            self.row_number,
            name,
            value,
            finding.reason,
            finding.remedy,
            self.value,
        )


@dataclass(slots=True)
class Content:
    """What one or several files say.

    Attributes:
        rows: right rows by stream.
        rejections: every finding about wrong rows.
        held: by stream, which landed rows stay although the files have no right row for them now,
            because the row is there and wrong: (column, value), or `EVERYTHING`.
        entry_count: entries read, right or wrong.
        rejected_count: entries that are wrong.
        absent: streams whose file is not there, which is no error and says nothing.
        failures: by stream, why its file could not be read although it is there.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)
    held: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    entry_count: int = 0
    rejected_count: int = 0
    absent: set[str] = field(default_factory=set)
    failures: dict[str, InputFileError] = field(default_factory=dict)

    def add(self, stream: str, rows: Iterable[Row]) -> None:
        """Append right rows of a stream."""
        self.rows.setdefault(stream, []).extend(rows)

    def reject(self, rejections: Sequence[Rejection]) -> None:
        """Append the rejections of one wrong entry."""
        self.rejections.extend(rejections)
        self.rejected_count += 1

    def hold(self, streams: Iterable[str], column: str, value: object) -> None:
        """Keep what is landed under a wrong entry's name; everything if it has no name."""
        held = (column, value) if column and isinstance(value, str) else EVERYTHING
        for stream in streams:
            self.held.setdefault(stream, set()).add(held)

    def merge(self, other: Content) -> None:
        """Take over everything of another content; streams of both are joined."""
        for stream, rows in other.rows.items():
            self.add(stream, rows)
        for stream, held in other.held.items():
            self.held.setdefault(stream, set()).update(held)
        self.rejections.extend(other.rejections)
        self.absent |= other.absent
        self.failures |= other.failures
        self.entry_count += other.entry_count
        self.rejected_count += other.rejected_count


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `start` until before `end`; no end means it lasts."""

    start: date
    end: date | None

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Interval:
        """The interval of a valid entry with `valid_from` and `valid_to`."""
        return cls(date.fromisoformat(value["valid_from"]), as_date(value.get("valid_to")))

    @property
    def last(self) -> date:
        """`end`, or a date after every other."""
        return self.end or date.max

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share a day."""
        return self.start < other.last and other.start < self.last


def interval_findings(entries: Sequence[Mapping[str, Any]], name: str) -> list[Finding]:
    """What is wrong with the dated entries of one list: reversed ones, and ones that overlap.

    Args:
        entries: valid entries with `valid_from` and perhaps `valid_to`.
        name: the list's name inside its entry, for the path of the findings.
    """
    found = []
    earlier: list[Interval] = []
    for place, entry in enumerate(entries):
        interval = Interval.of(entry)
        if interval.start >= interval.last:
            found.append(reversed_interval((name, place, "valid_to"), entry))
        elif any(interval.overlaps(other) for other in earlier):
            reason = "the interval overlaps an earlier one of the same list"
            remedy = "Give the earlier interval a valid_to that is not after this valid_from"
            found.append(Finding((name, place, "valid_from"), entry["valid_from"], reason, remedy))
        else:
            earlier.append(interval)
    return found


def reversed_interval(path: tuple[str | int, ...], entry: Mapping[str, Any]) -> Finding:
    """The finding that an interval ends before it begins."""
    reason = f"it is not after valid_from {entry['valid_from']}"
    remedy = "Write the first day after the interval, or leave it out while it lasts"
    return Finding(path, entry["valid_to"], reason, remedy)


def as_date(text: str | None) -> date | None:
    """The date of a valid text."""
    return None if text is None else date.fromisoformat(text)


def as_json(value: Any) -> str:
    """A value as JSON text with sorted keys, so that equal values are equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def field_name(prefix: str, path: tuple[str | int, ...]) -> str:
    """A path in words: `('owners', 0, 'team_id')` after `services[2]`."""
    name = prefix
    for step in path:
        if isinstance(step, int):
            name += f"[{step}]"
        else:
            name += f".{shown(step)}" if name else shown(step)
    return name
