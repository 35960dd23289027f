"""One run at a time over one data root.

Here: a lock that the system gives back when its holder ends, however it ends. Not here: the locks
of single sources (`extract`).
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNFINISHED_ERASURE = "erasure.journal"


class BusyError(Exception):
    """Another run is at work over the same data root; the text is one line."""


@contextmanager
def one_run(home: Path, *, finishing: bool = False) -> Iterator[None]:
    """Hold the data root until the block ends.

    Args:
        home: The data root.
        finishing: The run may finish an erasure that was cut short; any other has to wait for it.

    Raises:
        BusyError: Another run holds it, or an erasure was cut short in it.
    """
    file = home / "locks" / "daily.lock"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(f"Another run is at work in {home}; wait for its end.") from error
        if not finishing and (home / UNFINISHED_ERASURE).exists():
            raise BusyError(
                f"An erasure was cut short in {home}, and half of the data has the pseudonym; "
                "finish it first: python -m orchestration.erase --resume"
            )
        yield
