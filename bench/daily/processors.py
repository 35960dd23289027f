"""How much processor time a process with all it started had used at each moment.

Here: looking at them meanwhile, and how much lies between two moments. Not here: what was done
then (`items.py`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import psutil

from bench.looking import Looking
from extract.core.clock import Clock

PAUSE_SECONDS = 0.2


class ProcessorTime(Looking):
    """The processor time of a process and all below it, look by look, while in its block.

    Args:
        process: Its id.

    Attributes:
        looks: When, in seconds since 1970, and seconds used by then.
    """

    def __init__(self, process: int) -> None:
        super().__init__(PAUSE_SECONDS)
        self._process = psutil.Process(process)
        self._now = Clock().wall_seconds
        self.looks: list[tuple[float, float]] = []

    def _look(self) -> None:
        self.looks.append((self._now(), _used(self._process)))


def _used(process: psutil.Process) -> float:
    """Of a process and all below it; what has ended counts with whoever waited for it."""
    total = 0.0
    try:
        family = [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return total
    for one in family:
        try:
            times = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def between(looks: Sequence[tuple[float, float]], start: float, end: float) -> float:
    """Seconds used from one moment to another.

    Args:
        looks: As `ProcessorTime` made them; one that found less than the one before it came
            while a process was ending.
        start: The earlier moment.
        end: The later one.
    """
    if not looks:
        return 0.0
    moments = [moment for moment, _ in looks]
    used = np.maximum.accumulate([seconds for _, seconds in looks])
    return float(np.interp(end, moments, used) - np.interp(start, moments, used))
