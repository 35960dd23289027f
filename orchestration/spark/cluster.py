"""A standalone master with workers on this machine, from the pyspark package alone.

Here: starting, waiting until the workers are there, stopping. Not here: what runs on it.
"""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
MASTER = "org.apache.spark.deploy.master.Master"
WORKER = "org.apache.spark.deploy.worker.Worker"
REGISTERED = "Successfully registered with master"
SECONDS_TO_START = 180.0
SECONDS_TO_END = 20.0
PAUSE = 0.5


class ClusterError(Exception):
    """The cluster did not start; the text says what to do."""


@dataclass(frozen=True)
class Size:
    """How much of this machine the workers take.

    Attributes:
        workers: How many.
        cores: Of each worker.
        memory: Of each worker, as Spark spells it.
    """

    workers: int = 2
    cores: int = 1
    memory: str = "1g"


@contextmanager
def standalone(folder: Path, size: Size) -> Iterator[str]:
    """A running cluster; gives the master's address.

    Args:
        folder: Where logs and the workers' scratch files go.
        size: Of the workers.

    Raises:
        ClusterError: pyspark is not installed, or a process ended or did not register.
    """
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    address = f"spark://{HOST}:{port}"
    web = ("--webui-port", "0", "--host", HOST)
    with ExitStack() as running:
        log = folder / "master.log"
        running.enter_context(_process(log, MASTER, *web, "--port", str(port)))
        _wait_for(log, "New state: ALIVE")
        logs = [folder / f"worker-{number}.log" for number in range(1, size.workers + 1)]
        for log in logs:
            limits = ("--cores", str(size.cores), "--memory", size.memory)
            scratch = ("--work-dir", str(folder / log.stem))
            running.enter_context(_process(log, WORKER, *web, *limits, *scratch, address))
        for log in logs:
            _wait_for(log, REGISTERED)
        yield address


def spark_home() -> Path:
    """The folder of the pyspark package, which holds the whole of Spark.

    Raises:
        ClusterError: It is not installed.
    """
    found = importlib.util.find_spec("pyspark")
    if found is None or found.origin is None:
        raise ClusterError("pyspark is not installed; make spark installs the extra of that name.")
    return Path(found.origin).parent


@contextmanager
def _process(log: Path, *arguments: str) -> Iterator[None]:
    """One of Spark's daemons in the foreground of a process of ours, ended with the block."""
    home = spark_home()
    with log.open("w", encoding="utf-8") as words:
        process = subprocess.Popen(  # noqa: S603 - our own Spark
            [str(home / "bin" / "spark-class"), *arguments],
            env=os.environ | {"SPARK_HOME": str(home), "SPARK_LOCAL_IP": HOST},
            stdout=words,
            stderr=subprocess.STDOUT,
        )
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_for(log: Path, sign: str) -> None:
    """Wait until a log says so.

    Raises:
        ClusterError: It did not say so in time.
    """
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        if sign in log.read_text(encoding="utf-8", errors="replace"):
            return
        time.sleep(PAUSE)
    raise ClusterError(f"Spark did not start in {SECONDS_TO_START:.0f} s; {log} says why.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
