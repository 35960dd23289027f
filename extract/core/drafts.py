"""Files written beside the ones they replace.

Belongs here: the name of a draft, and putting one in its place so that a kill leaves the old file
or the new one. Does not belong here: what is written.
"""

from __future__ import annotations

import os
from pathlib import Path

UNFINISHED = ".unfinished"


def draft_of(target: Path) -> Path:
    """Where a file is written first: in the same folder, as only there a rename is atomic."""
    return target.with_name(f".{target.name}{UNFINISHED}")


def put_in_place(target: Path) -> None:
    """Put the draft of a file under its name in one step, and have that on the disk."""
    draft = draft_of(target)
    _synchronise(draft)
    os.replace(draft, target)  # noqa: PTH105 - the one call known to be atomic
    _synchronise(target.parent)


def _synchronise(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
