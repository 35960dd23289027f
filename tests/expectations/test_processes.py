"""Processes answer in order, hand on errors, and leave nothing behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from expectations.processes import COUNT, ProcessEndedError, Processes

WAITING = """
import time
from expectations.processes import Processes

if __name__ == "__main__":
    with Processes() as processes:
        print(*processes.numbers, flush=True)
        time.sleep(600)
"""
MOST_SECONDS_TO_END = 60


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    with Processes() as started:
        yield started


def half(number: int) -> float:
    """A call that takes the longer the earlier it comes."""
    time.sleep(0.2 / (number + 1))
    return 10 / (number - 5) if number == 5 else number / 2


def test_answers_come_in_the_order_of_their_arguments(processes: Processes) -> None:
    assert list(processes.calls(half, ((number,) for number in range(5)))) == [0, 0.5, 1, 1.5, 2]
    assert list(processes.calls(half, ())) == []


def test_an_error_is_the_caller_s_and_the_next_calls_are_answered(processes: Processes) -> None:
    with pytest.raises(ZeroDivisionError):
        list(processes.calls(half, ((number,) for number in (5, 0, 1, 2))))
    first = next(processes.calls(half, ((number,) for number in (8, 0, 1))))
    assert first == 4
    assert list(processes.calls(half, [(6,), (7,)])) == [3, 3.5]


def test_a_process_that_ends_early_has_not_answered() -> None:
    with Processes() as started:
        psutil.Process(started.numbers[1]).kill()
        with pytest.raises(ProcessEndedError, match="ended before it had answered"):
            list(started.calls(half, ((number,) for number in range(5))))


def test_nothing_outlives_a_run_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "waiting.py"
    script.write_text(WAITING)
    started = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert started.stdout
    numbers = [int(number) for number in started.stdout.readline().split()]
    assert len(numbers) == COUNT
    started.send_signal(signal.SIGKILL)
    started.wait()
    ends = time.monotonic() + MOST_SECONDS_TO_END
    while any(map(_lives, numbers)) and time.monotonic() < ends:
        time.sleep(0.1)
    assert [number for number in numbers if _lives(number)] == []


def _lives(number: int) -> bool:
    """Whether a process is there and is not only remembered."""
    try:
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
