"""What a command costs: wall time, processor time, peak memory.

Here: running one and measuring it. Not here: which commands are run (`extraction.py`,
`scale/steps.py`).
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.memory import PeakMemory

LOOK_SECONDS = 0.2


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
    with log.open("a", encoding="utf-8") as output, PeakMemory(pause_seconds=LOOK_SECONDS) as peak:
        process = subprocess.Popen(  # noqa: S603 - our own commands
            list(command),
            env=dict(environment),
            cwd=cwd,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        process.wait()
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
        round(peak.megabytes, 1),
    )
