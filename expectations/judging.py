"""Judges: processes that import Great Expectations ahead of their work, and share the guards.

Here: starting them, dealing out guards, and writing what they found. Not here: what a guard finds
(`gates.py`), Great Expectations (`runner.py`).

Its import takes seconds and its work is Python's alone, which keeps one core busy. So a judge is
started as early as its caller likes, and reads the warehouse only when asked. It ends with the pipe
to whoever started it: a run that is killed leaves none behind.
"""

from __future__ import annotations

import multiprocessing
import signal
from contextlib import ExitStack
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from expectations import gates, runner
from expectations.gates import Gate
from expectations.registry import GUARDS

JUDGES = 2
"""More need more memory than time they save: each holds 300 MB."""


class JudgeError(Exception):
    """A judge ended before it had judged; the text says where to look."""


class Judges:
    """Processes that wait for a warehouse to judge; a context that ends them.

    Args:
        count: How many.
    """

    def __init__(self, count: int = JUDGES) -> None:
        context = multiprocessing.get_context("spawn")
        self._lines: list[Connection] = []
        self._processes = []
        for _ in range(count):
            line, end = context.Pipe()
            process = context.Process(target=_serve, args=(end,), daemon=True)
            process.start()
            end.close()
            self._lines.append(line)
            self._processes.append(process)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with ExitStack() as stack:
            for line, process in zip(self._lines, self._processes, strict=True):
                stack.callback(process.join)
                stack.callback(line.close)

    def judge(self, warehouse: Path) -> dict[str, list[Gate]]:
        """Run every guard over a warehouse that nobody writes to; gates by the guard's name.

        Raises:
            JudgeError: A judge ended before it had judged.
        """
        found: dict[str, list[Gate]] = {}
        try:
            for number, line in enumerate(self._lines):
                line.send((str(warehouse), range(number, len(GUARDS), len(self._lines))))
            for line in self._lines:
                found |= line.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise JudgeError(
                "A judge ended before it had judged. What it says is on standard error; where "
                "there is nothing, the machine may have had too little memory."
            ) from None
        return {guard.name: found[guard.name] for guard in GUARDS}


def run(warehouse: Path, judges: Judges | None = None) -> dict[str, list[Gate]]:
    """Judge a warehouse and write its gates; gates by the name of the guard.

    Args:
        warehouse: The database; opened by each judge, then by this process.
        judges: Those that wait already; without them they are started, and end here.

    Raises:
        duckdb.Error: The warehouse cannot be opened or written.
        JudgeError: A judge ended before it had judged.
    """
    duckdb.connect(str(warehouse), read_only=True).close()
    if judges is None:
        with Judges() as started:
            return run(warehouse, started)
    found = judges.judge(warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        gates.write(connection, [gate for of_guard in found.values() for gate in of_guard])
    return found


def _serve(line: Connection) -> None:
    """Get ready, wait for one warehouse, and answer."""
    # Whoever interrupts a run interrupts its own process; a judge ends with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    runner.prepare()
    try:
        warehouse, positions = line.recv()
    except EOFError:
        return
    with duckdb.connect(warehouse, read_only=True) as connection:
        guards = [GUARDS[position] for position in positions]
        line.send({guard.name: gates.judge(connection, guard) for guard in guards})
