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


def synchronise(path: Path) -> None:
    """Have a file or a folder on the disk before going on."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
