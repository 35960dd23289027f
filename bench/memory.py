"""How much memory the processes that this one started take.

Here: looking at them meanwhile. Not here: which processes those are, and whether it is too much.
"""

from __future__ import annotations

import os
import threading
from types import TracebackType

import psutil

PAUSE_SECONDS = 0.5
MEGABYTE = 2**20


class PeakMemory:
    """The most memory that all processes under this one took together, while in its block.

    Args:
        without: A process that is left out with all it started, such as the sandbox.
        pause_seconds: How long it waits between two looks.

    Attributes:
        megabytes: The most so far, resident.
    """

    def __init__(self, without: int | None = None, pause_seconds: float = PAUSE_SECONDS) -> None:
        self._without = without
        self._pause_seconds = pause_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look_on, daemon=True)
        self.megabytes = 0.0

    def __enter__(self) -> PeakMemory:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _look_on(self) -> None:
        while not self._stop.wait(self._pause_seconds):
            self.megabytes = max(self.megabytes, self._now())

    def _now(self) -> float:
        total = 0
        for child in psutil.Process(os.getpid()).children():
            if child.pid != self._without:
                total += _resident(child)
        return total / MEGABYTE


def _resident(process: psutil.Process) -> int:
    try:
        family = [process, *process.children(recursive=True)]
        return sum(one.memory_info().rss for one in family)
    except psutil.NoSuchProcess:
        # It ended meanwhile; the next look sees the others.
        return 0
