"""The daily job as a process of its own, against a running sandbox.

Here: settings, running, killing. Not here: the sandbox's own process (`sandbox.process`), what is
measured or compared (the other modules, and `tests/e2e`).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import psutil
import yaml

from orchestration.demo import without_tools
from sandbox.process import Sandbox

ROOT = Path(__file__).parents[1]
DAILY_JOB = (sys.executable, "-m", "orchestration.daily")


def settings(server: Sandbox, inputs: Path, home: Path, as_of: str) -> dict[str, str]:
    """The environment of a daily job against the sandbox with its clock frozen at `as_of`."""
    return without_tools(os.environ) | {
        "TEAM_OUTCOMES_HOME": str(home),
        "TEAM_OUTCOMES_ORGANISATION": str(inputs / "organisation.yml"),
        "TEAM_OUTCOMES_INPUTS": str(inputs / "inputs"),
        "TEAM_OUTCOMES_AS_OF": as_of,
        "TEAM_OUTCOMES_PROGRESS": "off",
        # Whoever looks at pages has them written; the others need not wait.
        "TEAM_OUTCOMES_SITE": "no",
        **server.settings(inputs),
    }


def organisation(inputs: Path) -> dict[str, Any]:
    """What the organisation.yml that `write_inputs` wrote says."""
    text = (inputs / "organisation.yml").read_text(encoding="utf-8")
    return cast("dict[str, Any]", yaml.safe_load(text))


@dataclass(frozen=True)
class Run:
    """How a daily job ended: its exit code (`None`: killed) and how long it took in seconds."""

    exit_code: int | None
    seconds: float


def daily_job(environment: Mapping[str, str], log: Path, kill_after: float | None = None) -> Run:
    """Run the daily job; with `kill_after`, kill it and all it started after so many seconds."""
    started = time.perf_counter()
    with log.open("a") as output:
        process = subprocess.Popen(  # noqa: S603 - our own module
            DAILY_JOB,
            cwd=ROOT,
            env=dict(environment),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        exit_code: int | None = process.wait(kill_after)
    except subprocess.TimeoutExpired:
        exit_code = None
    finally:
        kill(process)
    return Run(exit_code, time.perf_counter() - started)


def kill(process: subprocess.Popen[Any]) -> None:
    """Kill the process group of a process and whatever left the group."""
    if process.poll() is not None:
        return
    started = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGKILL)
    for child in started:
        if child.is_running():
            child.kill()
    process.wait()
    psutil.wait_procs(started, timeout=10)
