"""Judges share the guards, say what a single process would, and leave nothing behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import psutil
import pytest

from expectations import gates, judging
from expectations.judging import JudgeError, Judges
from expectations.registry import GUARDS

WAITING = """
import sys, time
from expectations.judging import Judges

if __name__ == "__main__":
    with Judges() as judges:
        print(*(process.pid for process in judges._processes), flush=True)
        time.sleep(600)
"""
MOST_SECONDS_TO_END = 60


def test_judges_say_what_one_process_says(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        alone = {guard.name: gates.judge(connection, guard) for guard in GUARDS}
    with Judges() as judges:
        shared = judges.judge(warehouse)
    assert list(shared) == list(alone)
    assert shared == alone


def test_a_warehouse_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(duckdb.IOException, match=r"nowhere\.duckdb"):
        judging.run(tmp_path / "nowhere.duckdb")


def test_a_judge_that_ends_early_has_not_judged(warehouse: Path) -> None:
    with Judges() as judges:
        judges._processes[1].kill()
        with pytest.raises(JudgeError, match="ended before it had judged"):
            judging.run(warehouse, judges)


def test_no_judge_outlives_a_run_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "waiting.py"
    script.write_text(WAITING)
    started = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert started.stdout
    judges = [int(number) for number in started.stdout.readline().split()]
    assert len(judges) == judging.JUDGES
    started.send_signal(signal.SIGKILL)
    started.wait()
    ends = time.monotonic() + MOST_SECONDS_TO_END
    while any(_lives(judge) for judge in judges) and time.monotonic() < ends:
        time.sleep(0.1)
    assert [judge for judge in judges if _lives(judge)] == []


def _lives(pid: int) -> bool:
    """Whether a process is there and is not only remembered."""
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
