"""Files as DuckDB is told of them, and as they get onto the disk.

Belongs here: what guards, audits and the publication all need of a path. Does not belong here:
which files there are.
"""

from __future__ import annotations

import os
from pathlib import Path


def literal(path: Path) -> str:
    """A path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def put_in_place(draft: Path, target: Path) -> None:
    """Put a written file in the place of another in one step, and have that on the disk."""
    synchronise(draft)
    os.replace(draft, target)  # noqa: PTH105 - the one call known to be atomic
    synchronise(target.parent)


def put_text(target: Path, text: str) -> None:
    """Write a page in one step: a reader finds the old one or the new one, whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.unfinished")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, target)  # noqa: PTH105 - the one call known to be atomic


def synchronise(path: Path) -> None:
    """Have a file or a folder on the disk before going on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
