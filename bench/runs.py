"""The sandbox and the daily job as processes of their own.

Here: starting, running, killing. Not here: what is measured or compared (the other modules, and
`tests/e2e`).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import psutil
import requests
import yaml

ROOT = Path(__file__).parents[1]
DAILY_JOB = (sys.executable, "-m", "orchestration.daily")
CONTROL_TIMEOUT = 30
SPEAKS_WITHIN = 120


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox: where it listens and which scenario it plays."""

    url: str
    scenario: Path
    process: subprocess.Popen[str]

    def control(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Call a control endpoint: read it, or send it `body`."""
        url = f"{self.url}/_sandbox/{path}"
        answer = (
            requests.get(url, timeout=CONTROL_TIMEOUT)
            if body is None
            else requests.post(url, json=body, timeout=CONTROL_TIMEOUT)
        )
        answer.raise_for_status()
        return cast("dict[str, Any]", answer.json())

    def request_count(self) -> int:
        """How many requests were counted since the last reset."""
        return int(self.control("requests")["total"])


@contextmanager
def sandbox(scenario: Path, log: Path) -> Iterator[Sandbox]:
    """A sandbox on a free port until the block ends; what it says goes to `log`.

    Raises:
        RuntimeError: it ended before it listened.
    """
    command = (sys.executable, "-m", "sandbox", "serve", "--scenario", str(scenario), "--port", "0")
    with log.open("w") as errors:
        process = subprocess.Popen(  # noqa: S603 - our own module
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    try:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        line = process.stdout.readline()
        if not line.startswith("listening on "):
            raise RuntimeError(f"The sandbox did not start; see {log}.")
        yield Sandbox(line.removeprefix("listening on ").strip(), scenario, process)
    finally:
        # The sandbox keeps nothing, and a shell may have it ignore a request to end.
        process.kill()
        process.wait()


def write_inputs(scenario: Path, folder: Path) -> None:
    """Write organisation.yml and the file drops of a scenario to `folder`."""
    _sandbox_command("inputs", scenario, folder)


def write_truth(scenario: Path, file: Path) -> dict[str, Any]:
    """Write the truth of a scenario to `file` and read it."""
    _sandbox_command("truth", scenario, file)
    return cast("dict[str, Any]", json.loads(file.read_text(encoding="utf-8")))


def _sandbox_command(verb: str, scenario: Path, to: Path) -> None:
    command = (sys.executable, "-m", "sandbox", verb, "--scenario", str(scenario), "--to", str(to))
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def settings(server: Sandbox, inputs: Path, home: Path, as_of: str) -> dict[str, str]:
    """The environment of a daily job against the sandbox with its clock frozen at `as_of`."""
    login = organisation(inputs)["organisation"]["github_organisation"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
    return kept | {
        "TEAM_OUTCOMES_HOME": str(home),
        "TEAM_OUTCOMES_ORGANISATION": str(inputs / "organisation.yml"),
        "TEAM_OUTCOMES_INPUTS": str(inputs / "inputs"),
        "TEAM_OUTCOMES_AS_OF": as_of,
        "TEAM_OUTCOMES_PROGRESS": "off",
        "GITHUB_API_URL": server.url,
        "GITHUB_TOKEN": "sandbox",
        "GITHUB_ORGANISATION": login,
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
