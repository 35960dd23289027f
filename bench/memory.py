"""How much memory the processes that this one started take.

Here: looking at them meanwhile. Not here: which processes those are, and whether it is too much.
"""

from __future__ import annotations

import os

import psutil

from bench.looking import Looking

PAUSE_SECONDS = 0.5
MEGABYTE = 2**20


class PeakMemory(Looking):
    """The most memory that all processes under this one took together, while in its block.

    Args:
        without: A process that is left out with all it started, such as the sandbox.
        pause_seconds: How long it waits between two looks.

    Attributes:
        megabytes: The most so far, resident.
    """

    def __init__(self, without: int | None = None, pause_seconds: float = PAUSE_SECONDS) -> None:
        super().__init__(pause_seconds)
        self._without = without
        self.megabytes = 0.0

    def _look(self) -> None:
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
