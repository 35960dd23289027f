"""Files that appear whole or not at all.

Belongs here: temporary names, the swap, and the lock of one publication at a time.
Does not belong here: what the files hold.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from orchestration.publication.errors import PublicationError

UNPUBLISHED = ".unpublished"


class Swap:
    """Files written beside their targets and put in place together at the end.

    Args:
        folder: Where the targets lie; leftovers of an earlier publication are removed.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pending: list[Path] = []
        folder.mkdir(parents=True, exist_ok=True)
        for leftover in folder.rglob(f"*{UNPUBLISHED}*"):
            leftover.unlink()

    def unpublished(self, target: Path) -> Path:
        """The path to write to, in the folder of `target`, which it will replace."""
        target.parent.mkdir(parents=True, exist_ok=True)
        self._pending.append(target)
        return _beside(target)

    def put_in_place(self) -> None:
        """Replace every target; each of them is whole before and after."""
        for target in self._pending:
            _flush(_beside(target))
        for target in self._pending:
            _beside(target).replace(target)
        for folder in {target.parent for target in self._pending}:
            _flush(folder)
        self._pending.clear()


def _beside(target: Path) -> Path:
    return target.with_name(target.name + UNPUBLISHED)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keep other publications of the same data root out.

    Raises:
        PublicationError: Another one is at work.
    """
    folder = home / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "publication.lock").open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"Another publication is writing to {home}; wait for it to end."
            raise PublicationError(message) from error
        yield
