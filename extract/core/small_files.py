"""The small files of past days in a landing: which of them are worth merging, and together.

Belongs here: looking at sizes, days and columns. Does not belong here: merging (``compaction.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from extract.core.landed import Landed
from extract.core.landed_sql import LOAD_ID
from extract.core.load_records import is_compacted
from extract.core.source import Stream

MANY_FILES = 32
"""A source is compacted when one of its streams has more small files of past days than this."""
SMALL_BYTES = 32 * 2**20
"""A file of this size is read as well alone, and is not written again."""
READ_AT = "extracted_at"


@dataclass(frozen=True)
class Small:
    """A small file of a past day.

    Attributes:
        path: Where it is.
        quarter: The calendar quarter in which its newest row was read, as in ``2026Q2``.
        columns: Names and types, without the load id.
    """

    path: Path
    quarter: str
    columns: tuple[tuple[str, str], ...]


def find(
    landed: Landed, streams: Sequence[Stream], today: date, many: int = MANY_FILES
) -> dict[str, list[Small]]:
    """Return the small files of past days by stream; none as long as no stream has many.

    Args:
        landed: The landing of one source.
        streams: Its streams.
        today: What was read on this day, or is stamped later, is left alone.
        many: How many small files of past days a stream may have.
    """
    found = {
        stream.name: [f for f in landed.files(stream) if f.stat().st_size < SMALL_BYTES]
        for stream in streams
    }
    # Counting names is cheap; of what is inside a file one asks only where it may be needed.
    if not any(_is_due(files, many) for files in found.values()):
        return {}
    small = {name: list(_of_past_days(files, today)) for name, files in found.items()}
    return small if any(count(files) > many for files in small.values()) else {}


def count(files: Sequence[Small]) -> int:
    """How many of the files were not merged yet."""
    return sum(1 for one in files if not is_compacted(one.path))


def groups(small: Mapping[str, Sequence[Small]]) -> Iterator[tuple[str, list[Small]]]:
    """Yield the files that become one: of a stream, a quarter and the same columns."""
    for stream, files in small.items():
        together: dict[tuple[object, ...], list[Small]] = {}
        for one in files:
            together.setdefault((one.quarter, one.columns), []).append(one)
        yield from ((stream, group) for group in together.values() if len(group) > 1)


def _is_due(files: Sequence[Path], many: int) -> bool:
    return sum(1 for path in files if not is_compacted(path)) > many


def _of_past_days(files: Sequence[Path], today: date) -> Iterator[Small]:
    for path in files:
        metadata = pq.read_metadata(path)
        day = _day(metadata)
        if day is not None and day < today:
            schema = metadata.schema.to_arrow_schema()
            columns = tuple((one.name, str(one.type)) for one in schema if one.name != LOAD_ID)
            yield Small(path, f"{day.year}Q{(day.month + 2) // 3}", columns)


def _day(metadata: pq.FileMetaData) -> date | None:
    """The day on which the newest row of a file was read; None if the file does not say."""
    if READ_AT not in metadata.schema.names:
        return None
    place = metadata.schema.names.index(READ_AT)
    row_groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    statistics = [group.column(place).statistics for group in row_groups]
    days = [one.max for one in statistics if one is not None and one.has_min_max]
    return max(days).date() if days else None
