"""What a source tells the run over its folder: where a file belongs, and what it says.

Belongs here: the values that pass between ``file_runs.py`` and a source. Does not belong here:
either of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from extract.core.folder import File, FileError
from extract.core.source import Row, Stream

WHOLE_SCOPE = "organisation"
"""The scope of files that belong to no repository, and of a folder as such."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file belongs.

    Attributes:
        scope: A repository, or ``organisation``.
        context: What its rows depend on beside its content, as text.
        value: The same for the reader.
    """

    scope: str
    context: str = ""
    value: Any = None


@dataclass(slots=True)
class Parsed:
    """What a file says.

    Attributes:
        rows: By stream name.
        parent: The key of the one row of the first stream that all others hang on; None where
            rows do not belong to a file.
        rejections: Records that cannot be used.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    parent: str | None = None
    rejections: list[FileError] = field(default_factory=list)


class FileReader(Protocol):
    """What a source knows about its files."""

    @property
    def streams(self) -> tuple[Stream, ...]:
        """The streams of its records; the first has the parents."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """How the names of its files end."""

    def place(self, file: File) -> Place:
        """Return where a file belongs; raises FileError if that cannot be told."""

    def parse(self, file: File, content: bytes, place: Place) -> Parsed:
        """Return what a file says; raises FileError if nothing of it can be used."""
