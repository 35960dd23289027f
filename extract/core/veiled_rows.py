"""Rows of one run on their way into the landing, without erased people.

Belongs here: what a source is told of names as they are landed, and which tombstones are none.
Does not belong here: the register (``erasures.py``), where in a row a name may stand (``veil.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extract.core import erasures
from extract.core.source import Row, Stream
from extract.core.veil import Veil


class VeiledRows:
    """What one run lands instead of what it read.

    Args:
        home: The data root, whose register says who was erased.
        source: The source that is read.

    Attributes:
        is_needed: Whether anybody was erased from this data root.

    Raises:
        SettingsError: The register cannot be used, so nothing may be landed.
    """

    def __init__(self, home: Path, source: str) -> None:
        register = erasures.read(home)
        self.is_needed = register is not None
        self._veil = Veil(register.lookup(source)) if register else None
        self._keys: set[tuple[str, Any]] = set()

    def name(self, name: str) -> str:
        """Return a name as it is landed: where it holds an erased account, with the pseudonym."""
        return self._veil.text(name) if self._veil else name

    def rows(self, stream: Stream, rows: Sequence[Row]) -> Sequence[Row]:
        """Return rows without erased people.

        A source compares the keys of its tool with landed ones, in which a pseudonym stands: the
        record it takes for gone is the one it just read, so that tombstone is left out.
        """
        if self._veil is None:
            return rows
        key = stream.key
        veiled = [(row, self._veil.row(row)) for row in rows]
        self._keys |= {(stream.name, new[key]) for row, new in veiled if row[key] != new[key]}
        return [
            new
            for _, new in veiled
            if not (new.get("is_deleted") and (stream.name, new[key]) in self._keys)
        ]
