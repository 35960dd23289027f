"""Rows and states of files on their way to a commit.

Belongs here: collecting, quarantine entries, tombstones. Does not belong here: reading files.
"""

from __future__ import annotations

from extract.core.batch import Batch
from extract.core.common_streams import QUARANTINE, quarantine_row
from extract.core.file_reader import Parsed
from extract.core.file_state import FileState, state_rows
from extract.core.folder import FileError
from extract.core.landing import Landing
from extract.core.source import Row, Stream

_MOST_ROWS = 20_000
_MOST_FILES = 500


class FileBatch:
    """Rows of one scope, with the states of the files they come from.

    Args:
        scope: A repository, or ``organisation``.
        streams: The streams of the records; the first has the parents.
        landing: Takes the rows.

    Attributes:
        states: By the files' paths.
    """

    def __init__(self, scope: str, streams: tuple[Stream, ...], landing: Landing) -> None:
        self._batch = Batch(scope)
        self._streams = streams
        self._landing = landing
        self.states: dict[str, FileState] = {}

    @property
    def is_full(self) -> bool:
        """Whether it is time to commit."""
        return len(self._batch) >= _MOST_ROWS or len(self.states) >= _MOST_FILES

    def add(self, parsed: Parsed, refused_before: tuple[str, ...]) -> tuple[str, ...]:
        """Add what a file says; return the keys of its entries in the quarantine.

        Args:
            parsed: What it says.
            refused_before: The keys of its entries so far; those it no longer has are taken back.
        """
        for name, rows in parsed.rows.items():
            self._batch.rows[name].extend(rows)
        refused = {row[QUARANTINE.key]: row for row in map(self._refused, parsed.rejections)}
        self.forgive(tuple(set(refused_before) - set(refused)))
        self._batch.rows[QUARANTINE.name].extend(refused.values())
        return tuple(refused)

    def forgive(self, refused: tuple[str, ...]) -> None:
        """Take entries in the quarantine back.

        Args:
            refused: Their keys.
        """
        self._batch.add_tombstones(QUARANTINE, refused)

    def take_back(self, parent: str) -> None:
        """Add tombstones for a parent and everything that hangs on it."""
        first, *others = self._streams
        self._batch.add_tombstones(first, [parent])
        for stream in others:
            children = self._landing.landed.children(stream, first.key, [parent])
            self._batch.add_tombstones(stream, children)

    def commit(self) -> None:
        """Land what has been collected, rows and states together, and begin anew."""
        if self.states:
            scope = self._batch.scope
            self._landing.commit(self._batch.take(), state_rows(self.states), scope)
            self.states = {}

    def _refused(self, error: FileError) -> Row:
        place = {"file": error.path, "line": error.line, "field": error.name}
        return quarantine_row(self._streams[0].name, self._batch.scope, str(error), place)
