"""What a command costs: wall time, processor time, peak memory.

Here: running one and measuring it. Not here: which commands are run (`steps.py`).
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

LOOK_SECONDS = 0.2
MEGABYTE = 1 << 20


class StepError(RuntimeError):
    """A measured command failed; its own words are in the log that the message names."""


@dataclass(frozen=True)
class Cost:
    """What a command cost.

    Attributes:
        wall_seconds: From start to end.
        cpu_seconds: Of all its processes, in user and system mode.
        peak_megabytes: The most that all its processes held at one look, resident.
    """

    wall_seconds: float
    cpu_seconds: float
    peak_megabytes: float


def measured(command: Sequence[str], environment: Mapping[str, str], log: Path, cwd: Path) -> Cost:
    """Run a command to its end.

    Raises:
        StepError: It failed.
    """
    started = time.perf_counter()
    before = os.times()
    with log.open("a", encoding="utf-8") as output:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            list(command),
            env=dict(environment),
            cwd=cwd,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        peak = _Peak(process.pid)
        watching = threading.Thread(target=peak.watch, args=(process.poll,), daemon=True)
        watching.start()
        process.wait()
        watching.join()
    after = os.times()
    if process.returncode:
        raise StepError(f"{' '.join(command)} ended with {process.returncode}; see {log}.")
    return Cost(
        round(time.perf_counter() - started, 2),
        round(
            after.children_user
            + after.children_system
            - before.children_user
            - before.children_system,
            2,
        ),
        round(peak.bytes / MEGABYTE, 1),
    )


class _Peak:
    """Looks at a process and its children until it has ended."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.bytes = 0

    def watch(self, ended: Callable[[], int | None]) -> None:
        while ended() is None:
            self.bytes = max(self.bytes, self._held())
            time.sleep(LOOK_SECONDS)

    def _held(self) -> int:
        held = 0
        try:
            process = psutil.Process(self._pid)
            for each in (process, *process.children(recursive=True)):
                try:
                    held += each.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
        except psutil.NoSuchProcess:
            return held
        return held
