"""Superset as a process of its own over a data root.

Here: starting it as `make bi` does, and stopping it. Not here: what it shows.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from bench.runs import ROOT

PATIENCE = 180


@contextmanager
def serving(home: Path, log: Path) -> Iterator[str]:
    """The address of a Superset over a data root, stopped afterwards.

    Args:
        home: The data root.
        log: Gets what Superset says.

    Raises:
        RuntimeError: It did not start; the log says why.
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "TEAM_OUTCOMES_HOME": str(home),
        "TEAM_OUTCOMES_SUPERSET_PORT": str(port),
    }
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "bi.superset"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        _wait(process, address, log)
        yield address
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if requests.get(f"{address}/health", timeout=5).ok:
                return
        except requests.RequestException:
            time.sleep(0.5)
    raise RuntimeError(f"Superset did not start; see {log} and superset/prepare.log beside it.")


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
