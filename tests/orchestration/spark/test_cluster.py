"""Starting and ending Spark's daemons, played by a shell script."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from orchestration.spark import __main__ as command
from orchestration.spark import cluster
from orchestration.spark.cluster import ClusterError, Size, standalone

DAEMON = """#!/bin/sh
echo $$ >> "$PIDS"
case "$1" in
  *Master) echo "New state: ALIVE" ;;
  *) echo "{greeting}" ;;
esac
exec sleep 600
"""


def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, greeting: str) -> Path:
    """A Spark whose workers greet like this; gives the file of its processes."""
    script = tmp_path / "bin" / "spark-class"
    script.parent.mkdir()
    script.write_text(DAEMON.replace("{greeting}", greeting), encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(cluster, "spark_home", lambda: tmp_path)
    monkeypatch.setenv("PIDS", str(tmp_path / "pids"))
    return tmp_path / "pids"


def is_alive(process: int) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_cluster_ends_with_its_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pids = played(tmp_path, monkeypatch, "Successfully registered with master")
    with standalone(tmp_path / "logs", Size(workers=2)) as address:
        running = [int(line) for line in pids.read_text().splitlines()]
        assert address.startswith("spark://127.0.0.1:")
        assert len(running) == 3
        assert all(map(is_alive, running))
    assert not any(map(is_alive, running))


def test_workers_that_do_not_register_are_told_and_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = played(tmp_path, monkeypatch, "Connection refused")
    monkeypatch.setattr(cluster, "SECONDS_TO_START", 1.0)
    with pytest.raises(ClusterError, match=r"worker-1\.log"), standalone(tmp_path / "logs", Size()):
        pass
    assert not any(is_alive(int(line)) for line in pids.read_text().splitlines())


def test_a_signal_to_the_command_ends_the_cluster(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pids = played(tmp_path, monkeypatch, "Successfully registered with master")
    before = signal.signal(signal.SIGTERM, command.end_in_order)
    try:
        with pytest.raises(SystemExit) as ended, standalone(tmp_path / "logs", Size()):
            os.kill(os.getpid(), signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert ended.value.code == 128 + signal.SIGTERM
    running = pids.read_text().splitlines()
    assert len(running) == 3
    assert not any(is_alive(int(line)) for line in running)
