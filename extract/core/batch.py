"""Rows of one scope on their way to a commit.

Belongs here: collecting rows, and keeping what cannot be parsed. Does not belong here: requests,
how a field is read, or which records hang on which (a source's own batch).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from extract.core import fields
from extract.core.common_streams import QUARANTINE, quarantine_row
from extract.core.errors import RecordError
from extract.core.source import Row, Stream


class Batch:
    """Rows of one scope that are committed together.

    Args:
        scope: What the rows belong to, such as a repository or ``organisation``.

    Attributes:
        rows: By stream name.
    """

    def __init__(self, scope: str) -> None:
        self.scope = scope
        self.rows: defaultdict[str, list[Row]] = defaultdict(list)

    def add(self, stream: Stream, parse: Callable[..., Row], raw: Any, *context: Any) -> Row | None:
        """Parse a record and add its row; return it, or None if the record went to quarantine."""
        row = self.parsed(stream, parse, raw, *context)
        if row is not None:
            self.rows[stream.name].append(row)
        return row

    def parsed(
        self, stream: Stream, parse: Callable[..., Row], raw: Any, *context: Any
    ) -> Row | None:
        """Parse a record without adding its row.

        Args:
            stream: What the record is.
            parse: A parser of the source.
            raw: The record as it came.
            context: What the parser needs beside the record.

        Returns:
            The row, or None if the record went to quarantine.
        """
        try:
            return parse(fields.record(raw, stream.name), *context)
        except RecordError as error:
            self.quarantine(stream, raw, error)
            return None

    def quarantine(self, stream: Stream, raw: Any, error: RecordError) -> None:
        """Keep a record that cannot be parsed, with the reason."""
        payload = fields.without_prose(raw)
        self.rows[QUARANTINE.name].append(
            quarantine_row(stream.name, self.scope, str(error), payload)
        )

    def add_tombstones(self, stream: Stream, keys: Iterable[Any]) -> None:
        """Add what says that records are gone."""
        self.rows[stream.name].extend(stream.tombstone(key) for key in sorted(keys))

    def take(self) -> dict[str, list[Row]]:
        """Return the rows by stream name, and begin anew."""
        rows = dict(self.rows)
        self.rows.clear()
        return rows

    def __len__(self) -> int:
        return sum(len(rows) for rows in self.rows.values())
