"""The sandbox as a process of its own: started, asked, stopped.

Belongs here: what the demo, the benches and the end-to-end tests need to run against a sandbox.
Does not belong here: serving (`sandbox.server`), or what is run against it.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import requests

from sandbox.files import SETTINGS

READY = "listening on "
_ROOT = Path(__file__).parents[1]
_CONTROL_TIMEOUT = 30


class SandboxError(Exception):
    """The sandbox did not start; the text is one line that says what to do."""


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox: where it listens and which scenario it plays."""

    url: str
    scenario: Path
    process: subprocess.Popen[str]

    def control(
        self, path: str, body: Mapping[str, Any] | None = None, tool: str = ""
    ) -> dict[str, Any]:
        """Call a control endpoint of a tool (by default GitHub): read it, or send it `body`."""
        url = "/".join(filter(None, (self.url, tool, "_sandbox", path)))
        answer = (
            requests.get(url, timeout=_CONTROL_TIMEOUT)
            if body is None
            else requests.post(url, json=body, timeout=_CONTROL_TIMEOUT)
        )
        answer.raise_for_status()
        return cast("dict[str, Any]", answer.json())

    def settings(self, folder: Path) -> dict[str, str]:
        """The environment variables with which extraction reads all of the sandbox's tools.

        Args:
            folder: Where `write_inputs` wrote the files.
        """
        of_files = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        return {**self.control("settings"), **of_files}


@contextmanager
def serve(
    scenario: Path, log: Path | None = None, latency_ms: float = 0, port: int = 0
) -> Iterator[Sandbox]:
    """A sandbox until the block ends.

    Args:
        scenario: What to serve.
        log: Where its errors go; to our own standard error by default.
        latency_ms: Added to every answer.
        port: Where it listens; 0 takes any free one.

    Raises:
        SandboxError: It ended before it listened.
    """
    command = [*_command("serve", scenario), "--port", str(port), "--latency-ms", str(latency_ms)]
    with log.open("w") if log else _nowhere() as errors:
        process = subprocess.Popen(  # noqa: S603 - our own module
            command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=errors, text=True
        )
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line.startswith(READY):
            where = f"see {log}" if log else "it said why above"
            raise SandboxError(f"The sandbox did not start; {where}.")
        yield Sandbox(line.removeprefix(READY).strip(), scenario, process)
    finally:
        # The sandbox keeps nothing, and a shell may have it ignore a request to end.
        process.kill()
        process.wait()


def write_inputs(scenario: Path, folder: Path) -> None:
    """Write organisation.yml, the file drops and the files of every tool to `folder`.

    Raises:
        SandboxError: The scenario cannot be read; the sandbox said why.
    """
    command = [*_command("inputs", scenario), "--to", str(folder)]
    if subprocess.run(command, cwd=_ROOT, check=False).returncode:  # noqa: S603 - our own module
        raise SandboxError(f"The sandbox cannot read {scenario}.")


def write_truth(scenario: Path, file: Path) -> dict[str, Any]:
    """Write the truth of a scenario to `file` and read it."""
    command = [*_command("truth", scenario), "--to", str(file)]
    subprocess.run(command, cwd=_ROOT, check=True)  # noqa: S603 - our own module
    return cast("dict[str, Any]", json.loads(file.read_text(encoding="utf-8")))


def _command(verb: str, scenario: Path) -> list[str]:
    return [sys.executable, "-m", "sandbox", verb, "--scenario", str(scenario)]


@contextmanager
def _nowhere() -> Iterator[None]:
    """No log: the process keeps our own standard error."""
    yield None
